import QueueCore

/// A ticket's life as the journal tells it; pure.
package struct AuditLife: Sendable {
    /// An event of the ticket.
    package struct Entry: Sendable {
        package let row: AuditRow
        /// What somebody typed with it, unless it was erased.
        package let note: String?

        package init(row: AuditRow, note: String?) {
            self.row = row
            self.note = note
        }
    }

    /// Something that had to happen once, and what became of it.
    package struct Delivery: Hashable, Sendable {
        package let kind: String
        package let step: Int
        package let state: String

        package init(kind: String, step: Int, state: String) {
            self.kind = kind
            self.step = step
            self.state = state
        }
    }

    package let id: String
    package let number: String
    package let day: String
    package let line: String
    package let state: String
    package var entries: [Entry] = []
    package var deliveries: [Delivery] = []
    /// The last event that was looked at.
    var readUpTo: Int64?

    package init(id: String, number: String, day: String, line: String, state: String) {
        self.id = id
        self.number = number
        self.day = day
        self.line = line
        self.state = state
    }

    /// Whether every delivery that is settled has its event here.
    var isComplete: Bool {
        let told = Set(entries.compactMap { DeliverySettlement(row: $0.row)?.key })
        return deliveries.allSatisfy { delivery in
            let isOpen =
                delivery.state == DeliveryState.due.rawValue
                || delivery.state == DeliveryState.begun.rawValue
            return isOpen || told.contains(.init(kind: delivery.kind, step: delivery.step))
        }
    }

    /// The life in sentences, a line each: when, which event, who, what, and why.
    package var lines: [String] {
        var lines = ["Ticket \(number) of \(day), line \(line): \(state). \(id)"]
        for entry in entries {
            let row = entry.row
            let at = Instant(millisecondsSinceEpoch: row.at)
            var line = "  \(at.rfc3339)  event \(row.sequence)  by \(row.actor)  "
            line += AuditSentence.text(kind: row.kind, body: row.body)
            if let note = entry.note { line += " Note: \(AuditSentence.oneLine(note))" }
            lines.append(line)
        }
        lines.append("Deliveries:")
        lines += deliveries.map { "  \($0.kind) \($0.step): \($0.state)" }
        return lines
    }
}
