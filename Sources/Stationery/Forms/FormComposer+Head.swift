import Kiosk

extension FormComposer {
    /// The form's mark at the right edge, then centre and motto, then number and date.
    func strips(of head: FormHead) -> [FormStrip] {
        var strips: [FormStrip] = []
        for wording in head.mark {
            let run = FormRun(text: filling.text(wording), isItalic: true)
            strips += self.strips([run], style.small, width: style.textWidth, .right)
        }
        if !strips.isEmpty { strips.append(FormStrip(height: style.gap)) }
        let places = columns([9, 11], gutter: style.gutter)
        guard let left = places.first, let right = places.last else { return strips }
        let names = headingStrips(x: left.x, width: left.width)
        let motto = mottoStrips(head.motto, x: right.x, width: right.width)
        strips += beside([names, motto])
        strips.append(FormStrip(height: style.gap))
        strips += beside([
            line(head.reference, left, isItalic: false),
            line(head.placeAndDate, right, isItalic: true),
        ])
        return strips
    }

    private func line(
        _ wording: FormWording?, _ place: (x: Int, width: Int), isItalic: Bool
    ) -> [FormStrip] {
        guard let wording else { return [] }
        let run = FormRun(text: filling.text(wording), isItalic: isItalic)
        return strips([run], style.text, width: place.width, .centre, x: place.x)
    }

    /// The centre's heading, its own name bold, and a short rule below it.
    private func headingStrips(x: Int, width: Int) -> [FormStrip] {
        let heading = filling.data.heading
        var strips: [FormStrip] = []
        let typeface = headTypeface(heading.last ?? "", width: width, lines: 2)
        for (index, words) in heading.enumerated() {
            let run = FormRun(text: words, isBold: index == heading.count - 1)
            let (text, inset) = FormText.balanced(
                fonts: fonts, [run], typeface, width: width)
            strips += self.strips(of: text, x: x + inset)
        }
        guard !strips.isEmpty else { return [] }
        strips.append(rule(x: x + width / 3, width: width / 3))
        return strips
    }

    /// The national motto, each line one line, with a rule as long as its last.
    private func mottoStrips(_ motto: [String], x: Int, width: Int) -> [FormStrip] {
        guard let longest = motto.max(by: { $0.count < $1.count }) else { return [] }
        let typeface = headTypeface(longest, width: width, lines: 1)
        var strips: [FormStrip] = []
        var last = 0
        for words in motto {
            let text = FormText(
                fonts: fonts, [FormRun(text: words, isBold: true)], typeface, width: width,
                alignment: .centre)
            strips += self.strips(of: text, x: x)
            last = text.widest
        }
        strips.append(rule(x: x + (width - last) / 2, width: last))
        return strips
    }

    private func rule(x: Int, width: Int) -> FormStrip {
        let mark = FormMark.rule(x: x, y: style.gap / 2, width: width, height: style.ruleThickness)
        return FormStrip(height: style.gap, marks: [mark])
    }

    /// The largest size, up to the text's, in which `words` need no more than `lines`.
    private func headTypeface(_ words: String, width: Int, lines: Int) -> Typeface {
        let run = FormRun(text: words, isBold: true)
        let natural = FormText(fonts: fonts, [run], style.text, width: nil).widest
        // Words do not fill their lines to the edge: a tenth is left to the break.
        let room = lines == 1 ? width : width * lines * 9 / 10
        guard natural > room else { return style.text }
        return Typeface(sizeDots: max(style.smallestHead, style.text.sizeDots * room / natural))
    }
}
