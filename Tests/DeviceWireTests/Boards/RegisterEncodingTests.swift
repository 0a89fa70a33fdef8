import DeviceWire
import Testing

@Suite struct RegisterEncodingTests {
    @Test(
        arguments: [
            (.ascii, .number("1002"), [0x31, 0x30, 0x30, 0x32], "1002"),
            (.ascii, .number("12"), [0x20, 0x20, 0x31, 0x32], "  12"),
            (.ascii, .blank, [0x20, 0x20, 0x20, 0x20], "    "),
            (.ascii, .closed, [0x2D, 0x2D, 0x2D, 0x2D], "----"),
            (.bcd, .number("1002"), [0x1002], "1002"),
            (.bcd, .number("12"), [0xFF12], "  12"),
            (.bcd, .blank, [0xFFFF], "    "),
            (.bcd, .closed, [0xAAAA], "----"),
            (.binary, .number("1002"), [0x03EA], "1002"),
            (.binary, .number("12"), [0x000C], "  12"),
            (.binary, .blank, [0], "    "),
            (.binary, .closed, [0], "    "),
        ] as [(RegisterEncoding, BoardSign, [UInt16], String)])
    func `a sign on four digits, both ways`(
        encoding: RegisterEncoding, sign: BoardSign, registers: [UInt16], shown: String
    ) throws {
        #expect(try encoding.registers(for: sign, digits: 4) == registers)
        #expect(encoding.registerCount(digits: 4) == registers.count)
        #expect(encoding.cells(of: registers, digits: 4) == Array(shown.utf8))
    }

    @Test(arguments: RegisterEncoding.allCases)
    func `a number that does not fit is refused, never cut`(encoding: RegisterEncoding) {
        #expect(throws: BoardSignError.tooLong("1002", digits: 3)) {
            try encoding.registers(for: .number("1002"), digits: 3)
        }
        #expect(throws: BoardSignError.notANumber("A12")) {
            try encoding.registers(for: .number("A12"), digits: 4)
        }
        #expect(throws: BoardSignError.notANumber("")) {
            try encoding.registers(for: .number(""), digits: 4)
        }
    }

    @Test func `one word holds 65535 and not one more`() throws {
        #expect(try RegisterEncoding.binary.registers(for: .number("65535"), digits: 5) == [65_535])
        #expect(throws: BoardSignError.tooLarge("65536")) {
            try RegisterEncoding.binary.registers(for: .number("65536"), digits: 5)
        }
    }

    @Test func `more than four BCD digits take another register`() throws {
        #expect(
            try RegisterEncoding.bcd.registers(for: .number("12345"), digits: 6)
                == [0xFFF1, 0x2345])
        #expect(RegisterEncoding.bcd.registerCount(digits: 6) == 2)
    }

    @Test func `the golden frames say what they mean`() throws {
        let vectors = try BoardVector.load("modbus-rtu")
        let table: [(String, RegisterEncoding, BoardSign)] = [
            ("board.1002.ascii", .ascii, .number("1002")),
            ("board.1002.bcd", .bcd, .number("1002")),
            ("board.1002.binary", .binary, .number("1002")),
            ("board.closed.bcd", .bcd, .closed), ("board.blank.bcd", .bcd, .blank),
        ]
        for (id, encoding, sign) in table {
            let values = try encoding.registers(for: sign, digits: 4)
            let write = ModbusWrite(.writeMultiple, unit: 1, register: 0, values: values)
            #expect(write?.frame == vectors[id]?.bytes, "\(id)")
        }
    }

    @Test func `any registers can be looked at`() {
        var generator = SplitMix(seed: 5)
        for _ in 0..<5_000 {
            let registers = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                UInt16.random(in: 0...UInt16.max, using: &generator)
            }
            let digits = Int.random(in: 0...6, using: &generator)
            for encoding in RegisterEncoding.allCases {
                #expect(encoding.cells(of: registers, digits: digits).count == digits)
            }
        }
    }
}
