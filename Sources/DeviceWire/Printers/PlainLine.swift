/// A line for when a slip cannot be drawn: ASCII, in letters that are there without any font.
package struct PlainLine: Hashable, Sendable {
    /// Characters of the longest line; the rest is cut off.
    static let maximumText = 200
    private static let cellWidth = EscPosPage.cellWidth
    private static let cellHeight = EscPosPage.cellHeight
    /// Rows between drawn lines.
    private static let gap = 6

    /// Printable ASCII; other characters became `?`.
    package let text: String
    /// How many times as large as plain letters, 1…8; less where it would not fit.
    package let scale: Int

    package init(_ text: String, scale: Int = 1) {
        let bytes = text.unicodeScalars.prefix(Self.maximumText).map {
            (0x20...0x7E).contains($0.value) ? UInt8($0.value) : 0x3F
        }
        self.text = String(decoding: bytes, as: UTF8.self)
        self.scale = min(8, max(1, scale))
    }

    /// The largest scale up to the wanted one at which the line fits `widthDots`.
    private func fittingScale(_ widthDots: Int) -> Int {
        let characters = max(1, text.utf8.count)
        return max(1, min(scale, widthDots / (characters * Self.cellWidth)))
    }

    /// The lines in the printer's own font, in the middle; it wraps what is too long.
    static func escPos(_ lines: [PlainLine], widthDots: Int) -> [UInt8] {
        let plain = EscPos.characterSize(width: 1, height: 1)
        let text = lines.flatMap { line in
            let scale = UInt8(line.fittingScale(widthDots))
            return EscPos.characterSize(width: scale, height: scale) + EscPos.line(line.text)
        }
        return EscPos.kanjiOff + EscPos.align(.centre) + text + plain + EscPos.feed(lines: 1)
            + EscPos.align(.left)
    }

    /// The lines drawn, a band each, in the middle.
    static func drawn(_ lines: [PlainLine], widthDots: Int) -> [DotBand] {
        let width = max(cellWidth, widthDots)
        return lines.flatMap { line in
            let columns = width / cellWidth
            let scale = line.fittingScale(width)
            let bytes = Array(line.text.utf8)
            let wrapped = stride(from: 0, to: max(1, bytes.count), by: columns).map {
                bytes[$0..<min(bytes.count, $0 + columns)]
            }
            return wrapped.map { draw($0, scale: scale, widthDots: width) }
        }
    }

    private static func draw(
        _ text: ArraySlice<UInt8>, scale: Int, widthDots: Int
    ) -> DotBand {
        let height = cellHeight * scale + gap
        var page = EscPosPage(widthDots: widthDots, maximumRows: height, maximumText: 0)
        page.draw(
            text.map { (byte: $0, width: scale, height: scale) },
            left: (widthDots - text.count * cellWidth * scale) / 2)
        page.feed(rows: height)
        return page.dots
    }
}
