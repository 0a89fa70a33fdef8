import DeviceWire
import Testing

@Suite struct `A keypad's strokes` {
    private static let next = PolledAnswer(sequence: nil, key: 0x8B)

    /// What of the answers is a press, each heard at its time in milliseconds.
    private func presses(_ heard: [(PolledAnswer, Int)], isDigit: Bool = false) -> [Bool] {
        var filter = StrokeFilter()
        return heard.map {
            filter.isPress($0.0, isDigit: isDigit, at: .milliseconds($0.1))
        }
    }

    @Test func `told twice are one press, and a second later another`() {
        let heard = [0, 1, 999, 1_999].map { (Self.next, $0) }
        #expect(presses(heard) == [true, false, false, true])
    }

    @Test func `without a key are none`() {
        #expect(presses([(PolledAnswer(sequence: 3, key: nil), 0)]) == [false])
    }

    @Test func `of two keys are two presses, however soon`() {
        let other = PolledAnswer(sequence: nil, key: 0x8F)
        #expect(presses([(Self.next, 0), (other, 1), (Self.next, 2)]) == [true, true, true])
    }

    @Test func `with a number typed before are told apart by it`() {
        let two = PolledAnswer(sequence: nil, key: 0x8E, typed: 2)
        let three = PolledAnswer(sequence: nil, key: 0x8E, typed: 3)
        #expect(presses([(two, 0), (two, 300), (three, 301)]) == [true, false, true])
    }

    @Test func `of one digit may follow quickly, a bounce may not`() {
        let heard = [0, 79, 159].map { (Self.next, $0) }
        #expect(presses(heard, isDigit: true) == [true, false, true])
    }

    @Test func `that are counted are known by their number`() {
        let counted = [1, 1, 2, 3].map { PolledAnswer(sequence: $0, key: 5) }
        #expect(presses(Array(zip(counted, [0, 500, 510, 520]))) == [true, false, true, true])
    }

    @Test(arguments: [nil, 1] as [UInt8?])
    func `that never end are a stuck key until it is freed`(first: UInt8?) {
        var filter = StrokeFilter()
        var taken = 0
        for beat in 0..<60 {
            let answer = PolledAnswer(sequence: first.map { $0 + UInt8(beat) }, key: 5)
            let now = Duration.milliseconds(beat * 500)
            if filter.isPress(answer, isDigit: false, at: now) { taken += 1 }
            #expect(filter.isStuck(at: now) == (now >= StrokeFilter.stuckTime))
        }
        // A keypad that counts is believed until the key is known to be stuck.
        #expect(taken == (first == nil ? 1 : 30))
        let last = Duration.milliseconds(59 * 500)
        #expect(filter.stuckCode(at: last) == 5)
        #expect(!filter.isStuck(at: last + StrokeFilter.freeTime))
        let freed = filter.isPress(
            PolledAnswer(sequence: first.map { $0 + 99 }, key: 5), isDigit: false,
            at: last + StrokeFilter.freeTime)
        #expect(freed)
    }
}
