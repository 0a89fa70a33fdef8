import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `The words that are shipped for a voice` {
    @Test(arguments: AnnouncementOrder.Kind.allCases, [(1, false), (2, false), (3, true)])
    func `say number, line and counter alone`(
        _ kind: AnnouncementOrder.Kind, _ invitation: (number: Int, isLast: Bool)
    ) throws {
        let order = AnnouncementOrder(
            id: "1/hall", kind: kind, zone: "hall", at: Instant(millisecondsSinceEpoch: 0),
            ticket: "ticket-of-nguyen-van-an", number: "1002", line: "ho-tich", counter: 3,
            invitation: invitation.number, isLast: invitation.isLast)
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var configuration = try ConfigurationLoader.load(
            path: root.appending(path: "Config/centre.yaml").path)
        let languages = configuration.texts.languages
        configuration.voice = VoiceSettings(languages: languages, zones: [])
        let key = AnnouncementWriter.Key(order)
        let sentences = AnnouncementWriter(configuration).announcement(order).sentences
        #expect(!sentences.isEmpty)
        for sentence in sentences {
            let words = try #require(configuration.texts.own(in: sentence.language)[key.rawValue])
            let names = [
                configuration.lineNames["ho-tich"]?(in: sentence.language) ?? "ho-tich",
                configuration.centre.name(in: sentence.language),
            ]
            for case .words(let text) in sentence.parts {
                #expect(words.contains(text) || names.contains(text), "\(key): \(text)")
                #expect(!text.contains("ticket-of"))
            }
        }
    }
}
