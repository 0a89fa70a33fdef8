/// What a scan asks of an address, and how it judges what comes back.
package protocol ScannedProtocol: Sendable {
    /// The addresses that devices may have.
    var addresses: ClosedRange<Int> { get }
    /// The frame that makes the device at an address show its own address; nil when it has no such.
    func probe(_ address: Int) -> [UInt8]?
    /// What all bytes that came back by the end of the probe's time mean.
    func judge(_ bytes: [UInt8], to address: Int) -> ScanFinding
}

/// What one address answered.
package enum ScanFinding: Hashable, Sendable {
    case nobody
    /// A device that shows its address now.
    case board
    /// A device that answers and refuses, with its code.
    case refuses(UInt8)
    /// Several answers over each other: two devices have this address, most likely.
    case collision
    /// Bytes of the right length with every bit turned over: A and B are swapped, most likely.
    case inverted
    /// Bytes that mean nothing: another speed, another protocol, or a disturbed line.
    case garbage

    /// Whether a device of the protocol is there.
    package var isDevice: Bool {
        switch self {
        case .board, .refuses, .collision: true
        case .nobody, .inverted, .garbage: false
        }
    }
}

/// The answers of a line at one speed.
package struct BusScanResult: Hashable, Sendable {
    package let baud: Int
    package private(set) var findings: [Int: ScanFinding] = [:]

    package init(baud: Int) {
        self.baud = baud
    }

    /// Records what came back from an address.
    package mutating func note(_ finding: ScanFinding, at address: Int) {
        if finding != .nobody { findings[address] = finding }
    }

    /// Devices found.
    package var deviceCount: Int { findings.values.count { $0.isDevice } }

    /// The speed at which a line is understood best; nil when none is.
    package static func best(of results: [BusScanResult]) -> BusScanResult? {
        results.max { $0.goodCount < $1.goodCount }
            .flatMap { $0.deviceCount > 0 ? $0 : nil }
    }

    private var goodCount: Int {
        findings.values.count { $0 == .board } * 1_000 + deviceCount
    }

    /// What an installer should look at, in English.
    package static func hints(_ results: [BusScanResult]) -> [String] {
        let findings = results.flatMap { $0.findings.values }
        if let best = best(of: results) {
            let doubles = best.findings.filter { $0.value == .collision }.keys.sorted()
            return doubles.map {
                "address \($0): answers collide; give one of the two devices another address"
            }
        }
        if findings.contains(.inverted) {
            return ["every bit comes back turned over: swap the wires A and B"]
        }
        if findings.contains(.garbage) || findings.contains(.collision) {
            return [
                "something is on the line but means nothing at these speeds: look for swapped wires "
                    + "A and B, another protocol, or missing termination"
            ]
        }
        return [
            "nobody answered: look at the power of the boards, at both wires, whether A and B are "
                + "swapped, and whether the boards answer at all"
        ]
    }
}

/// Scans for Modbus RTU displays: function 16 with their own address as the number.
package struct ModbusScan: ScannedProtocol, Hashable {
    private let register: Int
    private let encoding: RegisterEncoding
    private let digits: Int

    /// - Parameters:
    ///   - register: the display's first.
    ///   - encoding: how it takes a number.
    ///   - digits: of the display, 3 at least for any address to fit.
    package init(register: Int, encoding: RegisterEncoding, digits: Int) {
        self.register = register
        self.encoding = encoding
        self.digits = digits
    }

    package var addresses: ClosedRange<Int> { 1...Int(ModbusWrite.maximumUnit) }

    package func probe(_ address: Int) -> [UInt8]? { write(address)?.frame }

    package func judge(_ bytes: [UInt8], to address: Int) -> ScanFinding {
        guard let write = write(address) else { return .nobody }
        let isEcho = bytes.starts(with: write.frame)
        let said = isEcho ? Array(bytes.dropFirst(write.frame.count)) : bytes
        guard !said.isEmpty else { return .nobody }
        var parser = ModbusAnswerParser(to: write)
        switch parser.feed(said) {
        case .accepted: return said.count == write.answer.count ? .board : .collision
        case .exception(let code): return .refuses(code)
        case .incomplete, .refused: break
        }
        let turned = said.map { ~$0 }
        var other = ModbusAnswerParser(to: write)
        if other.feed(turned) == .accepted || turned.starts(with: write.frame) { return .inverted }
        // Two answers over each other keep the address and the function, which both devices send.
        let beginsWell = said.starts(with: [write.unit, write.function.rawValue])
        return beginsWell ? .collision : .garbage
    }

    private func write(_ address: Int) -> ModbusWrite? {
        guard let values = try? encoding.registers(for: .number("\(address)"), digits: digits)
        else { return nil }
        return ModbusWrite(.writeMultiple, unit: address, register: register, values: values)
    }
}
