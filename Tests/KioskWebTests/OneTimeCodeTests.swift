import Foundation
import Kiosk
import Testing

@testable import KioskWeb

/// Codes as every authenticator makes them.
@Suite struct OneTimeCodeTests {
    private static let secret = Array("12345678901234567890".utf8)

    /// RFC 6238, appendix B, SHA-1.
    @Test(arguments: [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"),
        (1_234_567_890, "89005924"), (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
    func `the standard's examples come out`(seconds: Int64, code: String) {
        let step = OneTimeCode.step(at: seconds * 1_000)
        #expect(OneTimeCode.code(Self.secret, step: step, digits: 8) == code)
        #expect(OneTimeCode.code(Self.secret, step: step) == code.suffix(6))
    }

    /// RFC 4226, appendix D.
    @Test func `the counter's examples come out`() {
        let codes = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583",
            "399871", "520489",
        ]
        #expect((0..<10).map { OneTimeCode.code(Self.secret, step: $0) } == codes)
    }

    /// RFC 4648, section 10, without padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"),
        ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI"),
    ])
    func `secrets are typed in Base32`(text: String, typed: String) {
        #expect(Base32.text(Array(text.utf8)) == typed)
    }

    @Test func `one step early or late is right, two are not`() {
        let now: Int64 = 1_000
        for step in now - 1...now + 1 {
            let code = OneTimeCode.code(Self.secret, step: step)
            #expect(OneTimeCode.step(of: code, Self.secret, at: now) == step)
        }
        for step in [now - 2, now + 2] {
            let code = OneTimeCode.code(Self.secret, step: step)
            #expect(OneTimeCode.step(of: code, Self.secret, at: now) == nil)
        }
        for typed in ["", "12345", "1234567", "abcdef", "٠٠٠٠٠٠"] {
            #expect(OneTimeCode.step(of: typed, Self.secret, at: now) == nil)
        }
    }

    @Test func `a secret opens under its own key and for its own account alone`() throws {
        let key = PersonHash.freshSecret()
        let setup = CodeSetup()
        let kept = try CodeBook(key: key).sealed(setup, for: "admin1")
        #expect(CodeBook(key: key).secret(kept, of: "admin1") == setup.secret)
        #expect(CodeBook(key: key).secret(kept, of: "admin2") == nil)
        #expect(CodeBook(key: PersonHash.freshSecret()).secret(kept, of: "admin1") == nil)
        #expect(setup.secret.count == 20 && Set(setup.recoveryCodes).count == 8)
        for code in setup.recoveryCodes {
            #expect(code.wholeMatch(of: /([A-Z2-7]{4}-){2}[A-Z2-7]{4}/) != nil)
            #expect(kept.recoveryHashes.contains(CodeBook.recoveryHash(code.lowercased())))
        }
    }

    @Test func `an authenticator gets name, secret and issuer`() throws {
        let setup = CodeSetup()
        let uri = setup.uri(user: "manager-1", centre: "H53.12.3")
        let parts = try #require(URLComponents(string: uri))
        #expect(parts.scheme == "otpauth" && parts.host == "totp")
        #expect(parts.path == "/motcua H53.12.3:manager-1")
        let items = Dictionary(
            uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        #expect(items == ["secret": setup.text, "issuer": "motcua H53.12.3"])
    }
}
