import DeviceWire
import Testing

@Suite struct HeldButtonsTests {
    /// Edges as `code:v@s`, then what is stuck at a second, limit 15 s.
    @Test(arguments: [
        ("288:1@0", 14, [], 1), ("288:1@0", 15, [288], nil), ("288:1@0 288:0@14", 60, [], nil),
        ("288:1@0 289:1@10", 20, [288], 5), ("288:1@0 289:1@10", 25, [288, 289], nil),
        // Auto-repeat does not start anew; after an overrun it may be all there is.
        ("288:1@0 288:2@14", 15, [288], nil), ("288:2@3", 18, [288], nil),
        ("288:1@0 288:0@20 288:1@21", 22, [], 14), ("30:1@0", 60, [], nil),
        ("288:1@50", 10, [], 15), ("", 60, [], nil),
    ])
    func `buttons held too long are stuck`(
        edges: String, second: Int64, stuck: [Int], next: Int64?
    ) throws {
        var held = HeldButtons(codes: [288, 289], limitMicroseconds: 15_000_000)
        for edge in edges.split(separator: " ") {
            let parts = edge.split { ":@".contains($0) }.compactMap { Int64($0) }
            let kind = try #require(PressFilter.Edge(value: Int32(parts[1])))
            held.note(kind, code: Int(parts[0]), at: parts[2] * 1_000_000)
        }
        #expect(held.stuck(at: second * 1_000_000) == stuck)
        #expect(held.untilNext(at: second * 1_000_000) == next.map { $0 * 1_000_000 })
    }

    @Test func `times at the ends of their range are no trap`() {
        var held = HeldButtons(codes: [1], limitMicroseconds: 1)
        held.note(.pressed, code: 1, at: .min)
        #expect(held.stuck(at: .max) == [1])
        #expect(held.untilNext(at: .max) == nil)
    }
}
