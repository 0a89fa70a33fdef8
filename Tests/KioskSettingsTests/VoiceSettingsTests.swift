import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `The voice in the centre's file` {
    private static let voice = """

        voice:
          reading: cardinal
          words: northern
          languages: [vi, en]
          clips: recorded
          zones:
            - id: hall
              counters: [1]
              output: alsa
              device: plughw:1,0
              volume: 70
              volumeByHour:
                - {hours: ["07:00-08:00", "16:00-17:00"], volume: 40}
              quiet: ["11:30-13:30"]
            - {id: upstairs, output: page}
          notices: {paused: false, opening: true, waitMinutes: 30, repeatMinutes: 20}
        """
    private static let centre = Fixture.centre + voice

    private static let words = [
        "voice.call": "Mời {number} đến {counter}",
        "voice.call-again": "Mời {number} đến {counter}",
        "voice.call-last": "Mời {number} đến {counter}",
        "voice.moved": "Mời {number} đến {counter}",
        "voice.paused": "{counter} nghỉ", "voice.opening": "Chào", "voice.closing": "Hết",
        "voice.waiting": "Xin lỗi {centre}",
    ]

    private static func vietnamese(_ words: [String: String] = words) -> String {
        Fixture.vietnamese
            + words.sorted { $0.key < $1.key }.map { "\($0.key): \"\($0.value)\"\n" }.joined()
    }

    /// A centre with a voice, its words and its folder of clips.
    private static func fixture(
        _ centre: String = centre, vietnamese: String = vietnamese()
    ) throws -> Fixture {
        let fixture = try Fixture(
            centre: centre,
            texts: ["vi": vietnamese, "en": "voice.call: \"{number} to {counter}\"\n"])
        try FileManager.default.createDirectory(
            at: fixture.folder.appending(path: "recorded"), withIntermediateDirectories: true)
        return fixture
    }

    @Test func `is read whole`() throws {
        let fixture = try Self.fixture()
        let voice = try #require(try fixture.load().voice)
        #expect(voice.reading == .cardinal && voice.dialect == .northern)
        #expect(voice.languages == ["vi", "en"])
        #expect(voice.clips == fixture.folder.appending(path: "recorded").path)
        #expect(voice.zones.map(\.id) == ["hall", "upstairs"])
        let hall = voice.zones[0]
        #expect(hall.output == .alsa(device: "plughw:1,0"))
        #expect(hall.covers(1) && !hall.covers(2) && voice.zones[1].covers(2))
        let volumes = try ["06", "07", "08", "12", "16"].map { hour in
            hall.volume(at: try #require(Instant(rfc3339: "2026-11-23T\(hour):30:00+07:00")))
        }
        #expect(volumes == [70, 40, 70, 0, 40])
        #expect(voice.zones[1].volume == 80)
        var notices = VoiceNotices()
        (notices.paused, notices.opening) = (false, true)
        (notices.waitMinutes, notices.repeatMinutes) = (30, 20)
        #expect(voice.notices == notices)
    }

    @Test func `a centre without one is silent and needs no words for it`() throws {
        #expect(try Fixture().load().voice == nil)
    }

    @Test func `little is enough`() throws {
        let centre = Fixture.centre + "\nvoice:\n  zones:\n    - {id: hall, output: alsa}\n"
        let voice = try #require(try Self.fixture(centre).load().voice)
        let zone = VoiceZone(id: "hall", output: .alsa(device: "default"))
        #expect(voice == VoiceSettings(zones: [zone]))
    }

    static let spoilings: [Spoiling] = [
        Spoiling(
            "reading: cardinal", "reading: cardinl", at: "cardinl", says: "digits or cardinal"),
        Spoiling("words: northern", "words: east", at: "words: east", says: "southern or northern"),
        Spoiling("languages: [vi, en]", "languages: []", at: "languages", says: "0 languages"),
        Spoiling(
            "languages: [vi, en]", "languages: [vi, vi]", at: "languages", says: "“vi” again"),
        Spoiling("languages: [vi, en]", "languages: [km]", at: "[km]", says: "“km” without a file"),
        Spoiling("clips: recorded", "clips: nowhere", at: "nowhere", says: "no folder at"),
        Spoiling("clips: recorded", "klips: recorded", at: "klips", says: "did you mean “clips”"),
        Spoiling("counters: [1]", "counters: [7]", at: "[7]", says: "unknown counter 7", "1 or 2"),
        Spoiling("counters: [1]", "counters: []", at: "[]", says: "at least one counter"),
        Spoiling("output: alsa", "output: pulse", at: "pulse", says: "alsa or page"),
        Spoiling("device: plughw:1,0", "device: -rf", at: "-rf", says: "an ALSA device"),
        Spoiling("device: plughw:1,0", "device: a b", at: "a b", says: "an ALSA device"),
        Spoiling("volume: 70", "volume: 101", at: "101", says: "0 to 100"),
        Spoiling("volume: 40", "volume: loud", at: "loud", says: "0 to 100"),
        Spoiling("\"07:00-08:00\"", "\"08:00-07:00\"", at: "08:00-07", says: "ends before"),
        Spoiling("[\"11:30-13:30\"]", "[noon]", at: "noon", says: "a span such as"),
        Spoiling(
            "{id: upstairs, output: page}", "{id: hall, output: page}", at: "{id: hall",
            says: "again"),
        Spoiling(
            "output: page}", "output: page, device: default}", at: "output: page",
            says: "a device for a page"),
        Spoiling(
            "{id: upstairs, output: page}", "{id: up, output: alsa, device: \"plughw:1,0\"}",
            at: "{id: up,", says: "again", "a device of its own"),
        Spoiling(
            "device: plughw:1,0", "display: hall-1", at: "display: hall-1",
            says: "a display for a sound card"),
        Spoiling(
            "output: page}", "output: page, display: nobody}", at: "display: nobody",
            says: "no device token of a display"),
        Spoiling("waitMinutes: 30", "waitMinutes: 4", at: "waitMinutes", says: "5 to 240"),
        Spoiling("opening: true", "opening: maybe", at: "maybe", says: "true or false"),
    ]

    @Test(arguments: spoilings)
    func `a mistake is told with its line`(_ spoiling: Spoiling) throws {
        try #require(Self.centre.contains(spoiling.from))
        let text = Self.centre.replacing(spoiling.from, with: spoiling.to, maxReplacements: 1)
        let found = try Self.fixture(text).mistakes()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains(spoiling.at) }) + 1
        #expect(
            found.contains { one in
                one.line == line && spoiling.says.allSatisfy { one.description.contains($0) }
            }, "\(found), line \(line)")
        #expect(found.count == spoiling.count, "\(found)")
    }

    @Test(arguments: [
        ("voice.call", "Mời {number}", "“voice.call” without {counter}"),
        ("voice.paused", "{counter} {number}", "“voice.paused” with {number}"),
        ("voice.closing", "Hết {gio}", "“voice.closing” with {gio}"),
    ])
    func `words that would send nobody anywhere are refused`(
        _ key: String, _ words: String, _ says: String
    ) throws {
        var all = Self.words
        all[key] = words
        let found = try Self.fixture(vietnamese: Self.vietnamese(all)).mistakes()
        #expect(found.map(\.found).contains(says), "\(found)")
        #expect(found.allSatisfy { $0.file.hasPrefix("texts/") })
    }

    @Test func `every kind of announcement needs its words`() throws {
        let found = try Self.fixture(
            vietnamese: Self.vietnamese(["voice.call": "{number} {counter}"])
        )
        .mistakes()
        #expect(
            Set(found.map(\.expected).compactMap { $0.split(separator: " ").dropFirst(2).first })
                .count == RequiredTexts.voiceKeys.count - 1, "\(found)")
    }

    @Test(arguments: [(16, 0), (17, 1)])
    func `a centre has 16 zones at most`(_ count: Int, _ mistakes: Int) throws {
        let zones = (0..<count).map { "    - {id: z\($0), output: page}\n" }.joined()
        let found = try Self.fixture(Fixture.centre + "\nvoice:\n  zones:\n" + zones).mistakes()
        #expect(found.count == mistakes, "\(found)")
    }
}

