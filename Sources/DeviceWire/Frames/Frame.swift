/// One kind of frame: its parts in their order on the line.
package struct Frame: Hashable, Sendable {
    package let name: String
    package let parts: [FramePart]
    /// The received frame that answers this one; nil when none is expected.
    package let answer: String?

    package init(_ name: String, _ parts: [FramePart], answer: String? = nil) {
        (self.name, self.parts, self.answer) = (name, parts, answer)
    }
}

/// A piece of a frame.
package struct FramePart: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        /// Always the same bytes.
        case bytes([UInt8])
        case value(FrameValue, NumberForm)
        /// One byte, by the protocol's table of keys.
        case key
        case text(TextForm)
        case length(LengthForm)
        case checksum(ChecksumForm)
    }

    /// What spans call it; nil for bytes without a name.
    package let name: String?
    package let content: Content

    package init(_ content: Content, name: String? = nil) {
        self.content = content
        self.name =
            name
            ?? {
                switch content {
                case .bytes: nil
                case .value(let value, _): value.rawValue
                case .key: "key"
                case .text: "text"
                case .length: "length"
                case .checksum: "checksum"
                }
            }()
    }

    /// Bytes on the line before escapes; nil for a text of any length.
    package var width: Int? {
        switch content {
        case .bytes(let bytes): bytes.count
        case .value(_, let form): form.width
        case .key: 1
        case .text(let form): form.isPadded ? form.limit : nil
        case .length(let form): form.bytes
        case .checksum(let form): form.width
        }
    }

    /// Bytes at most.
    var widest: Int {
        if case .text(let form) = content { return form.limit }
        return width ?? 0
    }
}

/// Parts from one to another, both included, by their names.
package struct FrameSpan: Hashable, Sendable {
    /// nil: the first part.
    package let from: String?
    /// nil: the part before the one that speaks of the span.
    package let to: String?

    package init(from: String? = nil, to: String? = nil) {
        (self.from, self.to) = (from, to)
    }

    /// The parts' places; nil when a name is unknown or nothing lies between.
    func parts(of frame: Frame, at index: Int) -> ClosedRange<Int>? {
        func place(_ name: String) -> Int? { frame.parts.firstIndex { $0.name == name } }
        guard let first = from == nil ? 0 : from.flatMap(place),
            let last = to == nil ? index - 1 : to.flatMap(place), first <= last
        else { return nil }
        return first...last
    }
}

/// Characters on a display.
package struct TextForm: Hashable, Sendable {
    package enum Side: String, Hashable, Sendable, CaseIterable {
        case left
        case right
    }

    /// Characters at most; with padding also at least.
    package let limit: Int
    /// Whether spaces fill what is free.
    package let isPadded: Bool
    /// Where the text stands among the padding.
    package let side: Side
    /// Bytes allowed besides printable ASCII.
    package let also: [UInt8]

    package init(limit: Int, isPadded: Bool, side: Side = .left, also: [UInt8] = []) {
        (self.limit, self.isPadded, self.side, self.also) = (max(0, limit), isPadded, side, also)
    }

    package func allows(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) || also.contains(byte)
    }
}

/// A count of bytes: of which parts, and how written.
package struct LengthForm: Hashable, Sendable {
    package let span: FrameSpan
    package let bytes: Int
    package let order: ByteOrder
    /// Bytes that count one.
    package let unit: Int
    /// Added to the count before it is divided.
    package let plus: Int

    package init(
        _ span: FrameSpan, bytes: Int = 1, order: ByteOrder = .big, unit: Int = 1, plus: Int = 0
    ) {
        (self.span, self.bytes, self.order) = (span, max(0, bytes), order)
        (self.unit, self.plus) = (unit, plus)
    }

    /// What stands in the frame for so many bytes; nil when they cannot be told.
    func written(_ count: Int) -> [UInt8]? {
        let sum = count + plus
        guard unit > 0, sum >= 0, sum.isMultiple(of: unit) else { return nil }
        return NumberForm.binary(bytes: bytes, order).bytes(of: sum / unit)
    }

    /// The bytes counted by what stands in a frame.
    func count(in field: ArraySlice<UInt8>) -> Int? {
        guard case .number(let written) = NumberForm.binary(bytes: bytes, order).reading(field)
        else { return nil }
        let (product, isTooLarge) = written.multipliedReportingOverflow(by: unit)
        return isTooLarge ? nil : product - plus
    }
}
