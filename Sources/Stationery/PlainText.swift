import CPango

/// Text made fit for one paragraph of a layout.
enum PlainText {
    /// More than fills the lines any part of a slip may have; what is behind is never looked at.
    static let maxScalars = 600

    /// `text` composed (NFC), on one line, without control characters, and cut at `maxScalars`.
    ///
    /// Composed, since a font draws a ready-made letter better than a base with two marks, and the
    /// cut then falls in the same place however the text was stored. White space of any kind becomes
    /// a space; a control character becomes U+FFFD, which is visible: nothing is dropped.
    static func of(_ text: String) -> (text: String, isCut: Bool) {
        if isPlain(text) { return (compose(text), false) }
        // Decomposed Vietnamese has up to three scalars for a letter.
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(3 * maxScalars) {
            switch scalar.value {
            case 0x09...0x0D, 0x85, 0x2028, 0x2029: scalars.append(" ")
            case 0x00...0x1F, 0x7F...0x9F: scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        let wasLonger = text.unicodeScalars.dropFirst(3 * maxScalars).first != nil
        let composed = compose(String(scalars))
        let cut = composed.unicodeScalars.prefix(maxScalars)
        let isCut = wasLonger || cut.endIndex != composed.unicodeScalars.endIndex
        return (String(cut), isCut)
    }

    /// Whether `text` is short and has no byte of anything that is replaced: nearly all have not.
    private static func isPlain(_ text: String) -> Bool {
        let utf8 = text.utf8
        return utf8.count <= maxScalars
            && utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 && $0 != 0xE2 }
    }

    /// NFC; the standard library compares by it, but offers no way to ask for it.
    private static func compose(_ text: String) -> String {
        guard !text.utf8.allSatisfy({ $0 < 0x80 }),
            let composed = g_utf8_normalize(text, -1, G_NORMALIZE_DEFAULT_COMPOSE)
        else { return text }
        defer { g_free(composed) }
        return String(cString: composed)
    }
}
