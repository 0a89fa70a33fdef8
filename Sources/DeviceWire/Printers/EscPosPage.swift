/// Paper as it comes out of a simulated printer: dots from the top down, and the words in them.
struct EscPosPage: Sendable {
    private(set) var height = 0
    private(set) var text: [UInt8] = []
    private var bytes: [UInt8] = []
    private let widthDots: Int
    private let bytesPerRow: Int
    private let maximumRows: Int
    private let maximumText: Int

    init(widthDots: Int, maximumRows: Int, maximumText: Int) {
        self.widthDots = widthDots
        self.bytesPerRow = DotBand.bytesPerRow(widthDots)
        self.maximumRows = maximumRows
        self.maximumText = maximumText
    }

    var isEmpty: Bool { height == 0 && text.isEmpty }

    /// Moves the paper on; beyond the longest slip nothing more is drawn.
    mutating func feed(rows: Int) {
        height = min(maximumRows, height + max(0, rows))
        let missing = height * bytesPerRow - bytes.count
        if missing > 0 { bytes.append(contentsOf: repeatElement(0, count: missing)) }
    }

    /// Blackens dots of one byte, `row` rows below the present place, which stays.
    mutating func ink(_ dots: UInt8, row: Int, column: Int) {
        guard dots != 0, column < bytesPerRow, height + row < maximumRows else { return }
        let index = (height + row) * bytesPerRow + column
        if index >= bytes.count {
            let rowEnd = (height + row + 1) * bytesPerRow
            bytes.append(contentsOf: repeatElement(0, count: rowEnd - bytes.count))
        }
        let validDots = widthDots - column * 8
        bytes[index] |= validDots >= 8 ? dots : dots & ~(0xFF >> UInt8(validDots))
    }

    /// Blackens one rectangle, clipped to the paper.
    mutating func ink(x: Int, row: Int, width: Int, height: Int) {
        for line in row..<row + height {
            for dot in max(0, x)..<max(0, x + width) {
                ink(0x80 >> UInt8(dot % 8), row: line, column: dot / 8)
            }
        }
    }

    /// Blackens dots of one byte that begins `x` dots from the paper's left edge, anywhere.
    mutating func ink(_ dots: UInt8, row: Int, x: Int) {
        let shift = UInt8(x % 8)
        ink(dots >> shift, row: row, column: x / 8)
        if shift > 0 { ink(dots << (8 - shift), row: row, column: x / 8 + 1) }
    }

    /// Blackens a picture whose left edge is `x` dots from the paper's, and moves on below it.
    mutating func print(_ picture: DotBand, x: Int) {
        for (index, byte) in picture.bytes.enumerated() where byte != 0 {
            let (row, column) = index.quotientAndRemainder(dividingBy: picture.bytesPerRow)
            ink(byte, row: row, x: x + column * 8)
        }
        feed(rows: picture.heightDots)
    }

    mutating func note(text byte: UInt8) {
        if text.count < maximumText { text.append(byte) }
    }

    var dots: DotBand {
        let used = height * bytesPerRow
        let rows = bytes.prefix(used) + repeatElement(0, count: max(0, used - bytes.count))
        return DotBand(widthDots: widthDots, heightDots: height, bytes: Array(rows))
    }
}

extension EscPosPage {
    /// A letter, some times as wide and high as a plain one of 12 × 24 dots.
    typealias Letter = (byte: UInt8, width: Int, height: Int)

    static let cellWidth = 12
    static let cellHeight = 24

    /// Blackens letters beside each other, all standing on one base line, `left` dots from the edge.
    mutating func draw(_ letters: [Letter], left: Int) {
        let lineHeight = (letters.map(\.height).max() ?? 0) * Self.cellHeight
        var x = left
        for letter in letters {
            let top = lineHeight - letter.height * Self.cellHeight
            draw(letter, x: x, top: top)
            x += letter.width * Self.cellWidth
        }
    }

    private mutating func draw(_ letter: Letter, x: Int, top: Int) {
        let dotWidth = letter.width * 2
        let dotHeight = letter.height * 3
        for (row, dots) in PlainGlyphs.rows(of: letter.byte).enumerated() {
            for column in 0..<PlainGlyphs.columns where dots & (0x10 >> UInt8(column)) != 0 {
                ink(
                    x: x + column * dotWidth, row: top + row * dotHeight, width: dotWidth,
                    height: dotHeight)
            }
        }
    }
}

/// One slip as a simulated printer put it out.
package struct DecodedSlip: Hashable, Sendable {
    package let dots: DotBand
    /// What was sent as characters rather than dots; other than ASCII stands as `?`.
    package let text: String
}
