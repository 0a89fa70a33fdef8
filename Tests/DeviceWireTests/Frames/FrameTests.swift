import DeviceWire
import Testing

@Suite struct `The frame language` {
    static let address = FramePart(.value(.address, .binary(bytes: 1, .big)))

    static func number(_ form: NumberForm) -> FramePart { FramePart(.value(.number, form)) }

    @Test(arguments: [
        (NumberForm.binary(bytes: 2, .big), 1002, [0x03, 0xEA] as [UInt8]),
        (.binary(bytes: 2, .little), 1002, [0xEA, 0x03]),
        (.packed(digits: 4, .blank), 12, [0xFF, 0x12]),
        (.packed(digits: 4, .zero), 12, [0x00, 0x12]),
        (.hex(digits: 2), 171, [0x41, 0x42]),
        (.cells(DigitCells(count: 3)), 7, [0x20, 0x20, 0x37]),
        (.cells(DigitCells(count: 3, fill: .zero)), 7, [0x30, 0x30, 0x37]),
        (.cells(DigitCells(count: 2, lead: .byte(0))), 42, [0, 0x34, 0, 0x32]),
        (
            .cells(DigitCells(count: 2, codes: .plain, first: .right, lead: .place(from: 1))), 4,
            [1, 4, 2, 0xF]
        ),
        (
            .cells(DigitCells(count: 2, codes: .segments(SegmentBits([7, 6, 5, 4, 3, 2, 1])))), 10,
            [0x60, 0xFC]
        ),
    ])
    func `writes a number in its form and reads it again`(
        form: NumberForm, number: Int, bytes: [UInt8]
    ) {
        #expect(form.bytes(of: number) == bytes)
        #expect(form.reading(bytes[...]) == .number(number))
        #expect(form.bytes(of: form.capacity + 1) == nil)
        #expect(form.bytes(of: -1) == nil)
        #expect(form.reading(bytes.dropLast()) == .none)
    }

    @Test func `knows dark digits from digits that mean nothing`() {
        let form = NumberForm.cells(DigitCells(count: 3))
        #expect(form.reading([0x20, 0x20, 0x20]) == .blank)
        #expect(form.reading([0x31, 0x20, 0x31]) == .none)
        #expect(form.reading([0x2D, 0x2D, 0x2D]) == .none)
        #expect(NumberForm.packed(digits: 4, .zero).reading([0xFF, 0xFF]) == .blank)
        #expect(NumberForm.packed(digits: 4, .zero).reading([0xFF, 0x05]) == .number(5))
        #expect(NumberForm.packed(digits: 2, .zero).reading([0xAA]) == .none)
    }

    @Test(arguments: [
        (ChecksumForm.Kind.sum8, [0xF0] as [UInt8]), (.xor8, [0x38]),
        (.twosComplement, [0x10]), (.lrc, [0x10]), (.sum16, [0xF0, 0x01]),
        (.crc16Modbus, [0x2A, 0x51]),
    ])
    func `sums in its kinds`(kind: ChecksumForm.Kind, sum: [UInt8]) throws {
        let body: [UInt8] =
            kind == .crc16Modbus
            ? [0x01, 0x10, 0x00, 0x00, 0x00, 0x01, 0x02, 0x10, 0x02] : [0xFE, 0xC8, 0x2A]
        let little = FrameProtocol(
            name: "a", title: "A", kind: .board,
            sent: [
                Frame("show", [FramePart(.bytes(body)), FramePart(.checksum(.init(kind)))])
            ])
        let expected = kind == .xor8 ? [0xFE ^ 0xC8 ^ 0x2A] : sum
        #expect(try little.encode("show", with: FrameValues()) == body + expected)
        var decoder = FrameDecoder(little, .sent)
        #expect(decoder.feed(body + expected).map(\.name) == ["show"])
    }

    @Test func `cuts nothing`() {
        let parts = [
            FramePart(.bytes([2])), Self.address, Self.number(.cells(DigitCells(count: 3))),
            FramePart(.text(TextForm(limit: 4, isPadded: true))),
        ]
        let definition = FrameProtocol(
            name: "a", title: "A", kind: .board, addresses: Addresses(1...9), digits: 3,
            sent: [Frame("show", parts)])
        func fault(_ values: FrameValues) -> FrameError? {
            do throws(FrameError) {
                _ = try definition.encode("show", with: values)
                return nil
            } catch {
                return error
            }
        }
        #expect(fault(FrameValues([.address: 1, .number: 999], text: "abcd")) == nil)
        #expect(
            fault(FrameValues([.address: 1, .number: 1_000], text: ""))
                == .tooLarge(.number, 1_000, limit: 999))
        #expect(fault(FrameValues([.address: 10, .number: 1], text: "")) == .noSuchAddress(10))
        #expect(
            fault(FrameValues([.address: 1, .number: 1], text: "abcde"))
                == .tooLong(characters: 5, limit: 4))
        #expect(
            fault(FrameValues([.address: 1, .number: 1], text: "\u{7}")) == .notPrintable(7))
        #expect(fault(FrameValues([.address: 1], text: "")) == .missing("number"))
    }

    @Test func `knows the answer of another device`() {
        let definition = FrameProtocol(
            name: "a", title: "A", kind: .board, addresses: Addresses(1...9),
            sent: [Frame("show", [FramePart(.bytes([2])), Self.address], answer: "ack")],
            received: [Frame("ack", [FramePart(.bytes([6])), Self.address])])
        var decoder = FrameDecoder(definition, .received)
        // 6 6 is a frame, 3 is none, 6 4 is one, and 77 is nobody's address.
        let answers = decoder.feed([6, 6, 3, 6, 4, 6, 77])
        #expect(answers.map(\.values.numbers) == [[.address: 6], [.address: 4]])
        let next = decoder.feed([6, 3, 6, 4])
        let asked = FrameValues([.address: 3])
        #expect(next.map { definition.isAnswer($0, to: "show", with: asked) } == [true, false])
    }

    @Test func `finds a frame behind a false beginning when the line falls silent`() {
        let body = FramePart(.text(TextForm(limit: 20, isPadded: false)))
        let definition = FrameProtocol(
            name: "a", title: "A", kind: .board,
            received: [
                Frame("long", [FramePart(.bytes([2, 0x41])), body, FramePart(.bytes([3]))]),
                Frame("key", [FramePart(.bytes([0x42])), Self.address]),
            ])
        var decoder = FrameDecoder(definition, .received)
        #expect(decoder.feed([2, 0x41, 0x42, 0x43]).isEmpty)
        #expect(decoder.pending == 4)
        #expect(
            decoder.silence() == [DecodedFrame(name: "key", values: FrameValues([.address: 0x43]))])
        #expect(decoder.pending == 0)
    }
}
