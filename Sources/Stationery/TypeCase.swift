import CPango
import Synchronization

/// The fonts, and the lock that everything made of them is used under.
///
/// A Pango font map, the contexts, layouts and fonts that belong to it may be used by one thread at
/// a time, by any thread. Loading fonts takes milliseconds, so one type case is kept as long as its
/// renderer, instead of one a slip.
///
/// `@unchecked Sendable`: what it owns is made in `init` and reached only in `locked`, whose mutex
/// lets one thread in at a time and shows it what the one before wrote.
final class TypeCase: @unchecked Sendable {
    private let mutex = Mutex<Void>(())
    private let fontMap: UnsafeMutablePointer<PangoFontMap>
    private let context: OpaquePointer
    private let shelf: LayoutShelf

    /// - Parameter keptTexts: how many layouts are kept for the next slip.
    init(keptTexts: Int = PangoSlipRenderer.keptTexts) {
        fontMap = pango_cairo_font_map_new()
        context = pango_font_map_create_context(fontMap)
        shelf = LayoutShelf(context: context, capacity: keptTexts)
        pango_context_set_language(context, pango_language_from_string("vi"))
        // A dot is black or white, so outlines are fitted to the grid of dots at once; what is gray
        // at an edge is decided by the painter's threshold.
        let options = cairo_font_options_create()
        cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_FULL)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_ON)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }

    /// Runs `body` alone with the fonts; layouts made there are used, and let go of, in here too.
    ///
    /// Not recursive.
    func locked<Result, Failure: Error>(
        _ body: (LayoutShelf) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // The result leaves through a variable: returned by `withLock` it would have to be
        // `sending`, which a layout tied to this font map is not.
        var outcome: Swift.Result<Result, Failure>?
        mutex.withLock { _ in
            do throws(Failure) {
                outcome = .success(try body(shelf))
            } catch {
                outcome = .failure(error)
            }
        }
        guard let outcome else { preconditionFailure("the mutex ran no body") }
        return try outcome.get()
    }
}
