/// A Modbus RTU request that writes registers, and what its unit answers.
///
/// Layout: unit, function, then big-endian words, then the CRC low byte first (Modbus over serial
/// line, V1.02).
package struct ModbusWrite: Hashable, Sendable {
    /// The two functions that numeric displays understand.
    package enum Function: UInt8, Hashable, Sendable {
        case writeSingle = 0x06
        case writeMultiple = 0x10
    }

    /// Registers in one request at most.
    package static let maximumValues = 123
    /// The unit number that every unit obeys and none answers.
    package static let broadcastUnit: UInt8 = 0
    /// The highest unit number.
    package static let maximumUnit: UInt8 = 247
    /// What marks the function of an exception answer.
    package static let exceptionFlag: UInt8 = 0x80

    package let function: Function
    package let unit: UInt8
    package let register: UInt16
    package let values: [UInt16]

    /// A request; nil when the unit, the register or the number of values is impossible.
    package init?(_ function: Function, unit: Int, register: Int, values: [UInt16]) {
        let limit = function == .writeSingle ? 1 : Self.maximumValues
        guard (0...Int(Self.maximumUnit)).contains(unit), (1...limit).contains(values.count),
            (0...0x1_0000 - values.count).contains(register)
        else { return nil }
        self.function = function
        self.unit = UInt8(unit)
        self.register = UInt16(register)
        self.values = values
    }

    /// Whether a unit answers it.
    package var isAnswered: Bool { unit != Self.broadcastUnit }

    /// The bytes of the request.
    package var frame: [UInt8] {
        var bytes = head
        switch function {
        case .writeSingle: bytes += Self.bytes(values)
        case .writeMultiple:
            bytes += Self.bytes([UInt16(values.count)])
            bytes.append(UInt8(values.count * 2))
            bytes += Self.bytes(values)
        }
        return CRC16Modbus.sealed(bytes)
    }

    /// The bytes with which the unit says that it wrote.
    package var answer: [UInt8] {
        switch function {
        case .writeSingle: frame
        case .writeMultiple: CRC16Modbus.sealed(head + Self.bytes([UInt16(values.count)]))
        }
    }

    /// The bytes with which the unit refuses: 1 function, 2 register, 3 value unknown to it.
    package func exception(_ code: UInt8) -> [UInt8] {
        CRC16Modbus.sealed([unit, function.rawValue | Self.exceptionFlag, code])
    }

    private var head: [UInt8] { [unit, function.rawValue] + Self.bytes([register]) }

    private static func bytes(_ words: [UInt16]) -> [UInt8] {
        words.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    }
}
