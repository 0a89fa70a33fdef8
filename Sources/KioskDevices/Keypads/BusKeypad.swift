package import DeviceWire
package import Kiosk
package import Logging
package import QueueCore
import Synchronization

/// How often a keypad on a line is looked after, and when it is believed dead.
package struct BusKeypadTiming: Sendable {
    /// Between two looks at the port.
    package var check = Duration.seconds(2)
    /// Polls in a row without an answer after which the keypad is silent: about two seconds, by the
    /// rests of `BusScheduler`, and four at most for a line full of dead ones.
    package var missesUntilSilent = 3

    package init() {}
}

/// A clerk's keypad on a serial line, which it shares with boards and other keypads.
///
/// A press that the line tells twice is one, and a key that repeats itself for longer than anybody
/// leans on it is stuck and says nothing until it is free.
package final class BusKeypad<Transport: SerialTransport>: Keypad {
    private struct State {
        var filter = StrokeFilter()
        var speaker: SpeakingKeypad?
        var misses = 0
        var sequence = 0
        /// Whether a keypad that speaks by itself did so since the line was opened.
        var isHeard = false
        var reported: DeviceCondition?
    }

    package let id: DeviceID
    package let counter: CounterNumber
    private let node: KeypadNode
    private let keyByCode: [UInt8: ClerkKey]
    private let slot: Int
    private let bus: SerialBus<Transport>
    private let feed = KeyFeed()
    private let health: HealthBoard
    private let clock: any WallClock
    private let logger: Logger
    private let timing: BusKeypadTiming
    private let state: Mutex<State>
    private let uptime: @Sendable () -> Duration

    /// A keypad that is not asked until it runs.
    ///
    /// - Parameters:
    ///   - settings: its name and counter.
    ///   - node: how it is understood.
    ///   - keys: what its codes mean; others do nothing.
    ///   - slot: its place on the line, any number that no other keypad there has.
    ///   - bus: its line.
    ///   - health: told how it is.
    ///   - clock: dates its keys.
    ///   - logger: told when its condition changes; never of keys.
    ///   - timing: how it is looked after.
    ///   - uptime: time that nobody can set.
    package init(
        _ settings: KeypadSettings, node: KeypadNode, keys: [UInt8: FrameKey], slot: Int,
        bus: SerialBus<Transport>, health: HealthBoard, clock: any WallClock,
        logger: Logger = Logger(label: "motcua.keypads"),
        timing: BusKeypadTiming = BusKeypadTiming(),
        uptime: @escaping @Sendable () -> Duration = { KeypadDesk.uptime() }
    ) {
        id = settings.id
        counter = settings.counter
        self.node = node
        // A star and a hash mean nothing by themselves.
        keyByCode = keys.compactMapValues { ClerkKey(rawValue: $0.rawValue) }
        self.slot = slot
        self.bus = bus
        self.health = health
        self.clock = clock
        self.logger = logger
        self.timing = timing
        self.uptime = uptime
        var state = State()
        if case .speaking(let keypad) = node { state.speaker = SpeakingKeypad(keypad) }
        self.state = Mutex(state)
    }

    package var keys: AsyncStream<KeyEvent> { feed.stream() }

    /// Nothing: what was typed stands on the counter's board.
    package func show(_ feedback: KeypadFeedback) async {}

    package func run() async {
        await bus.join()
        switch node {
        case .polled(let frames):
            await bus.add(keypad: slot, frames) { [weak self] in self?.answered($0) }
        case .speaking:
            await bus.listen(slot) { [weak self] in self?.spoke($0) }
        }
        while !Task.isCancelled {
            await check()
            try? await Task.sleep(for: timing.check)
        }
        await bus.remove(keypad: slot)
        await bus.leave()
        feed.finish()
    }

    /// Opens the port where it is closed; whether a keypad that is asked lives, its answers tell.
    private func check() async {
        do throws(SerialFault) {
            _ = try await bus.reopen()
            guard case .speaking = node else { return }
            note(DeviceCondition(.ready, detail: Self.words(state.withLock { $0.isHeard })))
        } catch {
            state.withLock { $0.isHeard = false }
            note(Self.condition(error))
        }
    }

    // MARK: On the bus' executor

    private func answered(_ result: Result<PolledAnswer?, SerialFault>) {
        switch result {
        case .success(let answer):
            state.withLock { $0.misses = 0 }
            if let answer { deliver([answer]) }
            note(DeviceCondition(.ready))
        case .failure(let fault):
            if case .late = fault {
                let misses = state.withLock { state in
                    state.misses = min(state.misses + 1, timing.missesUntilSilent)
                    return state.misses
                }
                guard misses >= timing.missesUntilSilent else { return }
            }
            note(Self.condition(fault))
        }
    }

    private func spoke(_ bytes: [UInt8]) {
        let now = uptime()
        let answers = state.withLock { state in
            let answers = state.speaker?.hear(bytes, at: now) ?? []
            if !answers.isEmpty { state.isHeard = true }
            return answers
        }
        guard !answers.isEmpty else { return }
        deliver(answers)
        note(DeviceCondition(.ready, detail: Self.words(true)))
    }

    private func deliver(_ answers: [PolledAnswer]) {
        let now = uptime()
        let at = clock.now()
        for answer in answers {
            guard let stroke = answer.stroke, let key = keyByCode[stroke.code] else { continue }
            let isDigit = key.digit != nil
            let first = state.withLock { state -> Int? in
                guard state.filter.isPress(answer, isDigit: isDigit, at: now) else { return nil }
                // Digits and key are numbered apart, so that none is taken for a bounce.
                defer { state.sequence += Self.longestStroke }
                return state.sequence
            }
            guard let first else { continue }
            let keys = Self.digits(of: stroke.typed) + [key]
            for (place, key) in keys.enumerated() {
                feed.send(KeyEvent(key, sequence: first + place, at: at))
            }
        }
    }

    /// More keys than one stroke has: the digits of the largest number, and the key.
    private static var longestStroke: Int { NumberForm.digitLimit + 1 }

    private static func digits(of number: Int?) -> [ClerkKey] {
        guard let number else { return [] }
        return String(number).compactMap { ClerkKey(rawValue: String($0)) }
    }

    // MARK: Health

    /// What is known of a keypad that speaks by itself, beyond its line.
    private static func words(_ isHeard: Bool) -> String {
        isHeard
            ? "speaks by itself, and was heard"
            : "speaks by itself: nobody knows whether it is connected"
    }

    private static func condition(_ fault: SerialFault) -> DeviceCondition {
        switch fault {
        case .missing(let cause): DeviceCondition(.missing, detail: cause)
        case .refused(let cause): DeviceCondition(.offline, detail: cause)
        case .late(let cause): DeviceCondition(.silent, detail: cause)
        case .exception(let code): DeviceCondition(.unknown, detail: "exception \(code)")
        }
    }

    /// Reports how the line is, or the key that is stuck.
    private func note(_ line: DeviceCondition) {
        let now = uptime()
        let condition = state.withLock { state -> DeviceCondition? in
            var condition = line
            if condition.code == .ready, let code = state.filter.stuckCode(at: now) {
                condition = DeviceCondition(
                    .stuck, detail: "the key with code \(code) repeats itself until it is freed")
            }
            defer { state.reported = condition }
            return state.reported == condition ? nil : condition
        }
        guard let condition else { return }
        health.report(id, .keypad, condition)
        logger.notice(
            "keypad condition",
            metadata: [
                "device": "\(id)", "condition": "\(condition.code.rawValue)",
                "detail": "\(condition.detail)",
            ])
    }
}
