/// Composes Vietnamese letters, each of one scalar, out of letters and marks that follow them.
enum ComposedText {
    private static let letters: [Character: Character] = {
        let small = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
        var letters: [Character: Character] = [:]
        for letter in small + small.uppercased() { letters[letter] = letter }
        return letters
    }()

    /// The text in NFC, as far as its letters are Vietnamese; others stay as they came.
    ///
    /// Characters are equal when they are canonically, so looking one up by a letter with marks
    /// finds the letter of one scalar.
    static func composed(_ text: some StringProtocol) -> String {
        String(text.map { letters[$0] ?? $0 })
    }
}
