import Kiosk

/// Puts the parts of a slip under each other.
///
/// Used inside `TypeCase.locked`.
struct SheetComposer {
    private let shelf: LayoutShelf
    private let style: SlipStyle
    private(set) var parts: [Sheet.Part] = []
    private var cursor = 0

    /// An empty sheet of a width in `SlipStyle.widths`.
    init(shelf: LayoutShelf, style: SlipStyle) {
        self.shelf = shelf
        self.style = style
    }

    /// Rows used, with the white at the end.
    var heightDots: Int { cursor + style.tail }

    /// Places every part of `slip`; parts without words take no room.
    mutating func place(_ slip: Slip, status: Raster?) {
        if let mark = slip.mark, !mark.isEmpty { placeMark(mark) }
        placeHeading(slip.heading)
        gap(style.gap)
        placeCentred([slip.numberCaption], style.caption, maxLines: style.captionLines)
        if !slip.number.isEmpty { placeNumber(slip.number) }
        gap(style.numberGap)
        placeFacts(slip.facts)
        if let status {
            gap(style.smallGap)
            let x = (style.widthDots - status.widthDots) / 2
            place(.picture(status, x: x), height: status.heightDots)
            placeCentred(
                [slip.statusCaption], style.statusCaption, maxLines: style.captionLines)
        }
        guard slip.closing.contains(where: { !$0.isEmpty }) else { return }
        gap(style.gap)
        place(.rule, height: style.ruleThickness)
        gap(style.smallGap)
        placeCentred(slip.closing, style.closing, maxLines: style.closingLines)
    }

    private mutating func place(_ content: Sheet.Content, height: Int) {
        parts.append(Sheet.Part(content: content, top: cursor, height: height))
        cursor += height
    }

    private mutating func gap(_ rows: Int) {
        // White at the head of a slip is paper for nothing: the cutter leaves enough.
        if !parts.isEmpty { cursor += rows }
    }

    private mutating func placeMark(_ mark: String) {
        let layout = shelf.layout(
            setting(mark, style.mark, .centred, maxLines: style.markLines))
        let bar = Sheet.Content.bar(layout, x: style.margin, rise: style.markPadding)
        place(bar, height: layout.heightDots + 2 * style.markPadding)
        gap(style.gap)
    }

    /// The heading in the largest size in which each of its lines stays one line, else in the
    /// smallest, wrapped.
    private mutating func placeHeading(_ heading: [String]) {
        let largest = Typeface(sizeDots: style.headingLargest, isBold: true)
        let widest = heading.map { unwrappedWidth($0, largest) }.max() ?? 0
        guard widest > 0 else { return }
        let fitting = min(largest.sizeDots, largest.sizeDots * style.textWidth / widest)
        let size = max(style.headingSmallest, fitting)
        placeCentred(
            heading, Typeface(sizeDots: size, isBold: true), maxLines: style.headingLines)
    }

    /// The number as large as the paper allows, without the white that a font keeps for accents.
    private mutating func placeNumber(_ number: String) {
        var typeface = Typeface(sizeDots: style.numberLargest, isBold: true)
        let width = unwrappedWidth(number, typeface)
        if width > style.numberWidth {
            typeface.sizeDots = typeface.sizeDots * style.numberWidth / width
        }
        let layout = shelf.layout(
            TextSetting(
                text: number, typeface: typeface, widthDots: style.widthDots, alignment: .centred,
                maxLines: 1))
        let ink = layout.inkRows
        gap(style.numberGap)
        place(.text(layout, x: 0, rise: -ink.lowerBound), height: ink.count)
    }

    private mutating func placeFacts(_ facts: [String]) {
        for fact in facts where !fact.isEmpty {
            var setting = setting(fact, style.fact, .left, maxLines: style.factLines)
            setting.hangingIndent = style.hangingIndent
            let layout = shelf.layout(setting)
            place(.text(layout, x: style.margin, rise: 0), height: layout.heightDots)
        }
    }

    private mutating func placeCentred(_ lines: [String], _ typeface: Typeface, maxLines: Int) {
        for line in lines where !line.isEmpty {
            let layout = shelf.layout(setting(line, typeface, .centred, maxLines: maxLines))
            place(.text(layout, x: style.margin, rise: 0), height: layout.heightDots)
        }
    }

    private func setting(
        _ text: String, _ typeface: Typeface, _ alignment: TextSetting.Alignment, maxLines: Int
    ) -> TextSetting {
        TextSetting(
            text: text, typeface: typeface, widthDots: style.textWidth, alignment: alignment,
            maxLines: maxLines)
    }

    /// The width of `text` on one line, however long.
    private func unwrappedWidth(_ text: String, _ typeface: Typeface) -> Int {
        let setting = TextSetting(
            text: text, typeface: typeface, widthDots: nil, alignment: .left, maxLines: 1)
        return shelf.layout(setting).lineWidthDots
    }
}
