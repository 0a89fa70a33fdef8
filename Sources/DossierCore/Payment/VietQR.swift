/// What a bank's app reads to pay a sum to an account: EMVCo merchant-presented data in the
/// Vietnamese profile (NAPAS, technical specification of QR switching, part IV, 1.5.2).
package enum VietQR {
    /// Characters of what the payment is for (ID 62-08).
    package static let purposeMax = 25
    /// đồng; ID 54 has 13 digits at most.
    package static let amounts = 1...9_999_999_999_999

    /// The data as text, to be shown as a QR.
    ///
    /// - Parameters:
    ///   - account: 1…19 of `0-9 A-Z a-z`.
    ///   - bank: the bank's number (BIN) of six digits.
    ///   - amount: in đồng.
    ///   - purpose: for what; other characters than `0-9 A-Z a-z . -` and blanks are left out.
    /// - Returns: nil for a bank, account or amount that cannot be.
    package static func payload(
        to account: String, at bank: String, amount: Int, for purpose: String
    ) -> String? {
        guard isAccount(account, at: bank), amounts.contains(amount) else { return nil }
        let beneficiary = field(0, bank) + field(1, account)
        var data = field(0, "01")
        // For one payment alone: its sum is in it.
        data += field(1, "12")
        data += field(38, field(0, "A000000727") + field(1, beneficiary) + field(2, "QRIBFTTA"))
        data += field(53, "704") + field(54, String(amount)) + field(58, "VN")
        let words = plain(purpose)
        if !words.isEmpty { data += field(62, field(8, words)) }
        data += "6304"
        return data + hexadecimal(crc(data.utf8))
    }

    /// Whether a bank may have that account, by its looks.
    package static func isAccount(_ account: String, at bank: String) -> Bool {
        bank.utf8.count == 6 && bank.utf8.allSatisfy(isDigit)
            && (1...19).contains(account.utf8.count)
            && account.utf8.allSatisfy { isDigit($0) || isLetter($0) }
    }

    /// A field: its number, its length, its value; values here have at most 99 characters.
    private static func field(_ id: Int, _ value: String) -> String {
        twoDigits(id) + twoDigits(value.utf8.count) + value
    }

    /// What banks take; a longer text loses its points and hyphens before its end.
    private static func plain(_ purpose: String) -> String {
        func isWord(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }
        let known = purpose.utf8.filter { isWord($0) || [32, 45, 46].contains($0) }
        let short = known.count <= purposeMax ? known : known.filter(isWord)
        return String(decoding: short.prefix(purposeMax), as: UTF8.self)
    }

    /// CRC-16/CCITT-FALSE: polynomial 1021, from FFFF, over everything with `6304`.
    static func crc(_ bytes: some Sequence<UInt8>) -> UInt16 {
        var crc: UInt16 = 0xFFFF
        for byte in bytes {
            crc ^= UInt16(byte) << 8
            for _ in 0..<8 { crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021 }
        }
        return crc
    }

    private static func hexadecimal(_ number: UInt16) -> String {
        let digits = String(number, radix: 16, uppercase: true)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (65...90).contains(byte) || (97...122).contains(byte)
    }
}
