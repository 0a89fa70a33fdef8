/// The checksum of Modbus RTU: CRC-16, polynomial 0x8005 reflected, starting at 0xFFFF.
///
/// Sent low byte first. Its catalogue value over the text `123456789` is 0x4B37.
package enum CRC16Modbus {
    /// The checksum of `bytes`.
    package static func of(_ bytes: some Sequence<UInt8>) -> UInt16 {
        var crc: UInt16 = 0xFFFF
        for byte in bytes {
            crc ^= UInt16(byte)
            for _ in 0..<8 {
                crc = crc & 1 == 1 ? (crc >> 1) ^ 0xA001 : crc >> 1
            }
        }
        return crc
    }

    /// `bytes` with their checksum behind them, as they go over the wire.
    package static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        let crc = of(bytes)
        return bytes + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    }

    /// Whether the last two bytes are the checksum of those before them.
    package static func holds(_ frame: some Collection<UInt8>) -> Bool {
        // A checksum run over a frame and its own checksum leaves nothing.
        frame.count > 2 && of(frame) == 0
    }
}
