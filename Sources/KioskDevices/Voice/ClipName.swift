import Foundation

/// The name of a clip's file: its words in Telex, as Vietnamese is typed.
///
/// Letters without their marks would make one name of một and mốt, of mười and mươi; and marks in
/// file names do not survive every stick and every system.
enum ClipName {
    /// Characters of a name; longer ones end in a number made from all their words.
    static let lengthMax = 100

    private static let marks: [UInt32: Character] = [0x302: "^", 0x306: "w", 0x31B: "w"]
    private static let tones: [UInt32: Character] = [
        0x300: "f", 0x301: "s", 0x303: "x", 0x309: "r", 0x323: "j",
    ]

    /// `một` is `mootj`, `đến quầy số` is `ddeens-quaafy-soos`; punctuation and capitals are lost.
    static func of(_ words: String) -> String {
        var name = ""
        for word in words.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            if !name.isEmpty { name += "-" }
            name += telex(word)
        }
        guard name.utf8.count > lengthMax else { return name }
        // FNV-1a: the same everywhere and for ever, which a Hasher is not.
        let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        return name.prefix(lengthMax - 17) + "-" + String(hash, radix: 16)
    }

    /// A syllable: marks behind their letters, the tone at its end.
    private static func telex(_ word: Substring) -> String {
        var typed = ""
        var tone = ""
        for scalar in String(word).decomposedStringWithCanonicalMapping.unicodeScalars {
            if let found = tones[scalar.value] {
                tone = String(found)
            } else if let mark = marks[scalar.value] {
                // A circumflex is the letter twice.
                typed.append(mark == "^" ? typed.last ?? "x" : mark)
            } else if scalar == "đ" {
                typed += "dd"
            } else if scalar.isASCII {
                typed.unicodeScalars.append(scalar)
            } else {
                // Letters of other scripts by their number: a name that is sure, if not nice.
                typed += "u" + String(scalar.value, radix: 16)
            }
        }
        return typed + tone
    }
}
