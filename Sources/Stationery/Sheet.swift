import Kiosk

/// A slip laid out: every part in its place, nothing drawn.
///
/// Lives on the one executor that asks for its bands, and lets go of its layouts under the lock of
/// the type case they are tied to.
final class Sheet {
    /// One part, across the whole width.
    enum Content {
        /// Black on white, its top left at (`x`, the part's top + `rise`).
        case text(TextLayout, x: Int, rise: Int)
        /// White on black.
        case bar(TextLayout, x: Int, rise: Int)
        case picture(Raster, x: Int)
        case rule
    }

    /// A content and the rows it has for itself.
    struct Part {
        let content: Content
        let top: Int
        let height: Int
    }

    let widthDots: Int
    let heightDots: Int
    private let typeCase: TypeCase
    private(set) var parts: [Part]

    init(typeCase: TypeCase, widthDots: Int, heightDots: Int, parts: [Part]) {
        self.typeCase = typeCase
        self.widthDots = widthDots
        self.heightDots = heightDots
        self.parts = parts
    }

    deinit { typeCase.locked { _ in parts = [] } }
}
