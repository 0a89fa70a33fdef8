import Kiosk

extension FormComposer {
    /// A group for the header and one for every row; the header is repeated on each page.
    func tableGroups(_ grid: FormGrid, gap: Int) -> [FormGroup] {
        let places = columns(grid.columns.map(\.share), gutter: 0)
        let titles = zip(grid.columns, places).map { column, place in
            cell(column.title, isBold: true, .centre, place)
        }
        let header = ruled(beside(titles), places)
        let bottom = rule(y: 0)
        var groups = [FormGroup(gap: gap, strips: header, keepsWithNext: true, closing: [bottom])]
        var rows = filling.data.tables[grid.table] ?? []
        let isBlank = rows.isEmpty
        if isBlank { rows = Array(repeating: [:], count: grid.emptyRows) }
        for (index, row) in rows.enumerated() {
            let cells = zip(grid.columns, places).map { column, place in
                let words = column.name.map { row[$0] ?? "" } ?? (isBlank ? "" : "\(index + 1)")
                return cell(words, isBold: false, column.alignment, place)
            }
            var group = FormGroup(gap: 0, strips: ruled(beside(cells), places))
            group.isKept = group.height <= style.bodyHeight / 2
            group.repeated = header
            group.closing = [bottom]
            groups.append(group)
        }
        return groups
    }

    /// One cell's lines; an empty one has a line's height for a pen.
    private func cell(
        _ words: String, isBold: Bool, _ alignment: FormAlignment, _ place: (x: Int, width: Int)
    ) -> [FormStrip] {
        strips(
            [FormRun(text: words, isBold: isBold)], style.text,
            width: place.width - 2 * style.cellPadding, alignment, x: place.x + style.cellPadding)
    }

    /// The row with a rule above it and between its columns, and white inside.
    private func ruled(
        _ lines: [FormStrip], _ places: [(x: Int, width: Int)]
    ) -> [FormStrip] {
        var strips = [FormStrip(height: style.cellPadding / 2, marks: [rule(y: 0)])]
        strips += lines
        strips.append(FormStrip(height: style.cellPadding))
        let edges = places.map(\.x) + [style.textWidth - style.ruleThickness]
        for index in strips.indices {
            let height = strips[index].height
            strips[index].marks += edges.map {
                .rule(x: $0, y: 0, width: style.ruleThickness, height: height)
            }
        }
        return strips
    }

    private func rule(y: Int) -> FormMark {
        .rule(x: 0, y: y, width: style.textWidth, height: style.ruleThickness)
    }
}
