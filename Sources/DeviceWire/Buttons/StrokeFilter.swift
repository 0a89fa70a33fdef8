/// Tells a keypad's second telling of a press from a second press, and a key that is stuck.
///
/// Times are lengths since any fixed moment, of a clock that nobody sets.
package struct StrokeFilter: Sendable {
    /// The same stroke again within this time is the same press, told twice or bounced; so is a key
    /// that repeats itself while it is held.
    package static let doubleTime = Duration.milliseconds(1_000)
    /// The same for digits without anything typed before: a clerk types 11 at once.
    package static let digitDoubleTime = Duration.milliseconds(80)
    /// A key that repeats itself for so long is stuck; nobody leans on one for this time.
    package static let stuckTime = Duration.seconds(15)
    /// A stuck key that was silent for so long is free.
    package static let freeTime = Duration.seconds(3)

    private struct Row {
        let answer: PolledAnswer
        let since: Duration
        let at: Duration
    }

    private var row: Row?

    package init() {}

    /// Whether what the keypad said is a press of its own.
    ///
    /// - Parameters:
    ///   - answer: with a key; without one it is none.
    ///   - isDigit: whether the key types a digit.
    ///   - now: when it was heard.
    /// - Returns: false also for what a stuck key says.
    package mutating func isPress(
        _ answer: PolledAnswer, isDigit: Bool, at now: Duration
    ) -> Bool {
        guard let stroke = answer.stroke else { return false }
        let former = row.flatMap { $0.answer.stroke == stroke && now >= $0.at ? $0 : nil }
        let gap = former.map { now - $0.at }
        let goesOn = gap.map { $0 < Self.doubleTime } ?? false
        row = Row(answer: answer, since: goesOn ? former?.since ?? now : now, at: now)
        guard let former, let gap else { return true }
        if isStuck(at: now) { return false }
        // A keypad that counts its presses says itself whether it is another one.
        if let sequence = answer.sequence { return sequence != former.answer.sequence }
        return gap >= (isDigit && stroke.typed == nil ? Self.digitDoubleTime : Self.doubleTime)
    }

    /// Whether the key that was heard last is stuck.
    package func isStuck(at now: Duration) -> Bool { stuckCode(at: now) != nil }

    /// The code of the stuck key; nil while none is.
    package func stuckCode(at now: Duration) -> UInt8? {
        guard let row, row.at - row.since >= Self.stuckTime, now - row.at < Self.freeTime else {
            return nil
        }
        return row.answer.key
    }
}
