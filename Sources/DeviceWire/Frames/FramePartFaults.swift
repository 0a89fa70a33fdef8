extension FrameProtocol {
    /// What is wrong inside one frame.
    func frameFaults(_ frame: Frame, _ direction: Direction) -> [FrameFault] {
        let place = FrameFault.Place.frame(frame.name)
        var faults: [FrameFault] = []
        let widest = frame.parts.reduce(0) { $0 + $1.widest }
        if !(1...Self.longestFrame).contains(widest) {
            faults.append(
                FrameFault(
                    place: place, found: "a frame of \(widest) bytes",
                    expected: "1 to \(Self.longestFrame)"))
        }
        if direction == .received, envelope == nil, !frame.canBeFound {
            faults.append(
                FrameFault(
                    place: place, found: "a start that cannot be found",
                    expected: "a fixed first byte or a checksum in what a device sends"))
        }
        if let answer = frame.answer {
            if direction == .received || !received.contains(where: { $0.name == answer }) {
                faults.append(
                    FrameFault(
                        place: place, found: "the answer \(answer)",
                        expected: "a received frame, for a sent one"))
            }
            if timing.answer == 0 {
                faults.append(
                    FrameFault(
                        place: place, found: "an answer that is waited for 0 milliseconds",
                        expected: "a time under timing: answerMilliseconds"))
            }
        }
        faults += addressFaults(frame, place)
        for (index, part) in frame.parts.enumerated() {
            let place = FrameFault.Place.part(frame: frame.name, index: index)
            faults += partFaults(part, at: index, of: frame).map {
                FrameFault(place: place, found: $0.found, expected: $0.expected)
            }
        }
        return faults
    }

    private func addressFaults(_ frame: Frame, _ place: FrameFault.Place) -> [FrameFault] {
        let hasAddress = frame.parts.contains { $0.carries(.address) }
        if addresses != nil, !hasAddress, ["show", "blank", "closed"].contains(frame.name) {
            return [
                FrameFault(
                    place: place, found: "\(frame.name) without an address",
                    expected: "value: address in it, since devices have addresses")
            ]
        }
        guard addresses == nil, hasAddress else { return [] }
        return [
            FrameFault(
                place: place, found: "an address, but no addresses",
                expected: "addresses: {first: …, last: …} in the file")
        ]
    }

    private typealias Words = (found: String, expected: String)

    private func partFaults(_ part: FramePart, at index: Int, of frame: Frame) -> [Words] {
        var faults: [Words] = []
        if let name = part.name, frame.parts[..<index].contains(where: { $0.name == name }) {
            faults.append(("the part \(name) again", "a name of its own: name: …"))
        }
        switch part.content {
        case .bytes(let bytes):
            if bytes.isEmpty { faults.append(("no bytes", "one at least")) }
        case .value(let value, let form): faults += valueFaults(value, form)
        case .key:
            if keys.isEmpty { faults.append(("a key, but no keys", "keys: {8B: next, …}")) }
        case .text(let form): faults += textFaults(form, at: index, of: frame)
        case .length(let form): faults += lengthFaults(form, at: index, of: frame)
        case .checksum(let form): faults += checksumFaults(form, at: index, of: frame)
        }
        return faults
    }

    private func valueFaults(_ value: FrameValue, _ form: NumberForm) -> [Words] {
        var faults: [Words] = []
        if case .packed(let digits, _) = form, !digits.isMultiple(of: 2) {
            faults.append(("\(digits) packed digits", "an even number, two a byte"))
        }
        if case .cells(let cells) = form, case .segments(let bits) = cells.codes {
            if let overlap = bits.overlap {
                faults.append(
                    ("segments \(overlap.0) and \(overlap.1) on one bit", "a bit for each"))
            }
            if bits.bits.count != SegmentBits.names.count {
                faults.append(("\(bits.bits.count) segments", "bits of the segments a to g"))
            }
        }
        let needed =
            switch value {
            case .number: NumberForm.packed(digits: digits, .zero).capacity
            case .address: max(addresses?.range.upperBound ?? 0, addresses?.broadcast ?? 0)
            default: 0
            }
        if form.capacity < needed {
            faults.append(
                (
                    "room for \(value.rawValue) up to \(form.capacity) only",
                    "room for \(needed)\(value == .number ? ", \(digits) digits" : "")"
                ))
        }
        return faults
    }

    private func textFaults(_ form: TextForm, at index: Int, of frame: Frame) -> [Words] {
        guard !form.isPadded else { return [] }
        if frame.parts[..<index].contains(where: { $0.width == nil }) {
            return [("a second text of any length", "one in a frame")]
        }
        let isCounted = frame.parts[..<index].enumerated().contains { place, part in
            guard case .length(let length) = part.content else { return false }
            return length.span.parts(of: frame, at: place)?.contains(index) == true
        }
        if isCounted { return [] }
        if frame.parts.indices.contains(index + 1),
            case .bytes(let mark) = frame.parts[index + 1].content, let mark = mark.first
        {
            return form.allows(mark)
                ? [("a text that may hold its own end mark", "an end mark that no text has")] : []
        }
        return envelope == nil
            ? [("a text without an end", "fixed bytes behind it, or a length before it")] : []
    }

    private func lengthFaults(_ form: LengthForm, at index: Int, of frame: Frame) -> [Words] {
        guard let span = form.span.parts(of: frame, at: index) else {
            return [("a length of nothing", "from: and to: with names of parts, in order")]
        }
        let parts = frame.parts[span]
        let least = parts.reduce(0) { $0 + ($1.width ?? 0) }
        let most = parts.reduce(0) { $0 + $1.widest }
        if (least...most).contains(where: { form.written($0) != nil }),
            form.written(most) != nil || form.unit > 1
        {
            return []
        }
        return [
            (
                "a length of \(form.bytes) byte\(form.bytes == 1 ? "" : "s") for \(most) bytes",
                "a place that can hold what it counts"
            )
        ]
    }

    private func checksumFaults(
        _ form: ChecksumForm, at index: Int, of frame: Frame
    ) -> [Words] {
        guard let span = form.span.parts(of: frame, at: index) else {
            return [("a checksum over nothing", "parts before it, or from: and to:")]
        }
        if span.contains(index) {
            return [("a checksum over itself", "parts beside it in from: and to:")]
        }
        let isProving = frame.parts[span].contains {
            if case .checksum = $0.content { return true }
            return false
        }
        return isProving ? [("a checksum over a checksum", "parts beside it")] : []
    }
}

extension Frame {
    /// Whether a frame can be found among other bytes.
    fileprivate var canBeFound: Bool {
        if case .bytes? = parts.first?.content { return true }
        return parts.contains {
            if case .checksum = $0.content { return true }
            return false
        }
    }
}

extension FramePart {
    fileprivate func carries(_ value: FrameValue) -> Bool {
        if case .value(value, _) = content { return true }
        return false
    }
}
