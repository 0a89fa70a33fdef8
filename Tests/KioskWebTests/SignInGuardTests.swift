import Foundation
import HTTPTypes
import KioskTesting
import NIOCore
import Synchronization
import Testing

@testable import KioskWeb

extension ClientAddress {
    /// This machine.
    static var local: ClientAddress { ClientAddress(nil) }

    /// A machine by its address.
    static func at(_ text: String) throws -> ClientAddress {
        ClientAddress(try SocketAddress(ipAddress: text, port: 40_000))
    }
}

/// Guessing is slowed down for who guesses, and for nobody else.
@Suite struct SignInGuardTests {
    /// Time that stands until it is moved.
    private final class Time: Sendable {
        private let state = Mutex(Duration.seconds(1_000))

        func read() -> Duration { state.withLock { $0 } }
        func advance(by length: Duration) { state.withLock { $0 += length } }
    }

    private let time = Time()

    private func makeGuard() -> SignInGuard { SignInGuard(uptime: { [time] in time.read() }) }

    /// Guesses wrong at once; returns the seconds to wait when it was turned away.
    private func guess(
        _ keeper: SignInGuard, _ user: String, _ client: ClientAddress
    ) -> Int? {
        do throws(Problem) {
            keeper.settle(try keeper.admit(user, from: client), .wrong)
            return nil
        } catch {
            return error.headers[.retryAfter].flatMap { Int($0) } ?? -1
        }
    }

    @Test func `an address fails so often and not once more, and then now and then`() throws {
        let (keeper, guesser) = (makeGuard(), try ClientAddress.at("192.0.2.7"))
        for count in 0..<SignInGuard.burst {
            #expect(guess(keeper, "user\(count)", guesser) == nil, "\(count)")
        }
        #expect(guess(keeper, "another", guesser) == 30)
        time.advance(by: .seconds(29.5))
        #expect(guess(keeper, "another", guesser) == 1)
        time.advance(by: .seconds(0.5))
        #expect(guess(keeper, "another", guesser) == nil)
        #expect(guess(keeper, "another", guesser) == 30)
        // Turned away, it costs nothing; nobody else waits.
        #expect(guess(keeper, "user0", try .at("192.0.2.8")) == nil)
        time.advance(by: SignInGuard.refillTime * SignInGuard.burst)
        for count in 0..<SignInGuard.burst {
            #expect(guess(keeper, "later\(count)", guesser) == nil, "\(count)")
        }
        #expect(guess(keeper, "later", guesser) != nil)
    }

    @Test func `an account pauses longer and longer, for the guesser alone`() throws {
        let (keeper, guesser) = (makeGuard(), try ClientAddress.at("192.0.2.7"))
        let owner = try ClientAddress.at("192.0.2.8")
        for _ in 0..<SignInGuard.freeFailures {
            #expect(guess(keeper, "clerk6", guesser) == nil)
        }
        for pause in [2, 4, 8, 16, 32] {
            #expect(guess(keeper, "clerk6", guesser) == pause)
            #expect(guess(keeper, "clerk\(pause)", guesser) == nil, "another account")
            time.advance(by: .seconds(pause) - .milliseconds(1))
            #expect(guess(keeper, "clerk6", guesser) == 1)
            time.advance(by: .milliseconds(1))
            #expect(guess(keeper, "clerk6", guesser) == nil)
        }
        #expect(guess(keeper, "clerk6", owner) == nil)
        #expect(SignInGuard.pause(after: 1_000) == SignInGuard.pauseMax)
        time.advance(by: SignInGuard.memoryTime)
        for _ in 0..<SignInGuard.freeFailures {
            #expect(guess(keeper, "clerk6", guesser) == nil, "forgotten")
        }
    }

    @Test func `who gets it right owes nothing`() throws {
        let (keeper, clerk) = (makeGuard(), try ClientAddress.at("192.0.2.7"))
        for round in 0..<(3 * SignInGuard.burst) {
            for _ in 0..<(SignInGuard.freeFailures - 1) where round < 3 {
                #expect(guess(keeper, "clerk6", clerk) == nil)
            }
            keeper.settle(try keeper.admit("clerk6", from: clerk), .right)
        }
        time.advance(by: SignInGuard.refillTime * SignInGuard.burst)
        keeper.settle(try keeper.admit("clerk6", from: clerk), .right)
        #expect(keeper.size == (0, 0))
    }

