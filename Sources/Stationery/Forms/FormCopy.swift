import CPango
import Kiosk

/// One copy of a form, spread over its pages.
struct FormCopy {
    let pages: [[FormPager.Placed]]
    private let style: FormStyle
    private let fonts: FormFonts
    private let filling: FormFilling
    private let imprint: FormText

    /// Composes the form and finds its page breaks.
    init(
        _ filling: FormFilling, fonts: FormFonts, style: FormStyle, pageLimit: Int
    ) throws(StationeryError) {
        self.filling = filling
        self.fonts = fonts
        self.style = style
        let words = filling.text(filling.template.imprint)
        imprint = FormText(
            fonts: fonts, [FormRun(text: words)], style.small, width: style.textWidth * 4 / 5)
        let room = style.bodyHeight - imprint.height - 2 * style.gap
        guard pageLimit > 0, room > style.bodyHeight / 2 else {
            throw StationeryError(.textTooLong, "there is no room on a page for the form")
        }
        var composer = FormComposer(fonts: fonts, style: style, filling: filling)
        try composer.compose()
        var pager = FormPager(height: room, limit: pageLimit)
        try pager.place(composer.groups)
        pages = pager.pages
    }

    func draw(in document: PDFDocument) {
        let painter = FormPainter(cairo: document.cairo, style: style)
        for (index, page) in pages.enumerated() {
            for placed in page {
                painter.draw(placed.strip, x: style.bindingMargin, y: style.margin + placed.y)
            }
            drawFoot(page: index + 1, painter)
            document.endPage()
        }
    }

    /// The imprint, and the page's number where there are several.
    private func drawFoot(page: Int, _ painter: FormPainter) {
        let bottom = style.pageHeight - style.margin
        draw(imprint, top: bottom - imprint.height, painter)
        guard pages.count > 1 else { return }
        let words = filling.text(
            filling.template.pageNumber, ["page": String(page), "pages": String(pages.count)])
        let number = FormText(
            fonts: fonts, [FormRun(text: words)], style.small, width: style.textWidth,
            alignment: .right)
        draw(number, top: bottom - number.height, painter)
    }

    private func draw(_ text: FormText, top: Int, _ painter: FormPainter) {
        var y = top
        for line in text.lines.indices {
            text.draw(line: line, on: painter.cairo, x: style.bindingMargin, y: y)
            y += text.lines[line].height
        }
    }
}
