import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite struct `How the server is reached and who signs in` {
    private func load(_ old: String, _ new: String) throws -> Configuration {
        #expect(Fixture.centre.contains(old))
        return try Fixture(centre: Fixture.centre.replacing(old, with: new)).load()
    }

    @Test func `other machines are served over TLS, or plainly where that is said`() throws {
        let listen = "listen: {host: 127.0.0.1, port: 8080}"
        #expect(try load(listen, "").tls == nil)
        let hidden = try load(listen, "listen: {host: 0.0.0.0}\ntls: self-signed")
        #expect(hidden.tls == .selfSigned && hidden.scheme == "https")
        let plain = try load(listen, "listen: {host: 0.0.0.0, plainHTTP: allowed}")
        #expect(plain.tls == nil && plain.listen.allowsPlainHTTP && plain.scheme == "http")
    }

    @Test func `certificates lie where the configuration lies`() throws {
        let tls = "listen: {host: 0.0.0.0}\ntls: {certificate: tls/a.pem, key: /dev/null}"
        let fixture = try Fixture(
            centre: Fixture.centre.replacing("listen: {host: 127.0.0.1, port: 8080}", with: tls))
        let folder = fixture.folder.appending(path: "tls")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data().write(to: folder.appending(path: "a.pem"))
        let files = try fixture.load().tls
        guard case .files(let certificate, let key)? = files else {
            Issue.record("\(files as Any)")
            return
        }
        #expect(certificate.hasSuffix("/tls/a.pem") && key == "/dev/null")
    }

    static let wrong = [
        Spoiling("127.0.0.1", "0.0.0.0", at: "listen", says: "without tls", "tls: self-signed"),
        Spoiling("127.0.0.1", "hall.example", at: "listen", says: "hall.example", "without tls"),
        Spoiling(
            "port: 8080}", "port: 8080, plainHTTP: yes}", at: "listen", says: "refused or allowed"),
        Spoiling("procedures: ", "tls: selfsigned\nprocedures: ", at: "tls", says: "self-signed"),
        Spoiling(
            "procedures: ", "tls: {certificate: a.pem}\nprocedures: ", at: "tls", says: "no key"),
        Spoiling(
            "procedures: ", "tls: {certificate: a.pem, key: /dev/null}\nprocedures: ", at: "tls",
            says: "“a.pem”", "may read"),
        Spoiling("procedures: ", "signIn: {x: 1}\nprocedures: ", at: "signIn", says: "unknown key"),
        Spoiling(
            "procedures: ", "signIn: {oneTimeCodes: no}\nprocedures: ", at: "signIn",
            says: "required or optional"),
    ]

    @Test(arguments: wrong) func `a mistake is found in its line`(_ spoiling: Spoiling) throws {
        try spoiling.check()
    }

    @Test func `who is outside the hall's network or leads it needs a code`() throws {
        let rules = try load(
            "procedures: ",
            "signIn: {hallNetworks: [10.1.2.0/24, \"fd12::/48\", 10.9.9.9]}\nprocedures: "
        ).signIn
        let inside: [UInt8] = [10, 1, 2, 200]
        #expect(!rules.wantsCode(from: inside, .clerk))
        #expect(!rules.wantsCode(from: nil, .clerk), "this machine")
        #expect(!rules.wantsCode(from: [10, 9, 9, 9], .clerk))
        #expect(!rules.wantsCode(from: [0xFD, 0x12] + Array(repeating: 0, count: 14), .clerk))
        for outside: [UInt8] in [
            [10, 1, 3, 1], [10, 9, 9, 8], [0xFD, 0x13] + Array(repeating: 0, count: 14),
        ] {
            #expect(rules.wantsCode(from: outside, .clerk), "\(outside)")
        }
        #expect(rules.wantsCode(from: inside, .manager) && rules.wantsCode(from: nil, .admin))
        let usual = SignInRules()
        #expect(!usual.wantsCode(from: [192, 168, 1, 5], .clerk))
        #expect(!usual.wantsCode(from: [172, 31, 0, 1], .clerk))
        #expect(usual.wantsCode(from: [172, 32, 0, 1], .clerk))
        var optional = usual
        optional.oneTimeCodes = .optional
        #expect(!optional.wantsCode(from: [8, 8, 8, 8], .admin))
    }

    @Test(arguments: [
        "10.0.0.0/33", "10.0.0.7/24", "10.0.0/8", "::/129", "hall", "10.0.0.0/", "10.0.0.0/8/8",
        "10.0.0.0/-1", "/8",
    ])
    func `what is no network is no network`(text: String) throws {
        let error = #expect(throws: ConfigurationMistakes.self) {
            try load("procedures: ", "signIn: {hallNetworks: [\"\(text)\"]}\nprocedures: ")
        }
        #expect(error?.description.contains("“\(text)”") == true, "\(error as Any)")
    }
}
