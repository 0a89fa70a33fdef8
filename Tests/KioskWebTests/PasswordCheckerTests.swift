import Foundation
import Testing

@testable import KioskWeb

/// Passwords are checked one at a time, and only so many wait.
@Suite struct PasswordCheckerTests {
    private static let hash =
        "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==$DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I="

    @Test(.timeLimit(.minutes(5)))
    func `more checks than may wait are turned away, and all others are right`() async {
        let checker = PasswordChecker()
        let asked = 3 * PasswordChecker.inboxMax
        let answers = await withTaskGroup(of: Bool?.self) { group in
            for _ in 0..<asked {
                group.addTask { await checker.check("motcua", against: Self.hash) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count == asked)
        #expect(answers.count { $0 == nil } > 0)
        #expect(answers.count { $0 == true } >= PasswordChecker.inboxMax)
        #expect(!answers.contains(false))
        // Being full passes.
        #expect(await checker.check("motcua", against: Self.hash) == true)
        #expect(await checker.check("Motcua", against: Self.hash) == false)
    }

    @Test(arguments: [
        "", "motcua", "scrypt", "scrypt$16384$8$1$AAAA", "scrypt$16384$8$1$AAAA$",
        "scrypt$16384$8$1$$", "scrypt$x$8$1$AAAA$AAAA", "scrypt$3$8$1$AAAA$AAAA",
        "scrypt$0$8$1$AAAA$AAAA", "scrypt$-1$8$1$AAAA$AAAA", "scrypt$16384$-8$1$AAAA$AAAA",
        "scrypt$16384$8$0$AAAA$AAAA", "scrypt$16384$8$1$A!$AAAA",
        "scrypt$9223372036854775807$8$1$AAAA$AAAA", "bcrypt$16384$8$1$AAAA$AAAA",
    ])
    func `a hash that is none has no password`(hash: String) async {
        #expect(await PasswordChecker().check("motcua", against: hash) == false)
    }

    /// What `motcua account` prints is what an account is checked against.
    @Test(arguments: ["4704", "mật khẩu dài của cán bộ"])
    func `a hash that was made here has its secret and no other`(secret: String) async throws {
        let hash = try SecretHash.of(secret, cost: 1 << 10)
        let checker = PasswordChecker()
        #expect(await checker.check(secret, against: hash) == true)
        #expect(await checker.check(secret + "1", against: hash) == false)
        // An accent typed as a letter of its own is the same accent.
        let decomposed = secret.decomposedStringWithCanonicalMapping
        #expect(await checker.check(decomposed, against: hash) == true)
        #expect(try SecretHash.of(secret, cost: 1 << 10) != hash)
    }
}
