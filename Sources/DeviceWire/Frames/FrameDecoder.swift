/// A frame that was found in a line's bytes.
package struct DecodedFrame: Hashable, Sendable {
    package let name: String
    package let values: FrameValues

    package init(name: String, values: FrameValues) {
        (self.name, self.values) = (name, values)
    }
}

/// Finds a protocol's frames in bytes that may lie, one byte at a time.
///
/// Total. Holds `FrameProtocol.longestFrame` bytes at most. After garbage, a torn or a false frame it
/// goes on with the next byte, so that a whole frame behind it is found.
package struct FrameDecoder: Sendable {
    private let definition: FrameProtocol
    /// The frames that can be only one thing first.
    private let frames: [Frame]
    private var unwrapper: FrameEnvelope.Unwrapper?
    private var bytes: [UInt8] = []

    package init(_ definition: FrameProtocol, _ direction: FrameProtocol.Direction) {
        self.definition = definition
        frames = definition.frames(direction).enumerated()
            .sorted { ($1.element.certainty, $0.offset) < ($0.element.certainty, $1.offset) }
            .map(\.element)
        unwrapper = definition.envelope.map(FrameEnvelope.Unwrapper.init)
    }

    /// The bytes held for an unfinished frame.
    package var pending: Int { unwrapper?.body.count ?? bytes.count }

    /// Takes bytes; gives the frames that they complete, in their order.
    package mutating func feed(_ more: some Sequence<UInt8>) -> [DecodedFrame] {
        var found: [DecodedFrame] = []
        for byte in more {
            guard unwrapper == nil else {
                if let body = unwrapper?.feed(byte),
                    case .frame(let frame, _) = front(of: body, isWhole: true)
                {
                    found.append(frame)
                }
                continue
            }
            bytes.append(byte)
            settle(isSilent: false, &found)
        }
        return found
    }

    /// The line fell silent: what is unfinished will never be finished.
    ///
    /// - Returns: frames that stood behind a false beginning.
    package mutating func silence() -> [DecodedFrame] {
        unwrapper?.reset()
        var found: [DecodedFrame] = []
        settle(isSilent: true, &found)
        return found
    }

    private mutating func settle(isSilent: Bool, _ found: inout [DecodedFrame]) {
        while !bytes.isEmpty {
            switch front(of: bytes, isWhole: false) {
            case .frame(let frame, let length):
                bytes.removeFirst(length)
                found.append(frame)
            case .more where !isSilent && bytes.count < FrameProtocol.longestFrame: return
            case .more, .none: bytes.removeFirst()
            }
        }
    }

    /// What the bytes held begin with.
    private enum Front {
        case frame(DecodedFrame, length: Int)
        /// What may become a frame.
        case more
        case none
    }

    private func front(of bytes: [UInt8], isWhole: Bool) -> Front {
        var front = Front.none
        for frame in frames {
            switch definition.match(frame, bytes, isWhole: isWhole) {
            case .whole(let length, let values):
                return .frame(DecodedFrame(name: frame.name, values: values), length: length)
            case .more: front = .more
            case .none: continue
            }
        }
        return front
    }
}

extension FrameProtocol {
    /// Whether a frame that came in answers one that went out: the awaited frame, from the same
    /// device and about the same frame.
    package func isAnswer(
        _ answer: DecodedFrame, to name: String, with values: FrameValues
    ) -> Bool {
        guard let expected = frame(named: name)?.frame.answer, answer.name == expected else {
            return false
        }
        return [FrameValue.address, .sequence].allSatisfy { value in
            guard let told = answer.values.numbers[value], let asked = values.numbers[value] else {
                return true
            }
            return told == asked
        }
    }
}
