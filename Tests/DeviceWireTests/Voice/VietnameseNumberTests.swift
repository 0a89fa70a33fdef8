import DeviceWire
import Testing

@Suite struct `Numbers in Vietnamese` {
    private let readings: NumberReadings

    init() throws { readings = try NumberReadings() }

    @Test func `all of 0 to 9999 are read as the table has them, in every variant`() {
        let north = VietnameseNumber(.northern)
        let south = VietnameseNumber(.southern)
        for number in VietnameseNumber.cardinals {
            let plain = String(number)
            let padded = String(repeating: "0", count: 4 - plain.count) + plain
            #expect(
                north.cardinal(number)?.joined(separator: " ") == readings.northern(number))
            #expect(
                south.cardinal(number)?.joined(separator: " ") == readings.southern(number))
            for digits in [plain, padded] {
                #expect(
                    VietnameseNumber.digitByDigit(digits)?.joined(separator: " ")
                        == readings.digits(digits))
            }
        }
    }

    @Test(arguments: [
        (0, "không"), (10, "mười"), (15, "mười lăm"), (21, "hai mươi mốt"),
        (24, "hai mươi tư"), (101, "một trăm lẻ một"), (1_000, "một ngàn"),
        (1_002, "một ngàn không trăm lẻ hai"), (1_010, "một ngàn không trăm mười"),
        (2_115, "hai ngàn một trăm mười lăm"),
    ])
    func `well known readings`(_ number: Int, _ words: String) {
        #expect(VietnameseNumber(.southern).cardinal(number)?.joined(separator: " ") == words)
    }

    @Test(arguments: [Int.min, -1, 10_000, Int.max])
    func `what cannot be counted is not`(_ number: Int) {
        #expect(VietnameseNumber(.northern).cardinal(number) == nil)
        #expect(VietnameseNumber(.northern).ordinal(min(number, 0)) == nil)
    }

    @Test(arguments: ["", "A12", "１２", "1 2", "-1", "1\u{301}"])
    func `what is no number has no digits`(_ text: String) {
        #expect(VietnameseNumber.digitByDigit(text) == nil)
    }

    @Test(arguments: [(1, "nhất"), (2, "hai"), (3, "ba"), (4, "tư"), (5, "năm"), (10, "mười")])
    func `the second time, the third, the fourth`(_ number: Int, _ word: String) {
        #expect(VietnameseNumber(.southern).ordinal(number) == [word])
    }
}

@Suite struct `Numbers in an announcement` {
    private func reader(_ language: String, _ style: SpokenNumber.Style) -> SpokenNumber {
        SpokenNumber(language: language, style: style, dialect: .southern)
    }

    @Test(arguments: [
        ("vi", SpokenNumber.Style.digits, "1002", "một không không hai"),
        ("vi", .cardinal, "1002", "một ngàn không trăm lẻ hai"),
        ("vi", .cardinal, "0021", "không không hai một"), ("vi", .cardinal, "0", "không"),
        ("vi", .cardinal, "123456", "một hai ba bốn năm sáu"),
        ("vi", .cardinal, "99999999999999999999", String(repeating: " chín", count: 20)),
        ("vi", .digits, "A12", "A12"), ("vi", .cardinal, "+5", "+5"),
        ("en", .cardinal, "1002", "one zero zero two"), ("en", .digits, "", ""),
        ("km", .digits, "1002", "1 0 0 2"),
    ])
    func `a ticket's number`(
        _ language: String, _ style: SpokenNumber.Style, _ number: String, _ words: String
    ) {
        let read = reader(language, style).ticket(number).joined(separator: " ")
        #expect(read == (words.first == " " ? String(words.dropFirst()) : words))
    }

    @Test func `a counter is counted, whatever the style`() {
        #expect(reader("vi", .digits).counter(12) == ["mười", "hai"])
        #expect(reader("en", .digits).counter(12) == ["12"])
        #expect(reader("vi", .digits).counter(-4) == ["-4"])
        #expect(reader("vi", .digits).times(2) == ["hai"])
        #expect(reader("en", .digits).times(2) == ["2"])
    }
}
