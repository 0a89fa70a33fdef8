/// What marks a frame's two ends on the line, and how those marks are kept out of it.
package struct FrameEnvelope: Hashable, Sendable {
    /// A byte that may not stand in a frame, and the two that stand for it.
    package struct Escape: Hashable, Sendable {
        package let byte: UInt8
        package let lead: UInt8
        package let second: UInt8

        package init(_ byte: UInt8, _ lead: UInt8, _ second: UInt8) {
            (self.byte, self.lead, self.second) = (byte, lead, second)
        }
    }

    package let start: UInt8
    package let end: UInt8
    package let escapes: [Escape]

    package init(start: UInt8, end: UInt8, escapes: [Escape]) {
        (self.start, self.end, self.escapes) = (start, end, escapes)
    }

    /// A frame's bytes as they go over the line.
    func wrapped(_ body: [UInt8]) -> [UInt8] {
        let inner = body.flatMap { byte in
            escapes.first { $0.byte == byte }.map { [$0.lead, $0.second] } ?? [byte]
        }
        return [start] + inner + [end]
    }

    /// Takes frames out of a line's bytes.
    struct Unwrapper: Hashable, Sendable {
        private enum State: Hashable, Sendable {
            case outside
            case inside
            case escaped(UInt8)
        }

        private let envelope: FrameEnvelope
        private var state = State.outside
        private(set) var body: [UInt8] = []

        init(_ envelope: FrameEnvelope) { self.envelope = envelope }

        /// Takes a byte; gives the body that it ends.
        mutating func feed(_ byte: UInt8) -> [UInt8]? {
            // A mark never stands inside: whatever came before, a start begins anew.
            if byte == envelope.start {
                body.removeAll(keepingCapacity: true)
                state = .inside
                return nil
            }
            switch state {
            case .outside: return nil
            case .inside:
                if byte == envelope.end {
                    defer { reset() }
                    return body
                }
                if envelope.escapes.contains(where: { $0.lead == byte }) {
                    state = .escaped(byte)
                } else {
                    append(byte)
                }
            case .escaped(let lead):
                let escape = envelope.escapes.first { $0.lead == lead && $0.second == byte }
                guard let escape else {
                    reset()
                    return nil
                }
                state = .inside
                append(escape.byte)
            }
            return nil
        }

        mutating func reset() {
            body.removeAll(keepingCapacity: true)
            state = .outside
        }

        private mutating func append(_ byte: UInt8) {
            guard body.count < FrameProtocol.longestFrame else { return reset() }
            body.append(byte)
        }
    }
}
