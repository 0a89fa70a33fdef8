import Kiosk
import QueueCore

/// The contract's shapes, described; a test holds every answer against them.
extension Schema {
    static let ticket = Schema.named("Ticket")
    static let call = Schema.named("Call")
    static let counter = Schema.named("Counter")
    static let hall = Schema.named("Hall")

    /// The shapes that others refer to by name.
    static let named: [String: Schema] = [
        "Ticket": ticketShape, "TicketState": words(TicketState.self),
        "SlipState": words(SlipState.self),
        "HandOff": .words(["pending", "accepted", "parked"]),
        "Outcome": words(Outcome.self), "Service": service,
        "Channel": words(Channel.self), "Estimate": estimate,
        "Call": .object(["ticket": ticket, "reason": .named("CallReason")]),
        "CallReason": .object(["vi": .text, "en": .text, "code": words(CallReason.Code.self)]),
        "Counter": .object(counterMembers, optional: ["clerk", "undo"]),
        "CounterState": words(Counter.State.self), "Hall": hallShape,
        "Line": .object(lineMembers), "LineState": .words(lineStates),
        "Condition": words(DeviceCondition.Code.self), "Device": deviceShape,
        "Report": .object([
            "from": .date, "to": .date, "by": words(WaitReport.Key.self),
            "rows": .list(of: .named("ReportRow")),
        ]),
        "ReportRow": .object(reportRow), "WaitFigures": .object(figures),
        "EstimateReport": .object([
            "from": .date, "to": .date, "by": words(EstimateReport.Key.self),
            "rows": .list(of: .object(estimateRow)), "total": .object(estimateFigures),
        ]),
        "Overview": overview, "Staffing": StaffingShapes.day, "StaffingJob": StaffingShapes.job,
        "CounterReport": .object([
            "from": .date, "to": .date, "by": words(CounterReport.Key.self),
            "rows": .list(
                of: .object([
                    "key": .text, "openSeconds": .count, "pauses": .count, "pausedSeconds": .count,
                    "longestPauseSeconds": .count,
                ])),
        ]),
        "SlipFate": .object([
            "number": number, "state": .named("TicketState"), "slip": .named("SlipState"),
        ]),
        "LogRow": .object(logRow), "Status": statusShape,
        "SummaryPrint": .object(["day": .text, "kiosk": .text]), "Centre": centreShape,
        "Procedure": API.procedureShape, "VoiceZone": VoiceShapes.zone, "Lease": VoiceShapes.lease,
        "DossierLife": API.lifeShape,
        "Rating": .object([
            "counter": .count, "level": ratingLevel, "reasons": .list(of: words(RatingReason.self)),
        ]),
        "RatingWindow": .object([
            "counter": .count, "number": .orNull(number), "secondsLeft": .orNull(.count),
        ]),
        "RatingReport": .object([
            "from": .date, "to": .date, "by": words(RatingReport.Key.self),
            "rows": .list(of: ratingRow), "total": ratingRow,
        ]),
        "Name": .object(["vi": .text, "en": .text]), "Problem": problem,
    ]

    private static let number = Schema.pattern("^[0-9]{1,12}$")

    private static let ticketShape = Schema.object(
        [
            "id": .text, "number": number, "line": .text, "procedure": .orNull(.text),
            "state": .named("TicketState"), "channel": .named("Channel"), "issuedAt": .instant,
            "calledAt": .orNull(.instant), "startedAt": .orNull(.instant),
            "endedAt": .orNull(.instant), "counter": .orNull(.count), "calls": .count,
            "ahead": .orNull(.count), "estimate": .orNull(.named("Estimate")),
            "slip": .named("SlipState"), "statusURL": .orNull(.text),
            "handOff": .named("HandOff"),
            "priority": .orNull(.object(["group": .text, "verified": .flag])),
            "dossiers": .list(of: .object(["procedure": .text, "code": .text])),
            "outcome": .orNull(.named("Outcome")), "appointment": .orNull(.instant),
            "services": .list(of: .named("Service")), "reason": .named("CallReason"),
        ],
        // What devices never receive; the reason comes with a ticket that was taken back just now.
        optional: ["priority", "dossiers", "outcome", "appointment", "services", "reason"])

    private static let service = Schema.object([
        "counter": .count, "clerk": .text, "outcome": .named("Outcome"),
        "procedures": .list(of: .text), "startedAt": .instant, "endedAt": .instant,
    ])

    private static let estimate = Schema.object(["lowSeconds": .count, "highSeconds": .count])

    private static let counterMembers: [String: Schema] = [
        "number": .count, "state": .named("CounterState"), "lines": .list(of: .text),
        "clerk": .orNull(.text), "serving": .orNull(ticket), "since": .orNull(.instant),
        "undo": .orNull(.object(["number": number, "until": .instant])),
    ]

    private static let statusShape = Schema.object([
        "number": number, "state": .named("TicketState"), "ahead": .orNull(.count),
        "estimate": .orNull(.named("Estimate")), "counter": .orNull(.count),
        "slip": .named("SlipState"),
    ])

