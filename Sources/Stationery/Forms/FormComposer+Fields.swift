import Kiosk

extension FormComposer {
    /// Fields beside each other, each wrapped in its own column.
    mutating func strips(of cells: [FormCell]) -> [FormStrip] {
        let places = columns(cells.map(\.share), gutter: style.gutter)
        var columns: [[FormStrip]] = []
        for (cell, place) in zip(cells, places) {
            let ordinal = cell.isNumbered ? nextOrdinal() : ""
            columns.append(strips(of: cell, ordinal, x: place.x, width: place.width))
        }
        return beside(columns)
    }

    private func strips(
        of cell: FormCell, _ ordinal: String, x: Int, width: Int
    ) -> [FormStrip] {
        let value = filling.data.value(cell.field)
        let suffix = cell.suffix.map { " \($0)" } ?? ""
        let needsLeader = value == nil && cell.suffix == nil && filling.blank(cell.field) == nil
        let shown = value ?? (needsLeader ? "" : filling.blank(cell.field) ?? FormFilling.dots)
        let text = FormText(
            fonts: fonts,
            [
                FormRun(text: "\(ordinal)\(cell.label): "),
                FormRun(text: shown, isBold: cell.isBold && value != nil),
                FormRun(text: suffix),
            ], style.text, width: width)
        var strips = self.strips(of: text, x: x)
        guard value == nil, let line = text.lines.last else { return strips }
        if needsLeader {
            let start = line.right + style.gap
            let leader = FormMark.leader(
                x: x + start, y: line.baseline, width: max(0, width - start))
            strips[strips.count - 1].marks.append(leader)
        }
        let more = FormMark.leader(x: x, y: line.baseline, width: width)
        let dotted = FormStrip(height: line.height, marks: [more])
        // Where the label left no room for a hand, there is a line of its own.
        let isCramped = needsLeader && line.right > width * 4 / 5
        let count = cell.emptyLines - 1 + (isCramped ? 1 : 0)
        strips += Array(repeating: dotted, count: max(0, count))
        return strips
    }

    /// The question, then each option behind its box, as many to a line as fit.
    func strips(of ticks: FormTicks) -> [FormStrip] {
        guard let choice = filling.template.choices.first(where: { $0.name == ticks.choice }) else {
            return []
        }
        let ticked = filling.data.choices[choice.name] ?? []
        var strips = self.strips(
            [FormRun(text: "\(ticks.label):")], style.text, width: style.textWidth)
        let indent = style.boxEdge + style.gap * 2
        var x = style.textWidth
        for option in choice.options {
            let label = [FormRun(text: option.label)]
            let room = style.textWidth - indent - style.gutter
            let text = FormText(fonts: fonts, label, style.text, width: room)
            let width = indent + text.widest + 2 * style.gutter
            var lines = self.strips(of: text)
            guard let line = text.lines.first, !lines.isEmpty else { continue }
            // Behind the one before where there is room and both are one line.
            let goesOn = lines.count == 1 && x + width <= style.textWidth
            let left = goesOn ? x : style.gutter
            lines = self.strips(of: text, x: left + indent)
            lines[0].marks.append(
                .box(
                    x: left, y: max(0, line.baseline - style.boxEdge * 9 / 10),
                    edge: style.boxEdge, isTicked: ticked.contains(option.name)))
            if goesOn {
                strips[strips.count - 1].marks += lines[0].marks
                strips[strips.count - 1].height = max(
                    strips[strips.count - 1].height, lines[0].height)
            } else {
                strips += lines
            }
            x = lines.count == 1 ? left + width : style.textWidth
        }
        return strips
    }

    /// Titles, room for the hands, and the names below.
    func strips(of signatures: [FormSignature]) -> [FormStrip] {
        let places = columns(signatures.map { _ in 1 }, gutter: style.gutter)
        var titles: [[FormStrip]] = []
        var names: [[FormStrip]] = []
        for (signature, place) in zip(signatures, places) {
            var title = strips(
                [FormRun(text: signature.title, isBold: true)], style.text, width: place.width,
                .centre, x: place.x)
            if let note = signature.note {
                title += strips(
                    [FormRun(text: note, isItalic: true)], style.text, width: place.width,
                    .centre, x: place.x)
            }
            titles.append(title)
            if let name = signature.field.flatMap({ filling.data.value($0) }) {
                names.append(
                    strips(
                        [FormRun(text: name, isBold: true)], style.text, width: place.width,
                        .centre, x: place.x))
            } else {
                let line = FormMark.leader(
                    x: place.x + place.width / 5, y: style.text.sizeDots,
                    width: place.width * 3 / 5)
                names.append([FormStrip(height: style.text.sizeDots * 3 / 2, marks: [line])])
            }
        }
        return beside(titles) + [FormStrip(height: style.signatureRoom)] + beside(names)
    }

    /// Barcode left, QR right; nil where neither has anything to say.
    ///
    /// A code that no barcode can hold stands there as text alone.
    func strip(of codes: FormCodes) throws(StationeryError) -> FormStrip? {
        var strip = FormStrip(height: 0)
        var right = style.textWidth
        if let link = codes.qr.flatMap({ filling.data.value($0) }) {
            let qr = try FormModules.qr(of: link, style)
            right -= qr.width
            strip.marks.append(.modules(qr, x: right, y: 0))
            strip.height = qr.height
            if let caption = codes.caption, !filling.isEmpty(caption) {
                let width = style.textWidth / 4
                right -= width + style.gap
                let run = FormRun(text: filling.text(caption), isItalic: true)
                let text = FormText(
                    fonts: fonts, [run], style.small, width: width, alignment: .right)
                strip.height = max(strip.height, text.height)
                place(text, x: right, y: (strip.height - text.height) / 2, in: &strip)
            }
        }
        if let code = codes.barcode.flatMap({ filling.data.value($0) }) {
            let room = right - style.gutter
            let bars = FormModules.barcode(of: code, width: room, style)
            let text = FormText(
                fonts: fonts, [FormRun(text: code)], style.small, width: bars?.width ?? room,
                alignment: bars == nil ? .left : .centre)
            let height = (bars?.height ?? 0) + text.height
            strip.height = max(strip.height, height)
            let top = (strip.height - height) / 2
            if let bars { strip.marks.append(.modules(bars, x: 0, y: top)) }
            place(text, x: 0, y: top + (bars?.height ?? 0), in: &strip)
        }
        return strip.marks.isEmpty ? nil : strip
    }

    private func place(_ text: FormText, x: Int, y: Int, in strip: inout FormStrip) {
        var y = y
        for line in text.lines.indices {
            strip.marks.append(.words(text, line: line, x: x, y: y))
            y += text.lines[line].height
        }
    }
}
