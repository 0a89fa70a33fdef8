import CPango
import Kiosk

/// One text set in lines, measured, ready to be drawn.
///
/// Made, used and let go of inside `TypeCase.locked`: it is tied to the type case's fonts.
final class TextLayout {
    private let layout: OpaquePointer
    /// White left of the narrower column that balanced lines stand in.
    private var insetDots: Int32 = 0
    /// The text as dots, once it was drawn.
    var drawn: Raster?
    /// Where its black lies.
    private(set) lazy var ink = measureInk()

    /// How long the text is on one line.
    private(set) var unwrappedWidthDots = 0

    /// Sets a text in lines broken at words; one that needs more lines than it may have loses its
    /// last words for an ellipsis.
    init(context: OpaquePointer, _ setting: TextSetting) {
        layout = pango_layout_new(context)
        setting.typeface.withDescription { pango_layout_set_font_description(layout, $0) }
        let plain = PlainText.of(setting.text)
        setText(plain.text)
        // Most texts fit on one line: those are set once, and aligned by hand.
        unwrappedWidthDots = lineWidthDots
        guard let width = setting.widthDots else { return }
        if unwrappedWidthDots <= width, !plain.isCut {
            let room = width - unwrappedWidthDots
            switch setting.alignment {
            case .left: break
            case .centred: insetDots = Int32(room / 2)
            case .right: insetDots = Int32(room)
            }
            return
        }
        wrap(setting, plain, width)
    }

    private func wrap(_ setting: TextSetting, _ plain: (text: String, isCut: Bool), _ width: Int) {
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        pango_layout_set_indent(layout, -Int32(setting.hangingIndent) * PANGO_SCALE)
        setWidth(width)
        if plain.isCut || lineCount > setting.maxLines {
            shorten(plain.text, to: setting.maxLines)
        }
        if setting.alignment == .right { pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT) }
        guard setting.alignment == .centred else { return }
        pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        if lineCount > 1 { balance(within: width) }
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Lines with the white that belongs to them, in dots.
    var heightDots: Int { Int(extents(ink: false).height) }

    /// The width of the longest line.
    var lineWidthDots: Int { Int(extents(ink: false).width) }

    var lineCount: Int { Int(pango_layout_get_line_count(layout)) }

    /// Characters for which no font has a glyph.
    var unknownGlyphCount: Int { Int(pango_layout_get_unknown_glyphs_count(layout)) }

    /// Rows that are really black, from the layout's top.
    var inkRows: Range<Int> {
        let ink = extents(ink: true)
        return Int(ink.y)..<Int(ink.y + ink.height)
    }

    private func measureInk() -> InkBox {
        let ink = extents(ink: true)
        guard ink.width > 0, ink.height > 0 else { return InkBox() }
        // A dot more on each side: fitted to the grid, an outline may lie that far out.
        return InkBox(
            x: Int(ink.x + insetDots) - 1, y: Int(ink.y) - 1, width: Int(ink.width) + 2,
            height: Int(ink.height) + 2)
    }

    /// Draws with the layout's top left at (`x`, `y`).
    func draw(on cairo: OpaquePointer, x: Int, y: Int) {
        cairo_move_to(cairo, Double(x + Int(insetDots)), Double(y))
        pango_cairo_show_layout(cairo, layout)
    }

    private func extents(ink: Bool) -> PangoRectangle {
        var rectangle = PangoRectangle()
        if ink {
            pango_layout_get_pixel_extents(layout, &rectangle, nil)
        } else {
            pango_layout_get_pixel_extents(layout, nil, &rectangle)
        }
        return rectangle
    }

    private func setText(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
            }
        }
    }

    private func setWidth(_ dots: Int) {
        pango_layout_set_width(layout, Int32(dots) * PANGO_SCALE)
    }
}

// MARK: Shortening

extension TextLayout {
    /// Words dropped, or letters of an endless word, before the ellipsis fits for certain.
    private static let maxDrops = 8
    /// Looks wrong before an ellipsis.
    private static let loosePunctuation: Set<Character> = [" ", ",", ";", ":", ".", "(", "–", "-"]

    /// Cuts `text` where line `maxLines` ends, then word by word until the ellipsis fits too.
    private func shorten(_ text: String, to maxLines: Int) {
        var kept = text
        var lastLineStart = 0
        if lineCount >= maxLines, let line = line(at: maxLines - 1) {
            let bytes = Array(text.utf8)
            kept = String(decoding: bytes.prefix(line.start + line.length), as: UTF8.self)
            lastLineStart = line.start
        }
        for _ in 0..<Self.maxDrops {
            while let last = kept.last, Self.loosePunctuation.contains(last) { kept.removeLast() }
            setText(kept + "…")
            if lineCount <= maxLines { return }
            dropLastWord(of: &kept, notBefore: lastLineStart)
        }
        // Only text that no reader knows as words gets here.
        pango_layout_set_height(layout, -Int32(maxLines))
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
    }

    /// Removes the last word, or the last letter where the line is one word.
    private func dropLastWord(of text: inout String, notBefore start: Int) {
        guard let space = text.lastIndex(of: " "),
            text.utf8.distance(from: text.startIndex, to: space) > start
        else {
            _ = text.popLast()
            return
        }
        text.removeSubrange(space...)
    }

    /// Where a line begins in the text and how long it is, in UTF-8 bytes.
    private func line(at index: Int) -> (start: Int, length: Int)? {
        guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { return nil }
        return (Int(line.pointee.start_index), Int(line.pointee.length))
    }
}

// MARK: Balance

extension TextLayout {
    /// Widths tried, as parts of a hundred over the lines' average; the first without a line more
    /// is kept.
    private static let slack = [104, 112, 122, 135]

    /// Narrows the column until its lines are about equally long: a heading with one word alone in
    /// its last line is hard to read at a glance.
    private func balance(within widthDots: Int) {
        let lines = lineCount
        var total = 0
        for index in 0..<lines {
            guard let line = pango_layout_get_line_readonly(layout, Int32(index)) else { continue }
            var logical = PangoRectangle()
            pango_layout_line_get_pixel_extents(line, nil, &logical)
            total += Int(logical.width)
        }
        for percent in Self.slack {
            let width = total / lines * percent / 100
            guard width < widthDots else { break }
            setWidth(width)
            if lineCount == lines {
                insetDots = Int32((widthDots - width) / 2)
                return
            }
        }
        setWidth(widthDots)
    }
}
