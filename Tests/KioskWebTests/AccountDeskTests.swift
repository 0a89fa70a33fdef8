import Kiosk
import KioskTesting
import Logging
import QueueCore
import Testing

@testable import KioskWeb

/// Who is let in, and what a right password may still lack.
@Suite(.timeLimit(.minutes(5)))
struct AccountDeskTests {
    private let store = MemoryStore()
    private let clock = StandingClock()
    private let key = PersonHash.freshSecret()
    private let setup = CodeSetup()

    private func keeper(
        _ codes: SignInRules.OneTimeCodes = .required,
        _ change: (inout Configuration) -> Void = { _ in }
    ) -> SessionKeeper {
        var configuration = Configuration.withPeople
        configuration.signIn.oneTimeCodes = codes
        change(&configuration)
        return SessionKeeper(
            configuration: configuration, store: store, clock: clock, codeKey: key,
            logger: ControllerRig.silent)
    }

    private func claim(
        _ user: String = "admin1", _ password: String = "motcua", code: String? = nil,
        new: String? = nil
    ) -> SignInClaim {
        SignInClaim(user: user, password: password, code: code, newPassword: new)
    }

    private func enrol(_ user: String = "admin1") async throws {
        try await store.keep(CodeBook(key: key).sealed(setup, for: user), of: user)
    }

    private var code: String {
        OneTimeCode.code(
            setup.secret, step: OneTimeCode.step(at: clock.now().millisecondsSinceEpoch))
    }

    /// The code of the refusal; nil when the claim was believed.
    private func refusal(
        _ keeper: SessionKeeper, _ claim: SignInClaim, from client: ClientAddress = .local
    ) async throws -> String? {
        do {
            _ = try await keeper.signIn(claim, from: client)
            return nil
        } catch let problem as Problem {
            return problem.code
        }
    }

    @Test func `an admin needs a code, and each one opens once`() async throws {
        let keeper = keeper()
        #expect(try await refusal(keeper, claim()) == "code-not-set")
        try await enrol()
        #expect(try await refusal(keeper, claim()) == "code-required")
        #expect(try await refusal(keeper, claim(code: "000000")) == "wrong-code")
        let first = code
        #expect(try await refusal(keeper, claim(code: first)) == nil)
        #expect(try await refusal(keeper, claim(code: first)) == "wrong-code")
        clock.advance(by: .seconds(30))
        // The code before is right for another step, but used up by the later one.
        #expect(try await refusal(keeper, claim(code: first)) == "wrong-code")
    }

    @Test func `only a right password hears of codes`() async throws {
        try await enrol()
        let keeper = keeper()
        for wrong in [
            claim("admin1", "wrong"), claim("admin1", "wrong", code: code),
            claim("nobody", "motcua"), claim("nobody", "motcua", code: code),
        ] {
            #expect(try await refusal(keeper, wrong) == "wrong-password")
        }
        #expect(try await refusal(keeper, claim(code: code)) == nil, "no code was used up")
    }

    @Test func `a clerk needs one from outside the hall alone`() async throws {
        let keeper = keeper(.required) {
            $0.signIn.hallNetworks = [AddressRange(address: [10, 1, 0, 0], bits: 16)!]
        }
        let clerk = claim("clerk6")
        #expect(try await refusal(keeper, clerk) == nil)
        #expect(try await refusal(keeper, clerk, from: .at("10.1.2.3")) == nil)
        #expect(try await refusal(keeper, clerk, from: .at("::ffff:10.1.2.3")) == nil)
        for outside in ["10.2.0.1", "203.0.113.7", "2001:db8::1"] {
            #expect(try await refusal(keeper, clerk, from: .at(outside)) == "code-not-set")
        }
        try await enrol("clerk6")
        #expect(try await refusal(keeper, clerk, from: .at("10.2.0.1")) == "code-required")
        let whole = claim("clerk6", code: code)
        #expect(try await refusal(keeper, whole, from: .at("10.2.0.1")) == nil)
        #expect(try await refusal(keeper, clerk, from: .at("10.1.2.3")) == nil, "inside still")
    }

