// A ticket's place among those who wait.
extension Hall {
    /// The ticket as the call policy sees it; nil when its line is not served on this day.
    func entry(_ ticket: Ticket) -> (WaitingEntry, line: Int)? {
        guard let place = index.places[ticket.line],
            let needs = index.needs(
                procedure: ticket.procedure, field: ticket.field, in: ticket.line)
        else { return nil }
        let entry = WaitingEntry(
            rank: ticket.rank, order: ticket.order,
            arrivedAt: ticket.arrivedAt.millisecondsSinceEpoch, needs: needs,
            counter: ticket.boundCounter)
        return (entry, place)
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
