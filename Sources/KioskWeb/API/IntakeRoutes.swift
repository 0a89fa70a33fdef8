import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// Dossiers that come by portal or post, and wait for a clerk.
    var intakeRoutes: [Route] {
        [
            Route(
                .post, "/dossiers/intake",
                "Bring a dossier that was filed online, or type one that came by post",
                access: .roles([.portal, .clerk]),
                body: ["reference", "code?", "procedure", "via", "filedAt", "paperCount?"],
                answers: [200] + Route.refusals,
                gives: .json(.object(["id": .text, "isNew": .flag]))
            ) { request, _, principal in try await takeIn(request, try known(principal)) },
            Route(
                .get, "/dossiers/intake", "Dossiers that wait for a clerk, the oldest first",
                access: .roles([.clerk, .manager]), answers: [200, 503],
                gives: .json(Self.waitingShape)
            ) { _, _, _ in
                let waiting = try await decided(dossierIntake) {
                    try await $0.waiting(limit: Self.waitingMax)
                }
                return json(waiting).response()
            },
            Route(
                .post, "/dossiers/intake/{id}/steps",
                "Receive a dossier that waits, ask for papers, or refuse it",
                access: .roles([.clerk]), body: ["step", "reason?", "papers?"],
                answers: [200] + Route.refusals, gives: .json(.named("DossierLife"))
            ) { request, context, principal in
                try await decide(
                    request, try context.parameters.require("id"), try known(principal))
            },
        ]
    }

    /// Entries that are told at once.
    private static let waitingMax = 200

    private func takeIn(_ request: Request, _ principal: Principal) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let arrival = try Self.arrival(&reading.body)
        try reading.body.finish()
        // What is filed online comes from the portal itself.
        guard principal.device != nil || arrival.channel == .postal else {
            throw Problem.invalid("via")
        }
        return try await commands.once(by: principal, reading.claim) {
            let now = clock.now()
            let isNew = try await decided(dossierIntake) {
                try await $0.takeIn(arrival, from: principal.actor.name, at: now)
            }
            if isNew { logger.notice("\(principal.actor.name): dossier \(arrival.id) arrived") }
            return .object(["id": .string(arrival.id), "isNew": .bool(isNew)])
        }
    }

    private static func arrival(_ body: inout RequestBody) throws(Problem) -> DossierArrival {
        let reference = try body.requiredText("reference")
        let channel = DossierArrival.Channel(rawValue: try body.requiredText("via"))
        guard let channel else { throw .invalid("via") }
        guard let filedAt = Instant(rfc3339: try body.requiredText("filedAt")) else {
            throw .invalid("filedAt")
        }
        return DossierArrival(
            reference: reference, code: try body.text("code"),
            procedure: ProcedureCode(try body.requiredText("procedure")), channel: channel,
            filedAt: filedAt, papers: try body.number("paperCount") ?? 0)
    }

    private func decide(
        _ request: Request, _ id: String, _ principal: Principal
    ) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let deed = try Self.deed(&reading.body)
        try reading.body.finish()
        switch deed {
        case .receive, .refuse, .askSupplement: break
        default: throw Problem.invalid("step")
        }
        let key = "\(principal.name)/\(reading.claim.key)"
        return try await commands.once(by: principal, reading.claim) {
            let now = clock.now()
            let life = try await decided(dossierIntake) {
                try await $0.decide(
                    deed, onArrival: id, by: principal.actor.name, key: key, at: now)
            }
            logger.notice("\(principal.actor.name): dossier \(life.code) is \(life.state)")
            return json(life)
        }
    }

    // MARK: Shapes

    private static let waitingShape = Schema.object([
        "count": .count,
        "waiting": .list(
            of: .object([
                "id": .text, "code": .orNull(.text), "reference": .text, "procedure": .text,
                "procedureName": .orNull(.text), "via": Schema.words(DossierArrival.Channel.self),
                "filedAt": .instant, "arrivedAt": .instant, "paperCount": .count, "source": .text,
            ])),
        "refused": .list(
            of: .object([
                "at": .instant, "source": .text, "reference": .text,
                "fault": Schema.words(IntakeFault.self),
            ])),
    ])

    private func json(_ waiting: WaitingDossiers) -> JSONOutput {
        .object([
            "count": .number(waiting.count),
            "waiting": .array(
                waiting.entries.map { entry in
                    let arrival = entry.arrival
                    let name = configuration.procedures.first { $0.code == arrival.procedure }?.name
                    return .object([
                        "id": .string(arrival.id), "code": .optional(entry.code),
                        "reference": .string(arrival.reference),
                        "procedure": .string(arrival.procedure.rawValue),
                        "procedureName": .optional(name),
                        "via": .string(arrival.channel.rawValue),
                        "filedAt": .string(arrival.filedAt.rfc3339),
                        "arrivedAt": .string(entry.arrivedAt.rfc3339),
                        "paperCount": .number(arrival.papers), "source": .string(entry.source),
                    ])
                }),
            "refused": .array(
                waiting.refused.map { refused in
                    .object([
                        "at": .string(refused.at.rfc3339), "source": .string(refused.source),
                        "reference": .string(refused.reference),
                        "fault": .string(refused.fault.rawValue),
                    ])
                }),
        ])
    }
}

extension IntakeFault {
    /// The member of a request that it is about; nil for the whole.
    var member: String? {
        switch self {
        case .file, .unreadable, .conflict: nil
        case .reference: "reference"
        case .papers: "paperCount"
        case .notYetFiled, .tooOld: "filedAt"
        case .codeMissing, .codeUnwanted, .codeMalformed: "code"
        case .unknownProcedure: "procedure"
        }
    }
}
