import Kiosk

/// A slip laid out: every part in its place, nothing drawn.
///
/// Lives on the one executor that asks for its bands, and lets go of its layouts under the lock of
/// the type case they are tied to.
final class Sheet {
    /// Where a part's dots come from.
    enum Content {
        /// Words, drawn when they are first asked for.
        case words(TextLayout)
        /// Words in white, on what is black already.
        case whiteWords(TextLayout)
        case picture(Raster)
        /// Black from edge to edge.
        case fill
    }

    /// A content in its place, which is not wider than its ink.
    struct Part {
        let content: Content
        let x: Int
        let rows: Range<Int>
    }

    let widthDots: Int
    let heightDots: Int
    /// Rows at which a band ends: the last of each block, so that each travels in a box as small as
    /// it is itself.
    let stops: [Int]
    private let typeCase: TypeCase
    private(set) var parts: [Part]

    init(typeCase: TypeCase, widthDots: Int, heightDots: Int, stops: [Int], parts: [Part]) {
        self.typeCase = typeCase
        self.widthDots = widthDots
        self.heightDots = heightDots
        self.stops = stops
        self.parts = parts
    }

    deinit { typeCase.locked { _ in parts = [] } }
}
