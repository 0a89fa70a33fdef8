/// What the QR code of a citizen's card (thẻ Căn cước, CCCD) says.
///
/// The code is not signed: it proves nothing and only saves typing. Whoever prints or dumps a value
/// of this type sees none of it, so that it cannot slip into a log.
package struct CardFields: Hashable, Sendable {
    /// A date as it stands on a card.
    package struct Date: Hashable, Sendable {
        package let year: Int
        package let month: Int
        package let day: Int

        package init(year: Int, month: Int, day: Int) {
            self.year = year
            self.month = month
            self.day = day
        }
    }

    /// The two words that cards have.
    package enum Sex: String, Hashable, Sendable, CaseIterable {
        case male = "Nam"
        case female = "Nữ"
    }

    /// Fields that every card has; newer cards append more, which are ignored.
    static let fieldsMin = 7
    static let nameMax = 100
    static let addressMax = 300

    /// Twelve digits.
    package let identity: String
    /// Nine digits; nil for who never had an older card.
    package let formerIdentity: String?
    /// NFC.
    package let name: String
    package let bornOn: Date
    package let sex: Sex
    /// NFC; empty on some cards.
    package let address: String
    package let issuedOn: Date

    /// Reads the fields between the pipes.
    ///
    /// - Throws: `ScanRefusal` naming the first field that is none.
    init(_ fields: [Substring]) throws(ScanRefusal) {
        guard fields.count >= Self.fieldsMin else { throw .fewFields }
        guard isDigits(fields[0], 12) else { throw .badIdentity }
        guard fields[1].isEmpty || isDigits(fields[1], 9) else { throw .badIdentity }
        let name = trimmed(fields[2])
        guard (1...Self.nameMax).contains(name.unicodeScalars.count),
            name.first?.isLetter == true, name.unicodeScalars.allSatisfy(Self.isOfName)
        else { throw .badName }
        guard let born = Date(card: fields[3]) else { throw .badDate }
        guard let sex = Sex(card: trimmed(fields[4])) else { throw .badSex }
        let address = trimmed(fields[5])
        guard address.unicodeScalars.count <= Self.addressMax,
            address.first.map({ $0.isLetter || $0.isNumber }) ?? true
        else { throw .badAddress }
        guard let issued = Date(card: fields[6]) else { throw .badDate }
        identity = String(fields[0])
        formerIdentity = fields[1].isEmpty ? nil : String(fields[1])
        self.name = ComposedText.composed(name)
        bornOn = born
        self.sex = sex
        self.address = ComposedText.composed(address)
        issuedOn = issued
    }

    /// Letters of any people, the marks above them, and what joins parts of a name.
    ///
    /// Nothing that a spreadsheet or a page into which the clerk copies it would carry out.
    private static func isOfName(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark
            || " '’.-".unicodeScalars.contains(scalar)
    }
}

extension CardFields: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a citizen's card" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension CardFields.Sex {
    /// The word on the card, in any case, with or without its mark.
    init?(card text: Substring) {
        switch ComposedText.composed(text).lowercased() {
        case "nam": self = .male
        case "nữ", "nu": self = .female
        default: return nil
        }
    }
}

extension CardFields.Date {
    private static let years = 1_900...2_100

    /// `ddMMyyyy` or `dd/MM/yyyy`; nil for a day that no calendar has.
    init?(card text: Substring) {
        let digits: String
        if isDigits(text, 8) {
            digits = String(text)
        } else {
            let parts = text.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, isDigits(parts[0], 2), isDigits(parts[1], 2),
                isDigits(parts[2], 4)
            else { return nil }
            digits = parts.joined()
        }
        guard let day = Int(digits.prefix(2)), let month = Int(digits.dropFirst(2).prefix(2)),
            let year = Int(digits.suffix(4)), Self.years.contains(year),
            (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

/// Whether the text is so many ASCII digits.
func isDigits(_ text: some StringProtocol, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (48...57).contains($0) }
}

/// The text without spaces around it.
private func trimmed(_ text: Substring) -> Substring {
    var rest = text.drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return rest
}
