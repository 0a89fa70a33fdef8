import CPango

/// Draws marks on a page.
struct FormPainter {
    let cairo: OpaquePointer
    let style: FormStyle

    /// Draws a strip with its top left at (`x`, `y`), in dots.
    func draw(_ strip: FormStrip, x: Int, y: Int) {
        for mark in strip.marks { draw(mark, x, y) }
    }

    private func draw(_ mark: FormMark, _ left: Int, _ top: Int) {
        switch mark {
        case .words(let text, let line, let x, let y):
            text.draw(line: line, on: cairo, x: left + x, y: top + y)
        case .rule(let x, let y, let width, let height):
            rectangle(left + x, top + y, width, height)
            cairo_fill(cairo)
        case .leader(let x, let y, let width): leader(left + x, top + y, width)
        case .box(let x, let y, let edge, let isTicked): box(left + x, top + y, edge, isTicked)
        case .modules(let modules, let x, let y):
            // One path and one fill: modules that touch leave no seam.
            for part in modules.rectangles {
                rectangle(left + x + part.x, top + y + part.y, part.width, part.height)
            }
            cairo_fill(cairo)
        }
    }

    private func rectangle(_ x: Int, _ y: Int, _ width: Int, _ height: Int) {
        cairo_rectangle(cairo, Double(x), Double(y), Double(width), Double(height))
    }

    /// A row of round dots.
    private func leader(_ x: Int, _ y: Int, _ width: Int) {
        guard width > style.text.sizeDots else { return }
        cairo_save(cairo)
        cairo_set_line_width(cairo, Double(style.text.sizeDots) / 14)
        cairo_set_line_cap(cairo, CAIRO_LINE_CAP_ROUND)
        let dashes = [0, Double(style.text.sizeDots) / 4]
        cairo_set_dash(cairo, dashes, Int32(dashes.count), 0)
        cairo_move_to(cairo, Double(x), Double(y))
        cairo_line_to(cairo, Double(x + width), Double(y))
        cairo_stroke(cairo)
        cairo_restore(cairo)
    }

    private func box(_ x: Int, _ y: Int, _ edge: Int, _ isTicked: Bool) {
        let (x, y, edge) = (Double(x), Double(y), Double(edge))
        cairo_save(cairo)
        cairo_set_line_width(cairo, Double(style.ruleThickness) * 1.5)
        cairo_rectangle(cairo, x, y, edge, edge)
        cairo_stroke(cairo)
        if isTicked {
            cairo_set_line_width(cairo, edge / 7)
            cairo_move_to(cairo, x + edge * 0.2, y + edge * 0.2)
            cairo_line_to(cairo, x + edge * 0.8, y + edge * 0.8)
            cairo_move_to(cairo, x + edge * 0.8, y + edge * 0.2)
            cairo_line_to(cairo, x + edge * 0.2, y + edge * 0.8)
            cairo_stroke(cairo)
        }
        cairo_restore(cairo)
    }
}
