package import QueueCore

/// A key of a clerk's keypad, whatever is printed on it.
package enum ClerkKey: String, Hashable, Sendable, CaseIterable {
    case zero = "0"
    case one = "1"
    case two = "2"
    case three = "3"
    case four = "4"
    case five = "5"
    case six = "6"
    case seven = "7"
    case eight = "8"
    case nine = "9"
    case next, recall, start, complete
    case noShow = "no-show"
    case transfer, park, pause, enter, cancel

    /// The digit that it types; nil for a key that does something.
    package var digit: Int? { Int(rawValue) }
}

/// One key going down; auto-repeat is already removed.
///
/// A keypad that sends what was typed together with the key is told as several: the digits, without
/// zeros before them, then the key. Its driver numbers them, so that none is taken for a bounce,
/// and tells a frame that came twice once.
package struct KeyEvent: Hashable, Sendable {
    package let key: ClerkKey
    /// The keypad's own count of its keys, where it keeps one.
    ///
    /// The same number again is the same press, told twice. A driver that polls takes the first
    /// number after a start for old.
    package let sequence: Int?
    package let at: Instant

    package init(_ key: ClerkKey, sequence: Int? = nil, at: Instant) {
        self.key = key
        self.sequence = sequence
        self.at = at
    }
}

/// What a clerk sees of what was typed, on the keypad and for a moment on the counter's board.
package enum KeypadFeedback: Hashable, Sendable {
    /// Digits as typed.
    case typed(String)
    /// So many digits of a PIN; which ones is nobody's business.
    case hidden(Int)
    /// Which outcome? A digit from 1 to 5 answers.
    case outcome
    /// Where to? Digits and enter answer.
    case transfer
    /// It is done, or taken back: the counter's own state shows again.
    case done
    case refused(KeypadFault)
}

/// Why a key had no effect; the number stands on the board as `Er 2`.
package enum KeypadFault: Int, Hashable, Sendable, CaseIterable, Error {
    /// The key says nothing here.
    case meaningless = 1
    /// Nobody waits whom this clerk may serve here.
    case nobody = 2
    /// The counter or its citizen is in another state.
    case state = 3
    /// Too soon for the next invitation, or for a no-show without a reason.
    case soon = 4
    /// There is no such counter or line.
    case unknown = 5
    /// A wrong PIN, or one of a clerk who serves at another counter.
    case pin = 6
    /// Too many wrong PINs: wait.
    case wait = 7
    /// The invitations are used up: no-show is next.
    case exhausted = 8
    /// The centre is not ready.
    case unavailable = 9
}

/// A clerk's keypad at a counter.
///
/// Its driver reports its health on the `HealthBoard` as family `keypad`.
package protocol Keypad: DeviceDriver {
    var counter: CounterNumber { get }
    /// Every key from now on; the newest 64 are kept for a slow reader. One reader at a time.
    var keys: AsyncStream<KeyEvent> { get }
    /// Shows feedback where the keypad has lights or digits; others do nothing. Best effort, at
    /// most one second.
    func show(_ feedback: KeypadFeedback) async
}

/// Compares a PIN with its hash: slow on purpose, on an executor of its own.
package protocol PINChecker: Sendable {
    /// Whether the PIN belongs to the scrypt hash; nil when too many wait. The PIN is never logged.
    func matches(_ pin: String, hash: String) async -> Bool?
}
