import CPango

/// A font in one size.
struct Typeface: Hashable {
    /// In `fonts-noto-core` of Debian; holds every Vietnamese letter with its tone ready-made.
    static let family = "Noto Sans"

    /// Size of the em square in dots; a capital is about seven tenths of it.
    var sizeDots: Int
    var isBold = false

    /// Gives `body` the font's description, which Pango copies where it keeps it.
    func withDescription<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        let description: OpaquePointer = pango_font_description_new()
        defer { pango_font_description_free(description) }
        pango_font_description_set_family(description, Self.family)
        pango_font_description_set_weight(
            description, isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
        pango_font_description_set_absolute_size(
            description, Double(sizeDots) * Double(PANGO_SCALE))
        return body(description)
    }

    /// The family that a Pango context really draws with where `family` is asked for; nil where the
    /// machine has no font at all.
    static func resolveFamily(in context: OpaquePointer) -> String? {
        Typeface(sizeDots: SlipStyle.smallestTextDots).withDescription { wanted in
            guard let font = pango_context_load_font(context, wanted) else { return nil }
            defer { g_object_unref(font) }
            guard let found: OpaquePointer = pango_font_describe(font) else { return nil }
            defer { pango_font_description_free(found) }
            return pango_font_description_get_family(found).map { String(cString: $0) }
        }
    }
}
