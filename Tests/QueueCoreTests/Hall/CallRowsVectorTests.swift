import Foundation
import QueueCore
import Testing

/// A schedule of calls and what so many rows show of it; the hall display runs the same file.
private struct RowsVector: Decodable {
    struct Step: Decodable {
        let t: Int64
        /// A snapshot's calls, newest first, `1002>6@5000#2`: the number, its counter, when, and
        /// the second invitation; nil where only time passes.
        let calls: [String]?
        /// The rows, newest first; `!` for a new one.
        let shows: [String]
        let waiting: Int
        let next: Int64?
    }

    let name: String
    let rows: Int
    let dwell: Int64
    let steps: [Step]

    static func load() throws -> [RowsVector] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appending(path: "Vectors/call-rows.json")
        return try JSONDecoder().decode([RowsVector].self, from: Data(contentsOf: file))
    }

    static func call(_ text: String) throws -> CallRecord {
        let parts = text.split { ">@#".contains($0) }.map(String.init)
        return CallRecord(
            number: parts[0], ticket: TicketID(parts[0]),
            counter: try #require(Int(parts[1])),
            call: parts.count > 3 ? try #require(Int(parts[3])) : 1,
            at: Instant(millisecondsSinceEpoch: try #require(Int64(parts[2]))))
    }

    static func words(_ row: CallRows.Row) -> String {
        let call = row.call
        return "\(call.number)>\(call.counter)"
            + (call.call > 1 ? "#\(call.call)" : "") + (row.isNew ? "!" : "")
    }
}

struct `Rows of calls` {
    @Test func `show what the file of schedules says`() throws {
        let vectors = try RowsVector.load()
        #expect(vectors.count >= 11)
        for vector in vectors {
            var rows = CallRows(count: vector.rows, dwell: .milliseconds(vector.dwell))
            for step in vector.steps {
                let now = Duration.milliseconds(step.t)
                if let calls = step.calls {
                    rows.take(
                        try calls.map(RowsVector.call), now: now,
                        at: Instant(millisecondsSinceEpoch: step.t))
                } else {
                    rows.advance(now: now)
                }
                let place = Comment(rawValue: "\(vector.name), \(step.t) ms")
                #expect(rows.shown.map(RowsVector.words) == step.shows, place)
                #expect(rows.waiting == step.waiting, place)
                #expect(rows.nextChange?.milliseconds == step.next, place)
            }
        }
    }
}
