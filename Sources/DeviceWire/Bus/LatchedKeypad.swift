/// The polled keypad of this project's own bench: a small frame with all that a bus needs.
///
/// Poll: address, `50`, acknowledged sequence, CRC-16/Modbus low byte first. Answer: address, `51`,
/// sequence, key, CRC. A keypad holds the oldest key until its sequence is acknowledged. Once
/// switched on it answers sequence 0 until a poll acknowledged 0, so that the master sees that the
/// numbers begin anew.
package struct LatchedKeypad: PolledProtocol, Hashable {
    package static let pollMark: UInt8 = 0x50
    package static let answerMark: UInt8 = 0x51
    private static let answerLength = 6
    private static let pollLength = 5

    /// From 1 to 247, so that it can share a line with Modbus boards.
    package static let addresses = 1...Int(ModbusWrite.maximumUnit)
    /// How long it thinks at most.
    package static let usualPatience = Duration.milliseconds(30)
    /// What its key codes mean unless a centre says otherwise: digits as ASCII, the others in the
    /// order in which a visit needs them.
    package static let usualKeys: [UInt8: FrameKey] = [
        0x01: .next, 0x02: .recall, 0x03: .start, 0x04: .complete, 0x05: .noShow,
        0x06: .transfer, 0x07: .park, 0x08: .pause, 0x0D: .enter, 0x1B: .cancel,
        0x30: .digit0, 0x31: .digit1, 0x32: .digit2, 0x33: .digit3, 0x34: .digit4,
        0x35: .digit5, 0x36: .digit6, 0x37: .digit7, 0x38: .digit8, 0x39: .digit9,
    ]

    package let address: UInt8
    package let patience: Duration

    /// The keypad at an address; nil for one that no keypad has.
    package init?(address: Int, patience: Duration = LatchedKeypad.usualPatience) {
        guard Self.addresses.contains(address) else { return nil }
        self.address = UInt8(address)
        self.patience = patience
    }

    package var longestAnswer: Int { Self.answerLength }

    package func poll(acknowledging acknowledged: UInt8) -> [UInt8] {
        CRC16Modbus.sealed([address, Self.pollMark, acknowledged])
    }

    package func read(_ bytes: [UInt8]) -> PolledVerdict {
        guard let first = bytes.first else { return .incomplete }
        guard first == address else { return .refused("the answer of another node") }
        guard bytes.count > 1 else { return .incomplete }
        // A two-wire adapter hears its own poll.
        if bytes[1] == Self.pollMark {
            guard bytes.count >= Self.pollLength else { return .incomplete }
            guard CRC16Modbus.holds(bytes.prefix(Self.pollLength)) else {
                return .refused("a wrong checksum")
            }
            let rest = Array(bytes.dropFirst(Self.pollLength))
            return rest.first == address && rest.dropFirst().first == Self.pollMark
                ? .refused("the poll twice") : read(rest)
        }
        guard bytes[1] == Self.answerMark else { return .refused("no answer to a poll") }
        guard bytes.count >= Self.answerLength else { return .incomplete }
        // A line may tell all twice; what is behind a whole answer changes nothing.
        guard CRC16Modbus.holds(bytes.prefix(Self.answerLength)) else {
            return .refused("a wrong checksum")
        }
        return .answer(PolledAnswer(sequence: bytes[2], key: bytes[3]))
    }
}

/// The keypad's side of `LatchedKeypad`: what a simulated keypad, or a small controller, does.
package struct LatchedKeypadDevice: Sendable {
    /// Keys held for a master that does not ask; the next ones are not taken.
    package static let maximumHeld = 16

    private let address: UInt8
    private var held: [(sequence: UInt8, key: UInt8)] = []
    private var sequence: UInt8 = 0
    private var isFresh = true

    package init(_ keypad: LatchedKeypad) {
        address = keypad.address
    }

    /// A key goes down; false when no more can be held, which the keypad's buzzer tells.
    package mutating func press(_ key: UInt8) -> Bool {
        guard held.count < Self.maximumHeld else { return false }
        sequence = sequence == .max ? 1 : sequence + 1
        held.append((sequence, key))
        return true
    }

    /// Takes one frame; the answer, nil when it was not meant or not whole.
    package mutating func receive(_ frame: [UInt8]) -> [UInt8]? {
        guard frame.count == 5, frame[0] == address, frame[1] == LatchedKeypad.pollMark,
            CRC16Modbus.holds(frame)
        else { return nil }
        // A fresh keypad says 0 once more after it was acknowledged, then begins.
        if isFresh {
            isFresh = frame[2] != 0
            return answer(0, 0)
        }
        if let oldest = held.first, oldest.sequence == frame[2], held.count > 1 {
            held.removeFirst()
        }
        return answer(held.first?.sequence ?? 0, held.first?.key ?? 0)
    }

    private func answer(_ sequence: UInt8, _ key: UInt8) -> [UInt8] {
        CRC16Modbus.sealed([address, LatchedKeypad.answerMark, sequence, key])
    }
}
