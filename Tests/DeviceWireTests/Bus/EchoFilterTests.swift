import DeviceWire
import Testing

@Suite struct `The echo of an adapter` {
    private static let request: [UInt8] = [1, 0x10, 0, 0, 0, 1, 2, 0x10, 0x02, 0x2A, 0x51]
    private static let answer: [UInt8] = [1, 0x10, 0, 0, 0, 1, 1, 0xC9]

    /// What is left of `incoming`, which comes in pieces of `size`.
    private func filtered(_ filter: inout EchoFilter, _ incoming: [UInt8], size: Int) -> [UInt8] {
        filter.sent(Self.request)
        var left: [UInt8] = []
        for start in stride(from: 0, to: incoming.count, by: size) {
            left += filter.feed(Array(incoming[start..<min(start + size, incoming.count)]))
        }
        return left + filter.rest()
    }

    @Test(arguments: [1, 2, 3, 8, 19]) func `is learnt and taken out`(size: Int) {
        var filter = EchoFilter()
        for _ in 0..<3 {
            let left = filtered(&filter, Self.request + Self.answer, size: size)
            #expect(left == Self.answer)
            #expect(filter.hasEcho == true)
        }
        let silent = filtered(&filter, Self.request, size: size)
        #expect(silent.isEmpty)
    }

    @Test(arguments: [1, 2, 3, 8]) func `a line without echo keeps its answers`(size: Int) {
        var filter = EchoFilter()
        for _ in 0..<3 {
            let left = filtered(&filter, Self.answer, size: size)
            #expect(left == Self.answer)
            #expect(filter.hasEcho == false)
        }
    }

    @Test func `an answer that equals its request is an answer until an echo is known`() {
        var filter = EchoFilter()
        let left = filtered(&filter, Self.request, size: 4)
        #expect(left == Self.request)
        #expect(filter.hasEcho == nil)
    }

    @Test func `is not learnt from a doubled answer that equals its request`() {
        var filter = EchoFilter()
        filter.sent(Self.request, answersItself: true)
        let doubled = Self.request + Self.request
        #expect(filter.feed(doubled) + filter.rest() == doubled)
        #expect(filter.hasEcho == nil)
        filter.sent(Self.request, answersItself: true)
        #expect(filter.feed(Self.request) == Self.request)
    }
}
