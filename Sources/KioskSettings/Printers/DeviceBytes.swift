/// Reads bytes as a manual writes them: `1D 65 05`.
enum DeviceBytes {
    /// Bytes of the longest command that a profile may name.
    private static let limit = 32

    /// The bytes; nil where a mistake was written down.
    static func read(_ place: Place) -> [UInt8]? {
        let expected = "1 to \(limit) bytes in hexadecimal such as “1D 65 05”"
        guard let text = place.text(expected) else { return nil }
        let words = text.split(whereSeparator: \.isWhitespace)
        let bytes = words.compactMap { word -> UInt8? in
            let isPair = word.utf8.count == 2 && word.utf8.allSatisfy { $0 != UInt8(ascii: "+") }
            return isPair ? UInt8(word, radix: 16) : nil
        }
        guard bytes.count == words.count, (1...limit).contains(bytes.count) else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return bytes
    }
}
