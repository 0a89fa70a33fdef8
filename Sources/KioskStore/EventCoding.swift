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
        switch event {
        case .ticketIssued(let issue): Self.wrap("ticketIssued", ["issue": Self.json(issue)])
        case .slipSettled(let ticket, let print, let state):
            Self.wrap(
                "slipSettled",
                [
                    "ticket": .string(ticket.rawValue), "print": .number(print),
                    "state": .string(state.rawValue),
                ])
        case .handOffAccepted(let ticket, let step, let dossiers):
            Self.wrap(
                "handOffAccepted",
                [
                    "ticket": .string(ticket.rawValue), "step": .number(step),
                    "dossiers": .array(dossiers.map(Self.json)),
                ])
        default: try text(event)
        }
    }

    /// A step's text, by the same shorter way.
    func text(_ step: HandOffStep) -> String {
        let members: KeyValuePairs<String, JSONOutput> = [
            "ticket": .string(step.ticket.rawValue), "step": .number(step.step),
            "kind": .string(step.kind.rawValue), "centre": .string(step.centre),
            "serviceDay": .string(step.serviceDay.description), "number": .string(step.number),
            "line": .string(step.line.rawValue), "field": .optional(step.field?.rawValue),
            "procedure": .optional(step.procedure?.rawValue),
            "channel": .string(step.channel.rawValue),
            "boundDossier": .optional(step.boundDossier),
            "issuedAt": .number(Int(step.issuedAt.millisecondsSinceEpoch)),
            "occurredAt": .number(Int(step.occurredAt.millisecondsSinceEpoch)),
            "counter": .optional(step.counter), "clerk": .optional(step.clerk?.rawValue),
            "end": .optional(step.end?.rawValue), "outcome": .optional(step.outcome?.rawValue),
            "procedures": .array(step.procedures.map { .string($0.rawValue) }),
            "compensates": .optional(step.compensates),
        ]
        return String(decoding: JSONOutput.ordered(members).bytes, as: UTF8.self)
    }

    private static func json(_ issue: TicketIssue) -> JSONOutput {
        .ordered([
            "id": .string(issue.id.rawValue), "number": .string(issue.number),
            "line": .string(issue.line.rawValue),
            "procedure": .optional(issue.procedure?.rawValue),
            "field": .optional(issue.field?.rawValue), "channel": .string(issue.channel.rawValue),
            "kiosk": .optional(issue.kiosk?.rawValue), "language": .string(issue.language),
            "statusToken": .string(issue.statusToken),
            "boundDossier": .optional(issue.boundDossier),
            "creditMinutes": .number(issue.creditMinutes), "printsSlip": .bool(issue.printsSlip),
            "appointment": .optional(issue.appointment.map { Int($0.millisecondsSinceEpoch) }),
            "base": .number(Int(issue.base)),
            "forecast": issue.forecast.map(Self.json) ?? .null,
        ])
    }

    private static func json(_ forecast: Forecast) -> JSONOutput {
        .object([
            "range": .object([
                "lowSeconds": .number(forecast.range.lowSeconds),
                "highSeconds": .number(forecast.range.highSeconds),
            ]),
            "meanMilliseconds": .number(Int(forecast.meanMilliseconds)),
            "plainMilliseconds": .number(Int(forecast.plainMilliseconds)),
            "unitMilliseconds": .number(Int(forecast.unitMilliseconds)),
            "openCounters": .number(forecast.openCounters),
        ])
    }

    private static func json(_ dossier: DossierReference) -> JSONOutput {
        .object([
            "procedure": .string(dossier.procedure.rawValue), "code": .string(dossier.code),
        ])
    }

    private static func wrap(_ kind: String, _ members: KeyValuePairs<String, JSONOutput>)
        -> String
    {
        String(decoding: JSONOutput.ordered([kind: .ordered(members)]).bytes, as: UTF8.self)
    }

    func value<Value: Decodable>(_ type: Value.Type, from text: String) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
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
        case .clockConfirmed: "clockConfirmed"
        case .slipOrdered: "slipOrdered"
        case .slipSettled: "slipSettled"
        case .handOffAccepted: "handOffAccepted"
        case .handOffParked: "handOffParked"
        }
    }

    /// An actor as one word: `clerk:clerk6`.
    static func text(_ actor: Actor) -> String { "\(actor.kind.rawValue):\(actor.name)" }
}
