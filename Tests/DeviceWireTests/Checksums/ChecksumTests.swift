import DeviceWire
import Testing

@Suite struct ChecksumTests {
    @Test func `every Modbus vector carries its checksum`() throws {
        let vectors = try BoardVector.load("modbus-rtu")
        #expect(vectors.count >= 20)
        for vector in vectors.values {
            #expect(CRC16Modbus.holds(vector.bytes), "\(vector.id)")
            #expect(CRC16Modbus.sealed(Array(vector.bytes.dropLast(2))) == vector.bytes)
        }
    }

    @Test func `the check value of the CRC catalogue`() {
        #expect(CRC16Modbus.of("123456789".utf8) == 0x4B37)
    }

    @Test func `nothing and two bytes are no frame with a checksum`() {
        #expect(!CRC16Modbus.holds([UInt8]()))
        #expect(!CRC16Modbus.holds([0xFF, 0xFF]))
    }

    /// Boards of four bytes (unit, high, low, sum) and Sunpn's seven.
    @Test(
        arguments: [
            ([0x05, 0x03, 0xE7], 0xEF), ([0x3A, 0x00, 0x78, 0x03, 0x01], 0xB6),
        ] as [([UInt8], UInt8)])
    func `the sum of a small board`(bytes: [UInt8], sum: UInt8) {
        #expect(Sum8.of(bytes) == sum)
    }
}
