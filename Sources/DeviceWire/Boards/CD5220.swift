/// The CD5220 command set of 2 × 20 customer displays, as far as a counter board needs it.
///
/// `ESC Q A`/`ESC Q B`, 20 characters, CR writes a whole line; the two follow each other without
/// leaving the display's string mode. The display never answers.
package enum CD5220 {
    package static let columns = 20

    static let escape: UInt8 = 0x1B
    static let carriageReturn: UInt8 = 0x0D
    static let clear: UInt8 = 0x0C
    static let space: UInt8 = 0x20

    /// A line of the display, by the letter of its command.
    package enum Line: UInt8, Hashable, Sendable, CaseIterable {
        case upper = 0x41
        case lower = 0x42
    }

    /// The bytes that write one line: cut at 20 characters, filled with spaces on the right, each
    /// byte outside printable ASCII replaced by a space.
    package static func write(_ line: Line, _ text: some Sequence<UInt8>) -> [UInt8] {
        var cells = text.prefix(columns).map { (0x20...0x7E).contains($0) ? $0 : space }
        cells += Array(repeating: space, count: columns - cells.count)
        return [escape, UInt8(ascii: "Q"), line.rawValue] + cells + [carriageReturn]
    }

    /// The bytes that make the display say `sign` at the right end of its upper line, and nothing
    /// else: the lower line is emptied, so that no greeting or self-test stays there.
    ///
    /// - Throws: `BoardSignError` when the number has more than `digits` digits, or more than 20.
    package static func frame(for sign: BoardSign, digits: Int) throws(BoardSignError) -> [UInt8] {
        let cells = try sign.cells(digits: min(digits, columns))
        let dark = Array(repeating: space, count: columns - cells.count)
        return write(.upper, dark + cells) + write(.lower, [])
    }
}
