/// Reads bytes of a protocol as a manual writes them: `1D 65 05`.
enum WireBytes {
    /// The bytes; nil where a mistake was written down.
    static func read(_ place: Place, limit: Int) -> [UInt8]? {
        let expected = "1 to \(limit) bytes in hexadecimal such as “1D 65 05”"
        guard let text = place.text(expected, limit: 3 * limit + 200) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        let bytes = words.compactMap(byte)
        guard bytes.count == words.count, (1...limit).contains(bytes.count) else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return bytes
    }

    /// One byte; nil where a mistake was written down.
    static func readOne(_ place: Place) -> UInt8? {
        guard let text = place.scalarText, let byte = byte(text[...]) else {
            place.mistake(expected: "one byte in hexadecimal such as “1D”")
            return nil
        }
        return byte
    }

    /// The byte that two hexadecimal digits write.
    static func byte(_ word: Substring) -> UInt8? {
        let isPair = word.utf8.count == 2 && word.utf8.allSatisfy { $0 != UInt8(ascii: "+") }
        return isPair ? UInt8(word, radix: 16) : nil
    }
}
