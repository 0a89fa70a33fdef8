/// A form's own words with places for values: `Số: {number}/TNHS`.
package struct FormWording: Hashable, Sendable {
    /// A stretch of words, or a place.
    package enum Piece: Hashable, Sendable {
        case words(String)
        case value(String)
    }

    package let pieces: [Piece]

    /// Takes `{name}` for a place; a brace that belongs to no name is a brace.
    package init(_ text: String) {
        var pieces: [Piece] = []
        var words = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let name = String(rest[rest.index(after: open)..<close])
            words += rest[..<open]
            if Self.isName(name) {
                if !words.isEmpty { pieces.append(.words(words)) }
                words = ""
                pieces.append(.value(name))
            } else {
                words += rest[open...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        words += rest
        if !words.isEmpty { pieces.append(.words(words)) }
        self.pieces = pieces
    }

    /// The places in it, in the order of the text.
    package var names: [String] {
        pieces.compactMap { piece in
            guard case .value(let name) = piece else { return nil }
            return name
        }
    }

    /// Its own words, without the values.
    package var words: String {
        pieces.map { piece in
            guard case .words(let words) = piece else { return "" }
            return words
        }.joined()
    }

    /// Whether a field may be called so: a letter, then letters and digits, 40 of ASCII at most.
    package static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, bytes.count <= 40, isLetter(first) else { return false }
        return bytes.allSatisfy { byte in
            isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
    }
}
