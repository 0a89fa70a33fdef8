import GRDB
import Kiosk

/// A delivery as its table or its events have it.
struct RebuiltDelivery {
    /// Which delivery it is; ordered as in the table's key.
    struct Place: Hashable, Comparable, CustomStringConvertible {
        let ticket: String
        let kind: String
        let step: Int

        static func < (lhs: Place, rhs: Place) -> Bool {
            (lhs.ticket, lhs.kind, lhs.step) < (rhs.ticket, rhs.kind, rhs.step)
        }

        var description: String { "\(kind) \(step) of ticket \(ticket)" }
    }

    let place: Place
    var state: String

    init(place: Place, state: String) {
        self.place = place
        self.state = state
    }

    /// From a row with ticket, kind, step and state, whichever table it lies in.
    init(_ row: Row) throws(StoreError) {
        let row = StoredRow(row, of: "deliveries", by: "ticket")
        place = Place(
            ticket: try row.text("ticket"), kind: try row.text("kind"),
            step: try row.number("step"))
        state = try row.text("state")
    }
}

/// Every delivery that the events ordered, one by one in the order of their places.
///
/// A ticket's hand-offs are numbered from 1 without gaps, and so are its slips.
struct WantedDeliveries {
    /// Deliveries of one ticket beyond which a journal is nonsense.
    private static let perTicketMax = 10_000

    private let tickets: RowCursor
    private let settled: RowCursor
    private var settlement: RebuiltDelivery?
    private var ready: ArraySlice<RebuiltDelivery> = []

    /// Reads the tables of a rebuild.
    init(_ db: Database) throws {
        tickets = try Row.fetchCursor(
            db, sql: "SELECT id, hand_off_steps, prints FROM tickets ORDER BY id")
        settled = try Row.fetchCursor(
            db, sql: "SELECT ticket, kind, step, state FROM settled ORDER BY ticket, kind, step")
        settlement = try settled.next().map { try RebuiltDelivery($0) }
    }

    /// The next one with the state that its last event gave it; nil after the last.
    mutating func next() throws -> RebuiltDelivery? {
        while ready.isEmpty {
            guard let next = try tickets.next() else { return nil }
            let row = StoredRow(next, of: "tickets", by: "id")
            let ticket = try row.text("id")
            ready =
                Self.fresh(
                    ticket, DeliverySettlement.handOff, try row.number("hand_off_steps"),
                    DeliveryState.due)[...]
            ready += Self.fresh(
                ticket, DeliverySettlement.slip, try row.number("prints"), DeliveryState.begun)
        }
        var delivery = ready.removeFirst()
        while let known = settlement, known.place <= delivery.place {
            if known.place == delivery.place { delivery.state = known.state }
            settlement = try settled.next().map { try RebuiltDelivery($0) }
        }
        return delivery
    }

    private static func fresh(
        _ ticket: String, _ kind: String, _ count: Int, _ state: DeliveryState
    ) -> [RebuiltDelivery] {
        (0..<max(0, min(count, perTicketMax))).map {
            RebuiltDelivery(
                place: .init(ticket: ticket, kind: kind, step: $0 + 1), state: state.rawValue)
        }
    }
}
