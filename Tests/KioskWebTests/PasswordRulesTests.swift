import Kiosk
import Testing

@testable import KioskWeb

/// Which passwords are taken.
@Suite struct PasswordRulesTests {
    private let rules = PasswordRules(names: ["Trung tâm phường Kiến Tường", "Hộ tịch"])

    private func fault(_ password: String, _ role: Role = .clerk) -> PasswordRules.Fault? {
        rules.fault(in: password, role: role, user: "nguyen-lan")
    }

    @Test(arguments: [
        "thuyen-chai-72", "con meo ngu tren mai", "vuot song bien dong", "x9$kLm2#qTr",
        "correct horse battery", "Đường về nhà xa lắm",
    ])
    func `a long one that nobody tries first is taken`(password: String) {
        #expect(fault(password) == nil)
    }

    @Test func `a manager's is longer than a clerk's`() {
        #expect(fault("vuot-ho") == .short)
        #expect(fault("vuot-ho8") == nil)
        #expect(fault("vuot-ho8", .manager) == .short)
        #expect(fault("vuot-ho8-xe", .admin) == .short)
        #expect(fault("vuot-ho8-xe1", .admin) == nil)
        #expect(fault(String(repeating: "ab3 x9q ", count: 16)) == .common, "said sixteen times")
        let long = (0..<129).map { "\($0 % 7)\($0 % 10)" }.joined()
        #expect(fault(String(long.prefix(128))) == nil)
        #expect(fault(String(long.prefix(129))) == .long)
    }

    @Test(arguments: [
        "password", "Password1", "p@ssw0rd", "P4ssw0rd!!", "12345678", "87654321", "abcdefgh",
        "aaaaaaaa", "abababab", "abcabcabc", "matkhau123", "MậtKhẩu1", "anhyeuem99", "qwertyuiop",
        "vietnam2026", "iloveyou", "11112222", "1234567890",
    ])
    func `one that everybody tries first is not`(password: String) {
        #expect(fault(password) == .common, "\(password)")
    }

    @Test(arguments: [
        "KienTuong2026", "kientuong", "nguyen-lan1", "nguyen-lan", "1HoTich2026", "trungtam-2026",
    ])
    func `nor one made of names that everybody knows`(password: String) {
        #expect([.near, .common].contains(fault(password)), "\(password)")
    }
}
