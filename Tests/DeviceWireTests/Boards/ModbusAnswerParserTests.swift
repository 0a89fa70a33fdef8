import DeviceWire
import Testing

@Suite struct ModbusAnswerParserTests {
    let write: ModbusWrite

    init() throws {
        write = try #require(
            ModbusWrite(.writeMultiple, unit: 1, register: 0, values: [0x31, 0x30, 0x30, 0x32]))
    }

    @Test func `the answer is accepted at its last byte and not before`() {
        var parser = ModbusAnswerParser(to: write)
        for byte in write.answer.dropLast() { #expect(parser.feed(byte) == .incomplete) }
        #expect(parser.feed(write.answer[7]) == .accepted)
        #expect(parser.feed(0xFF) == .accepted)
    }

    @Test func `a single write is answered by its own bytes`() throws {
        let single = try #require(
            ModbusWrite(.writeSingle, unit: 1, register: 0, values: [999]))
        var parser = ModbusAnswerParser(to: single)
        #expect(parser.feed(single.frame) == .accepted)
    }

    @Test func `every corruption of one byte of an answer is refused`() {
        for place in write.answer.indices {
            for value in UInt8.min...UInt8.max where value != write.answer[place] {
                var bytes = write.answer
                bytes[place] = value
                var parser = ModbusAnswerParser(to: write)
                let verdict = parser.feed(bytes)
                guard case .refused = verdict else {
                    Issue.record("byte \(place) = \(value): \(verdict)")
                    continue
                }
            }
        }
    }

    @Test func `an answer cut short is never accepted`() {
        for length in 0..<write.answer.count {
            var parser = ModbusAnswerParser(to: write)
            #expect(parser.feed(write.answer.prefix(length)) == .incomplete)
        }
    }

    @Test func `the unit's refusal is told with its code`() {
        var parser = ModbusAnswerParser(to: write)
        #expect(parser.feed(write.exception(2)) == .exception(2))
        var torn = ModbusAnswerParser(to: write)
        #expect(torn.feed([0x01, 0x90, 0x02, 0xCD, 0xC0]) == .refused(.checksum))
    }

    @Test func `whole answers to something else are refused by name`() throws {
        let otherUnit = try #require(
            ModbusWrite(.writeMultiple, unit: 2, register: 0, values: write.values))
        let otherPlace = try #require(
            ModbusWrite(.writeMultiple, unit: 1, register: 9, values: write.values))
        let otherFunction = try #require(
            ModbusWrite(.writeSingle, unit: 1, register: 0, values: [1]))
        var parser = ModbusAnswerParser(to: write)
        #expect(parser.feed(otherUnit.answer) == .refused(.otherUnit))
        parser = ModbusAnswerParser(to: write)
        #expect(parser.feed(otherPlace.answer) == .refused(.otherRegisters))
        parser = ModbusAnswerParser(to: write)
        #expect(parser.feed(otherFunction.answer) == .refused(.otherFunction))
    }

    @Test func `an adapter's echo before the answer is skipped`() {
        var parser = ModbusAnswerParser(to: write)
        #expect(parser.feed(write.frame) == .incomplete)
        #expect(parser.feed(write.answer) == .accepted)
    }

    @Test func `an echo alone is no answer`() {
        var parser = ModbusAnswerParser(to: write)
        #expect(parser.feed(write.frame + write.frame) == .incomplete)
    }

    @Test func `random bytes are never an answer`() {
        var generator = SplitMix(seed: 7)
        for _ in 0..<20_000 {
            var parser = ModbusAnswerParser(to: write)
            let length = Int.random(in: 0...40, using: &generator)
            for _ in 0..<length {
                let verdict = parser.feed(.random(in: 0...255, using: &generator))
                #expect(verdict != .accepted)
            }
        }
    }
}

/// Repeatable dice.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
