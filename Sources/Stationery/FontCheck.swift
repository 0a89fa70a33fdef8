/// Asks the machine's fonts what they can draw, before a slip needs it.
///
/// The first call loads the fonts and takes some ten milliseconds, each later one much less. Any
/// thread may call.
package enum FontCheck {
    private static let typeCase = TypeCase()

    /// The family that slips ask for.
    package static let wantedFamily = Typeface.family

    /// The family that slips get; another than `wantedFamily` where that is not installed, nil
    /// where no font is.
    package static func resolvedFamily() -> String? {
        typeCase.locked { $0.resolvedFamily }
    }

    /// Characters of `text` that no installed font has, each once, in the order of the text.
    ///
    /// They are drawn as boxes with their code.
    package static func missingCharacters(in text: String) -> [Character] {
        typeCase.locked { shelf in
            // Each by itself, since a layout tells how many it lacks and not which.
            var seen: Set<Character> = []
            return text.filter { seen.insert($0).inserted && !canDraw($0, shelf) }.map(\.self)
        }
    }

    private static func canDraw(_ character: Character, _ shelf: LayoutShelf) -> Bool {
        let setting = TextSetting(
            text: String(character), typeface: Typeface(sizeDots: SlipStyle.smallestTextDots),
            widthDots: nil, alignment: .left, maxLines: 1)
        return shelf.layout(setting).unknownGlyphCount == 0
    }
}
