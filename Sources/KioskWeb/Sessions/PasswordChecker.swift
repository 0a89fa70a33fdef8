import Crypto
import CryptoExtras
import Foundation
import Kiosk

/// Checks passwords against scrypt hashes, one at a time on an executor of its own: each costs
/// about a tenth of a second on purpose.
actor PasswordChecker {
    /// Checks that may wait; one more is turned away, so that nobody can fill the machine with them.
    static let inboxMax = 16

    private nonisolated let executor = SerialQueueExecutor(label: "motcua.passwords")
    private nonisolated let inbox = Inbox<(String, String), Bool>(limit: PasswordChecker.inboxMax)

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Whether the password belongs to the hash; nil when too many wait.
    nonisolated func check(_ password: String, against hash: String) async -> Bool? {
        await inbox.submit((password, hash), wake: scheduleDrain)
    }

    private nonisolated func scheduleDrain() {
        executor.async { self.assumeIsolated { $0.drain() } }
    }

    private func drain() {
        for waiting in inbox.take(1) {
            let (password, hash) = waiting.request
            waiting.reply.resume(returning: Self.matches(password, hash))
        }
        if inbox.mustGoOn() { scheduleDrain() }
    }

    private static func matches(_ password: String, _ hash: String) -> Bool {
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let rounds = Int(parts[1]),
            let blockSize = Int(parts[2]), let parallelism = Int(parts[3]),
            let salt = Data(base64Encoded: String(parts[4])),
            let expected = Data(base64Encoded: String(parts[5])),
            // The library traps on figures that are negative or too large, and an empty hash would
            // fit every password. The configuration's checks are stricter still.
            (2...1 << 20).contains(rounds), (1...32).contains(blockSize),
            (1...16).contains(parallelism), (16...128).contains(expected.count),
            let key = try? KDF.Scrypt.deriveKey(
                from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: salt,
                outputByteCount: expected.count, rounds: rounds, blockSize: blockSize,
                parallelism: parallelism)
        else { return false }
        // Comparing keys takes the same time wherever they differ.
        return key == SymmetricKey(data: expected)
    }
}
