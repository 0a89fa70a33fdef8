import Kiosk

/// Puts the blocks of a slip under each other.
///
/// Used inside `TypeCase.locked`.
struct SheetComposer {
    private let shelf: LayoutShelf
    private let style: SlipStyle
    private(set) var parts: [Sheet.Part] = []
    private(set) var stops: [Int] = []
    private var cursor = 0
    /// White that the next block has above it.
    private var white = 0

    /// An empty sheet of a width in `SlipStyle.widths`.
    init(shelf: LayoutShelf, style: SlipStyle) {
        self.shelf = shelf
        self.style = style
    }

    /// Rows used, with the white at the end.
    var heightDots: Int { cursor + style.tail }

    /// Places a block; one without words takes no room.
    ///
    /// - Throws: `qrTooLong`, or `textTooLong` for a number that is no ticket's.
    mutating func place(_ block: SlipBlock) throws(StationeryError) {
        if let paper = block.paper, paper != style.paper { return }
        switch block.content {
        case .text(let paragraphs, let words):
            place(paragraphs.filter { !$0.isEmpty }, words)
        case .number(let number, let percent):
            try place(number: number, style.numberWidth(percent: percent))
        case .qr(let link, let size):
            place(try qr(of: link, size))
        case .rule(let thickness):
            begin()
            fill(height: max(1, style.dots(thickness)))
        case .image(let picture):
            place(picture)
        case .space(let height):
            white = max(white, style.dots(height))
        }
    }

    /// Begins a block.
    ///
    /// White at the head of a slip is paper for nothing: the cutter leaves enough.
    private mutating func begin() {
        if !parts.isEmpty { cursor += white }
        white = 0
    }

    private mutating func fill(height: Int) {
        parts.append(Sheet.Part(content: .fill, x: 0, rows: cursor..<cursor + height))
        cursor += height
        stops.append(cursor)
    }

    private mutating func place(_ picture: Raster) {
        begin()
        let rows = cursor..<cursor + picture.heightDots
        let x = (style.widthDots - picture.widthDots) / 2
        parts.append(Sheet.Part(content: .picture(picture), x: x, rows: rows))
        cursor = rows.upperBound
        stops.append(cursor)
    }
}

// MARK: Words

extension SheetComposer {
    private mutating func place(_ paragraphs: [String], _ words: SlipTextStyle) {
        guard !paragraphs.isEmpty else { return }
        begin()
        let layouts = layouts(of: paragraphs, words)
        if words.isInverse {
            let padding = 2 * style.barPadding
            let top = cursor
            fill(height: layouts.reduce(padding) { $0 + $1.heightDots })
            let bottom = cursor
            cursor = top + style.barPadding
            for layout in layouts { place(layout, isWhite: true) }
            cursor = bottom
        } else {
            for layout in layouts { place(layout, isWhite: false) }
        }
    }

    private mutating func place(_ layout: TextLayout, isWhite: Bool) {
        let ink = layout.ink
        let rows = cursor + ink.y..<cursor + ink.y + ink.height
        parts.append(
            Sheet.Part(
                content: isWhite ? .whiteWords(layout) : .words(layout), x: style.margin + ink.x,
                rows: rows))
        if !isWhite { stops.append(rows.upperBound) }
        cursor += layout.heightDots
    }

    /// In the wanted size; where the text may shrink, in the largest in which each paragraph stays
    /// one line, else in the smallest.
    private func layouts(of paragraphs: [String], _ words: SlipTextStyle) -> [TextLayout] {
        var typeface = Typeface(sizeDots: style.textDots(words.size), isBold: words.isBold)
        let layouts = paragraphs.map { shelf.layout(setting($0, typeface, words)) }
        let widest = layouts.map(\.unwrappedWidthDots).max() ?? 0
        guard let smallest = words.smallest, widest > style.textWidth else { return layouts }
        let fitting = typeface.sizeDots * style.textWidth / widest
        typeface.sizeDots = max(style.textDots(smallest), fitting)
        return paragraphs.map { shelf.layout(setting($0, typeface, words)) }
    }

    private func setting(
        _ text: String, _ typeface: Typeface, _ words: SlipTextStyle
    ) -> TextSetting {
        let alignment: TextSetting.Alignment =
            switch words.alignment {
            case .left: .left
            case .centre: .centred
            case .right: .right
            }
        return TextSetting(
            text: text, typeface: typeface, widthDots: style.textWidth, alignment: alignment,
            maxLines: max(1, words.maxLines),
            hangingIndent: words.alignment == .left ? style.hangingIndent : 0)
    }
}

// MARK: Number and QR

extension SheetComposer {
    /// The number as large as `width` allows, without the white that a font keeps for accents.
    private mutating func place(number: String, _ width: Int) throws(StationeryError) {
        guard !number.isEmpty else { return }
        guard number.count <= SlipStyle.maxNumberLength else {
            throw StationeryError(
                .textTooLong, "a number of \(number.count) digits is no ticket's")
        }
        begin()
        var typeface = Typeface(sizeDots: style.numberLargest(width: width), isBold: true)
        var layout = shelf.layout(digits(number, typeface))
        if layout.unwrappedWidthDots > width {
            typeface.sizeDots = typeface.sizeDots * width / layout.unwrappedWidthDots
            layout = shelf.layout(digits(number, typeface))
        }
        let ink = layout.ink
        let rows = cursor..<cursor + ink.height
        parts.append(Sheet.Part(content: .words(layout), x: ink.x, rows: rows))
        cursor = rows.upperBound
        stops.append(cursor)
    }

    private func digits(_ number: String, _ typeface: Typeface) -> TextSetting {
        TextSetting(
            text: number, typeface: typeface, widthDots: style.widthDots, alignment: .centred,
            maxLines: 1)
    }

    private func qr(of link: String, _ size: Double) throws(StationeryError) -> Raster {
        let modules = try QRModules(link)
        let fitting = min(style.dots(size), style.widthDots) / modules.sizeWithQuietZone
        let moduleDots = min(max(fitting, style.qrSmallestModule), style.qrLargestModule)
        guard modules.sizeWithQuietZone * moduleDots <= style.widthDots else {
            throw StationeryError(
                .qrTooLong, "a link of \(link.utf8.count) bytes needs a QR wider than the paper")
        }
        return try modules.raster(moduleDots: moduleDots)
    }
}
