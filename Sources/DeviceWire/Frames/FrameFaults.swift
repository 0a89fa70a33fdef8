/// What is wrong with a definition, and where.
package struct FrameFault: Hashable, Sendable {
    /// What a reader of files has a line for.
    package enum Place: Hashable, Sendable {
        case whole
        case addresses
        case envelope
        case keys
        case frame(String)
        /// A part of a frame, counted from 0.
        case part(frame: String, index: Int)
    }

    package let place: Place
    /// Worded for `found …; expected …`.
    package let found: String
    package let expected: String
}

extension FrameProtocol {
    /// Everything that is wrong with the definition, its frames in their order.
    package func faults() -> [FrameFault] {
        var faults = envelopeFaults() + keyFaults()
        var names: Set<String> = []
        for direction in Direction.allCases {
            for frame in frames(direction) {
                let place = FrameFault.Place.frame(frame.name)
                if !names.insert(frame.name).inserted {
                    faults.append(
                        FrameFault(
                            place: place, found: "the frame \(frame.name) again",
                            expected: "each name once among sent and received"))
                }
                faults += frameFaults(frame, direction)
            }
            // Of frames with faults nobody knows which bytes they will have.
            if faults.isEmpty { faults += ambiguities(frames(direction)) }
        }
        return faults + purposeFaults()
    }

    /// A board that shows no number, a keypad that sends no key.
    private func purposeFaults() -> [FrameFault] {
        guard missing == nil else { return [] }
        switch kind {
        case .board:
            let shows = sent.contains { frame in
                frame.name == "show" && frame.parts.contains { $0.name == "number" }
            }
            return shows
                ? []
                : [
                    FrameFault(
                        place: .whole, found: "no sent frame “show” with the value number",
                        expected: "one, or what is not known under “missing”")
                ]
        case .keypad:
            let sends = received.contains { frame in frame.parts.contains { $0.content == .key } }
            return sends
                ? []
                : [
                    FrameFault(
                        place: .whole, found: "no received frame with a key",
                        expected: "one, or what is not known under “missing”")
                ]
        }
    }

    private func envelopeFaults() -> [FrameFault] {
        guard let envelope else { return [] }
        func fault(_ found: String, _ expected: String) -> FrameFault {
            FrameFault(place: .envelope, found: found, expected: expected)
        }
        var faults: [FrameFault] = []
        let escaped = envelope.escapes.map(\.byte)
        if envelope.start == envelope.end {
            faults.append(fault("the same byte at both ends", "two different bytes"))
        }
        let marks = [envelope.start, envelope.end] + envelope.escapes.map(\.lead)
        for byte in Set(marks).sorted() where !escaped.contains(byte) {
            faults.append(
                fault(
                    "no escape for \(hexadecimal([byte]))",
                    "one for each byte that means an end or an escape"))
        }
        if Set(escaped).count < escaped.count {
            faults.append(fault("two escapes for one byte", "one for each"))
        }
        let pairs = envelope.escapes.map { [$0.lead, $0.second] }
        if Set(pairs).count < pairs.count {
            faults.append(fault("two bytes with one escape", "an escape for each"))
        }
        if envelope.escapes.contains(where: {
            [envelope.start, envelope.end].contains($0.lead) || $0.second == envelope.start
        }) {
            faults.append(fault("an escape with an end mark in it", "marks at the ends only"))
        }
        return faults
    }

    private func keyFaults() -> [FrameFault] {
        guard Set(keys.map(\.code)).count < keys.count else { return [] }
        return [
            FrameFault(place: .keys, found: "two keys with one code", expected: "a code each")
        ]
    }

    /// Frames that the same bytes could be.
    private func ambiguities(_ frames: [Frame]) -> [FrameFault] {
        var faults: [FrameFault] = []
        for (index, frame) in frames.enumerated() {
            for earlier in frames[..<index] where isAmbiguous(earlier, frame) {
                faults.append(
                    FrameFault(
                        place: .frame(frame.name),
                        found: "bytes of \(frame.name) that could be \(earlier.name)",
                        expected: "fixed bytes in one place that tell the two apart"))
            }
        }
        return faults
    }

    private func isAmbiguous(_ first: Frame, _ second: Frame) -> Bool {
        let (one, other) = (first.fixedPattern, second.fixedPattern)
        let differs = zip(one.bytes, other.bytes).contains { pair in
            if let left = pair.0, let right = pair.1 { return left != right }
            return false
        }
        guard !differs else { return false }
        // One that has more fixed bytes is a special case of the other and is tried first. Of two
        // lengths on an open line the shorter would end before the longer is known.
        let isOpen = envelope == nil && !one.isCut && !other.isCut
        if isOpen, one.bytes.count != other.bytes.count { return true }
        if one.isCut || other.isCut || one.bytes.count == other.bytes.count {
            return first.certainty == second.certainty
        }
        return false
    }
}

extension Frame {
    /// The bytes of the frame where they are always the same, nil elsewhere, up to a text of any
    /// length.
    fileprivate var fixedPattern: (bytes: [UInt8?], isCut: Bool) {
        var pattern: [UInt8?] = []
        for part in parts {
            if case .bytes(let bytes) = part.content {
                pattern += bytes.map(Optional.some)
            } else if case .value(_, .cells(let cells)) = part.content, cells.lead != .none {
                pattern += (0..<cells.count).flatMap { [cells.leadByte(at: $0), nil] }
            } else if let width = part.width {
                pattern += Array(repeating: nil, count: width)
            } else {
                return (pattern, true)
            }
        }
        return (pattern, false)
    }
}