    @Test func `where codes are optional those who have them give them`() async throws {
        let keeper = keeper(.optional)
        #expect(try await refusal(keeper, claim()) == nil)
        try await enrol()
        #expect(try await refusal(keeper, claim()) == "code-required")
    }

    @Test func `a recovery code opens once, whatever its spelling`() async throws {
        try await enrol()
        let keeper = keeper()
        let paper = setup.recoveryCodes[3]
        let typed = claim(code: paper.lowercased().replacing("-", with: " "))
        #expect(try await refusal(keeper, typed) == nil)
        #expect(try await refusal(keeper, claim(code: paper)) == "wrong-code")
        #expect(try await refusal(keeper, claim(code: setup.recoveryCodes[4])) == nil)
    }

    @Test func `who guesses codes is slowed down from wherever, and nobody else`() async throws {
        try await enrol()
        try await enrol("clerk6")
        let keeper = keeper(.optional)
        for place in 1...SignInGuard.freeFailures {
            let client = try ClientAddress.at("10.0.0.\(place)")
            #expect(try await refusal(keeper, claim(code: "0"), from: client) == "wrong-code")
        }
        #expect(
            try await refusal(keeper, claim(code: code), from: .at("10.0.0.99")) == "too-many")
        // Without the password nobody gets so far as to slow the account down.
        for _ in 0..<10 {
            _ = try await refusal(keeper, claim("clerk6", "x"), from: .at("10.7.7.7"))
        }
        #expect(
            try await refusal(keeper, claim("clerk6", code: code), from: .at("10.0.0.1")) == nil)
    }

    @Test func `a password of one time opens nothing but the way to a new one`() async throws {
        let keeper = keeper(.optional) { $0.accounts.removeAll { $0.role == .admin } }
        let given = try #require(try await FirstAdmin.password(store))
        #expect(given.wholeMatch(of: /([a-z2-9]{4}-){2}[a-z2-9]{4}/) != nil)
        #expect(try await refusal(keeper, claim("admin", given)) == "new-password-required")
        #expect(try await refusal(keeper, claim("admin", given, new: "short")) == "password-short")
        #expect(try await refusal(keeper, claim("admin", given, new: given)) == "password-same")
        let again = try #require(try await FirstAdmin.password(store), "as long as nobody used it")
        #expect(try await refusal(keeper, claim("admin", given)) == "wrong-password")
        let new = "con meo ngu tren mai"
        #expect(try await refusal(keeper, claim("admin", again, new: new)) == nil)
        #expect(try await refusal(keeper, claim("admin", again)) == "wrong-password")
        #expect(try await refusal(keeper, claim("admin", new)) == nil)
        #expect(try await FirstAdmin.password(store) == nil)
    }

    @Test func `a centre with an admin of its own has no other`() async throws {
        _ = try await FirstAdmin.password(store)
        #expect(!Configuration.withPeople.needsFirstAdmin)
        #expect(keeper().people["admin"] == nil)
    }

    @Test func `a changed password holds until the configuration has another`() async throws {
        let keeper = keeper(.optional)
        let new = "thuyen-chai-72"
        try await keeper.people.change("motcua", to: new, of: "clerk6", from: .local)
        #expect(try await refusal(keeper, claim("clerk6")) == "wrong-password")
        #expect(try await refusal(keeper, claim("clerk6", new)) == nil)
        #expect(try await refusal(self.keeper(.optional), claim("clerk6", new)) == nil)
        let other = try SecretHash.of("duong ve nha", cost: 1 << 10)
        let reset = self.keeper(.optional) { $0.accounts[0].passwordHash = other }
        #expect(try await refusal(reset, claim("clerk6", new)) == "wrong-password")
        #expect(try await refusal(reset, claim("clerk6", "duong ve nha")) == nil)
    }

    @Test func `changing a password needs the one before`() async throws {
        let keeper = keeper(.optional)
        let problem = await #expect(throws: Problem.self) {
            try await keeper.people.change(
                "wrong", to: "thuyen-chai-72", of: "clerk6", from: .local)
        }
        #expect(problem?.code == "wrong-password")
    }
}
