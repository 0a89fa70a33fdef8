import DeviceWire
import Testing

@Suite struct CD5220Tests {
    private static let dark = String(repeating: " ", count: CD5220.columns)

    private func text(_ cells: [UInt8]) -> String { String(decoding: cells, as: UTF8.self) }

    @Test func `lines are the golden bytes, and are read back from them`() throws {
        let vectors = try BoardVector.load("cd5220")
        var decoder = CD5220Decoder()
        let upper = try #require(vectors["upper"]).bytes
        #expect(CD5220.write(.upper, "So A012 -> quay 3".utf8) == upper)
        decoder.feed(upper)
        #expect(text(decoder.upper) == "So A012 -> quay 3   ")
        let lower = try #require(vectors["lower"]).bytes
        #expect(CD5220.write(.lower, "Xin moi quy khach".utf8) == lower)
        decoder.feed(lower)
        #expect(text(decoder.lower) == "Xin moi quy khach   ")
        let clear = try #require(vectors["clear"]).bytes
        decoder.feed(clear)
        #expect(text(decoder.upper) == Self.dark)
        _ = decoder.feed(upper)
        let initialise = try #require(vectors["init"]).bytes
        decoder.feed(initialise)
        #expect(text(decoder.upper) == Self.dark)
    }

    @Test(
        arguments: [
            ("board.1002", .number("1002"), "                1002"),
            ("board.closed", .closed, "                ----"),
            ("board.blank", .blank, "                    "),
        ] as [(String, BoardSign, String)])
    func `a board's sign stands at the right`(id: String, sign: BoardSign, shown: String) throws {
        let frame = try CD5220.frame(for: sign, digits: 4)
        #expect(frame == (try BoardVector.load("cd5220")[id]?.bytes))
        var decoder = CD5220Decoder()
        decoder.feed(CD5220.write(.lower, "HELLO".utf8))
        decoder.feed(frame)
        #expect(text(decoder.upper) == shown)
        #expect(text(decoder.lower) == Self.dark)
    }

    @Test func `a number that does not fit is refused, never cut`() {
        #expect(throws: BoardSignError.tooLong("1002", digits: 3)) {
            try CD5220.frame(for: .number("1002"), digits: 3)
        }
        let long = String(repeating: "1", count: 21)
        #expect(throws: BoardSignError.tooLong(long, digits: 20)) {
            try CD5220.frame(for: .number(long), digits: 30)
        }
    }

    @Test func `what is no ASCII becomes a space`() {
        let bytes = CD5220.write(.upper, [0x1B, 0x0D, 0xC3, 0x41])
        #expect(Array(bytes[3..<7]) == [0x20, 0x20, 0x20, 0x41])
    }

    @Test(
        arguments: [
            [0x1B], [0x1B, 0x51], [0x1B, 0x51, 0x41, 0x39], [0x1B, 0x51, 0x5A], [0x00, 0x0D, 0xFF],
            [0x1B, 0x51, 0x41] + [UInt8](repeating: 0x39, count: 500),
        ] as [[UInt8]])
    func `after garbage the next command is read`(garbage: [UInt8]) throws {
        var decoder = CD5220Decoder()
        decoder.feed(garbage)
        decoder.feed(try CD5220.frame(for: .number("1002"), digits: 4))
        #expect(text(decoder.upper).hasSuffix("1002"))
    }

    @Test func `random bytes leave twenty characters a line`() {
        var generator = SplitMix(seed: 9)
        let palette: [UInt8] = [0x1B, 0x51, 0x41, 0x42, 0x0D, 0x0C, 0x40, 0x18, 0x31]
        var decoder = CD5220Decoder()
        for round in 0..<100_000 {
            let byte = round % 3 == 0 ? UInt8.random(in: 0...255, using: &generator) : nil
            decoder.feed([byte ?? palette.randomElement(using: &generator) ?? 0])
            guard decoder.upper.count == 20, decoder.lower.count == 20 else {
                Issue.record("a line of another length")
                return
            }
        }
    }
}