    @Test func `what nobody looked at is no failure`() throws {
        let (keeper, clerk) = (makeGuard(), try ClientAddress.at("192.0.2.7"))
        for _ in 0..<(2 * SignInGuard.burst) {
            keeper.settle(try keeper.admit("clerk6", from: clerk), .unchecked)
        }
        #expect(guess(keeper, "clerk6", clerk) == nil)
    }

    @Test func `an address has so many checks at a time, and this machine all there are`() throws {
        let (keeper, office) = (makeGuard(), try ClientAddress.at("192.0.2.7"))
        for count in 0..<SignInGuard.inFlightMax {
            _ = try keeper.admit("user\(count)", from: office)
        }
        #expect(throws: Problem.self) { try keeper.admit("user", from: office) }
        for count in 0..<PasswordChecker.inboxMax {
            _ = try keeper.admit("user\(count)", from: .local)
        }
        #expect(throws: Problem.self) { try keeper.admit("user", from: .local) }
    }

    @Test func `it remembers so many addresses and accounts, and one more costs the least`() throws
    {
        let keeper = makeGuard()
        let worst = try ClientAddress.at("198.51.100.1")
        for count in 0..<SignInGuard.burst { _ = guess(keeper, "user\(count)", worst) }
        for count in 1..<SignInGuard.addressesMax {
            _ = guess(keeper, "x", try .at("10.0.\(count / 256).\(count % 256)"))
        }
        #expect(keeper.size.addresses == SignInGuard.addressesMax)
        for count in 0..<10 { _ = guess(keeper, "x", try .at("10.9.0.\(count)")) }
        #expect(keeper.size.addresses == SignInGuard.addressesMax)
        #expect(guess(keeper, "y", worst) != nil, "who owes most is not forgotten")
        time.advance(by: .seconds(1))
        let patient = try ClientAddress.at("203.0.113.1")
        for count in 0..<(SignInGuard.accountsMax + 5) {
            #expect(guess(keeper, "user\(count)", patient) == nil)
            time.advance(by: SignInGuard.refillTime)
        }
        #expect(
            keeper.size.accounts <= SignInGuard.addressesMax + SignInGuard.burst
                + SignInGuard.accountsMax)
    }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7", true), ("192.0.2.7", "192.0.2.8", false),
        ("::ffff:192.0.2.7", "192.0.2.7", true), ("2001:db8::1", "2001:db8::ffff:2", true),
        ("2001:db8::1", "2001:db8:0:1::1", false), ("::1", "127.0.0.1", false),
    ])
    func `addresses of one machine are one`(one: String, other: String, isSame: Bool) throws {
        #expect((try ClientAddress.at(one) == .at(other)) == isSame)
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.8.8.8", true), ("::1", true), ("::ffff:127.0.0.1", true),
        ("192.0.2.7", false), ("::2", false), ("2001:db8::1", false), ("10.0.0.1", false),
    ])
    func `this machine is known by its addresses`(text: String, isLocal: Bool) throws {
        #expect(try ClientAddress.at(text).isLocal == isLocal)
    }
}

/// The same through the door.
@Suite(.timeLimit(.minutes(5)))
struct SignInLimitTests {
    private func signIn(
        _ site: Site, _ user: String, _ password: String, from address: String
    ) async throws -> Site.Reply {
        try await site.send(
            .post, "/api/v1/session", body: "{\"user\":\"\(user)\",\"password\":\"\(password)\"}",
            from: address)
    }

    @Test func `a guesser hears 429 and when to come back, the owner signs in`() async throws {
        let site = try await Site(uptime: { .seconds(50) })
        for _ in 0..<SignInGuard.freeFailures {
            let wrong = try await signIn(site, "clerk6", "guess", from: "192.0.2.7")
            #expect(wrong.status == 401)
        }
        // Even with the right word: or the pause would tell which one it is.
        for password in ["guess", "motcua"] {
            let turnedAway = try await signIn(site, "clerk6", password, from: "192.0.2.7")
            #expect(turnedAway.status == 429)
            #expect(turnedAway.code == "too-many")
            #expect(turnedAway.headers[.retryAfter] == "2")
        }
        #expect(try await signIn(site, "admin1", "motcua", from: "192.0.2.7").status == 200)
        #expect(try await signIn(site, "clerk6", "motcua", from: "192.0.2.8").status == 200)
    }
}
