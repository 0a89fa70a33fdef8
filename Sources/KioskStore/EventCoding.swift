import Foundation
import Kiosk
import QueueCore

/// Events and deliveries as JSON text.
///
/// A reader has one decoder: Foundation's coders are not shared between threads. An encoder is made
/// when one is needed, for most transactions need none.
struct EventCoding {
    private let decoder = JSONDecoder()

    func text(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// An event's text.
    ///
    /// Those that come with every visit are written without the general encoder, which takes ten
    /// times as long; a test reads them back.
    func text(event: Event) throws -> String {
        var json = JSONText()
        json.open()
        switch event {
        case .ticketIssued(let issue):
            json.open("ticketIssued")
            Self.write(issue, to: &json)
        case .slipSettled(let ticket, let print, let state):
            json.open("slipSettled")
            json.member("ticket", ticket.rawValue)
            json.member("print", print)
            json.member("state", state.rawValue)
        case .handOffAccepted(let ticket, let step, let dossiers):
            json.open("handOffAccepted")
            json.member("ticket", ticket.rawValue)
            json.member("step", step)
            json.member("dossiers", .array(dossiers.map(Self.json)))
        default: return try text(event)
        }
        json.close()
        json.close()
        return json.text
    }

    /// A step's text, by the same shorter way.
    func text(_ step: HandOffStep) -> String {
        var json = JSONText()
        json.open()
        json.member("ticket", step.ticket.rawValue)
        json.member("step", step.step)
        json.member("kind", step.kind.rawValue)
        json.member("centre", step.centre)
        json.member("serviceDay", step.serviceDay.description)
        json.member("number", step.number)
        json.member("line", step.line.rawValue)
        json.member("field", step.field?.rawValue)
        json.member("procedure", step.procedure?.rawValue)
        json.member("channel", step.channel.rawValue)
        json.member("boundDossier", step.boundDossier)
        json.member("issuedAt", Int(step.issuedAt.millisecondsSinceEpoch))
        json.member("occurredAt", Int(step.occurredAt.millisecondsSinceEpoch))
        json.member("counter", step.counter)
        json.member("clerk", step.clerk?.rawValue)
        json.member("end", step.end?.rawValue)
        json.member("outcome", step.outcome?.rawValue)
        json.member("procedures", .array(step.procedures.map { .string($0.rawValue) }))
        json.member("compensates", step.compensates)
        json.close()
        return json.text
    }

    private static func write(_ issue: TicketIssue, to json: inout JSONText) {
        json.open("issue")
        json.member("id", issue.id.rawValue)
        json.member("number", issue.number)
        json.member("line", issue.line.rawValue)
        json.member("procedure", issue.procedure?.rawValue)
        json.member("field", issue.field?.rawValue)
        json.member("channel", issue.channel.rawValue)
        json.member("kiosk", issue.kiosk?.rawValue)
        json.member("language", issue.language)
        json.member("statusToken", issue.statusToken)
        json.member("boundDossier", issue.boundDossier)
        json.member("creditMinutes", issue.creditMinutes)
        json.member("printsSlip", issue.printsSlip)
        json.member("appointment", issue.appointment.map { Int($0.millisecondsSinceEpoch) })
        json.member("base", Int(issue.base))
        if let forecast = issue.forecast {
            write(forecast, to: &json)
        } else {
            json.null("forecast")
        }
        json.close()
    }

    private static func write(_ forecast: Forecast, to json: inout JSONText) {
        json.open("forecast")
        json.open("range")
        json.member("lowSeconds", forecast.range.lowSeconds)
        json.member("highSeconds", forecast.range.highSeconds)
        json.close()
        json.member("meanMilliseconds", Int(forecast.meanMilliseconds))
        json.member("plainMilliseconds", Int(forecast.plainMilliseconds))
        json.member("unitMilliseconds", Int(forecast.unitMilliseconds))
        json.member("openCounters", forecast.openCounters)
        json.close()
    }

    private static func json(_ dossier: DossierReference) -> JSONOutput {
        .object([
            "procedure": .string(dossier.procedure.rawValue), "code": .string(dossier.code),
        ])
    }

    /// Reads a value back; total.
    ///
    /// - Throws: also for numbers so great that sums with them could run over.
    func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        guard Self.isWithinBounds(text) else { throw Unbounded() }
        return try decoder.decode(type, from: Data(text.utf8))
    }

    /// A text holds a number that no time, length or place can be.
    struct Unbounded: Error {}

    /// Digits of a moment in milliseconds: what has more is damage.
    private static let digitsMax = 13

    /// Whether no number in the text is longer than a moment; digits after a point do not count.
    private static func isWithinBounds(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            var digits = 0
            var (isInString, isEscaped) = (false, false)
            for byte in bytes {
                if isInString {
                    if isEscaped {
                        isEscaped = false
                    } else if byte == UInt8(ascii: "\\") {
                        isEscaped = true
                    } else if byte == UInt8(ascii: "\"") {
                        isInString = false
                    }
                    continue
                }
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"):
                    digits += 1
                    if digits > digitsMax { return false }
                case UInt8(ascii: "."): digits = -bytes.count
                default:
                    digits = 0
                    isInString = byte == UInt8(ascii: "\"")
                }
            }
            return true
        }
    }

    /// Reads an event back; total, as is folding what it gives.
    func event(from text: String) throws -> Event {
        let event = try value(Event.self, from: text)
        if case .ticketIssued(let issue) = event, issue.number.utf8.count > Self.digitsMax {
            throw Unbounded()
        }
        return event
    }

    /// The event's name, as in its JSON and in the `kind` column.
    static func kind(_ event: Event) -> String {
        switch event {
        case .dayOpened: "dayOpened"
        case .planChanged: "planChanged"
        case .ticketIssued: "ticketIssued"
        case .ticketCalled: "ticketCalled"
        case .ticketRecalled: "ticketRecalled"
        case .serviceStarted: "serviceStarted"
        case .ticketParked: "ticketParked"
        case .ticketTransferred: "ticketTransferred"
        case .ticketReturned: "ticketReturned"
        case .stepUndone: "stepUndone"
        case .ticketReranked: "ticketReranked"
        case .ticketEnded: "ticketEnded"
        case .counterOpened: "counterOpened"
        case .counterPaused: "counterPaused"
        case .counterClosed: "counterClosed"
        case .pressRefused: "pressRefused"
        case .ticketRated: "ticketRated"
        case .helpAsked: "helpAsked"
        case .helpAnswered: "helpAnswered"
        case .clockConfirmed: "clockConfirmed"
        case .clerksShown: "clerksShown"
        case .slipOrdered: "slipOrdered"
        case .slipSettled: "slipSettled"
        case .handOffAccepted: "handOffAccepted"
        case .handOffParked: "handOffParked"
        case .handOffResumed: "handOffResumed"
        }
    }

    /// An actor as one word, with the place it acts from: `clerk:clerk6@10.0.0.7`.
    static func text(_ actor: Actor) -> String {
        "\(actor.kind.rawValue):\(actor.name)" + (actor.place.map { "@\($0)" } ?? "")
    }
}
