package import QueueCore

/// One ticket in the wait log: times and places, nobody's name.
package struct WaitRow: Hashable, Sendable {
    package var ticket: TicketID
    package var number: String
    package var day: ServiceDay
    /// The line in which the number was taken.
    package var line: LineID
    package var field: FieldID?
    package var procedure: ProcedureCode?
    package var channel: Channel
    package var issuedAt: Instant
    package var firstCalledAt: Instant?
    package var firstCounter: CounterNumber?
    package var firstClerk: ClerkID?
    package var startedAt: Instant?
    package var endedAt: Instant?
    package var state: TicketState
    package var outcome: Outcome?
    /// Whether it was sent on to another line or counter.
    package var wasTransferred: Bool
    /// Issue to first call; nil for who was never called.
    package var first: Duration?
    package var firstOpen: Duration?
    /// All legs so far.
    package var total: Duration
    package var totalOpen: Duration

    /// The row of a ticket.
    package init(_ ticket: Ticket) {
        self.ticket = ticket.id
        number = ticket.number
        day = ticket.day
        line = ticket.issuedLine
        field = ticket.field
        procedure = ticket.procedure
        channel = ticket.channel
        issuedAt = ticket.issuedAt
        firstCalledAt = ticket.waits.firstCalledAt
        firstCounter = ticket.waits.firstCounter
        firstClerk = ticket.waits.firstClerk
        startedAt = ticket.startedAt
        endedAt = ticket.endedAt
        state = ticket.state
        outcome = ticket.outcome
        wasTransferred = ticket.wasTransferred
        first = ticket.waits.first
        firstOpen = ticket.waits.firstOpen
        total = ticket.waits.total
        totalOpen = ticket.waits.totalOpen
    }
}
