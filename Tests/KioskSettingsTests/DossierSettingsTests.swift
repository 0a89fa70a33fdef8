import Foundation
import Kiosk
import Testing

@testable import KioskSettings

/// What a centre says of its dossiers besides who mints their codes.
@Suite struct DossierSettingsTests {
    private func fixture(_ words: String) throws -> Fixture {
        try Fixture(
            centre: Fixture.centre.replacingOccurrences(
                of: "agencyCode: H53.12}", with: "agencyCode: H53.12, \(words)}"))
    }

    @Test func `all of it is taken as written`() throws {
        let dossier = try fixture(
            "retentionMonths: 24, payment: {bank: \"970436\", account: \"0881000458086\"}, "
                + "sync: {url: 'https://s.vn/a', unit: H53, credentialFile: k.json}"
        ).load().dossier
        #expect(dossier.retentionMonths == 24)
        #expect(dossier.payment == PaymentAccount(bank: "970436", account: "0881000458086"))
        #expect(dossier.sync?.url == "https://s.vn/a" && dossier.sync?.unit == "H53")
        let plain = try Fixture().load().dossier
        #expect(plain.retentionMonths == nil && plain.payment == nil && plain.sync == nil)
    }

    @Test(
        arguments: [
            ("retentionMonths: 0", "1 to 600"), ("retentionMonths: 601", "1 to 600"),
            ("retentionMonths: \"24\"", "1 to 600"),
            ("payment: {bank: \"970436\"}", "no key “account”"),
            ("payment: {bank: \"97043\", account: \"1\"}", "six digits"),
            ("payment: {bank: \"97043x\", account: \"1\"}", "six digits"),
            ("payment: {bank: \"970436\", account: \"1 2\"}", "1 to 19"),
            ("payment: {bank: \"970436\", account: \"12345678901234567890\"}", "1 to 19"),
            ("payment: {bank: \"970436\", account: \"1\", name: x}", "unknown key “name”"),
            ("sync: {url: 'http://s.vn/a', unit: H53, credentialFile: k}", "https"),
        ])
    func `what cannot be is told with its line`(words: String, says: String) throws {
        let found = try fixture(words).mistakes()
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.description.contains(says) == true, "\(found)")
        #expect(found.first?.file == "centre.yaml" && (found.first?.line ?? 0) > 0)
    }
}
