import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// How far a dossier is, and who says that its result is there.
    var dossierRoutes: [Route] {
        [
            Route(
                .get, "/dossiers/{code}", "How far a dossier is",
                access: .roles([.clerk, .manager]), answers: [200, 404, 503],
                gives: .json(Self.dossierShape)
            ) { _, context, _ in
                let code = try context.parameters.require("code")
                return try await status(of: code).response()
            },
            Route(
                .post, "/dossiers/{code}/result",
                "Say that a dossier's result lies at the counter, or that it does not after all",
                access: .roles([.clerk, .manager]), body: ["ready?"],
                answers: [200] + Route.refusals, gives: .json(Self.dossierShape)
            ) { request, context, principal in
                let principal = try self.known(principal)
                var reading = try await commands.read(request, principal)
                let isReady = try reading.body.flag("ready") ?? true
                try reading.body.finish()
                let code = try context.parameters.require("code")
                // A repeat that comes late must not turn round what was said since.
                return try await commands.once(by: principal, reading.claim) {
                    try await asked {
                        try await $0.noteResult(
                            ofDossier: code, isReady: isReady, by: principal.actor.name,
                            at: clock.now())
                    }
                    let word = isReady ? "ready" : "not ready"
                    logger.notice("\(principal.actor.name): the result of \(code) is \(word)")
                    return try await status(of: code)
                }
            },
        ]
    }

    private static let dossierShape = Schema.object([
        "code": .text, "ready": .flag, "due": .orNull(.date),
        // The procedure whose clerk has to look at it first: it came by portal or post.
        "awaits": .orNull(.text),
        // The number that was given for it today and is not over: one dossier has one number.
        "number": .orNull(.pattern("^[0-9]{1,12}$")),
    ])

    private func status(of code: String) async throws(Problem) -> JSONOutput {
        let status = try await asked { try await $0.status(ofDossier: code) }
        var due: ServiceDay?
        var awaited: ProcedureCode?
        switch status {
        case .unknown: throw Self.unknownDossier
        case .awaitsClerk(let procedure): awaited = procedure
        case .inWork(let day): due = day
        case .ready: break
        }
        let number = await controller.read { book, _ in book.hall.ticket(boundTo: code)?.number }
        return .object([
            "code": .string(code), "ready": .bool(status == .ready),
            "due": .optional(due?.description), "awaits": .optional(awaited?.rawValue),
            "number": .optional(number),
        ])
    }

    private static let unknownDossier = Problem(.notFound, "unknown-dossier")

    /// Asks the dossier core; who asked hears no more of its troubles than that it does not answer.
    func asked<Value>(
        _ body: (any DossierDesk) async throws -> Value
    ) async throws(Problem) -> Value {
        guard let dossiers else { throw .notReady }
        do {
            return try await body(dossiers)
        } catch let error as DossierError where error.code == .unknownDossier {
            throw Self.unknownDossier
        } catch let error as DossierError where error.code == .refused {
            throw Problem(.conflict, "wrong-state")
        } catch {
            logger.error("the dossier core did not answer: \(error)")
            throw .coreAway
        }
    }
}