@Suite struct `The demonstration centre's voice` {
    @Test func `every language has words for all of it, and a voice can be switched on`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = root.appending(path: "Config/centre.yaml").path
        let configuration = try ConfigurationLoader.load(path: path)
        #expect(configuration.voice == nil)
        for language in ["vi", "en"] {
            let own = configuration.texts.own(in: language)
            for key in RequiredTexts.voiceKeys { #expect(own[key] != nil, "\(language): \(key)") }
        }
        // The example in the comment is right as it stands, apart from its folder.
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(text.range(of: "# voice:\n"))
        let example = text[start.lowerBound...].split(separator: "\n")
            .prefix { $0.hasPrefix("#") }.map { $0.dropFirst(2) }
            .filter { !$0.contains("clips:") }.joined(separator: "\n")
        let words = ["vi", "en"].map { language in
            (language, configuration.texts.all(in: language))
        }
        var texts = ["vi": Fixture.vietnamese]
        for (language, all) in words {
            let voice = all.filter { $0.key.hasPrefix("voice.") }
                .map { "\($0.key): \"\($0.value)\"\n" }.joined()
            texts[language, default: ""] += voice
        }
        let fixture = try Fixture(centre: Fixture.centre + "\n" + example + "\n", texts: texts)
        let voice = try #require(try fixture.load().voice)
        #expect(voice.zones.map(\.id) == ["hall"] && voice.notices.waitMinutes == 30)
    }
}
