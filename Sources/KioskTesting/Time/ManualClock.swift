/// A clock for lengths of time that moves only when a test says so.
package final class ManualClock: Clock {
    /// A moment since the clock was made.
    package struct Instant: InstantProtocol {
        package let offset: Duration

        package func advanced(by duration: Duration) -> Instant {
            Instant(offset: offset + duration)
        }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (lhs: Instant, rhs: Instant) -> Bool { lhs.offset < rhs.offset }
    }

    private struct State: Sendable {
        var now = Instant(offset: .zero)
        var deadlines: [Int: Instant] = [:]
        var lastID = 0
    }

    private let state = Watched(State())

    package init() {}

    package var now: Instant { state.value.now }
    package var minimumResolution: Duration { .zero }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let id = state.change { state in
            state.lastID += 1
            state.deadlines[state.lastID] = deadline
            return state.lastID
        }
        _ = await state.until { $0.now >= deadline }
        state.change { $0.deadlines[id] = nil }
        try Task.checkCancellation()
    }

    /// Moves the time on and wakes who slept until then.
    package func advance(by length: Duration) {
        state.change { $0.now = $0.now.advanced(by: length) }
    }

    /// Waits until somebody sleeps for so long from now, and moves the time on by that.
    package func advance(past length: Duration) async {
        await sleeper(for: length)
        advance(by: length)
    }

    /// Waits until somebody sleeps who will wake `length` from now.
    package func sleeper(for length: Duration) async {
        await state.until { state in
            state.deadlines.values.contains(state.now.advanced(by: length))
        }
    }
}
