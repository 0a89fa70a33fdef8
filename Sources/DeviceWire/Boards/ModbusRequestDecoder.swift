/// Reads the write requests on a bus as a display does: the other end of `ModbusWrite`.
///
/// Total; holds one frame at most. After garbage it finds the next frame by its checksum, at the
/// latest when silence marks a frame's end.
package struct ModbusRequestDecoder: Sendable {
    /// The longest frame of Modbus RTU.
    package static let maximumFrame = 256

    private static let singleLength = 8
    private static let multipleOverhead = 9

    private var bytes: [UInt8] = []

    package init() {}

    /// Takes bytes; gives the requests that they complete.
    package mutating func feed(_ more: some Sequence<UInt8>) -> [ModbusWrite] {
        var requests: [ModbusWrite] = []
        for byte in more {
            bytes.append(byte)
            while let step = step() {
                bytes.removeFirst(step.length)
                if let request = step.request { requests.append(request) }
            }
        }
        return requests
    }

    /// The line was silent for 3.5 characters: what is unfinished will never be finished.
    package mutating func silence() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// The bytes held for an unfinished frame.
    package var pending: Int { bytes.count }

    /// What the front of the buffer is: a request, garbage of one byte, or nil: not yet known.
    private func step() -> (length: Int, request: ModbusWrite?)? {
        guard let length = expectedLength() else { return bytes.isEmpty ? nil : waitOrDrop() }
        guard bytes.count >= length else { return nil }
        let frame = Array(bytes.prefix(length))
        guard CRC16Modbus.holds(frame), let request = Self.request(in: frame) else {
            return (1, nil)
        }
        return (length, request)
    }

    /// The frame's length as its head says; nil when the head is short or impossible.
    private func expectedLength() -> Int? {
        guard bytes.count >= 2 else { return nil }
        switch ModbusWrite.Function(rawValue: bytes[1]) {
        case .writeSingle: return Self.singleLength
        case .writeMultiple:
            guard bytes.count >= 7 else { return nil }
            let count = Int(bytes[4]) << 8 | Int(bytes[5])
            guard (1...ModbusWrite.maximumValues).contains(count), Int(bytes[6]) == count * 2
            else { return nil }
            return Self.multipleOverhead + count * 2
        case nil: return nil
        }
    }

    private func waitOrDrop() -> (length: Int, request: ModbusWrite?)? {
        let isShortHead =
            bytes.count < 2
            || (bytes.count < 7 && bytes[1] == ModbusWrite.Function.writeMultiple.rawValue)
        return isShortHead && bytes[0] <= ModbusWrite.maximumUnit ? nil : (1, nil)
    }

    private static func request(in frame: [UInt8]) -> ModbusWrite? {
        func word(_ at: Int) -> UInt16 { UInt16(frame[at]) << 8 | UInt16(frame[at + 1]) }
        guard let function = ModbusWrite.Function(rawValue: frame[1]) else { return nil }
        let values =
            switch function {
            case .writeSingle: [word(4)]
            case .writeMultiple: stride(from: 7, to: frame.count - 2, by: 2).map(word)
            }
        return ModbusWrite(
            function, unit: Int(frame[0]), register: Int(word(2)), values: values)
    }
}
