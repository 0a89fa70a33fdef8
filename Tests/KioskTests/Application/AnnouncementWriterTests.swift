import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite struct `Words of an announcement` {
    private func sentences(_ words: [String: [String: String]], _ languages: [String])
        -> [Announcement.Sentence]
    {
        var configuration = SampleConfiguration.make()
        configuration.texts = Texts(words)
        configuration.voice = VoiceSettings(languages: languages, zones: [])
        let order = AnnouncementOrder(
            id: "1", zone: "hall", at: Instant(millisecondsSinceEpoch: 0), ticket: "A",
            number: "1002", line: "ho-tich", counter: 3, invitation: 2)
        return AnnouncementWriter(configuration).announcement(order).sentences
    }

    @Test func `places are filled, and what nobody knows is left out`() {
        let words = ["voice.call-again": "{line}: {number}{}, {counter} {age}, lần {times} {x"]
        #expect(
            sentences(["vi": words], ["vi"]) == [
                .init(
                    language: "vi",
                    parts: [
                        .words("Hộ tịch"), .words(": "), .number("1002"), .words(", "),
                        .counter(3), .words(" "), .words(", lần "), .times(2), .words(" {x"),
                    ])
            ])
    }

    @Test func `a language without these words is not said twice in Vietnamese`() {
        let words = ["vi": ["voice.call-again": "mời"], "en": ["voice.call": "come"]]
        #expect(sentences(words, ["vi", "en"]).map(\.language) == ["vi"])
        #expect(sentences(words, ["en"]).map(\.language) == ["vi"])
        #expect(sentences(words, ["km"]).map(\.language) == ["vi"])
    }

    @Test func `a gap in the words is heard as its key, never a crash`() {
        #expect(sentences([:], ["vi"]).first?.parts == [.words("voice.call-again")])
    }

    @Test(arguments: [
        (1, false, AnnouncementWriter.Key.call), (1, true, .call), (2, false, .callAgain),
        (3, true, .callLast), (9, false, .callAgain),
    ])
    func `each invitation has its words`(
        _ invitation: Int, _ isLast: Bool, _ key: AnnouncementWriter.Key
    ) {
        let order = AnnouncementOrder(
            id: "1", zone: "hall", at: Instant(millisecondsSinceEpoch: 0), ticket: "A",
            number: "1002", line: "ho-tich", counter: 3, invitation: invitation, isLast: isLast)
        #expect(AnnouncementWriter.Key(order) == key)
    }
}
