import CPango
import Kiosk
import QueueCore

/// A PDF being drawn, page by page, into memory.
final class PDFDocument {
    /// What a reader shows of the document itself: what kind of paper it is, and nobody's name.
    struct Description {
        var title: String
        var subject: String
        var author: String
        var at: Instant
    }

    /// Receives what Cairo writes.
    private final class Sink {
        /// Far more than twenty pages of text have; an encoder gone wild ends here.
        static let maxBytes = 32 << 20

        var bytes: [UInt8] = []
    }

    let cairo: OpaquePointer
    private let surface: OpaquePointer
    private let sink = Sink()

    /// Begins a document whose pages are `width` by `height` points.
    init(width: Double, height: Double, _ description: Description) throws(StationeryError) {
        let write: cairo_write_func_t = { closure, data, count in
            guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
            let sink = Unmanaged<Sink>.fromOpaque(closure).takeUnretainedValue()
            guard sink.bytes.count + Int(count) <= Sink.maxBytes else {
                return CAIRO_STATUS_WRITE_ERROR
            }
            sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        let closure = Unmanaged.passUnretained(sink).toOpaque()
        guard let surface = cairo_pdf_surface_create_for_stream(write, closure, width, height),
            let cairo = cairo_create(surface)
        else { throw StationeryError(.drawingFailed, "Cairo made no PDF") }
        self.surface = surface
        self.cairo = cairo
        // The plain structure of 1.4, which every reader knows and `PDFLanguage` can amend.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        set(CAIRO_PDF_METADATA_TITLE, description.title)
        set(CAIRO_PDF_METADATA_SUBJECT, description.subject)
        set(CAIRO_PDF_METADATA_AUTHOR, description.author)
        set(CAIRO_PDF_METADATA_CREATOR, "motcua")
        set(CAIRO_PDF_METADATA_CREATE_DATE, description.at.rfc3339)
        set(CAIRO_PDF_METADATA_MOD_DATE, description.at.rfc3339)
    }

    deinit {
        // The surface may still write what was drawn, so it goes before the sink.
        cairo_destroy(cairo)
        cairo_surface_finish(surface)
        cairo_surface_destroy(surface)
    }

    private func set(_ key: cairo_pdf_metadata_t, _ value: String) {
        cairo_pdf_surface_set_metadata(surface, key, value)
    }

    /// Ends the page that was drawn.
    func endPage() { cairo_show_page(cairo) }

    /// The whole document; nothing can be drawn any more.
    func finish() throws(StationeryError) -> [UInt8] {
        let drawn = cairo_status(cairo)
        cairo_surface_finish(surface)
        let written = cairo_surface_status(surface)
        guard drawn == CAIRO_STATUS_SUCCESS, written == CAIRO_STATUS_SUCCESS else {
            let status = drawn == CAIRO_STATUS_SUCCESS ? written : drawn
            throw StationeryError(
                .drawingFailed, "Cairo: \(String(cString: cairo_status_to_string(status)))")
        }
        return sink.bytes
    }
}
