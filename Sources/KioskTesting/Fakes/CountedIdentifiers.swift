import Kiosk
package import QueueCore

/// Names that a test can foresee: `T1`, `T2` … and `token-1`, `token-2` ….
package final class CountedIdentifiers: IdentifierSource {
    private let last = Watched((ticket: 0, token: 0))

    package init() {}

    package func ticketID(at now: Instant) -> TicketID {
        last.change { last in
            last.ticket += 1
            return TicketID("T\(last.ticket)")
        }
    }

    package func token() -> String {
        last.change { last in
            last.token += 1
            return "token-\(last.token)"
        }
    }
}
