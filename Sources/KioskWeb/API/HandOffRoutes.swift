import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

extension API {
    /// Parked steps told at once.
    static let parkedMax = 50

    /// How far the hand-off to the dossier core is behind, and what waits there for a person.
    var handOffRoutes: [Route] {
        [
            Route(
                .get, "/hand-offs", "How far the hand-off to the dossier core is behind",
                access: .roles([.manager]), answers: [200, 503],
                gives: .json(Self.handOffsShape)
            ) { _, _, _ in
                let store = store
                let backlog = try await readStore {
                    try store.handOffBacklog(limit: Self.parkedMax)
                }
                return Self.json(backlog).response()
            },
            Route(
                .post, "/hand-offs/{ticket}/resume", "Try a parked step again",
                access: .roles([.manager]), body: [], answers: [204] + Route.refusals
            ) { request, context, principal in
                let principal = try known(principal)
                let reading = try await commands.read(request, principal)
                try reading.body.finish()
                let ticket = TicketID(try context.parameters.require("ticket"))
                let answer = try await commands.submit(
                    .resumeHandOff(ticket), by: principal, reading.claim)
                wakeHandOffs()
                return answer
            },
        ]
    }

    private static let handOffsShape = Schema.object([
        "waiting": .count, "oldest": .orNull(.instant), "parkedCount": .count,
        "parked": .list(
            of: .object([
                "ticket": .text, "number": .text, "day": .date, "step": .count,
                "reason": .orNull(.text), "at": .instant,
            ])),
    ])

    private static func json(_ backlog: HandOffBacklog) -> JSONOutput {
        .object([
            "waiting": .number(backlog.waiting),
            "oldest": .optional(backlog.oldest?.rfc3339),
            "parkedCount": .number(backlog.parkedCount),
            "parked": .array(
                backlog.parked.map { parked in
                    .object([
                        "ticket": .string(parked.step.ticket.rawValue),
                        "number": .string(parked.step.number),
                        "day": .string(parked.step.serviceDay.description),
                        "step": .number(parked.step.step),
                        "reason": .optional(parked.reason),
                        "at": .string(parked.step.occurredAt.rfc3339),
                    ])
                }),
        ])
    }
}
