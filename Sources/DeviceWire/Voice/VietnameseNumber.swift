/// Reads numbers in Vietnamese, word by word.
package struct VietnameseNumber: Hashable, Sendable {
    /// What a cardinal reading covers; larger numbers are read digit by digit.
    package static let cardinals = 0...9_999

    /// The words for 0 to 9 that stand alone.
    static let digits = [
        "không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín",
    ]

    private let dialect: VietnameseDialect

    package init(_ dialect: VietnameseDialect) {
        self.dialect = dialect
    }

    /// Each digit by its plain word: `1002` is một không không hai, `0021` không không hai một.
    ///
    /// - Returns: nil when `text` has anything but ASCII digits, or nothing.
    package static func digitByDigit(_ text: String) -> [String]? {
        spelled(text, digits)
    }

    /// The number as one would count it: 1002 is một ngàn không trăm lẻ hai.
    ///
    /// - Returns: nil outside `cardinals`.
    package func cardinal(_ number: Int) -> [String]? {
        guard Self.cardinals.contains(number) else { return nil }
        guard number >= 10 else { return [Self.digits[number]] }
        let (thousands, rest) = number.quotientAndRemainder(dividingBy: 1_000)
        guard thousands > 0 else { return belowThousand(rest, isWhole: true) }
        let head = [Self.digits[thousands], dialect.thousand]
        // After thousands the hundreds are spoken even where there are none.
        return rest == 0 ? head : head + belowThousand(rest, isWhole: false)
    }

    /// The word after “lần thứ”: nhất, hai, ba, tư, năm.
    ///
    /// - Returns: nil below 1 and above `cardinals`.
    package func ordinal(_ number: Int) -> [String]? {
        switch number {
        case ...0: nil
        case 1: ["nhất"]
        case 4: ["tư"]
        default: cardinal(number)
        }
    }

    private func belowThousand(_ number: Int, isWhole: Bool) -> [String] {
        let (hundreds, rest) = number.quotientAndRemainder(dividingBy: 100)
        guard hundreds > 0 || !isWhole else { return belowHundred(rest) }
        let head = [Self.digits[hundreds], "trăm"]
        switch rest {
        case 0: return head
        case 1...9: return head + [dialect.noTens, Self.digits[rest]]
        default: return head + belowHundred(rest)
        }
    }

    private func belowHundred(_ number: Int) -> [String] {
        let (tens, units) = number.quotientAndRemainder(dividingBy: 10)
        guard tens > 0 else { return [Self.digits[units]] }
        let head = tens == 1 ? ["mười"] : [Self.digits[tens], "mươi"]
        switch (tens, units) {
        case (_, 0): return head
        case (2..., 1): return head + ["mốt"]
        case (2..., 4): return head + ["tư"]
        case (_, 5): return head + ["lăm"]
        default: return head + [Self.digits[units]]
        }
    }
}

/// Each ASCII digit of `text` by its word; nil for any other text, and for none.
func spelled(_ text: String, _ words: [String]) -> [String]? {
    guard !text.isEmpty else { return nil }
    var reading: [String] = []
    for byte in text.utf8 {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
        reading.append(words[Int(byte - UInt8(ascii: "0"))])
    }
    return reading
}
