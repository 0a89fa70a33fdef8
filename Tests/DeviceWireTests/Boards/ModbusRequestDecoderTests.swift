import DeviceWire
import Testing

@Suite struct ModbusRequestDecoderTests {
    let write: ModbusWrite

    init() throws {
        write = try #require(
            ModbusWrite(.writeMultiple, unit: 6, register: 0, values: [0x1002]))
    }

    @Test(
        arguments: [
            [0xFF], [0x00], [0x01, 0x10], [0x06, 0x10, 0x00, 0x00, 0x00, 0x01],
            [0x06, 0x06, 0x00], [0x01, 0x03, 0x00, 0x00, 0x00, 0x01, 0x84, 0x0A],
        ] as [[UInt8]])
    func `after garbage and silence the next request is read`(garbage: [UInt8]) {
        var decoder = ModbusRequestDecoder()
        #expect(decoder.feed(garbage).isEmpty)
        decoder.silence()
        #expect(decoder.feed(write.frame) == [write])
    }

    @Test func `without silence it finds its way after one frame's length at most`() {
        var generator = SplitMix(seed: 3)
        for _ in 0..<200 {
            var decoder = ModbusRequestDecoder()
            let garbage = (0..<Int.random(in: 0...300, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            _ = decoder.feed(garbage)
            var found: [ModbusWrite] = []
            for _ in 0...ModbusRequestDecoder.maximumFrame / write.frame.count {
                found += decoder.feed(write.frame)
            }
            #expect(found.contains(write))
            let next = decoder.feed(write.frame)
            #expect(next.last == write)
        }
    }

    @Test func `a corrupted request is not obeyed`() {
        for place in write.frame.indices {
            for bit in 0..<8 {
                var bytes = write.frame
                bytes[place] ^= 1 << bit
                var decoder = ModbusRequestDecoder()
                #expect(decoder.feed(bytes).isEmpty)
            }
        }
    }

    @Test func `random bytes never stop it nor fill it`() {
        var generator = SplitMix(seed: 11)
        var decoder = ModbusRequestDecoder()
        for _ in 0..<200_000 {
            _ = decoder.feed([UInt8.random(in: 0...255, using: &generator) & 0x1F])
            guard decoder.pending <= ModbusRequestDecoder.maximumFrame else {
                Issue.record("\(decoder.pending) bytes are held")
                return
            }
        }
    }
}
