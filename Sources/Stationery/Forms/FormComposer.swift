import Kiosk

/// Makes a form's parts into groups of strips, under each other.
struct FormComposer {
    let fonts: FormFonts
    let style: FormStyle
    let filling: FormFilling
    private(set) var groups: [FormGroup] = []
    /// How many numbered fields there were.
    private var ordinal = 0

    init(fonts: FormFonts, style: FormStyle, filling: FormFilling) {
        self.fonts = fonts
        self.style = style
        self.filling = filling
    }

    /// Composes every part that has something to show.
    mutating func compose() throws(StationeryError) {
        for part in filling.template.parts {
            if let name = part.ifFilled, !filling.data.isFilled(name) { continue }
            try compose(part.content)
        }
    }

    private mutating func compose(_ content: FormPart.Content) throws(StationeryError) {
        switch content {
        case .head(let head): add(strips(of: head), gap: 0)
        case .title(let wording):
            let title = FormRun(text: filling.text(wording))
            let (text, inset) = FormText.balanced(
                fonts: fonts, [title], style.title, width: style.textWidth)
            add(strips(of: text, x: inset), gap: 3 * style.gap, keepsWithNext: true)
        case .text(let paragraph): add(paragraph)
        case .fields(let cells): add(strips(of: cells), gap: style.gap)
        case .table(let grid): groups += tableGroups(grid, gap: style.gap)
        case .choice(let ticks): add(strips(of: ticks), gap: style.gap)
        case .signatures(let signatures):
            keepWordsWithNext()
            add(strips(of: signatures), gap: 3 * style.gap)
        case .codes(let codes):
            if let strip = try strip(of: codes) { add([strip], gap: style.gap) }
        case .rule:
            let rule = FormMark.rule(
                x: 0, y: 0, width: style.textWidth, height: style.ruleThickness)
            add([FormStrip(height: style.ruleThickness, marks: [rule])], gap: 2 * style.gap)
        case .space(let millimetres):
            add([FormStrip(height: FormStyle.dots(millimetres))], gap: 0)
        }
    }

    private mutating func add(_ paragraph: FormParagraph) {
        guard !filling.isEmpty(paragraph.wording) else { return }
        let run = FormRun(
            text: filling.text(paragraph.wording), isBold: paragraph.isBold,
            isItalic: paragraph.isItalic)
        let typeface = paragraph.isSmall ? style.small : style.text
        add(
            strips([run], typeface, width: style.textWidth, paragraph.alignment), gap: style.gap,
            keepsWithNext: paragraph.isBold)
    }

    /// Adds a group; one that fills much of a page is broken rather than moved.
    private mutating func add(_ strips: [FormStrip], gap: Int, keepsWithNext: Bool = false) {
        guard !strips.isEmpty else { return }
        var group = FormGroup(gap: gap, strips: strips)
        group.isKept = group.height <= style.bodyHeight / 3
        group.keepsWithNext = keepsWithNext
        groups.append(group)
    }

    /// Ties what comes next to the last words: signatures alone on a page could be put under
    /// anything.
    private mutating func keepWordsWithNext() {
        for index in groups.indices.reversed() {
            groups[index].keepsWithNext = true
            if groups[index].hasWords { return }
        }
    }

    /// The number of the next numbered field, as it stands before its label.
    mutating func nextOrdinal() -> String {
        ordinal += 1
        return "\(ordinal). "
    }
}

// MARK: Strips

extension FormComposer {
    /// A strip a line, `x` dots from the left.
    func strips(of text: FormText, x: Int = 0) -> [FormStrip] {
        text.lines.indices.map { line in
            FormStrip(
                height: text.lines[line].height, marks: [.words(text, line: line, x: x, y: 0)])
        }
    }

    func strips(
        _ runs: [FormRun], _ typeface: Typeface, width: Int, _ alignment: FormAlignment = .left,
        x: Int = 0
    ) -> [FormStrip] {
        strips(
            of: FormText(fonts: fonts, runs, typeface, width: width, alignment: alignment), x: x)
    }

    /// Columns beside each other, line by line.
    func beside(_ columns: [[FormStrip]]) -> [FormStrip] {
        (0..<(columns.map(\.count).max() ?? 0)).map { index in
            let strips = columns.compactMap { index < $0.count ? $0[index] : nil }
            return FormStrip(
                height: strips.map(\.height).max() ?? 0, marks: strips.flatMap(\.marks))
        }
    }

    /// The places of columns whose widths are in proportion to `shares`.
    func columns(_ shares: [Int], gutter: Int) -> [(x: Int, width: Int)] {
        let usable = style.textWidth - gutter * (shares.count - 1)
        let total = max(1, shares.reduce(0, +))
        var before = 0
        return shares.enumerated().map { index, share in
            let left = usable * before / total
            before += share
            return (left + index * gutter, usable * before / total - left)
        }
    }
}
