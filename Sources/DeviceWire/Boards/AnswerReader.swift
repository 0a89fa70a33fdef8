/// What bytes mean, seen as the answer to one request.
package enum AnswerVerdict: Hashable, Sendable {
    case incomplete
    /// The device did as it was told.
    case accepted
    /// The device understood and refuses, with its own code.
    case exception(UInt8)
    /// Not the answer that was waited for, and why; the line needs silence before the next request.
    case refused(String)
}

/// Reads the answer to one request from a line that may lie.
///
/// Total, and bounded in what it holds.
package protocol AnswerReader: Sendable {
    /// Bytes of an answer at most.
    var longestAnswer: Int { get }
    /// Bytes around the answer that were no part of it: somebody else's.
    var strays: [UInt8] { get }
    /// Takes bytes; once there is a verdict, further bytes change nothing.
    mutating func hear(_ bytes: [UInt8]) -> AnswerVerdict
    /// The time for an answer is over: what is unfinished will never be finished.
    mutating func end() -> AnswerVerdict
}

extension ModbusAnswerParser: AnswerReader {
    package var longestAnswer: Int { Self.answerLength }

    package mutating func hear(_ bytes: [UInt8]) -> AnswerVerdict {
        var rest = bytes[...]
        var verdict = Verdict.incomplete
        while verdict == .incomplete, let byte = rest.popFirst() { verdict = feed(byte) }
        strays = Array(rest)
        return switch verdict {
        case .incomplete: .incomplete
        case .accepted: .accepted
        case .exception(let code): .exception(code)
        case .refused(let reason): .refused(reason.rawValue)
        }
    }

    package func end() -> AnswerVerdict { .incomplete }
}
