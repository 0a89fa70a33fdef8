import CPango

/// Text made fit for a form.
enum FormWords {
    /// `text` composed (NFC), with line ends as `\n` and every other white space as a space.
    ///
    /// Control characters, and those that turn the direction of what follows, become U+FFFD, which
    /// is visible: nothing is dropped, and no value can rearrange the words of the form.
    static func clean(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var previous: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            defer { previous = scalar }
            switch scalar.value {
            case 0x0A where previous == "\r": continue
            case 0x0A, 0x0D, 0x85, 0x2028, 0x2029: scalars.append("\n")
            case 0x09, 0x0B, 0x0C: scalars.append(" ")
            case 0x00...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
                scalars.append("\u{FFFD}")
            // No characters at all; Cairo refuses a whole document for one of them.
            case let value where value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value):
                scalars.append("\u{FFFD}")
            default: scalars.append(scalar)
            }
        }
        let visible = String(scalars)
        guard !visible.utf8.allSatisfy({ $0 < 0x80 }),
            let composed = g_utf8_normalize(visible, -1, G_NORMALIZE_DEFAULT_COMPOSE)
        else { return visible }
        defer { g_free(composed) }
        return String(cString: composed)
    }
}
