import CPango
import Kiosk

/// Words in one style.
struct FormRun: Hashable {
    /// Any text; what no font has is drawn as a box with its code.
    var text: String
    var isBold = false
    var isItalic = false
}

/// Text set in lines, measured, each line ready to be drawn on its own, so that pages can break
/// between any two.
///
/// All of it stands; nothing is shortened.
final class FormText {
    /// One line, in dots from the text's left edge.
    struct Line {
        let height: Int
        /// From the line's top.
        let baseline: Int
        let left: Int
        let width: Int

        var right: Int { left + width }
    }

    /// Of the font's own lines, which leave room for more than a capital with two marks.
    private static let lineSpacing: Float = 0.93

    let lines: [Line]
    private let layout: OpaquePointer

    /// Sets `runs` behind each other in lines broken at words, an endless word anywhere.
    ///
    /// `width` is from edge to edge; nil for as many lines as the text itself has.
    init(
        fonts: FormFonts, _ runs: [FormRun], _ typeface: Typeface, width: Int?,
        alignment: FormAlignment = .left
    ) {
        let layout: OpaquePointer = pango_layout_new(fonts.context)
        self.layout = layout
        typeface.withDescription { pango_layout_set_font_description(layout, $0) }
        pango_layout_set_auto_dir(layout, 0)
        pango_layout_set_line_spacing(layout, Self.lineSpacing)
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        if let width { pango_layout_set_width(layout, Int32(max(1, width)) * PANGO_SCALE) }
        switch alignment {
        case .left: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
        case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
        case .right: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
        }
        Self.set(runs, in: layout)
        lines = Self.lines(of: layout)
    }

    deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

    /// Widths tried, as parts of a hundred over the lines' average.
    private static let slack = [104, 112, 122, 135]

    /// Sets `runs` in the middle, in lines of about equal length: a heading with one word alone in
    /// its last line is hard to read at a glance.
    ///
    /// - Returns: the text, and the white left of its narrower column.
    static func balanced(
        fonts: FormFonts, _ runs: [FormRun], _ typeface: Typeface, width: Int
    ) -> (text: FormText, inset: Int) {
        func set(_ width: Int) -> FormText {
            FormText(fonts: fonts, runs, typeface, width: width, alignment: .centre)
        }
        let text = set(width)
        guard text.lines.count > 1 else { return (text, 0) }
        let average = text.lines.reduce(0) { $0 + $1.width } / text.lines.count
        for narrow in slack.map({ average * $0 / 100 }) where narrow < width {
            let balanced = set(narrow)
            if balanced.lines.count == text.lines.count { return (balanced, (width - narrow) / 2) }
        }
        return (text, 0)
    }

    var height: Int { lines.reduce(0) { $0 + $1.height } }
    /// The width of the longest line.
    var widest: Int { lines.map(\.width).max() ?? 0 }

    /// Draws a line with its top at `y`, the text's left edge at `x`.
    func draw(line index: Int, on cairo: OpaquePointer, x: Int, y: Int) {
        guard lines.indices.contains(index),
            let line = pango_layout_get_line_readonly(layout, Int32(index))
        else { return }
        cairo_move_to(
            cairo, Double(x + lines[index].left), Double(y + lines[index].baseline))
        pango_cairo_show_layout_line(cairo, line)
    }

    private static func set(_ runs: [FormRun], in layout: OpaquePointer) {
        let attributes = pango_attr_list_new()
        // A hyphen put into a code or an address where a line ends would be read as a part of it.
        pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(0))
        var text = ""
        for run in runs {
            let start = text.utf8.count
            text += FormWords.clean(run.text)
            let range = UInt32(start)..<UInt32(text.utf8.count)
            if run.isBold { insert(pango_attr_weight_new(PANGO_WEIGHT_BOLD), range, attributes) }
            if run.isItalic { insert(pango_attr_style_new(PANGO_STYLE_ITALIC), range, attributes) }
        }
        pango_layout_set_attributes(layout, attributes)
        pango_attr_list_unref(attributes)
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                pango_layout_set_text(layout, $0.baseAddress, Int32($0.count))
            }
        }
    }

    private static func insert(
        _ attribute: UnsafeMutablePointer<PangoAttribute>?, _ range: Range<UInt32>,
        _ list: OpaquePointer?
    ) {
        guard let attribute else { return }
        attribute.pointee.start_index = range.lowerBound
        attribute.pointee.end_index = range.upperBound
        pango_attr_list_insert(list, attribute)
    }

    private static func lines(of layout: OpaquePointer) -> [Line] {
        guard let iterator = pango_layout_get_iter(layout) else { return [] }
        defer { pango_layout_iter_free(iterator) }
        var lines: [Line] = []
        repeat {
            var logical = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, nil, &logical)
            let baseline = pango_layout_iter_get_baseline(iterator) - logical.y
            lines.append(
                Line(
                    height: dots(logical.height), baseline: dots(baseline), left: dots(logical.x),
                    width: dots(logical.width)))
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }

    private static func dots(_ units: Int32) -> Int {
        Int((Double(units) / Double(PANGO_SCALE)).rounded(.up))
    }
}
