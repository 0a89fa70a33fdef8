extension Place {
    /// A length in millimetres: digits with or without a decimal point, written without quotes.
    ///
    /// - Parameters:
    ///   - range: what is allowed.
    ///   - names: words that would have done as well, for the mistake.
    /// - Returns: the length; nil where a mistake was written down.
    func millimetres(in range: ClosedRange<Double>, names: [String] = []) -> Double? {
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        let longest = 8
        if let text = scalarText, text.utf8.count <= longest, let first = text.utf8.first,
            digits.contains(first),
            text.utf8.allSatisfy({ digits.contains($0) || $0 == UInt8(ascii: ".") }),
            let number = Double(text), range.contains(number)
        {
            return number
        }
        let lengths = "\(Self.short(range.lowerBound)) to \(Self.short(range.upperBound)) mm"
        let hint = scalarText.map { didYouMean($0, among: names) } ?? ""
        let expected = names.isEmpty ? lengths : "\(anyOf(names)), or \(lengths)"
        if let text = scalarText, !hint.isEmpty {
            mistake(found: quoted(text) + hint, expected: "\(expected) as \(name)")
        } else {
            mistake(expected: expected)
        }
        return nil
    }

    /// Without the decimals that say nothing.
    private static func short(_ length: Double) -> String {
        length == length.rounded() ? String(Int(length)) : String(length)
    }
}
