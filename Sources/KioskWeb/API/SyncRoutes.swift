import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// Changes of dossiers that the province's system has not heard of.
    var syncRoutes: [Route] {
        [
            Route(
                .get, "/dossiers/sync",
                "How far the telling of changes is behind, and what is stuck",
                access: .roles([.manager]), answers: [200, 503], gives: .json(Self.backlogShape)
            ) { _, _, _ in
                let backlog = try await decided(dossierSync) {
                    try await $0.syncBacklog(limit: Self.stuckMax)
                }
                return Self.json(backlog).response()
            },
            Route(
                .post, "/dossiers/sync/{code}/resume", "Tell a parked change again",
                access: .roles([.manager]), body: [], answers: [200] + Route.refusals,
                gives: .json(Self.backlogShape)
            ) { request, context, principal in
                let principal = try self.known(principal)
                let reading = try await commands.read(request, principal)
                try reading.body.finish()
                let code = try context.parameters.require("code")
                return try await commands.once(by: principal, reading.claim) {
                    let isParked = try await decided(dossierSync) {
                        try await $0.resumeSync(ofDossier: code)
                    }
                    guard isParked else { throw Problem(.conflict, "wrong-state") }
                    logger.notice("\(principal.actor.name): changes of \(code) are told again")
                    return Self.json(
                        try await decided(dossierSync) {
                            try await $0.syncBacklog(limit: Self.stuckMax)
                        })
                }
            },
        ]
    }

    /// Stuck changes that are told at once.
    private static let stuckMax = 200

    private static let backlogShape = Schema.object([
        "waiting": .count, "parked": .count,
        "stuck": .list(
            of: .object([
                "code": .text, "change": .count, "attempts": .count, "reason": .text,
                "nextAt": .orNull(.instant),
            ])),
    ])

    private static func json(_ backlog: SyncBacklog) -> JSONOutput {
        .object([
            "waiting": .number(backlog.waiting), "parked": .number(backlog.parkedCount),
            "stuck": .array(
                backlog.stuck.map { stuck in
                    .object([
                        "code": .string(stuck.code), "change": .number(stuck.sequence),
                        "attempts": .number(stuck.attempts), "reason": .string(stuck.reason),
                        "nextAt": .optional(stuck.nextAt?.rfc3339),
                    ])
                }),
        ])
    }
}
