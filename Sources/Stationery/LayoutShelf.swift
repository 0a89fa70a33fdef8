/// How one text is to be set.
struct TextSetting: Hashable {
    /// How lines stand in the width.
    enum Alignment: Hashable {
        case left
        /// In the middle, lines of about equal length.
        case centred
        case right
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
/// Used inside `TypeCase.locked`. Kept in two halves: when the newer is full it becomes the older,
/// and what was not used since then is let go of. So numbers, which never come again, do not push
/// out what every slip has.
final class LayoutShelf {
    private let context: OpaquePointer
    /// Layouts in one half; 0 keeps none.
    private let half: Int
    private var newer: [TextSetting: TextLayout] = [:]
    private var older: [TextSetting: TextLayout] = [:]

    init(context: OpaquePointer, capacity: Int) {
        self.context = context
        half = max(0, capacity) / 2
    }

    /// The layout for `setting`, set now if it does not lie on the shelf.
    func layout(_ setting: TextSetting) -> TextLayout {
        if let known = newer[setting] { return known }
        let layout = older[setting] ?? TextLayout(context: context, setting)
        guard half > 0 else { return layout }
        if newer.count >= half {
            older = newer
            newer = [:]
        }
        newer[setting] = layout
        return layout
    }

    /// The family that is really drawn with where `Typeface.family` is asked for; nil where the
    /// machine has no font at all.
    private(set) lazy var resolvedFamily = Typeface.resolveFamily(in: context)
}
