/// Decimal digits that each have bytes of their own.
package struct DigitCells: Hashable, Sendable {
    package enum Codes: Hashable, Sendable {
        case ascii
        /// 0 to 9 as they are; 0F is blank, as in the code-B font of segment drivers.
        case plain
        case segments(SegmentBits)

        func code(of digit: Int?) -> UInt8 {
            switch self {
            case .ascii: digit.map { UInt8(ascii: "0") + UInt8($0) } ?? UInt8(ascii: " ")
            case .plain: digit.map { UInt8($0) } ?? 0xF
            case .segments(let bits):
                bits.code(of: digit.map { UInt8(ascii: "0") + UInt8($0) } ?? UInt8(ascii: " "))
            }
        }
    }

    /// Which digit comes first on the line.
    package enum First: String, Hashable, Sendable, CaseIterable {
        case left
        case right
    }

    /// What stands before each digit.
    package enum Lead: Hashable, Sendable {
        case none
        case byte(UInt8)
        /// The digit's place on the line, counted from this number.
        case place(from: UInt8)
    }

    package let count: Int
    package let codes: Codes
    package let fill: NumberFill
    package let first: First
    package let lead: Lead

    package init(
        count: Int, codes: Codes = .ascii, fill: NumberFill = .blank, first: First = .left,
        lead: Lead = .none
    ) {
        (self.count, self.codes, self.fill) = (max(0, count), codes, fill)
        (self.first, self.lead) = (first, lead)
    }

    var width: Int { lead == .none ? count : 2 * count }

    /// The digits, nil for a blank, as bytes.
    func bytes(of digits: [Int?]) -> [UInt8] {
        let ordered = first == .left ? digits : digits.reversed()
        return ordered.enumerated().flatMap { place, digit in
            leadByte(at: place).map { [$0, codes.code(of: digit)] } ?? [codes.code(of: digit)]
        }
    }

    /// The digits in bytes, the leftmost first; nil when a byte means nothing.
    func digits(in field: ArraySlice<UInt8>) -> [Int?]? {
        var digits: [Int?] = []
        var bytes = field
        while let first = bytes.popFirst() {
            var code = first
            if let lead = leadByte(at: digits.count) {
                guard first == lead, let next = bytes.popFirst() else { return nil }
                code = next
            }
            if code == codes.code(of: nil) {
                digits.append(nil)
            } else if let digit = (0...9).first(where: { codes.code(of: $0) == code }) {
                digits.append(digit)
            } else {
                return nil
            }
        }
        return first == .left ? digits : digits.reversed()
    }

    func leadByte(at place: Int) -> UInt8? {
        switch lead {
        case .none: nil
        case .byte(let byte): byte
        case .place(let from): from &+ UInt8(truncatingIfNeeded: place)
        }
    }
}

/// Which bit lights which segment of a digit.
package struct SegmentBits: Hashable, Sendable {
    /// The segments' names in the order of `bits`.
    package static let names = ["a", "b", "c", "d", "e", "f", "g"]

    /// Bits 0 to 7 of segments a to g.
    package let bits: [Int]

    package init(_ bits: [Int]) {
        self.bits = bits
    }

    /// The byte that draws an ASCII character.
    package func code(of character: UInt8) -> UInt8 {
        let lit = SevenSegment.segments(of: character)
        return bits.enumerated().reduce(0) { code, segment in
            let (place, bit) = segment
            guard place < 8, (0...7).contains(bit), lit >> UInt8(place) & 1 == 1 else {
                return code
            }
            return code | 1 << UInt8(bit)
        }
    }

    /// Two segments on one bit, by their names; nil when every segment has its own.
    var overlap: (String, String)? {
        for (later, bit) in bits.enumerated() {
            if let earlier = bits[..<later].firstIndex(of: bit) {
                return (Self.name(earlier), Self.name(later))
            }
        }
        return nil
    }

    private static func name(_ place: Int) -> String {
        names.indices.contains(place) ? names[place] : "?"
    }
}
