import GRDB

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

    /// From ticket, kind, step and state.
    init(_ row: Row) {
        place = Place(ticket: row[0], kind: row[1], step: row[2])
        state = row[3]
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
        settlement = try settled.next().map(RebuiltDelivery.init)
    }

    /// The next one with the state that its last event gave it; nil after the last.
    mutating func next() throws -> RebuiltDelivery? {
        while ready.isEmpty {
            guard let row = try tickets.next() else { return nil }
            ready =
                Self.fresh(
                    row[0], DeliverySettlement.handOff, row[1], DeliveryState.due)[...]
            ready += Self.fresh(row[0], DeliverySettlement.slip, row[2], DeliveryState.begun)
        }
        var delivery = ready.removeFirst()
        while let known = settlement, known.place <= delivery.place {
            if known.place == delivery.place { delivery.state = known.state }
            settlement = try settled.next().map(RebuiltDelivery.init)
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
