import DossierCore
import QueueCore
import Testing

/// A list may come from anywhere: whatever stands there ends in a report, in bounded time.
@Suite(.timeLimit(.minutes(5)))
struct `A hostile list` {
    @Test func `cut off at any byte is read as far as it goes`() {
        let bytes = Array(Samples.list.utf8)
        for end in bytes.indices {
            let list = Samples.read(Array(bytes[..<end]))
            #expect(list.procedures.count <= 13)
            #expect(list.procedures.count + list.refusals.count <= 14)
        }
    }

    @Test(arguments: [0x00, 0x09, 0x0A, 0x0D, 0x22, 0x2F, 0x80, 0xC0, 0xED, 0xFF] as [UInt8])
    func `with any byte exchanged loses the rows around it and no more`(_ byte: UInt8) {
        let bytes = Array(Samples.list.utf8)
        let header = bytes.firstIndex(of: 10) ?? 0
        // Each third byte: neighbours mostly say the same.
        for place in stride(from: header + 1, to: bytes.count, by: 3) {
            var hostile = bytes
            hostile[place] = byte
            let list = Samples.read(hostile)
            // A zero among the first bytes ends the reading: the file is no text.
            if byte == 0 { continue }
            #expect(list.procedures.count >= 11, "byte \(place)")
        }
    }

    @Test func `of nothing but quotation marks costs no more than its size`() {
        let head = "code\tname\tfield\tdirect\n"
        for row in ["\"\n", "\"\t\"\t\"\t\"\n", "\"\"\"\n", "\t\"\n"] {
            let count = 300_000 / row.utf8.count
            let list = Samples.read(head + String(repeating: row, count: count))
            #expect(list.procedures == [])
            #expect(list.refusals.count <= ProcedureTable.rowsMax + 1)
        }
    }

    @Test func `with an open quotation mark loses no rows after it`() {
        let list = Samples.read(
            "code\tname\tfield\tdirect\n1.1\t\"Tên\tA\t1/hour\n1.2\tTên\tA\t1/hour\n"
                + "1.3\t\"Bằng\" và \"Giấy\"\tA\t1/hour\n")
        #expect(list.refusals == [])
        #expect(list.procedures.map(\.name) == ["\"Tên", "Tên", "\"Bằng\" và \"Giấy\""])
    }

    @Test func `of too many rows is read as far as rows are allowed`() {
        let rows = (0...ProcedureTable.rowsMax + 9).map { "\($0)\tT\tA\t1/hour\n" }
        let list = Samples.read("code\tname\tfield\tdirect\n" + rows.joined())
        #expect(list.procedures.count == ProcedureTable.rowsMax)
        #expect(
            list.refusals.map(\.reason)
                == ["more than 20000 rows; nothing is read from here on"])
        #expect(list.refusals.first?.line == ProcedureTable.rowsMax + 2)
    }

    @Test func `of a code in versions without end is read as far as versions are allowed`() {
        let head = "code\tname\tfield\tdirect\tfrom\tto\n"
        let first = Calendars.day("1950-01-01")
        let rows = (0..<5_000).map { row in
            let day = first.advanced(by: row)
            return "1.1\tT\tA\t1/hour\t\(day)\t\(day)\n"
        }
        let list = Samples.read(head + rows.joined())
        #expect(list.procedures.count == 100)
        #expect(list.refusals.count == 4_900)
        #expect(list.refusals.first?.reason == "more than 100 versions of the code")
    }

    @Test(arguments: ["0000-12-31", "0001-01-01", "1899-12-31", "10000-01-01", "99999999999-01-01"])
    func `of days outside the years that count is refused`(_ day: String) {
        let list = Samples.read("code\tname\tfield\tdirect\tfrom\n1.1\tT\tA\t1/hour\t\(day)\n")
        #expect(list.procedures == [])
        #expect(
            list.refusals.map(\.reason)
                == ["from: “\(day)”, but a day such as 2026-11-23 is expected"])
    }

    @Test func `may hold for all time, in the way that people write it`() {
        let list = Samples.read(
            "code\tname\tfield\tdirect\tfrom\tto\n1.1\tT\tA\t1/hour\t1900-01-01\t9999-12-31\n")
        #expect(list.procedures.count == 1)
    }

    @Test func `of too many bytes is not read at all`() {
        let list = Samples.read([UInt8](repeating: 65, count: ProcedureTable.bytesMax + 1))
        #expect(list.refusals.map(\.reason) == ["the file has more than 16 MiB"])
    }

    @Test func `with a flood of marks or cells has that row refused`() {
        let marks = "a" + String(repeating: "\u{301}", count: 5_000)
        let cells = String(repeating: "\t", count: 10_000)
        let list = Samples.read(
            "code\tname\tfield\tdirect\n1.1\t\(marks)\tA\t1/hour\n1.2\tT\tA\t1/hour\(cells)\n"
                + "1.3\tT\u{301}\u{301}\tA\t1/hour\n")
        #expect(
            list.refusals.map(\.reason) == [
                "name: more than 2000 characters", "more than 64 columns",
                "name: the character U+301, which cannot be printed",
            ])
    }

    @Test func `has what stands in it shown in short`() {
        let list = Samples.read(
            "code\tname\tfield\tdirect\n" + String(repeating: "x y\u{1B}", count: 100)
                + "\tT\tA\t1/hour\n")
        let refusal = list.refusals.first
        #expect(refusal?.code.count == 61)
        #expect(refusal?.code.hasPrefix("x y·x y·") == true)
        #expect(refusal.map { !$0.reason.contains("\u{1B}") } == true)
    }
}
