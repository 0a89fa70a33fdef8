import QueueCore

/// One ticket of the wait log as text.
package struct WaitLogLine {
    private let cells: [(name: String, value: String?, isNumber: Bool)]

    /// The line of a row.
    ///
    /// - Parameters:
    ///   - row: the ticket.
    ///   - withClerk: whether the reader may see who served.
    package init(_ row: WaitRow, withClerk: Bool) {
        func seconds(_ length: Duration?) -> String? {
            length.map { String(($0.milliseconds + 500) / 1_000) }
        }
        cells = [
            ("ticket", row.ticket.rawValue, false), ("day", row.day.description, false),
            ("number", row.number, false), ("line", row.line.rawValue, false),
            ("field", row.field?.rawValue, false), ("procedure", row.procedure?.rawValue, false),
            ("channel", row.channel.rawValue, false), ("issuedAt", row.issuedAt.rfc3339, false),
            ("firstCalledAt", row.firstCalledAt?.rfc3339, false),
            ("startedAt", row.startedAt?.rfc3339, false),
            ("endedAt", row.endedAt?.rfc3339, false),
            ("counter", row.firstCounter.map(String.init), true),
            ("clerk", withClerk ? row.firstClerk?.rawValue : nil, false),
            ("state", row.state.rawValue, false), ("outcome", row.outcome?.rawValue, false),
            ("waitSeconds", seconds(row.first), true),
            ("waitOpenSeconds", seconds(row.firstOpen), true),
            ("totalWaitSeconds", row.first == nil ? nil : seconds(row.total), true),
            ("totalWaitOpenSeconds", row.first == nil ? nil : seconds(row.totalOpen), true),
        ]
    }

    /// The names of the columns as a CSV line.
    package static var header: String {
        let names = [
            "ticket", "day", "number", "line", "field", "procedure", "channel", "issuedAt",
            "firstCalledAt", "startedAt", "endedAt", "counter", "clerk", "state", "outcome",
            "waitSeconds", "waitOpenSeconds", "totalWaitSeconds", "totalWaitOpenSeconds",
        ]
        return names.joined(separator: ",") + "\r\n"
    }

    /// The row as a CSV line.
    package var csv: String {
        cells.map { CSV.field($0.value ?? "") }.joined(separator: ",") + "\r\n"
    }

    /// The row as one line of JSON.
    package var json: [UInt8] {
        let members = cells.map { cell -> (String, JSONOutput) in
            let number = cell.isNumber ? cell.value.flatMap { Int($0) } : nil
            return (cell.name, number.map(JSONOutput.number) ?? .optional(cell.value))
        }
        return JSONOutput.object(Dictionary(members) { first, _ in first }).bytes
            + [UInt8(ascii: "\n")]
    }
}
