import DeviceWire

/// Reads how a number is written: `{value: number, as: bcd, digits: 4}`.
struct NumberFormReader {
    private enum Word: String, CaseIterable {
        case binary
        case bcd
        case hex
        case ascii
        case plain
        case segments

        var keys: [String] {
            switch self {
            case .binary: ["size", "order"]
            case .bcd: ["digits", "fill"]
            case .hex: ["digits"]
            case .ascii, .plain: ["digits", "fill", "first", "lead"]
            case .segments: ["digits", "fill", "first", "lead", "segments"]
            }
        }
    }

    let digits: Int

    /// The part's content; nil where a mistake was written down.
    func read(_ place: Place, _ value: Place) -> FramePart.Content? {
        guard let all = place.anyEntries("a value and how it is written") else { return nil }
        let what = value.choice(of: FrameValue.self)
        let word = all.required("as", "how the number is written")?.choice(of: Word.self)
        guard let what, let word,
            let entries = place.entries(["value", "as", "name"] + word.keys)
        else { return nil }
        return form(word, entries, isNumber: what == .number).map { .value(what, $0) }
    }

    private func form(_ word: Word, _ entries: Entries, isNumber: Bool) -> NumberForm? {
        if word == .binary {
            let size = entries["size"].map { $0.integer(in: 1...NumberForm.byteLimit) } ?? 1
            let order = entries["order"].map { $0.choice(of: ByteOrder.self) } ?? .big
            guard let size, let order else { return nil }
            return .binary(bytes: size, order)
        }
        let range = 1...(word == .hex ? 2 * NumberForm.byteLimit : NumberForm.digitLimit + 1)
        let count =
            isNumber && entries["digits"] == nil
            ? digits
            : entries.required("digits", "how many the place has")?.integer(in: range)
        let usual = isNumber ? NumberFill.blank : .zero
        let fill = entries["fill"].map { $0.choice(of: NumberFill.self) } ?? usual
        guard let count, let fill else { return nil }
        switch word {
        case .binary: return nil
        case .bcd: return .packed(digits: count, fill)
        case .hex: return .hex(digits: count)
        case .ascii: return cells(entries, count, fill, .ascii)
        case .plain: return cells(entries, count, fill, .plain)
        case .segments:
            return entries.required("segments", "the bits of a to g").flatMap(segments)
                .flatMap { cells(entries, count, fill, .segments($0)) }
        }
    }

    private func cells(
        _ entries: Entries, _ count: Int, _ fill: NumberFill, _ codes: DigitCells.Codes
    ) -> NumberForm? {
        let first = entries["first"].map { $0.choice(of: DigitCells.First.self) } ?? .left
        let lead = entries["lead"].map(Self.lead) ?? DigitCells.Lead.none
        guard let first, let lead else { return nil }
        return .cells(
            DigitCells(count: count, codes: codes, fill: fill, first: first, lead: lead))
    }

    /// `place`, or the byte that stands before each digit.
    private static func lead(_ place: Place) -> DigitCells.Lead? {
        if place.scalarText == "place" { return .place(from: 1) }
        guard let byte = place.scalarText.flatMap({ WireBytes.byte($0[...]) }) else {
            place.mistake(expected: "place, or one byte in hexadecimal such as “00”")
            return nil
        }
        return .byte(byte)
    }

    private func segments(_ place: Place) -> SegmentBits? {
        guard let entries = place.entries(SegmentBits.names) else { return nil }
        let bits = SegmentBits.names.map { name in
            entries.required(name, "a bit from 0 to 7")?.integer(in: 0...7)
        }
        return bits.contains { $0 == nil } ? nil : SegmentBits(bits.compactMap(\.self))
    }
}
