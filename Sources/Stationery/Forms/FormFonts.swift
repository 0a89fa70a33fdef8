import CPango
import Kiosk

/// The fonts of one drawing, for outlines on paper of any resolution.
///
/// Not the slips' type case: that one fits outlines to dots, and its lock would make a slip wait for
/// a form. Made, used and let go of on one thread.
final class FormFonts {
    let context: OpaquePointer
    private let fontMap: UnsafeMutablePointer<PangoFontMap>

    /// Takes a few milliseconds.
    ///
    /// - Throws: `fontMissing` where the machine has no font at all.
    init() throws(StationeryError) {
        fontMap = pango_cairo_font_map_new()
        context = pango_font_map_create_context(fontMap)
        pango_context_set_language(context, pango_language_from_string("vi"))
        pango_context_set_round_glyph_positions(context, 0)
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(context, options)
        cairo_font_options_destroy(options)
        guard Typeface.resolveFamily(in: context) != nil else {
            throw StationeryError(.fontMissing, "no font is installed: fonts-noto-core has one")
        }
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(context))
        g_object_unref(fontMap)
    }
}
