package import QueueCore
import Synchronization

/// How a device is, for people: a word, and the cause in one sentence.
package struct DeviceCondition: Hashable, Sendable {
    /// The word; the same in the API, the log and the texts (`device.paper-out`).
    package enum Code: String, Hashable, Sendable, CaseIterable {
        case ready
        case paperLow = "paper-low"
        case paperOut = "paper-out"
        case coverOpen = "cover-open"
        case cutter
        case offline
        /// Not plugged in, or its port is gone.
        case missing
        /// No answer in time, or none is possible.
        case silent
        /// A key or button is held down for longer than anybody leans on one.
        case stuck
        case unknown
    }

    package let code: Code
    /// What an operator may read, in English: port path, rights, error name.
    package let detail: String

    package init(_ code: Code, detail: String = "") {
        self.code = code
        self.detail = detail
    }
}

/// A device's condition and since when.
package struct DeviceHealth: Hashable, Sendable {
    /// What kind of device it is.
    package enum Family: String, Hashable, Sendable, CaseIterable {
        case printer, board, keypad, panel, scanner, audio
    }

    package let id: DeviceID
    package let family: Family
    package let condition: DeviceCondition
    package let since: Instant

    package init(id: DeviceID, family: Family, condition: DeviceCondition, since: Instant) {
        self.id = id
        self.family = family
        self.condition = condition
        self.since = since
    }
}

/// Where drivers say how their devices are, and pages read it.
///
/// Plain data behind a lock: reporting never waits.
package final class HealthBoard: Sendable {
    private struct State {
        var devices: [DeviceID: DeviceHealth] = [:]
        var onChange: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())
    private let clock: any WallClock

    package init(clock: any WallClock) {
        self.clock = clock
    }

    /// Records the condition; `since` moves only when the code changes.
    package func report(_ id: DeviceID, _ family: DeviceHealth.Family, _ condition: DeviceCondition)
    {
        let now = clock.now()
        let listeners = state.withLock { state -> [@Sendable () -> Void] in
            let known = state.devices[id]
            guard known?.condition != condition else { return [] }
            let same = known?.condition.code == condition.code
            state.devices[id] = DeviceHealth(
                id: id, family: family, condition: condition,
                since: same ? known?.since ?? now : now)
            return state.onChange
        }
        for listener in listeners { listener() }
    }

    /// Calls `listener` after each change, on the reporting thread; it must not block.
    package func onChange(_ listener: @escaping @Sendable () -> Void) {
        state.withLock { $0.onChange.append(listener) }
    }

    /// Every device, by name.
    package var devices: [DeviceHealth] {
        state.withLock { $0.devices.values.sorted { $0.id < $1.id } }
    }

    /// The condition of one device; unknown until its driver reported.
    package func health(of id: DeviceID) -> DeviceHealth? {
        state.withLock { $0.devices[id] }
    }
}

/// The wall clock, which a test or `--at` may set.
package protocol WallClock: Sendable {
    /// The present moment; cheap, never blocks.
    func now() -> Instant
}
