/// Dossier codes (mã hồ sơ): minted here by the national pattern, and recognised in both forms.
package enum DossierCode {
    /// Characters of the longest code accepted.
    package static let lengthMax = 64

    /// The code of the `serial`th dossier that the agency received on a day, such as
    /// `H53.12.3-261123-0007`.
    ///
    /// - Parameters:
    ///   - agency: the agency's code.
    ///   - year: four digits; the code shows the last two.
    ///   - month: 1…12.
    ///   - day: 1…31.
    ///   - serial: 1…; more than 9,999 gets more digits.
    /// - Returns: the code.
    package static func mint(agency: String, year: Int, month: Int, day: Int, serial: Int) -> String
    {
        "\(agency)-\(digits(year % 100, 2))\(digits(month, 2))\(digits(day, 2))-\(digits(serial, 4))"
    }

    /// Whether the text is a code of the old form (`000.00.04.H40-230414-0002`) or the present one
    /// (`H15.50.05.13-261008-0975`), as QĐ 20/2020 and its predecessor write them.
    ///
    /// The date inside is no proof of a day and is not checked.
    package static func isWellFormed(_ code: String) -> Bool {
        guard code.utf8.count <= lengthMax else { return false }
        let parts = code.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, isDigits(parts[1], 6...6), isDigits(parts[2], 4...7) else {
            return false
        }
        let agency = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard let first = agency.first else { return false }
        if isUnit(first) { return agency.dropFirst().allSatisfy { isDigits($0, 1...3) } }
        guard (3...4).contains(agency.count), isDigits(first, 3...3), let last = agency.last else {
            return false
        }
        return isUnit(last) && agency.dropFirst().dropLast().allSatisfy { isDigits($0, 2...2) }
    }

    /// `H53`: the letter of the level and two digits.
    private static func isUnit(_ text: Substring) -> Bool {
        guard let letter = text.first, "GHK".contains(letter) else { return false }
        return isDigits(text.dropFirst(), 2...2)
    }

    private static func isDigits(_ text: Substring, _ count: ClosedRange<Int>) -> Bool {
        count.contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
    }

    private static func digits(_ value: Int, _ width: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}
