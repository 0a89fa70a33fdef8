/// Reads the answer to one `ModbusWrite`, byte by byte, from a line that may lie.
///
/// Knows the answer's length from its function and believes the CRC, never the gaps between bytes:
/// a USB adapter moves those as it likes. Total; holds one request's length of bytes at most.
package struct ModbusAnswerParser: Sendable {
    /// What the bytes so far mean.
    package enum Verdict: Hashable, Sendable {
        case incomplete
        /// The unit wrote.
        case accepted
        /// The unit understood and refuses, with Modbus' exception code.
        case exception(UInt8)
        /// Not the answer that was waited for; the line needs silence before the next request.
        case refused(Refusal)
    }

    /// Why bytes are no answer.
    package enum Refusal: String, Hashable, Sendable {
        case otherUnit = "the answer of another unit"
        case otherFunction = "an answer to another function"
        case checksum = "a wrong checksum"
        case otherRegisters = "an answer about other registers"
    }

    static let answerLength = 8
    private static let exceptionLength = 5

    private let unit: UInt8
    private let function: UInt8
    private let request: [UInt8]
    private let answer: [UInt8]
    private let mayEcho: Bool
    private var bytes: [UInt8] = []
    private var verdict: Verdict = .incomplete
    /// What `hear` was given behind the answer.
    package internal(set) var strays: [UInt8] = []

    package init(to write: ModbusWrite) {
        unit = write.unit
        function = write.function.rawValue
        request = write.frame
        answer = write.answer
        // Two-wire adapters hear what they send. Function 6 is answered by its own bytes, so
        // there an echo cannot be told from an answer.
        mayEcho = request != answer
    }

    /// Takes the next byte; once there is a verdict, further bytes change nothing.
    package mutating func feed(_ byte: UInt8) -> Verdict {
        guard verdict == .incomplete else { return verdict }
        bytes.append(byte)
        verdict = judged()
        return verdict
    }

    /// Takes bytes until there is a verdict.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> Verdict {
        for byte in bytes where feed(byte) != .incomplete { break }
        return verdict
    }

    private mutating func judged() -> Verdict {
        if mayEcho, bytes == request {
            bytes.removeAll(keepingCapacity: true)
            return .incomplete
        }
        guard let first = bytes.first, first == unit else { return .refused(.otherUnit) }
        guard bytes.count > 1 else { return .incomplete }
        switch bytes[1] {
        case function | ModbusWrite.exceptionFlag: return exceptionVerdict()
        case function: return answerVerdict()
        default: return .refused(.otherFunction)
        }
    }

    private func exceptionVerdict() -> Verdict {
        guard bytes.count >= Self.exceptionLength else { return .incomplete }
        return CRC16Modbus.holds(bytes) ? .exception(bytes[2]) : .refused(.checksum)
    }

    private func answerVerdict() -> Verdict {
        guard bytes.count >= Self.answerLength else { return .incomplete }
        if bytes == answer { return .accepted }
        if mayEcho, request.starts(with: bytes) { return .incomplete }
        return CRC16Modbus.holds(bytes) ? .refused(.otherRegisters) : .refused(.checksum)
    }
}
