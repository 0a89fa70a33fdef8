import CPango
package import Kiosk

/// Forms drawn with Pango, Cairo's PDF and libqrencode.
///
/// Safe to share: every drawing has fonts of its own, so forms never wait for each other, nor slips
/// for a form.
package struct PangoFormRenderer: FormRenderer {
    /// The language that forms are written in, for whoever reads them aloud.
    private static let language = "vi-VN"

    package init() {}

    package func pdf(
        of template: FormTemplate, filledWith data: FormData, on paper: FormPaper, copy: Int?
    ) throws(StationeryError) -> [UInt8] {
        if let fault = template.faults(in: data).first {
            let isLength = fault.kind == .tooLong || fault.kind == .tooMany
            throw StationeryError(isLength ? .textTooLong : .drawingFailed, fault.description)
        }
        guard template.papers.contains(paper) else {
            throw StationeryError(
                .drawingFailed, "form \(template.identity.number) is not laid out for \(paper)")
        }
        let style = FormStyle(paper: paper, isLandscape: template.isLandscape)
        let fonts = try FormFonts()
        let names = try Self.copies(of: template, copy)
        var copies: [FormCopy] = []
        for name in names {
            let filling = FormFilling(template: template, data: data, copy: name)
            let pages = copies.reduce(0) { $0 + $1.pages.count }
            copies.append(
                try FormCopy(
                    filling, fonts: fonts, style: style, pageLimit: FormLimits.pages - pages))
        }
        let document = try PDFDocument(
            width: Double(style.pageWidth) / Double(FormStyle.dotsPerPoint),
            height: Double(style.pageHeight) / Double(FormStyle.dotsPerPoint),
            Self.description(of: template, data))
        let scale = 1 / Double(FormStyle.dotsPerPoint)
        cairo_scale(document.cairo, scale, scale)
        for copy in copies { copy.draw(in: document) }
        let bytes = try document.finish()
        // Without its language the document is as good on paper: it is not withheld.
        return PDFLanguage.adding(Self.language, to: bytes) ?? bytes
    }

    private static func copies(of template: FormTemplate, _ copy: Int?)
        throws(StationeryError) -> [String]
    {
        let names = template.copies.isEmpty ? [""] : template.copies
        guard let copy else { return names }
        guard names.indices.contains(copy) else {
            throw StationeryError(
                .drawingFailed, "form \(template.identity.number) has \(names.count) copies")
        }
        return [names[copy]]
    }

    /// The form's and the centre's names; of what the form is filled with, only its time.
    private static func description(
        of template: FormTemplate, _ data: FormData
    ) -> PDFDocument.Description {
        let identity = template.identity
        return PDFDocument.Description(
            title: FormWords.clean(identity.title),
            subject: FormWords.clean(
                "\(identity.number) – \(identity.circular) – \(identity.version)"),
            author: FormWords.clean(data.heading.last ?? ""), at: data.at)
    }
}
