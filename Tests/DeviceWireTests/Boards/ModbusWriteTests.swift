import DeviceWire
import Testing

@Suite struct ModbusWriteTests {
    /// The requests of the golden vectors, as values.
    static let requests: [(String, ModbusWrite?)] = [
        ("fc06.999", ModbusWrite(.writeSingle, unit: 1, register: 0, values: [999])),
        ("fc06.bcast", ModbusWrite(.writeSingle, unit: 0, register: 0, values: [999])),
        ("fc06.classic", ModbusWrite(.writeSingle, unit: 17, register: 1, values: [3])),
        (
            "fc10.A012",
            ModbusWrite(
                .writeMultiple, unit: 1, register: 0, values: [0x41, 0x30, 0x31, 0x32])
        ),
        ("fc10.u32.100", ModbusWrite(.writeMultiple, unit: 1, register: 0, values: [0, 100])),
        ("fc10.classic", ModbusWrite(.writeMultiple, unit: 17, register: 1, values: [10, 258])),
    ]

    @Test func `requests are the golden bytes, and are read back from them`() throws {
        let vectors = try BoardVector.load("modbus-rtu")
        for (id, request) in Self.requests {
            let request = try #require(request)
            let bytes = try #require(vectors[id]).bytes
            #expect(request.frame == bytes, "\(id)")
            var decoder = ModbusRequestDecoder()
            #expect(decoder.feed(bytes) == [request], "\(id)")
        }
    }

    @Test func `answers and refusals are the golden bytes`() throws {
        let vectors = try BoardVector.load("modbus-rtu")
        let wanted = try #require(
            ModbusWrite(.writeMultiple, unit: 1, register: 0, values: [1, 2, 3, 4]))
        #expect(wanted.answer == vectors["answer.fc10.A012"]?.bytes)
        #expect(wanted.exception(2) == vectors["exception.fc10.address"]?.bytes)
        let classic = try #require(
            ModbusWrite(.writeMultiple, unit: 17, register: 1, values: [10, 258]))
        #expect(classic.answer == vectors["answer.fc10.classic"]?.bytes)
    }

    @Test(arguments: [
        (-1, 0, 1), (248, 0, 1), (1, -1, 1), (1, 65_536, 1), (1, 65_535, 2), (1, 0, 0),
        (1, 0, ModbusWrite.maximumValues + 1),
    ])
    func `an impossible request cannot be made`(unit: Int, register: Int, count: Int) {
        let values = [UInt16](repeating: 0, count: count)
        #expect(
            ModbusWrite(.writeMultiple, unit: unit, register: register, values: values) == nil)
    }

    @Test func `the largest request goes both ways`() throws {
        let values = (0..<ModbusWrite.maximumValues).map(UInt16.init)
        let request = try #require(
            ModbusWrite(.writeMultiple, unit: 247, register: 65_413, values: values))
        #expect(request.frame.count <= ModbusRequestDecoder.maximumFrame)
        var decoder = ModbusRequestDecoder()
        #expect(decoder.feed(request.frame) == [request])
        #expect(decoder.pending == 0)
    }
}
