import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

extension API {
    /// What scanners read: a kiosk's last scan for its screen, a citizen's card for the clerk.
    var scanRoutes: [Route] {
        [
            Route(
                .get, "/scan", "What the last scan at the asker's kiosk led to",
                access: .roles([.kiosk]), query: ["kiosk?"], answers: [200],
                gives: .json(.object(["scan": .orNull(Self.scanShape)]))
            ) { request, _, principal in
                let told = request.uri.queryParameters["kiosk"].map { KioskID(String($0)) }
                let kiosk = told ?? principal?.kiosk ?? configuration.defaultKiosk
                guard let kiosk, let answer = await scans?.answer(at: kiosk) else {
                    return JSONOutput.object(["scan": .null]).response()
                }
                return JSONOutput.object(["scan": await json(answer)]).response()
            },
            Route(
                .get, "/counters/{n}/prefill",
                "What the card of the citizen at the own counter said, for the clerk alone",
                access: .roles([.clerk]), answers: [200, 403, 404, 409],
                gives: .json(.object(["prefill": .orNull(Self.prefillShape)]))
            ) { _, context, principal in
                try await prefill(at: try counterNumber(context), for: try self.known(principal))
            },
            Route(
                .post, "/counters/{n}/prefill/clear",
                "Forget what the card of the citizen at the own counter said",
                access: .roles([.clerk]), body: [], answers: [204] + Route.refusals
            ) { request, context, principal in
                let principal = try self.known(principal)
                let reading = try await commands.read(request, principal)
                try reading.body.finish()
                let counter = try counterNumber(context)
                // A repeat that comes late must not take the next citizen's card away.
                return try await commands.once(
                    by: principal, reading.claim, status: .noContent
                ) {
                    if let ticket = try await served(at: counter, by: principal) {
                        await scans?.forget(cardOf: ticket)
                    }
                    return .null
                }
            },
        ]
    }

    private static let scanShape = Schema.object([
        "kind": Schema.words(ScanAnswer.Kind.self), "sequence": .count, "at": .instant,
        "number": .orNull(.pattern("^[0-9]{1,12}$")), "ticket": .orNull(.ticket),
        "line": .orNull(.text), "due": .orNull(.date), "reason": .orNull(.text),
    ])

    private static let prefillShape = Schema.object([
        "ticket": .text, "identity": .pattern("^[0-9]{12}$"),
        "formerIdentity": .orNull(.pattern("^[0-9]{9}$")), "name": .text, "bornOn": .date,
        "sex": .text, "address": .text, "issuedOn": .date,
    ])

    /// Nothing personal, and no code: a device reads it.
    private func json(_ answer: ScanAnswer) async -> JSONOutput {
        let shapes = shapes
        let ticket = await controller.read { book, now in
            answer.ticket.flatMap { book.record($0) }
                .map { shapes.ticket($0, in: book.hall, forStaff: false, at: now) }
        }
        return .object([
            "kind": .string(answer.kind.rawValue), "sequence": .number(answer.sequence),
            "at": .string(answer.at.rfc3339),
            "number": answer.number.map(JSONOutput.string) ?? .null,
            "ticket": ticket ?? .null, "line": .optional(answer.line?.rawValue),
            "due": answer.due.map { .string($0.description) } ?? .null,
            "reason": answer.reason.map(JSONOutput.string) ?? .null,
        ])
    }

    /// The ticket at a counter, for the clerk who opened it and nobody else; nil when none is there.
    private func served(
        at counter: CounterNumber, by principal: Principal
    ) async throws -> TicketID? {
        let (ticket, clerk, isThere) = await controller.read { book, _ in
            let desk = book.hall.counters[counter]
            return (desk?.serving, desk?.clerk, desk != nil)
        }
        guard isThere else { throw Problem(Refusal(.unknownCounter)) }
        guard let clerk else { throw Problem(Refusal(.counterClosed)) }
        guard clerk.rawValue == principal.actor.name else { throw Problem(Refusal(.notYours)) }
        return ticket
    }

    private func prefill(
        at counter: CounterNumber, for principal: Principal
    ) async throws -> Response {
        let ticket = try await served(at: counter, by: principal)
        guard let card = await scans?.prefill(of: ticket), let ticket else {
            return JSONOutput.object(["prefill": .null]).response()
        }
        return JSONOutput.object([
            "prefill": .object([
                "ticket": .string(ticket.rawValue), "identity": .string(card.identity),
                "formerIdentity": card.formerIdentity.map(JSONOutput.string) ?? .null,
                "name": .string(card.name), "bornOn": .string(card.bornOn.description),
                "sex": .string(card.sex), "address": .string(card.address),
                "issuedOn": .string(card.issuedOn.description),
            ])
        ]).response()
    }
}
