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
                access: .roles([.kiosk]), answers: [200],
                gives: .json(.object(["scan": .orNull(Self.scanShape)]))
            ) { _, _, principal in
                let kiosk = principal?.kiosk ?? configuration.defaultKiosk
                var answer: ScanAnswer?
                if let kiosk { answer = await scans?.answer(at: kiosk) }
                return JSONOutput.object(["scan": answer.map(Self.json) ?? .null]).response()
            },
            Route(
                .get, "/counters/{n}/prefill",
                "What the card of the citizen at the own counter said, for the clerk alone",
                access: .roles([.clerk]), answers: [200, 403, 404, 409],
                gives: .json(.object(["prefill": .orNull(Self.prefillShape)]))
            ) { _, context, principal in
                try await prefill(at: try counterNumber(context), for: try self.known(principal))
            },
        ]
    }

    private static let scanShape = Schema.object([
        "kind": Schema.words(ScanAnswer.Kind.self), "sequence": .count, "at": .instant,
        "number": .orNull(.pattern("^[0-9]{1,12}$")), "due": .orNull(.date),
        "reason": .orNull(.text),
    ])

    private static let prefillShape = Schema.object([
        "ticket": .text, "identity": .pattern("^[0-9]{12}$"),
        "formerIdentity": .orNull(.pattern("^[0-9]{9}$")), "name": .text, "bornOn": .date,
        "sex": .text, "address": .text, "issuedOn": .date,
    ])

    /// Nothing personal, and no code: a device reads it.
    private static func json(_ answer: ScanAnswer) -> JSONOutput {
        .object([
            "kind": .string(answer.kind.rawValue), "sequence": .number(answer.sequence),
            "at": .string(answer.at.rfc3339),
            "number": answer.number.map(JSONOutput.string) ?? .null,
            "due": answer.due.map { .string($0.description) } ?? .null,
            "reason": answer.reason.map(JSONOutput.string) ?? .null,
        ])
    }

    private func prefill(
        at counter: CounterNumber, for principal: Principal
    ) async throws -> Response {
        let (ticket, clerk, isThere) = await controller.read { book, _ in
            let desk = book.hall.counters[counter]
            return (desk?.serving, desk?.clerk, desk != nil)
        }
        guard isThere else { throw Problem(Refusal(.unknownCounter)) }
        guard let clerk else { throw Problem(Refusal(.counterClosed)) }
        guard clerk.rawValue == principal.actor.name else { throw Problem(Refusal(.notYours)) }
        guard let ticket, let card = await scans?.prefill(of: ticket) else {
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
