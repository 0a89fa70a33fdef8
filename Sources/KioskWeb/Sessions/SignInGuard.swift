import Crypto
import Foundation
import Synchronization

/// Slows down who guesses passwords, and nobody else.
///
/// What counts is kept per address that guesses: so many failures at once, then one now and then;
/// and after a few failures at one account a growing pause for that account. An account itself is
/// never locked, so that nobody can shut a clerk out by guessing at the clerk's name from elsewhere.
final class SignInGuard: Sendable {
    /// Failures that an address may have at once.
    static let burst = 20
    /// After this time an address may fail once more.
    static let refillTime = Duration.seconds(30)
    /// Failures at one account before it pauses for this address.
    static let freeFailures = 3
    /// The longest such pause.
    static let pauseMax = Duration.seconds(900)
    /// Failures at an account are forgotten after this time.
    static let memoryTime = Duration.seconds(3_600)
    /// Checks of one address at a time: it must not fill the inbox of the checker.
    static let inFlightMax = 4
    /// Addresses remembered; the one that owes least makes room.
    static let addressesMax = 1_024
    /// Accounts remembered of one address; the one that failed longest ago makes room.
    static let accountsMax = 32

    /// A check that was admitted; `settle` says what came of it.
    struct Attempt: Sendable {
        fileprivate let address: String
        fileprivate let account: String
    }

    /// What came of a check.
    enum Outcome: Sendable {
        case right, wrong
        /// Nobody looked at the password.
        case unchecked
    }

    fileprivate struct Failures {
        var count = 0
        var last = Duration.zero
        var notBefore = Duration.zero
    }

    fileprivate struct Guesser {
        /// When it will owe nothing; each failure puts it off by `refillTime`.
        var clearAt = Duration.zero
        var inFlight = 0
        var accounts: [String: Failures] = [:]
    }

    private let guessers = Mutex<[String: Guesser]>([:])
    private let uptime: @Sendable () -> Duration

    /// A guard that knows nobody.
    ///
    /// - Parameter uptime: time that nobody can set.
    init(uptime: @escaping @Sendable () -> Duration) {
        self.uptime = uptime
    }

    /// Addresses and accounts remembered now.
    var size: (addresses: Int, accounts: Int) {
        guessers.withLock { guessers in
            (guessers.count, guessers.values.reduce(0) { $0 + $1.accounts.count })
        }
    }

    /// Admits a check, which counts as failed until it is settled.
    ///
    /// - Parameters:
    ///   - user: the account's name as typed; need not exist.
    ///   - client: who asks.
    /// - Returns: what `settle` wants.
    /// - Throws: `Problem`: 429 with the time to wait.
    func admit(_ user: String, from client: ClientAddress) throws(Problem) -> Attempt {
        let attempt = Attempt(
            address: client.network,
            // As long as any, whatever was typed.
            account: SHA256.hash(data: Data(user.utf8)).hexadecimalText)
        let now = uptime()
        let wait = guessers.withLock { guessers in
            var guesser = guessers[attempt.address] ?? Guesser()
            let limit = client.isLocal ? PasswordChecker.inboxMax : Self.inFlightMax
            let wait = guesser.admit(attempt.account, at: now, inFlightMax: limit)
            if guessers[attempt.address] == nil, guessers.count >= Self.addressesMax,
                let least = guessers.filter({ $0.value.inFlight == 0 })
                    .min(by: { $0.value.clearAt < $1.value.clearAt })
            {
                guessers[least.key] = nil
            }
            guessers[attempt.address] = guesser
            return wait
        }
        guard wait > .zero else { return attempt }
        // Rounded up: who comes back in time must not be early.
        let (seconds, rest) = wait.components
        throw .tooMany(retryAfterSeconds: Int(seconds) + (rest > 0 ? 1 : 0))
    }

    /// Says what came of an attempt.
    func settle(_ attempt: Attempt, _ outcome: Outcome) {
        guessers.withLock { guessers in
            guard var guesser = guessers[attempt.address] else { return }
            guesser.inFlight -= 1
            if outcome != .wrong { guesser.clearAt -= Self.refillTime }
            switch outcome {
            case .right: guesser.accounts[attempt.account] = nil
            case .unchecked: guesser.forgive(attempt.account)
            case .wrong: break
            }
            let isBlank = guesser.inFlight == 0 && guesser.accounts.isEmpty
            guessers[attempt.address] = isBlank && guesser.clearAt <= uptime() ? nil : guesser
        }
    }
}

fileprivate extension SignInGuard.Guesser {
    /// Counts one failure in advance, or says how long to wait.
    mutating func admit(
        _ account: String, at now: Duration, inFlightMax: Int
    ) -> Duration {
        accounts = accounts.filter { now - $0.value.last < SignInGuard.memoryTime }
        var failures = accounts[account] ?? SignInGuard.Failures()
        let owes = max(clearAt, now)
        let room = SignInGuard.refillTime * (SignInGuard.burst - 1)
        let wait = max(failures.notBefore - now, owes - now - room)
        guard wait <= .zero else { return wait }
        guard inFlight < inFlightMax else { return .seconds(1) }
        if accounts[account] == nil, accounts.count >= SignInGuard.accountsMax,
            let oldest = accounts.min(by: { $0.value.last < $1.value.last })
        {
            accounts[oldest.key] = nil
        }
        failures.count += 1
        failures.last = now
        failures.notBefore = now + SignInGuard.pause(after: failures.count)
        accounts[account] = failures
        clearAt = owes + SignInGuard.refillTime
        inFlight += 1
        return .zero
    }

    /// Takes one failure back.
    mutating func forgive(_ account: String) {
        guard var failures = accounts[account] else { return }
        failures.count -= 1
        failures.notBefore = failures.last + SignInGuard.pause(after: failures.count)
        accounts[account] = failures.count > 0 ? failures : nil
    }
}

extension SignInGuard {
    /// None for the first failures, then 2, 4, 8 … seconds.
    static func pause(after failures: Int) -> Duration {
        guard failures >= freeFailures else { return .zero }
        return min(pauseMax, .seconds(1 << min(failures - freeFailures + 1, 20)))
    }
}
