import Kiosk
import QueueCore

/// What an event says of a delivery of its ticket.
struct DeliverySettlement: Hashable {
    /// Which of a ticket's deliveries it is.
    struct Key: Hashable {
        let kind: String
        let step: Int
    }

    static let slip = "slip"
    static let handOff = "hand-off"

    let ticket: TicketID
    let key: Key
    let state: DeliveryState

    /// Nil for an event that settles nothing.
    init?(_ event: Event) {
        switch event {
        case .slipSettled(let ticket, let print, let state):
            self.ticket = ticket
            key = Key(kind: Self.slip, step: print)
            self.state =
                switch state {
                case .failed: .failed
                case .unknown: .unknown
                default: .done
                }
        case .handOffAccepted(let ticket, let step, _):
            self.ticket = ticket
            key = Key(kind: Self.handOff, step: step)
            state = .done
        case .handOffParked(let ticket, let step):
            self.ticket = ticket
            key = Key(kind: Self.handOff, step: step)
            state = .parked
        case .handOffResumed(let ticket, let step):
            self.ticket = ticket
            key = Key(kind: Self.handOff, step: step)
            state = .due
        default: return nil
        }
    }

    /// The same from a row that may hold anything.
    init?(row: AuditRow) {
        let kinds: Set = [
            "slipSettled", "handOffAccepted", "handOffParked", "handOffResumed",
        ]
        guard kinds.contains(row.kind),
            let event = try? EventCoding().event(from: row.body)
        else { return nil }
        self.init(event)
    }
}
