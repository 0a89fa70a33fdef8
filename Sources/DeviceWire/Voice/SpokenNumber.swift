/// How the numbers in an announcement are read, in any language there are words for.
package struct SpokenNumber: Hashable, Sendable {
    /// How a ticket's number is read.
    package enum Style: String, Hashable, Sendable, CaseIterable {
        /// Each digit by itself: what is heard best across a hall.
        case digits
        /// As one would count it.
        case cardinal
    }

    private static let english = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]

    private let language: String
    private let style: Style
    private let vietnamese: VietnameseNumber

    /// A reader.
    ///
    /// - Parameters:
    ///   - language: by its code: `vi`, `en`. In a language without words of its own numerals are
    ///     left as they are, and whoever speaks it reads them.
    ///   - style: of ticket numbers; only Vietnamese has another than digit by digit.
    ///   - dialect: of Vietnamese.
    package init(language: String, style: Style, dialect: VietnameseDialect) {
        self.language = language
        self.style = style
        vietnamese = VietnameseNumber(dialect)
    }

    /// The words of a ticket's number.
    ///
    /// A number that starts with zeros, or is too large to be counted, is read digit by digit; a
    /// text that is no number stays as it is.
    package func ticket(_ number: String) -> [String] {
        switch language {
        case "vi":
            guard let digits = VietnameseNumber.digitByDigit(number) else { return [number] }
            guard style == .cardinal, number == "0" || number.first != "0",
                let words = Int(number).flatMap(vietnamese.cardinal)
            else { return digits }
            return words
        case "en": return spelled(number, Self.english) ?? [number]
        default: return number.map { String($0) }
        }
    }

    /// The words of a counter's number: counted, never with a leading zero.
    package func counter(_ number: Int) -> [String] {
        guard language == "vi" else { return [String(number)] }
        return vietnamese.cardinal(number) ?? [String(number)]
    }

    /// The words of “for the second time”, as far as the number goes.
    package func times(_ number: Int) -> [String] {
        guard language == "vi" else { return [String(number)] }
        return vietnamese.ordinal(number) ?? [String(number)]
    }
}
