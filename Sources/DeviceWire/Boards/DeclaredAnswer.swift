/// Reads the answer that a declared frame awaits, among all that comes over the line.
///
/// Bytes that mean nothing, and frames of others, do not end the wait: the answer may stand behind
/// them.
package struct DeclaredAnswer: AnswerReader {
    /// The received frame with which a device says that it will not; its `status` is the code.
    package static let refusal = "refused"

    private let definition: FrameProtocol
    private let name: String
    private let values: FrameValues
    private var decoder: FrameDecoder
    private var bytes: [UInt8] = []
    private var verdict = AnswerVerdict.incomplete
    private var other: String?
    package private(set) var strays: [UInt8] = []

    /// The answer to a frame; nil where the protocol awaits none.
    ///
    /// - Parameters:
    ///   - definition: the protocol.
    ///   - name: the frame that went out.
    ///   - values: what it said.
    package init?(_ definition: FrameProtocol, to name: String, with values: FrameValues) {
        guard definition.frame(named: name)?.frame.answer != nil else { return nil }
        self.definition = definition
        self.name = name
        self.values = values
        decoder = FrameDecoder(definition, .received)
    }

    package var longestAnswer: Int {
        let body = definition.received.map { $0.parts.reduce(0) { $0 + $1.widest } }.max() ?? 0
        // Two marks, and every byte escaped.
        return definition.envelope == nil ? body : 2 * body + 2
    }

    package mutating func hear(_ more: [UInt8]) -> AnswerVerdict {
        guard verdict == .incomplete else { return verdict }
        bytes = Array((bytes + more).suffix(2 * FrameProtocol.longestFrame))
        return judge(decoder.feed(more))
    }

    package mutating func end() -> AnswerVerdict {
        guard verdict == .incomplete else { return verdict }
        let last = judge(decoder.silence())
        guard last == .incomplete, let other else { return last }
        verdict = .refused(other)
        return verdict
    }

    private mutating func judge(_ frames: [DecodedFrame]) -> AnswerVerdict {
        for frame in frames {
            if isAnswer(frame) {
                verdict = .accepted
            } else if frame.name == Self.refusal, isOurs(frame) {
                verdict = .exception(UInt8(clamping: frame.values.numbers[.status] ?? 0))
            } else {
                other =
                    isOurs(frame) ? "an answer to another frame" : "the answer of another device"
                continue
            }
            strays = bytes.without(frame, of: definition)
            return verdict
        }
        return .incomplete
    }

    /// An answer that repeats the number must repeat the one that was sent.
    private func isAnswer(_ frame: DecodedFrame) -> Bool {
        guard definition.isAnswer(frame, to: name, with: values) else { return false }
        guard let told = frame.values.numbers[.number], let asked = values.numbers[.number] else {
            return true
        }
        return told == asked
    }

    private func isOurs(_ frame: DecodedFrame) -> Bool {
        guard let told = frame.values.numbers[.address], let ours = values.numbers[.address] else {
            return true
        }
        return told == ours
    }
}

extension [UInt8] {
    /// The bytes before and behind the last place of a frame; none where it is not to be found.
    fileprivate func without(_ frame: DecodedFrame, of definition: FrameProtocol) -> [UInt8] {
        guard let found = try? definition.encode(frame.name, with: frame.values),
            found.count < count
        else { return [] }
        let start = (0...count - found.count).last {
            self[$0..<$0 + found.count].elementsEqual(found)
        }
        return start.map { Array(self[..<$0] + self[($0 + found.count)...]) } ?? []
    }
}
