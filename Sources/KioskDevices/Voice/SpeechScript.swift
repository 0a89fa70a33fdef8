import DeviceWire
import Foundation
import Kiosk
import QueueCore

/// Makes of an announcement what is said piece by piece, with its rests.
struct SpeechScript: Sendable {
    /// A piece, or a rest after one.
    enum Step: Hashable, Sendable {
        case say(SpeechPiece)
        case rest(Duration)
    }

    /// Between the digits of a number.
    private static let digitRest = Duration.milliseconds(60)
    private static let commaRest = Duration.milliseconds(180)
    private static let sentenceRest = Duration.milliseconds(420)

    private let style: SpokenNumber.Style
    private let dialect: VietnameseDialect

    init(_ settings: VoiceSettings) {
        style =
            switch settings.reading {
            case .digits: .digits
            case .cardinal: .cardinal
            }
        dialect =
            switch settings.dialect {
            case .southern: .southern
            case .northern: .northern
            }
    }

    /// A sentence as one reads it, with every number in words.
    func text(_ sentence: Announcement.Sentence) -> String {
        sentence.parts.map { part in
            if case .words(let words) = part { return words }
            return numbers(part, sentence.language).joined(separator: " ")
        }.joined()
    }

    /// The sentence's pieces in their order.
    func steps(_ sentence: Announcement.Sentence) -> [Step] {
        var steps: [Step] = []
        for part in sentence.parts {
            switch part {
            case .words(let words):
                steps += Self.steps(words, sentence.language)
            case .number:
                for word in numbers(part, sentence.language) {
                    steps.append(.say(SpeechPiece(language: sentence.language, words: word)))
                    steps.append(.rest(Self.digitRest))
                }
            case .counter, .times:
                // Short and few: a whole number sounds better from one mouthful.
                let words = numbers(part, sentence.language).joined(separator: " ")
                steps.append(.say(SpeechPiece(language: sentence.language, words: words)))
            }
        }
        return steps
    }

    private func numbers(_ part: Announcement.Part, _ language: Texts.Language) -> [String] {
        let reader = SpokenNumber(language: language, style: style, dialect: dialect)
        return switch part {
        case .words: []
        case .number(let number): reader.ticket(number)
        case .counter(let number): reader.counter(number)
        case .times(let number): reader.times(number)
        }
    }

    /// Words cut at their punctuation, so that a clause is recorded once for all sentences.
    private static func steps(_ words: String, _ language: Texts.Language) -> [Step] {
        var steps: [Step] = []
        var clause = ""
        func end() {
            let words = clause.trimmingCharacters(in: .whitespacesAndNewlines)
            clause = ""
            guard words.contains(where: { $0.isLetter || $0.isNumber }) else { return }
            steps.append(.say(SpeechPiece(language: language, words: words)))
        }
        for character in words {
            switch character {
            case ".", "!", "?", ":", ";", "\n":
                end()
                steps.append(.rest(sentenceRest))
            case ",":
                end()
                steps.append(.rest(commaRest))
            default: clause.append(character)
            }
        }
        end()
        return steps
    }

    // MARK: All pieces

    /// Every piece that announcements of this configuration can have, in the order in which one
    /// would record them; line names alone are left to the voice that is made.
    static func pieces(of configuration: Configuration) -> [SpeechPiece] {
        guard let settings = configuration.voice else { return [] }
        let script = SpeechScript(settings)
        let writer = AnnouncementWriter(configuration)
        var pieces: [SpeechPiece] = []
        var known: Set<String> = []
        func add(_ sentence: Announcement.Sentence) {
            for case .say(let piece) in script.steps(sentence) {
                if known.insert(piece.file).inserted { pieces.append(piece) }
            }
        }
        let orders = orders(configuration, settings)
        let announcements = orders.map(writer.announcement)
        for sentence in announcements.flatMap(\.sentences) { add(sentence) }
        let languages = Set(announcements.flatMap { $0.sentences.map(\.language) }).sorted()
        for language in languages {
            for number in script.sampleNumbers {
                add(Announcement.Sentence(language: language, parts: [.number(number)]))
            }
        }
        return pieces
    }

    /// Numbers that have among them every word of every number.
    private var sampleNumbers: [String] {
        let digits = (0...9).map { String($0) }
        return style == .digits ? digits : digits + ["1010", "2021", "2024", "2115", "3105"]
    }

    /// One announcement of each kind, and one for each counter.
    private static func orders(
        _ configuration: Configuration, _ settings: VoiceSettings
    ) -> [AnnouncementOrder] {
        let counters = Set(configuration.plan.counters.map(\.number)).sorted()
        let invitations = configuration.plan.rules.invitations
        func call(
            _ kind: AnnouncementOrder.Kind, _ counter: CounterNumber, _ invitation: Int
        ) -> AnnouncementOrder {
            AnnouncementOrder(
                id: "", kind: kind, zone: "", at: Instant(millisecondsSinceEpoch: 0), ticket: "",
                number: "0", line: configuration.plan.lines.first?.id ?? "", counter: counter,
                invitation: invitation, isLast: invitation >= invitations)
        }
        func notice(_ kind: AnnouncementOrder.Kind) -> AnnouncementOrder {
            AnnouncementOrder(
                id: "", kind: kind, zone: "", at: Instant(millisecondsSinceEpoch: 0),
                counter: kind == .paused ? counters.first : nil)
        }
        var orders = counters.map { call(.call, $0, 1) }
        if let first = counters.first {
            orders += (1...max(1, invitations)).map { call(.call, first, $0) }
            orders.append(call(.moved, first, 1))
        }
        if settings.notices.paused { orders.append(notice(.paused)) }
        if settings.notices.opening { orders.append(notice(.opening)) }
        if settings.notices.closing { orders.append(notice(.closing)) }
        if settings.notices.waitMinutes != nil { orders.append(notice(.waiting)) }
        return orders
    }
}