    private static let hallShape = Schema.object([
        "sequence": .count, "serviceDay": .date, "at": .instant, "dwellSeconds": .count,
        "lines": .list(of: .named("Line")),
        "counters": .list(
            of: .object([
                "number": .count, "state": .named("CounterState"), "shows": .orNull(number),
            ])),
        "recentCalls": .list(
            of: .object(["number": number, "counter": .count, "call": .count, "at": .instant])),
        "kiosks": .list(
            of: .object([
                "id": .text, "since": .orNull(.instant), "scan": .count, "help": .orNull(.instant),
                "printer": .words(DeviceCondition.Code.allCases.map(\.rawValue) + ["none"]),
            ])),
    ])

    private static let lineStates = [Hall.LineView.State.open, .closed, .full].map(\.rawValue)

    private static let lineMembers: [String: Schema] = [
        "id": .text, "name": .text, "state": .named("LineState"), "reason": .orNull(.text),
        "reasonEn": .orNull(.text), "waiting": .count, "longestWaitSeconds": .orNull(.count),
        "estimate": .orNull(.named("Estimate")), "closing": .flag, "counters": .list(of: .count),
    ]

    private static let deviceShape = Schema.object([
        "id": .text, "family": words(DeviceHealth.Family.self), "condition": .named("Condition"),
        "detail": .text, "since": .instant,
    ])

    private static let figures: [String: Schema] = [
        "averageSeconds": .orNull(.count), "medianSeconds": .orNull(.count),
        "p90Seconds": .orNull(.count), "longestSeconds": .orNull(.count), "within15": .count,
        "within30": .count, "denominator": .count,
    ]

    private static let reportRow = figures.merging([
        "key": .text, "count": .count, "noShows": .count, "expired": .count, "cancelled": .count,
        // Of the cancelled ones those who gave up waiting; those who were sent on.
        "abandoned": .count, "transferred": .count,
        // Null by field, counter and clerk: a press that got no number has none of them.
        "unmet": .orNull(.count),
        "total": .named("WaitFigures"), "open": .named("WaitFigures"),
        "totalOpen": .named("WaitFigures"),
    ]) { first, _ in first }

    private static let overview = Schema.object([
        "from": .date, "to": .date, "stepMinutes": .count,
        "distribution": .object(
            Dictionary(
                uniqueKeysWithValues: ["first", "total", "open", "totalOpen"].map {
                    ($0, .list(of: .count))
                })),
        "weekdayHours": .list(of: .named("ReportRow")), "days": .list(of: .named("ReportRow")),
    ])

    private static let estimateFigures: [String: Schema] = [
        "count": .count, "told": .count, "within": .count, "shorter": .count, "longer": .count,
        "muchLonger": .count, "denominator": .count,
        "coveragePermille": .orNull(.integer(0...1_000)), "medianErrorSeconds": .orNull(.count),
        "biasSeconds": .orNull(.integer(-9_007_199_254_740_991...9_007_199_254_740_991)),
    ]

    private static let estimateRow = estimateFigures.merging(["key": .text]) { first, _ in first }

    /// Levels from the lowest; satisfied are the two upper ones.
    static let ratingLevel = Schema.integer(1...RatingLevel.allCases.count)

    private static let ratingRow = Schema.object([
        "key": .text, "visits": .count, "rated": .count, "satisfied": .count,
        "levels": .list(of: .count),
        "reasons": .object(
            Dictionary(uniqueKeysWithValues: RatingReason.allCases.map { ($0.rawValue, .count) })),
    ])

    private static let logRow: [String: Schema] = [
        "ticket": .text, "day": .date, "number": number, "line": .text, "field": .orNull(.text),
        "procedure": .orNull(.text), "channel": .named("Channel"), "issuedAt": .instant,
        "firstCalledAt": .orNull(.instant), "startedAt": .orNull(.instant),
        "endedAt": .orNull(.instant), "counter": .orNull(.count), "clerk": .orNull(.text),
        "state": .named("TicketState"), "outcome": .orNull(.named("Outcome")),
        "waitSeconds": .orNull(.count), "waitOpenSeconds": .orNull(.count),
        "totalWaitSeconds": .orNull(.count), "totalWaitOpenSeconds": .orNull(.count),
        "transferred": .count,
    ]

    private static let centreShape = Schema.object([
        "name": .named("Name"), "heading": .list(of: .text), "simulated": .flag,
        "lines": .list(of: .object(["id": .text, "name": .named("Name"), "numbers": .text])),
        "priorityGroups": .list(of: .object(["id": .text, "name": .named("Name")])),
        "procedures": .list(
            of: .object(["code": .text, "name": .text, "line": .text, "field": .text])),
        "counters": .list(of: .object(["number": .count, "lines": .list(of: .text)])),
        "outcomes": .list(of: .named("Outcome")), "languages": .list(of: .text),
        // The line of those whose results are ready; null where none is given numbers by code.
        "results": .orNull(.text),
        // How often a citizen is invited before a no-show needs no reason.
        "invitations": .count,
        // Where the asker's numbers are printed, when a request names no kiosk.
        "kiosk": .orNull(.text),
        "kiosks": .list(
            of: .object([
                "id": .text, "name": .named("Name"), "screen": .flag, "printers": .list(of: .text),
            ])),
    ])

    private static let problem = Schema.object(
        [
            "type": .text, "status": .integer(400...599),
            "code": .pattern("^[a-z0-9]+(-[a-z0-9]+)*$"), "title": .text, "detail": .text,
            "field": .text,
        ], optional: ["field"])

    /// Every word of an enumeration.
    static func words<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> Schema
    where Word.RawValue == String {
        .words(Word.allCases.map(\.rawValue))
    }
}
