/// Which byte of several comes first.
package enum ByteOrder: String, Hashable, Sendable, CaseIterable {
    case big
    case little
}

/// What stands where a number has fewer digits than its place.
package enum NumberFill: String, Hashable, Sendable, CaseIterable {
    case zero
    case blank
}

/// How a number is written in a frame.
package enum NumberForm: Hashable, Sendable {
    case binary(bytes: Int, ByteOrder)
    /// Two decimal digits a byte; F is blank.
    case packed(digits: Int, NumberFill)
    /// Hexadecimal digits in ASCII, capitals.
    case hex(digits: Int)
    /// Each decimal digit by itself.
    case cells(DigitCells)

    /// What bytes mean in this form.
    package enum Reading: Hashable, Sendable {
        case number(Int)
        /// Blank digits only.
        case blank
        /// No number in this form.
        case none
    }

    /// Bytes of a binary number, and digits, at most: what `Int` holds without care.
    package static let byteLimit = 4
    package static let digitLimit = 9

    package var width: Int {
        switch self {
        case .binary(let bytes, _): max(0, bytes)
        case .packed(let digits, _): max(0, (digits + 1) / 2)
        case .hex(let digits): max(0, digits)
        case .cells(let cells): cells.width
        }
    }

    /// The largest number that fits.
    package var capacity: Int {
        switch self {
        case .binary(let bytes, _): power(256, min(bytes, Self.byteLimit)) - 1
        case .packed(let digits, _): power(10, min(digits, Self.digitLimit)) - 1
        case .hex(let digits): power(16, min(digits, 2 * Self.byteLimit)) - 1
        case .cells(let cells): power(10, min(cells.count, Self.digitLimit)) - 1
        }
    }

    /// The number in this form; nil when it does not fit.
    ///
    /// Where digits stand by themselves, zeros before the number make it `leastDigits` long.
    package func bytes(of number: Int, leastDigits: Int = 0) -> [UInt8]? {
        guard (0...capacity).contains(number) else { return nil }
        switch self {
        case .binary(let bytes, let order):
            let little = (0..<max(0, bytes)).map { place in
                place < Self.byteLimit ? UInt8(truncatingIfNeeded: number >> (8 * place)) : 0
            }
            return order == .little ? little : little.reversed()
        case .packed(_, let fill):
            let nibbles = Self.digits(of: number, leastDigits, count: 2 * width, fill).map {
                $0.map(UInt8.init) ?? 0xF
            }
            return stride(from: 0, to: nibbles.count, by: 2).map {
                nibbles[$0] << 4 | nibbles[$0 + 1]
            }
        case .hex(let digits):
            let text = Array(String(number, radix: 16, uppercase: true).utf8)
            return Array(repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text
        case .cells(let cells):
            let digits = Self.digits(of: number, leastDigits, count: cells.count, cells.fill)
            return cells.bytes(of: digits)
        }
    }

    /// The number in the bytes of its place.
    package func reading(_ field: ArraySlice<UInt8>) -> Reading {
        guard field.count == width else { return .none }
        switch self {
        case .binary(_, let order):
            let big = order == .big ? Array(field) : field.reversed()
            return .number(big.suffix(Self.byteLimit).reduce(0) { $0 << 8 | Int($1) })
        case .packed:
            let nibbles = field.flatMap { [$0 >> 4, $0 & 0xF] }
            return Self.reading(nibbles.map { $0 == 0xF ? nil : Int($0) })
        case .hex:
            let isHex = field.allSatisfy { byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
            }
            guard isHex, let number = Int(String(decoding: field, as: UTF8.self), radix: 16)
            else { return .none }
            return .number(number)
        case .cells(let cells):
            return cells.digits(in: field).map(Self.reading) ?? .none
        }
    }

    /// A number's decimal digits, nil for blanks before them.
    private static func digits(
        of number: Int, _ leastDigits: Int, count: Int, _ fill: NumberFill
    ) -> [Int?] {
        let written = String(number).utf8.map { Optional(Int($0 - UInt8(ascii: "0"))) }
        let zeros = max(0, min(leastDigits, count) - written.count)
        let text = Array(repeating: 0, count: zeros) + written
        let free = max(0, count - text.count)
        return Array(repeating: fill == .zero ? 0 : nil, count: free) + text
    }

    /// The number of digits, blanks before them allowed.
    private static func reading(_ digits: [Int?]) -> Reading {
        let written = digits.drop { $0 == nil }
        guard !written.isEmpty else { return .blank }
        guard written.count <= digitLimit else { return .none }
        var number = 0
        for digit in written {
            guard let digit, (0...9).contains(digit) else { return .none }
            number = number * 10 + digit
        }
        return .number(number)
    }

    private func power(_ base: Int, _ exponent: Int) -> Int {
        (0..<max(0, exponent)).reduce(1) { product, _ in product * base }
    }
}
