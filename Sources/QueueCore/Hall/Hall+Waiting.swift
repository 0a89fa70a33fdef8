// A ticket's place among those who wait.
extension Hall {
    /// The ticket as the call policy sees it; nil when its line is not served on this day.
    func entry(_ ticket: Ticket) -> (WaitingEntry, line: Int)? {
        guard let place = index.places[ticket.line],
            let needs = index.needs(
                procedure: ticket.procedure, field: ticket.field, in: ticket.line)
        else { return nil }
        let entry = WaitingEntry(
            rank: ticket.rank, order: ticket.order, arrivedAt: placing(of: ticket).arrivedAt,
            needs: needs, counter: ticket.boundCounter)
        return (entry, place)
    }

    func placing(of ticket: Ticket) -> Placing {
        placings.indices.contains(ticket.order - 1)
            ? placings[ticket.order - 1]
            : Placing(arrivedAt: ticket.arrivedAt.millisecondsSinceEpoch)
    }

    /// The minutes of a priority group's credit that are in the ticket's rank.
    func headStart(of ticket: Ticket, credit: Int? = nil) -> Int {
        max(0, (credit ?? ticket.creditMinutes) - placing(of: ticket).usedCreditMinutes)
    }

    /// Lets any counter call one whom the counter that he or she was sent to cannot call any more:
    /// waiting for it would be in vain.
    func unbindUnlessServed(_ ticket: inout Ticket) {
        guard let bound = ticket.boundCounter else { return }
        let isServed =
            index.counters[bound]?.lines.contains(ticket.line) ?? false
            && counters[bound]?.clerk.map { isQualified($0, for: ticket) } ?? false
        if !isServed { ticket.boundCounter = nil }
    }

    mutating func enqueue(_ ticket: Ticket) {
        guard let (entry, line) = entry(ticket) else { return }
        policy.insert(entry, in: line)
    }

    mutating func dequeue(_ ticket: Ticket) {
        guard ticket.state == .waiting, let (entry, line) = entry(ticket) else { return }
        policy.remove(entry, from: line)
    }

    /// The ticket of an entry.
    func ticket(_ entry: WaitingEntry) -> Ticket? {
        order.indices.contains(entry.order - 1) ? tickets[order[entry.order - 1]] : nil
    }

    /// How many wait in a line.
    package func waiting(in line: LineID) -> Int {
        index.places[line].map { policy.count(in: $0) } ?? 0
    }

    /// How many wait before this ticket; nil when it does not wait.
    package func ahead(of ticket: Ticket) -> Int? {
        guard ticket.state == .waiting, let line = index.places[ticket.line] else { return nil }
        return policy.ahead(ofRank: ticket.rank, order: ticket.order, in: line)
    }

    /// When a line receives citizens on the day.
    func openingHours(of line: LineID) -> DatedHours {
        DatedHours(hours: index.lines[line]?.hours ?? .always, calendar: plan.calendar)
    }
}

/// How a ticket came by its place, as far as the rank does not tell.
struct Placing: Hashable, Sendable {
    /// From when the wait counts, in milliseconds: never before those issued earlier, whatever the
    /// clock did, and anew where the ticket was placed behind others by hand.
    var arrivedAt: Int64
    /// As much of a credit as a placing by hand used up: it moves the ticket no more.
    var usedCreditMinutes = 0
}
