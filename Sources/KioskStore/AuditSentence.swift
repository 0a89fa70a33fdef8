import Foundation

/// What an event says, in English; pure.
///
/// Reads the event's text and not its type: a journal may hold kinds that this program does not
/// know, and they are shown as they are.
package enum AuditSentence {
    /// Characters of an unknown event's text that are shown.
    static let bodyMax = 2_000

    /// An event's sentence; its kind and text when there is none for the kind.
    package static func text(kind: String, body: String) -> String {
        guard let sentence = sentences[kind],
            let event = try? JSONDecoder().decode([String: Member].self, from: Data(body.utf8)),
            case .object(let members)? = event[kind]
        else { return "\(kind) \(oneLine(body))" }
        return sentence(Members(members))
    }

    /// The kinds that have a sentence of their own.
    package static var kinds: Set<String> { Set(sentences.keys) }

    /// A text without line breaks and control characters, shortened.
    static func oneLine(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.prefix(bodyMax).unicodeScalars.map {
                    $0.properties.generalCategory == .control ? " " : $0
                }))
    }

    private static let sentences: [String: @Sendable (Members) -> String] = [
        "ticketIssued": { event in
            let issue = event.inner("issue")
            var text = "Number \(issue["number"]) given in line \(issue["line"])"
            text += issue.when("procedure", " for procedure %") + " by \(issue["channel"])"
            text += issue.when("kiosk", " at %") + "."
            text += issue.when("boundDossier", " For dossier %.")
            if issue["creditMinutes"] != "0" { text += " Credit \(issue["creditMinutes"]) min." }
            text += issue["printsSlip"] == "true" ? " A slip was ordered." : " Without a slip."
            return text
        },
        "ticketCalled": { event in
            let why = event.inner("reason")
            var text = "Called to counter \(event["counter"]) by \(event["clerk"])"
            text += ", because: \(why["code"]), waited \(why["waitedSeconds"]) s in "
            text += "\(why["line"]), \(why["others"]) others could have been called"
            if why["creditMinutes"] != "0" { text += ", credit \(why["creditMinutes"]) min" }
            return text + why.when("limitMinutes", ", limit % min") + "."
        },
        "ticketRecalled": { "Invited again to counter \($0["counter"])." },
        "serviceStarted": { "Service began at counter \($0["counter"]) with \($0["clerk"])." },
        "ticketParked": { "Parked at counter \($0["counter"])." },
        "ticketTransferred": { event in
            let service = event.inner("service")
            return "Sent to line \(event["line"])" + event.when("counter", ", counter %") + "."
                + service.when("outcome", " The service before ended: %.")
        },
        "ticketReturned": { _ in "Back to waiting, at its place." },
        "stepUndone": { "The last step at counter \($0["counter"]) was taken back." },
        "ticketRated": { event in
            "Rated \(event["level"]) of 4 at counter \(event["counter"])"
                + event.when("reasons", ", because: %") + "."
        },
        "ticketReranked": { "Place changed: credit \($0["creditMinutes"]) min." },
        "ticketEnded": { event in
            let end = event.inner("end")
            return "Ended: \(end["state"])" + end.when("outcome", ", %")
                + end.when("procedures", ", procedures %") + end.when("counter", " at counter %")
                + end.when("clerk", " by %") + "."
        },
        "slipOrdered": { "Slip \($0["print"]) was ordered." },
        "slipSettled": { "Slip \($0["print"]): \($0["state"])." },
        "handOffAccepted": { event in
            "Hand-off \(event["step"]) was accepted by the dossier core"
                + event.when("dossiers", ", dossiers %") + "."
        },
        "handOffParked": { "Hand-off \($0["step"]) was refused and waits for a person." },
        "handOffResumed": { "Hand-off \($0["step"]) is tried again." },
    ]
}

/// An event's members by name, as words.
private struct Members {
    private let members: [String: Member]

    init(_ members: [String: Member]) {
        self.members = members
    }

    /// The member as a word; a dash when there is none.
    subscript(name: String) -> String { members[name]?.word ?? "-" }

    /// The members of a member.
    func inner(_ name: String) -> Members {
        if case .object(let inner)? = members[name] { Members(inner) } else { Members([:]) }
    }

    /// `text` with the member in place of `%`; nothing when the member is missing or empty.
    func when(_ name: String, _ text: String) -> String {
        guard let word = members[name]?.word else { return "" }
        return text.replacing("%", with: word, maxReplacements: 1)
    }
}

/// A piece of JSON.
private indirect enum Member: Decodable {
    case null
    case bool(Bool)
    case number(Int64)
    case string(String)
    case array([Member])
    case object([String: Member])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .number(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([Member].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: Member].self))
        }
    }

    /// As it stands in a sentence; nil when there is nothing to say.
    var word: String? {
        switch self {
        case .null: return nil
        case .bool(let value): return String(value)
        case .number(let value): return String(value)
        case .string(let value): return value.isEmpty ? nil : AuditSentence.oneLine(value)
        case .array(let values):
            let words = values.compactMap(\.word)
            return words.isEmpty ? nil : words.joined(separator: ", ")
        case .object(let members):
            let words = members.sorted { $0.key < $1.key }.compactMap(\.value.word)
            return words.isEmpty ? nil : words.joined(separator: " ")
        }
    }
}
