import QueueCore

/// One ticket of the wait log, as text or as cells.
package struct WaitLogLine {
    /// The names of the columns.
    package static let columns = [
        "ticket", "day", "number", "line", "field", "procedure", "channel", "issuedAt",
        "firstCalledAt", "startedAt", "endedAt", "counter", "clerk", "state", "outcome",
        "waitSeconds", "waitOpenSeconds", "totalWaitSeconds", "totalWaitOpenSeconds",
        "transferred",
    ]

    /// One for each column.
    package let cells: [ReportCell]

    /// The line of a row.
    ///
    /// - Parameters:
    ///   - row: the ticket.
    ///   - withClerk: whether the reader may see who served.
    package init(_ row: WaitRow, withClerk: Bool) {
        func seconds(_ length: Duration?) -> ReportCell {
            ReportCell(length.map { Int(($0.milliseconds + 500) / 1_000) })
        }
        let wasCalled = row.first != nil
        cells = [
            .text(row.ticket.rawValue), .text(row.day.description), .text(row.number),
            .text(row.line.rawValue), ReportCell(row.field?.rawValue),
            ReportCell(row.procedure?.rawValue), .text(row.channel.rawValue),
            .text(row.issuedAt.rfc3339), ReportCell(row.firstCalledAt?.rfc3339),
            ReportCell(row.startedAt?.rfc3339), ReportCell(row.endedAt?.rfc3339),
            ReportCell(row.firstCounter), ReportCell(withClerk ? row.firstClerk?.rawValue : nil),
            .text(row.state.rawValue), ReportCell(row.outcome?.rawValue), seconds(row.first),
            seconds(row.firstOpen), wasCalled ? seconds(row.total) : .empty,
            wasCalled ? seconds(row.totalOpen) : .empty, .number(row.wasTransferred ? 1 : 0),
        ]
    }

    /// The names of the columns as a CSV line.
    package static var header: String { ReportTable.line(columns.map(ReportCell.text)) }

    /// The row as a CSV line.
    package var csv: String { ReportTable.line(cells) }

    /// The row as one line of JSON.
    package var json: [UInt8] {
        let members = zip(Self.columns, cells).map { name, cell -> (String, JSONOutput) in
            switch cell {
            case .text(let text): (name, .string(text))
            case .number(let number): (name, .number(number))
            case .empty: (name, .null)
            }
        }
        return JSONOutput.object(Dictionary(members) { first, _ in first }).bytes
            + [UInt8(ascii: "\n")]
    }
}
