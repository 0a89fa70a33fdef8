/// How one text is to be set.
struct TextSetting: Hashable {
    /// How lines stand in the width.
    enum Alignment: Hashable {
        case left
        /// In the middle, lines of about equal length.
        case centred
    }

    /// Any text; what no font has is drawn as a box with its code.
    var text: String
    var typeface: Typeface
    /// From edge to edge; nil for one line, however long.
    var widthDots: Int?
    var alignment: Alignment
    /// Lines before the text is shortened, 1 at least.
    var maxLines: Int
    /// How much further right the second and later lines begin.
    var hangingIndent = 0
}

/// The layouts lately made: most of a slip's words are the last slip's.
///
/// Used inside `TypeCase.locked`.
final class LayoutShelf {
    /// Layouts kept; a full shelf is emptied, which costs the next slip half a millisecond.
    static let capacity = 128

    private let context: OpaquePointer
    private var layouts: [TextSetting: TextLayout] = [:]

    init(context: OpaquePointer) { self.context = context }

    /// The layout for `setting`, set now if it does not lie on the shelf.
    func layout(_ setting: TextSetting) -> TextLayout {
        if let known = layouts[setting] { return known }
        let layout = TextLayout(context: context, setting)
        if layouts.count >= Self.capacity { layouts.removeAll(keepingCapacity: true) }
        layouts[setting] = layout
        return layout
    }

    /// The family that is really drawn with where `Typeface.family` is asked for; nil where the
    /// machine has no font at all.
    private(set) lazy var resolvedFamily = Typeface.resolveFamily(in: context)
}
