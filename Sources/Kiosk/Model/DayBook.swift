package import QueueCore

/// The open day in memory: the hall, and what is kept beside it.
package struct DayBook: Sendable {
    package private(set) var hall: Hall
    package private(set) var settlements: [TicketID: Settlement]
    package private(set) var priorities: [TicketID: PriorityClaim]
    /// Who took which number, by keyed hash of the day; erased with it.
    private var ticketsByPerson: [String: [TicketID]] = [:]
    private var ticketsByToken: [String: TicketID] = [:]

    /// An empty book, before the first day.
    package init() {
        hall = Hall()
        settlements = [:]
        priorities = [:]
    }

    /// The book of a day that was under way.
    package init(_ restored: RestoredDay) {
        self.init()
        for (event, at) in restored.events { hall.apply(event, at: at) }
        for ticket in hall.tickets.values { ticketsByToken[ticket.statusToken] = ticket.id }
        settlements = restored.settlements
        priorities = restored.priorities
        for (ticket, person) in restored.persons {
            ticketsByPerson[person, default: []] += [ticket]
        }
    }

    /// The book that people may see at `now`: an empty one until the day is opened.
    package func shown(at now: Instant) -> DayBook {
        guard let day = hall.day, day < ServiceDay(at: now) else { return self }
        var morning = DayBook()
        morning.hall = hall.shown(at: now)
        return morning
    }

    /// Makes a fact part of the day.
    package mutating func apply(_ fact: Fact, at now: Instant) {
        if case .dayOpened = fact.event {
            settlements = [:]
            priorities = [:]
            ticketsByToken = [:]
            ticketsByPerson = [:]
        }
        hall.apply(fact.event, at: now)
        guard let ticket = fact.event.ticket else { return }
        if case .ticketIssued(let issue) = fact.event {
            settlements[ticket] = Settlement(slip: issue.printsSlip ? .pending : .none)
            ticketsByToken[issue.statusToken] = ticket
            if let person = fact.person { ticketsByPerson[person, default: []].append(ticket) }
        } else {
            settlements[ticket]?.apply(fact.event)
        }
        switch fact.priority {
        case .claim(let claim): priorities[ticket] = claim
        case .withdrawn: priorities[ticket] = nil
        case nil: break
        }
    }

    /// The numbers that a person took today, ended ones among them.
    package func tickets(of person: String) -> [TicketID] { ticketsByPerson[person] ?? [] }

    /// The ticket of the open day whose status link ends in `token`.
    package func record(statusToken token: String) -> TicketRecord? {
        ticketsByToken[token].flatMap(record)
    }

    /// A ticket of the open day with all that is known of it.
    package func record(_ id: TicketID) -> TicketRecord? {
        hall.tickets[id].map {
            TicketRecord(
                ticket: $0, settlement: settlements[id] ?? Settlement(slip: .none),
                priority: priorities[id])
        }
    }
}
