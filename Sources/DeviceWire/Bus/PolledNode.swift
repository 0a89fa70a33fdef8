/// How a device that speaks only when it is asked is asked, and how its answer is read.
///
/// A keypad latches its keys with a sequence number and repeats the oldest until the number comes
/// back in a poll: so a lost frame loses no key, and a repeated one is told from a second press.
package protocol PolledProtocol: Sendable {
    /// The bytes that ask the node; `acknowledged` is the sequence number that arrived last.
    func poll(acknowledging acknowledged: UInt8) -> [UInt8]
    /// What the bytes received since the poll mean; total, judged again with every byte.
    func read(_ bytes: [UInt8]) -> PolledVerdict
    /// Bytes of the longest answer, for the time that it is on the wire.
    var longestAnswer: Int { get }
    /// How long the keypad may think before it answers.
    var patience: Duration { get }
}

/// What the bytes of an answer mean.
package enum PolledVerdict: Hashable, Sendable {
    case incomplete
    case answer(PolledAnswer)
    /// Not the answer that was waited for; the line needs silence before the next request.
    case refused(String)
}

/// What a keypad said, asked or by itself.
package struct PolledAnswer: Hashable, Sendable {
    /// 0 when no key was pressed since the keypad was switched on; 1…255, then 1 again; nil from a
    /// keypad that does not count.
    package let sequence: UInt8?
    /// The code of the key that bears the sequence number; nil when none was pressed.
    package let key: UInt8?
    /// The number that was typed before the key; nil for none.
    package let typed: Int?

    package init(sequence: UInt8?, key: UInt8?, typed: Int? = nil) {
        self.sequence = sequence
        self.key = key
        self.typed = typed
    }

    /// The press that it tells, if any.
    package var stroke: Keystroke? { key.map { Keystroke(code: $0, typed: typed) } }
}

/// A press as a keypad tells it.
package struct Keystroke: Hashable, Sendable {
    /// The key, by the keypad's own code.
    package let code: UInt8
    /// The number that was typed before it, where the keypad tells both together; nil for none.
    package let typed: Int?

    package init(code: UInt8, typed: Int? = nil) {
        self.code = code
        self.typed = typed
    }
}

/// Tells new keys from repeated ones.
///
/// What the keypad holds when the program starts was pressed for nobody, so it is taken note of and
/// not delivered, until the keypad has nothing older left.
package struct KeyLatch: Hashable, Sendable {
    private var last: UInt8 = 0
    private var isSettled = false

    package init() {}

    /// What the next poll acknowledges.
    package var acknowledged: UInt8 { last }

    /// The press, when the answer brings a new one.
    package mutating func take(_ answer: PolledAnswer) -> Keystroke? {
        let isNew: Bool
        if let sequence = answer.sequence {
            isNew = sequence != 0 && sequence != last
            last = sequence
        } else {
            isNew = answer.key != nil
        }
        let isWanted = isSettled
        if !isNew { isSettled = true }
        return isNew && isWanted ? answer.stroke : nil
    }
}
