/// What the front of some bytes is, seen as one kind of frame.
enum FrameVerdict: Hashable, Sendable {
    /// A whole frame of so many bytes.
    case whole(length: Int, FrameValues)
    /// It may become one.
    case more
    case none
}

extension FrameProtocol {
    /// Reads `bytes` as `frame`, from the first byte on.
    ///
    /// With `isWhole` nothing follows: the frame ends where the bytes end.
    func match(_ frame: Frame, _ bytes: [UInt8], isWhole: Bool) -> FrameVerdict {
        // Most bytes of a line begin no frame: that is said before anything is set up.
        if case .bytes(let fixed)? = frame.parts.first?.content, fixed.first != bytes.first {
            return .none
        }
        var values = FrameValues()
        var fields: [Range<Int>] = []
        var offset = 0
        for (index, part) in frame.parts.enumerated() {
            var width = part.width ?? 0
            if part.width == nil, case .text(let form) = part.content {
                switch textWidth(form, at: index, of: frame, fields, offset, bytes, isWhole) {
                case .known(let known): width = known
                case .more: return .more
                case .none: return .none
                }
            }
            guard offset + width <= bytes.count else {
                let isPossible = begins(part, like: bytes[min(offset, bytes.count)...])
                return isPossible && !isWhole ? .more : .none
            }
            let field = offset..<offset + width
            guard read(part, bytes[field], &values) else { return .none }
            fields.append(field)
            offset = field.upperBound
        }
        guard offset > 0, !isWhole || offset == bytes.count,
            isProven(frame, fields, bytes)
        else { return .none }
        return .whole(length: offset, values)
    }

    private enum Width {
        case known(Int)
        case more
        case none
    }

    /// How long a text without padding is: by a length before it, its end mark, or the frame's end.
    private func textWidth(
        _ form: TextForm, at index: Int, of frame: Frame, _ fields: [Range<Int>], _ offset: Int,
        _ bytes: [UInt8], _ isWhole: Bool
    ) -> Width {
        for (place, part) in frame.parts[..<index].enumerated() {
            guard case .length(let length) = part.content,
                let span = length.span.parts(of: frame, at: place), span.contains(index)
            else { continue }
            let others = span.reduce(0) { $0 + (frame.parts[$1].width ?? 0) }
            guard let count = length.count(in: bytes[fields[place]]),
                (others...others + form.limit).contains(count)
            else { return .none }
            return .known(count - others)
        }
        let rest = frame.parts[(index + 1)...]
        if case .bytes(let mark)? = rest.first?.content, let mark = mark.first {
            let seen = bytes[offset...].prefix(form.limit + 1)
            if let end = seen.firstIndex(of: mark) { return .known(end - offset) }
            let isOpen = seen.count <= form.limit && seen.allSatisfy(form.allows)
            return isOpen && !isWhole ? .more : .none
        }
        guard isWhole else { return .none }
        let left = bytes.count - offset - rest.reduce(0) { $0 + ($1.width ?? 0) }
        return (0...form.limit).contains(left) ? .known(left) : .none
    }

    /// Whether bytes may be the beginning of a part.
    private func begins(_ part: FramePart, like bytes: ArraySlice<UInt8>) -> Bool {
        guard case .bytes(let fixed) = part.content else { return true }
        return fixed.starts(with: bytes)
    }

    /// Takes what a part says; false when these bytes cannot be this part.
    private func read(
        _ part: FramePart, _ field: ArraySlice<UInt8>, _ values: inout FrameValues
    ) -> Bool {
        switch part.content {
        case .bytes(let fixed): return field.elementsEqual(fixed)
        case .value(let value, let form):
            switch form.reading(field) {
            case .none: return false
            case .blank: return value != .address
            case .number(let number):
                if value == .address, addresses?.contains(number) == false { return false }
                return number <= limit(of: value, in: form) && values.take(value, number)
            }
        case .key:
            guard let key = keys.first(where: { $0.code == field.first }) else { return false }
            values.key = key.key
            return true
        case .text(let form):
            guard field.allSatisfy(form.allows) else { return false }
            values.text = form.isPadded ? Self.trimmed(field, form.side) : Array(field)
            return true
        case .length, .checksum: return true
        }
    }

    /// Whether every length and checksum is right.
    private func isProven(_ frame: Frame, _ fields: [Range<Int>], _ bytes: [UInt8]) -> Bool {
        frame.parts.enumerated().allSatisfy { index, part in
            let written: [UInt8]?
            switch part.content {
            case .length(let form):
                let span = form.span.parts(of: frame, at: index)
                written = form.written(span.map { fields[$0].reduce(0) { $0 + $1.count } } ?? 0)
            case .checksum(let form):
                let span = form.span.parts(of: frame, at: index)
                let covered = span.map {
                    fields[$0.lowerBound].lowerBound..<fields[$0.upperBound].upperBound
                }
                written = form.written(over: bytes[covered ?? 0..<0])
            default: return true
            }
            return written.map { bytes[fields[index]].elementsEqual($0) } ?? false
        }
    }

    /// Text without the spaces that pad it.
    private static func trimmed(_ field: ArraySlice<UInt8>, _ side: TextForm.Side) -> [UInt8] {
        let space = UInt8(ascii: " ")
        guard side == .left else { return Array(field.drop { $0 == space }) }
        return Array(
            field.prefix(
                (field.lastIndex { $0 != space } ?? field.startIndex - 1)
                    - field.startIndex + 1))
    }
}

extension Frame {
    /// How little else a frame can be: its fixed bytes, and digits before text of any kind.
    var certainty: Int {
        parts.reduce(1) { sum, part in
            switch part.content {
            case .bytes(let bytes): sum + 2 * bytes.count
            case .text: sum - 1
            default: sum
            }
        }
    }
}
