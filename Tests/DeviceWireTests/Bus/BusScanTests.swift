import DeviceWire
import Testing

@Suite struct `A scan of a line` {
    private static let scan = ModbusScan(register: 0, encoding: .bcd, digits: 4)
    /// What the board at address 5 answers.
    private static let answer = CRC16Modbus.sealed([5, 0x10, 0, 0, 0, 1])
    private static let probe = CRC16Modbus.sealed([5, 0x10, 0, 0, 0, 1, 2, 0xFF, 0xF5])

    static let answers: [(said: [UInt8], means: ScanFinding)] = [
        ([], .nobody),
        (answer, .board),
        (probe, .nobody),
        (probe + answer, .board),
        (CRC16Modbus.sealed([5, 0x90, 2]), .refuses(2)),
        (answer + answer, .collision),
        ([5, 0x10, 0, 0, 0, 1, 0x7F, 0xFF], .collision),
        (answer.map { ~$0 }, .inverted),
        (probe.map { ~$0 }, .inverted),
        ([0, 0, 0], .garbage),
        (CRC16Modbus.sealed([6, 0x10, 0, 0, 0, 1]), .garbage),
    ]

    @Test(arguments: answers) func `judges`(said: [UInt8], means: ScanFinding) {
        #expect(Self.scan.probe(5) == Self.probe)
        #expect(Self.scan.judge(said, to: 5) == means)
    }

    @Test func `prefers the speed with most boards and tells doubles`() {
        var slow = BusScanResult(baud: 9_600)
        slow.note(.garbage, at: 1)
        var fast = BusScanResult(baud: 19_200)
        fast.note(.board, at: 1)
        fast.note(.collision, at: 2)
        fast.note(.nobody, at: 3)
        #expect(BusScanResult.best(of: [slow, fast]) == fast)
        #expect(fast.deviceCount == 2)
        #expect(BusScanResult.hints([slow, fast]).map { $0.prefix(10) } == ["address 2:"])
        #expect(BusScanResult.best(of: [slow]) == nil)
    }

    @Test func `hints at swapped wires`() {
        var result = BusScanResult(baud: 9_600)
        #expect(BusScanResult.hints([result]).first?.hasPrefix("nobody answered") == true)
        result.note(.garbage, at: 1)
        #expect(BusScanResult.hints([result]).first?.contains("A and B") == true)
        result.note(.inverted, at: 2)
        #expect(BusScanResult.hints([result]).first?.contains("swap") == true)
    }
}
