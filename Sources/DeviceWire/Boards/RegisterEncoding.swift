/// How the digits of a Modbus board lie in its registers.
package enum RegisterEncoding: Hashable, Sendable, CaseIterable {
    /// The number as one binary word. Such a board knows no blank and no dash: both are 0, which
    /// boards that suppress leading zeros show as nothing.
    case binary
    /// Four digits a register, the leftmost in the highest nibble; F is blank, A a dash, as in the
    /// code-B font of the usual segment drivers.
    case bcd
    /// One ASCII character a register, the leftmost first.
    case ascii

    private static let bcdBlank: UInt16 = 0xF
    private static let bcdDash: UInt16 = 0xA

    /// How many registers a board of so many digits has.
    package func registerCount(digits: Int) -> Int {
        switch self {
        case .binary: 1
        case .bcd: max(1, (digits + 3) / 4)
        case .ascii: max(1, digits)
        }
    }

    /// The values to write for a sign.
    ///
    /// - Throws: `BoardSignError` when the number does not fit.
    package func registers(for sign: BoardSign, digits: Int) throws(BoardSignError) -> [UInt16] {
        let cells = try sign.cells(digits: digits)
        switch self {
        case .binary:
            guard case .number(let text) = sign else { return [0] }
            guard let word = UInt16(text) else { throw .tooLarge(text) }
            return [word]
        case .bcd: return Self.packed(cells)
        case .ascii: return cells.isEmpty ? [0x20] : cells.map(UInt16.init)
        }
    }

    /// What a board of so many digits shows of `registers`, one ASCII character a digit.
    ///
    /// Total: missing registers and codes that mean nothing are dark digits.
    package func cells(of registers: [UInt16], digits: Int) -> [UInt8] {
        let shown: [UInt8]
        switch self {
        case .binary:
            let word = registers.first ?? 0
            shown = word == 0 ? [] : Array(String(word).utf8)
        case .bcd: shown = registers.flatMap(Self.unpacked)
        case .ascii:
            shown = registers.map { (0x20...0x7E).contains($0) ? UInt8($0) : 0x20 }
        }
        let dark = Array(repeating: BoardSign.Character.space, count: max(0, digits - shown.count))
        return dark + shown.suffix(max(0, digits))
    }

    /// Characters as BCD words, filled with blanks on the left.
    private static func packed(_ cells: [UInt8]) -> [UInt16] {
        var nibbles = cells.map { cell -> UInt16 in
            switch cell {
            case BoardSign.Character.dash: bcdDash
            case let digit where BoardSign.Character.isDigit(digit):
                UInt16(digit - BoardSign.Character.zero)
            default: bcdBlank
            }
        }
        while nibbles.isEmpty || nibbles.count % 4 != 0 { nibbles.insert(bcdBlank, at: 0) }
        return stride(from: 0, to: nibbles.count, by: 4).map { start in
            nibbles[start..<start + 4].reduce(0) { $0 << 4 | $1 }
        }
    }

    private static func unpacked(_ word: UInt16) -> [UInt8] {
        [12, 8, 4, 0].map { shift in
            let nibble = (word >> shift) & 0xF
            if nibble < 10 { return BoardSign.Character.zero + UInt8(nibble) }
            return nibble == bcdDash ? BoardSign.Character.dash : BoardSign.Character.space
        }
    }
}
