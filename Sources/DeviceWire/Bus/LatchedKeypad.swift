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

    package let address: UInt8

    /// The keypad at an address from 1 to 247, so that it can share a line with Modbus boards.
    package init?(address: Int) {
        guard (1...Int(ModbusWrite.maximumUnit)).contains(address) else { return nil }
        self.address = UInt8(address)
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
        guard bytes.count == Self.answerLength, CRC16Modbus.holds(bytes) else {
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
    private var held: [PolledAnswer] = []
    private var sequence: UInt8 = 0
    private var isFresh = true

    package init(_ keypad: LatchedKeypad) {
        address = keypad.address
    }

    /// A key goes down; false when no more can be held, which the keypad's buzzer tells.
    package mutating func press(_ key: UInt8) -> Bool {
        guard held.count < Self.maximumHeld else { return false }
        sequence = sequence == .max ? 1 : sequence + 1
        held.append(PolledAnswer(sequence: sequence, key: key))
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
            return answer(PolledAnswer(sequence: 0, key: 0))
        }
        if let oldest = held.first, oldest.sequence == frame[2], held.count > 1 {
            held.removeFirst()
        }
        return answer(held.first ?? PolledAnswer(sequence: 0, key: 0))
    }

    private func answer(_ said: PolledAnswer) -> [UInt8] {
        CRC16Modbus.sealed([address, LatchedKeypad.answerMark, said.sequence, said.key])
    }
}
