import Testing

@testable import DossierCore

/// Data of a payment, against the check value of its CRC and codes that others made.
@Suite struct VietQRTests {
    @Test(
        arguments: [
            ("123456789", 0x29B1),
            // The specification's own example, and what public generators made.
            (
                "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
                    + "530370454061800005802VN62340107NPS68690819thanh toan don hang6304",
                0x2E2E
            ),
            (
                "00020101021138570010A00000072701270006970405011322082054793800208QRIBFTTA"
                    + "53037045802VN6304",
                0x97A6
            ),
            (
                "00020101021138530010A0000007270123000697041601092576788590208QRIBFTTA"
                    + "53037045802VN6304",
                0xAE9F
            ),
        ])
    func `the check is that of others`(text: String, crc: Int) {
        #expect(Int(VietQR.crc(text.utf8)) == crc)
    }

    @Test func `a payment is told field by field`() {
        let payload = VietQR.payload(
            to: "0011012345678", at: "970403", amount: 180_000, for: "H53.12.3-261123-0975")
        let data =
            "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
            + "530370454061800005802VN62240820H53.12.3-261123-09756304"
        #expect(payload?.hasPrefix(data) == true && payload?.count == data.count + 4)
        #expect(payload?.suffix(4).allSatisfy(\.isHexDigit) == true)
    }

    @Test func `what it is for keeps to what banks take`() {
        func purpose(_ text: String) -> String? {
            VietQR.payload(to: "1", at: "970403", amount: 1, for: text)?
                .components(after: "5802VN62")
        }
        #expect(purpose("000.00.04.H40-230414-0002")?.hasPrefix("290825000.00.04.H40-") == true)
        #expect(purpose("000.00.04.H40-230414-00021")?.hasPrefix("2508210000004H402304") == true)
        #expect(purpose("lệ phí\n6304")?.hasPrefix("120808l ph6304") == true)
    }

    @Test(
        arguments: [
            ("", "970403", 1), ("12345678901234567890", "970403", 1), ("1-2", "970403", 1),
            ("1", "97040", 1), ("1", "97040x", 1), ("1", "970403", 0), ("1", "970403", -5),
            ("1", "970403", 10_000_000_000_000), ("١٢", "970403", 1),
        ])
    func `what cannot be paid has no data`(account: String, bank: String, amount: Int) {
        #expect(VietQR.payload(to: account, at: bank, amount: amount, for: "x") == nil)
    }
}

extension String {
    fileprivate func components(after words: String) -> String? {
        range(of: words).map { String(self[$0.upperBound...]) }
    }

    private func range(of words: String) -> Range<String.Index>? { ranges(of: words).first }
}
