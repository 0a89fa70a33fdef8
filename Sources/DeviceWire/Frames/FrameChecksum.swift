/// Which bytes prove a frame whole, and how they are written.
package struct ChecksumForm: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// The low byte of the sum.
        case sum8
        /// Every byte combined by exclusive or.
        case xor8
        /// What makes the sum of all bytes 0 modulo 256.
        case twosComplement = "twos-complement"
        /// The same, by the name that Modbus ASCII gives it.
        case lrc
        /// The low 16 bits of the sum.
        case sum16
        case crc16Modbus = "crc16-modbus"

        var bytes: Int { self == .sum16 || self == .crc16Modbus ? 2 : 1 }

        func of(_ bytes: some Sequence<UInt8>) -> UInt16 {
            switch self {
            case .sum8: UInt16(Sum8.of(bytes))
            case .xor8: UInt16(bytes.reduce(0, ^))
            case .twosComplement, .lrc: UInt16(0 &- Sum8.of(bytes))
            case .sum16: bytes.reduce(0) { $0 &+ UInt16($1) }
            case .crc16Modbus: CRC16Modbus.of(bytes)
            }
        }
    }

    package let kind: Kind
    package let span: FrameSpan
    package let order: ByteOrder
    /// Written as hexadecimal digits in ASCII, capitals.
    package let isHex: Bool

    package init(
        _ kind: Kind, over span: FrameSpan = FrameSpan(), order: ByteOrder = .little,
        isHex: Bool = false
    ) {
        (self.kind, self.span, self.order, self.isHex) = (kind, span, order, isHex)
    }

    var width: Int { isHex ? 2 * kind.bytes : kind.bytes }

    /// The checksum of `bytes` as it stands in the frame.
    func written(over bytes: some Sequence<UInt8>) -> [UInt8] {
        let sum = Int(kind.of(bytes))
        let plain = NumberForm.binary(bytes: kind.bytes, order).bytes(of: sum) ?? []
        guard isHex else { return plain }
        return plain.flatMap { NumberForm.hex(digits: 2).bytes(of: Int($0)) ?? [] }
    }
}
