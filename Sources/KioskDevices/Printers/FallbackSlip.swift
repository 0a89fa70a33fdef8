import DeviceWire
import Kiosk

/// A slip in the printer's own letters, for when it cannot be drawn: a citizen never goes without
/// a number or a promised day because of a font.
///
/// ASCII only: code pages for Vietnamese differ by model, and words without their marks can be
/// read. A ticket is its number and counters; of any other slip, whose every word may be what
/// somebody comes back with, all words are kept.
enum FallbackSlip {
    private static let numberScale = 4
    /// Text so large in the layout, in millimetres, is twice as large as the rest.
    private static let largeText = SlipTextStyle.Size.huge.millimetres
    /// Lines of one slip at most; a day's summary has a line for each of the hall's.
    static let maximumLines = 80
    /// Rows that a plain line takes, about.
    private static let lineRows = 30

    /// What stands on it, top to bottom.
    static func lines(of slip: Slip, on paper: SlipPaper) -> [PlainLine] {
        switch slip.kind {
        case .ticket, .test: numberAlone(slip)
        case .receipt, .apology, .summary: Array(words(slip, paper).prefix(maximumLines))
        }
    }

    /// Rows that lines take on paper, about; for the time that printing may take.
    static func rows(of lines: [PlainLine]) -> Int {
        lines.reduce(0) { $0 + lineRows * $1.scale }
    }

    private static func numberAlone(_ slip: Slip) -> [PlainLine] {
        let caption = slip.kind == .test ? "PHIEU THU" : "SO THU TU"
        let mark = slip.mark == nil ? [] : [PlainLine("BAN IN LAI")]
        let counters = slip.counters.isEmpty ? [] : [PlainLine("QUAY \(slip.counters)", scale: 2)]
        return [PlainLine(caption)] + mark + [PlainLine(slip.number, scale: numberScale)] + counters
    }

    private static func words(_ slip: Slip, _ paper: SlipPaper) -> [PlainLine] {
        let blocks = slip.blocks.filter { $0.paper == nil || $0.paper == paper }
        return blocks.flatMap { block -> [PlainLine] in
            switch block.content {
            case .text(let paragraphs, let style):
                return paragraphs.filter { !$0.isEmpty }.map {
                    PlainLine(BareLetters.of($0), scale: style.size >= largeText ? 2 : 1)
                }
            case .number(let number, _): return [PlainLine(number, scale: numberScale)]
            // Somebody may type what no phone can scan.
            case .qr(let link, _): return [PlainLine(BareLetters.of(link))]
            case .rule: return [PlainLine("--------")]
            case .image, .space: return []
            }
        }
    }
}

/// Vietnamese without its marks, as everybody reads it in a telegram: `Hẹn trả` is `Hen tra`.
enum BareLetters {
    private static let families: [(Character, String)] = [
        ("a", "àáảãạăằắẳẵặâầấẩẫậ"), ("d", "đ"), ("e", "èéẻẽẹêềếểễệ"), ("i", "ìíỉĩị"),
        ("o", "òóỏõọôồốổỗộơờớởỡợ"), ("u", "ùúủũụưừứửữự"), ("y", "ỳýỷỹỵ"),
        ("-", "–—−"), ("\"", "“”„"), ("'", "‘’"), (" ", "\u{A0}"), ("x", "×"), (".", "…·"),
    ]
    /// By character, so that letters and their marks may also come one after the other.
    private static let bare: [Character: Character] = families.reduce(into: [:]) { table, family in
        for letter in family.1 {
            table[letter] = family.0
            guard let capital = letter.uppercased().first, capital != letter else { continue }
            table[capital] = family.0.uppercased().first
        }
    }

    /// The text with what has a bare letter; the rest stays.
    static func of(_ text: String) -> String { String(text.map { bare[$0] ?? $0 }) }
}
