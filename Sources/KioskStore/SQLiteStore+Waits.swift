import GRDB
package import Kiosk
package import QueueCore

// What reports of waits are made from.
extension SQLiteStore {
    package func waits(
        from: ServiceDay, to: ServiceDay, each: (WaitRow) throws -> Void
    ) throws {
        try reading { db in
            let coding = EventCoding()
            try Self.eachRow(
                db, of: "tickets", by: "id",
                "SELECT * FROM tickets WHERE day BETWEEN ? AND ? ORDER BY day, issue_order",
                [from.description, to.description]
            ) { try each(WaitRow(try TicketColumns.ticket($0, coding))) }
        }
    }

    package func samples(
        from: ServiceDay, to: ServiceDay, each: (WaitSample) throws -> Void
    ) throws {
        try reading { db in
            let columns = SampleColumns()
            let rows = try Row.fetchCursor(
                db, sql: columns.select, arguments: [from.description, to.description])
            var reader = SampleReader(columns)
            while let row = try rows.next() { try each(try reader.sample(row)) }
        }
    }
}

/// Columns read by their place: looking each up by its name would be most of the work.
private struct SampleColumns {
    let names = [
        "id", "issued_line", "field", "first_counter", "first_clerk", "day", "issued_at_ms",
        "state", "transferred", "first_wait_ms", "first_wait_open_ms", "total_wait_ms",
        "total_wait_open_ms",
    ]

    var select: String {
        "SELECT \(names.joined(separator: ", ")) FROM tickets WHERE day BETWEEN ? AND ?"
    }
}

/// Reads rows; a day and a state are rarely another than the row before had.
private struct SampleReader {
    private static let numbers = -StoredRow.numberMax...StoredRow.numberMax

    private let columns: SampleColumns
    private var day: (text: String, day: ServiceDay)?
    private var state: (text: String, state: TicketState)?

    init(_ columns: SampleColumns) {
        self.columns = columns
    }

    mutating func sample(_ row: Row) throws(StoreError) -> WaitSample {
        WaitSample(
            line: LineID(try needed(text(row, 1), row, 1)),
            field: try text(row, 2).map(FieldID.init(_:)),
            counter: try number(row, 3).map { Int($0) },
            clerk: try text(row, 4).map(ClerkID.init(_:)), day: try day(row),
            issuedAt: Instant(millisecondsSinceEpoch: try needed(number(row, 6), row, 6)),
            state: try state(row), wasTransferred: try flag(row, 8),
            first: try number(row, 9), firstOpen: try number(row, 10),
            total: try needed(number(row, 11), row, 11),
            totalOpen: try needed(number(row, 12), row, 12))
    }

    private mutating func day(_ row: Row) throws(StoreError) -> ServiceDay {
        let text = try needed(text(row, 5), row, 5)
        if let day, day.text == text { return day.day }
        guard let found = ServiceDay(text) else { throw damage(row, 5) }
        day = (text, found)
        return found
    }

    private mutating func state(_ row: Row) throws(StoreError) -> TicketState {
        let text = try needed(text(row, 7), row, 7)
        if let state, state.text == text { return state.state }
        guard let found = TicketState(rawValue: text) else { throw damage(row, 7) }
        state = (text, found)
        return found
    }

    private func flag(_ row: Row, _ place: Int) throws(StoreError) -> Bool {
        let number = try needed(number(row, place), row, place)
        guard number == 0 || number == 1 else { throw damage(row, place) }
        return number == 1
    }

    private func text(_ row: Row, _ place: Int) throws(StoreError) -> String? {
        switch (row[place] as DatabaseValue).storage {
        case .string(let text): return text
        case .null: return nil
        default: throw damage(row, place)
        }
    }

    private func number(_ row: Row, _ place: Int) throws(StoreError) -> Int64? {
        switch (row[place] as DatabaseValue).storage {
        case .int64(let number) where Self.numbers.contains(number): return number
        case .null: return nil
        default: throw damage(row, place)
        }
    }

    private func needed<Value>(
        _ value: Value?, _ row: Row, _ place: Int
    ) throws(StoreError) -> Value {
        guard let value else { throw damage(row, place) }
        return value
    }

    private func damage(_ row: Row, _ place: Int) -> StoreError {
        StoredRow(row, of: "tickets", by: "id").damage(
            columns.names[place], "\(row[place] as DatabaseValue)")
    }
}
