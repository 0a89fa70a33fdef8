import DeviceWire
import Testing

@Suite struct PressFilterTests {
    /// Edges as `v@ms` of one button, and which of them are tickets.
    @Test(arguments: [
        ("a single press", "1@0 0@80", "1@0"),
        ("auto-repeat", "1@0 2@250 2@283 2@3000 0@3050", "1@0"),
        ("bounces at the press", "1@0 0@2 1@5 0@9 1@12 0@90", "1@0"),
        ("bounces at the end of a long press", "1@0 0@5000 1@5004 0@5010", "1@0"),
        ("impatience", "1@0 0@80 1@500 0@580 1@2400 0@2480 1@4300 0@4380", "1@0"),
        ("just too soon", "1@0 0@80 1@1999 0@2050", "1@0"),
        ("two people", "1@0 0@80 1@2000 0@2080", "1@0 1@2000"),
        ("just no bounce", "1@0 0@3000 1@3030 0@3100", "1@0 1@3030"),
        ("a release alone", "0@0 0@3000", ""),
        ("a clock that ran back", "1@9000 0@9080 1@100 0@180", "1@9000 1@100"),
    ])
    func `presses of one button`(name: String, edges: String, tickets: String) {
        var filter = PressFilter(codes: [288])
        let found = edges.split(separator: " ").filter { edge in
            let parts = edge.split(separator: "@").compactMap { Int64($0) }
            guard parts.count == 2, let kind = PressFilter.Edge(value: Int32(parts[0])) else {
                Issue.record("\(edge) is no edge")
                return false
            }
            return filter.isTicket(kind, code: 288, at: parts[1] * 1_000)
        }
        #expect(found.joined(separator: " ") == tickets, "\(name)")
    }

    /// Milliseconds at which a button goes down, each for 60 ms, and which of them are tickets.
    private static func tickets(_ presses: [Int64], impatience: Int64 = 2_000) -> [Int64] {
        var filter = PressFilter(codes: [288], impatienceMicroseconds: impatience * 1_000)
        return presses.filter { press in
            defer { _ = filter.isTicket(.released, code: 288, at: (press + 60) * 1_000) }
            return filter.isTicket(.pressed, code: 288, at: press * 1_000)
        }
    }

    @Test func `at a jammed printer nobody waits longer than three times the impatience`() {
        // People press in turn, each within two seconds of the one before.
        let presses = (0..<20).map { Int64($0) * 1_500 }
        #expect(Self.tickets(presses) == [0, 6_000, 12_000, 18_000, 24_000])
        // One who comes after a pause never waits.
        #expect(Self.tickets([0, 900, 1_800, 3_800]) == [0, 3_800])
    }

    @Test func `a contact that chatters gives one ticket until it is quiet`() {
        let chatter = (0..<600).map { Int64($0) * 100 }
        #expect(Self.tickets(chatter + [62_000]) == [0, 62_000])
    }

    @Test func `the time is the panel's own`() {
        let presses: [Int64] = [0, 500, 1_000, 6_000]
        #expect(Self.tickets(presses, impatience: 0) == presses)
        #expect(Self.tickets(presses, impatience: 5_000) == [0, 6_000])
        #expect(Self.tickets([0, 10_000], impatience: .max / 1_000) == [0])
    }

    @Test func `each button has its own time`() {
        var filter = PressFilter(codes: [288, 289])
        let first = filter.isTicket(.pressed, code: 288, at: 0)
        let second = filter.isTicket(.pressed, code: 289, at: 1_000)
        let unknown = filter.isTicket(.pressed, code: 30, at: 5_000_000)
        #expect([first, second, unknown] == [true, true, false])
    }

    @Test func `times at the ends of their range stop nothing`() {
        var filter = PressFilter(codes: [1])
        let first = filter.isTicket(.pressed, code: 1, at: .min)
        let second = filter.isTicket(.pressed, code: 1, at: .max)
        #expect(first && second)
        #expect(PressFilter.Edge(value: 3) == nil)
    }
}
