/// A counter's state on the day.
package struct Counter: Hashable, Sendable {
    /// Whether it serves.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case open, paused, closed
    }

    /// What keeps the counter, as much of it as an estimate needs.
    struct Occupation: Hashable, Sendable {
        /// The line's place in the day's plan; nil when it is in it no more.
        var place: Int?
        let since: Instant
    }

    package let number: CounterNumber
    package private(set) var state: State = .closed
    package private(set) var clerk: ClerkID?
    package private(set) var since: Instant?
    /// The ticket called or served here.
    package private(set) var serving: TicketID?
    /// Where the ticket here was called from, and when.
    var occupation: Occupation?
    /// Since when it has nobody; in push the longest idle gets the next citizen.
    private(set) var freeSince: Instant?

    init(number: CounterNumber) {
        self.number = number
    }

    mutating func turn(_ state: State, clerk: ClerkID?, at now: Instant) {
        if state == .open { freeSince = now }
        self.state = state
        self.clerk = clerk
        since = now
    }

    mutating func take(_ ticket: Ticket, from place: Int?) {
        serving = ticket.id
        occupation = Occupation(place: place, since: ticket.calledAt ?? ticket.issuedAt)
    }

    mutating func release(at now: Instant) {
        serving = nil
        occupation = nil
        freeSince = now
    }
}

/// The last thing done at a counter, as long as it can be taken back.
struct CounterStep: Sendable {
    let at: Instant
    let before: Ticket
    /// How it had come by its place, where the step changed that.
    let placing: Placing?
    /// The ticket as the step left it: once anything else happened to it, there is no way back.
    let after: Ticket
    /// The hand-off step that it ordered, and that must be compensated; nil without one.
    let handOff: Int?
    /// What it teaches once it stands.
    var lesson: Lesson?
}
