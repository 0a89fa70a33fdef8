package import DeviceWire
package import Kiosk
package import Logging
import QueueCore
import Synchronization

/// A counter board on a serial line.
///
/// The board is told its face when asked, once more when its port came back, and, while a call is
/// new, in turns with darkness, unless its family blinks by itself or cannot be made dark.
package final class SerialBoard<Transport: SerialTransport>: Board {
    private struct State {
        var face = BoardFace(.blank)
        /// The dark half of a blink.
        var isDark = false
        /// The opening of the line in which the board was told its face last.
        var opening = 0
        /// Turns in a row that nobody answered.
        var failures = 0
        /// Why the face asked for last cannot be shown; the board is dark instead.
        var unshowable: String?
        /// What is shown in the place of the face, in words.
        var fallback: String?
        /// Whether the board may know nothing: it was silent, or its port was away.
        var isNew = true
        /// Counts requests.
        var sequence = 0
        var condition: DeviceCondition.Code?
    }

    package let id: DeviceID
    private let codec: BoardCodec
    private let bus: SerialBus<Transport>
    private let health: HealthBoard
    private let logger: Logger
    private let timing: BoardTiming
    private let state = Mutex(State())

    package init(
        _ settings: BoardSettings, shelf: BoardShelf = BoardShelf(), bus: SerialBus<Transport>,
        health: HealthBoard, logger: Logger = Logger(label: "motcua.boards"),
        timing: BoardTiming = BoardTiming()
    ) {
        id = settings.id
        codec = BoardCodec(settings, shelf: shelf)
        self.bus = bus
        self.health = health
        self.logger = logger
        self.timing = timing
    }

    package func run() async {
        await bus.join()
        var beats = 0
        while !Task.isCancelled {
            if beats % timing.beatsPerCheck == 0 { await check() }
            beats += 1
            try? await Task.sleep(for: timing.beat)
            await blink()
        }
        await bus.leave()
    }

    package func show(_ face: BoardFace) async throws(DeviceError) {
        do throws(BoardSignError) {
            _ = try codec.request(for: BoardSign(face.content))
        } catch {
            // A face that the board cannot show must not leave another citizen's number on it.
            state.withLock {
                $0.face = BoardFace(.blank)
                $0.unshowable = error.description
            }
            try await send()
            throw DeviceError(device: id, condition: .unknown, cause: error.description)
        }
        state.withLock {
            $0.face = face
            $0.unshowable = nil
            $0.isDark = false
        }
        try await send()
    }

    /// Opens the port where it is closed, and tells a board that came back what it missed.
    private func check() async {
        do throws(SerialFault) {
            let opening = try await bus.reopen()
            let mustSend = state.withLock { state in
                defer { state.opening = opening }
                if state.opening != opening { state.isNew = true }
                return state.opening != opening || state.condition != .ready
            }
            guard mustSend else { return }
        } catch {
            _ = reported(error)
            return
        }
        try? await send()
    }

    private func blink() async {
        let mustSend = state.withLock { state in
            guard state.face.blinks, state.condition == .ready, codec.canBeDark,
                !codec.blinksByItself
            else { return false }
            state.isDark.toggle()
            return true
        }
        if mustSend { try? await send() }
    }

    /// One turn on the bus with the newest face; its end is the board's health.
    private func send() async throws(DeviceError) {
        let failures = state.withLock { $0.failures }
        // A slow board would stay in doubt for ever if it never had its whole time again.
        let isDoubtful =
            failures >= timing.failuresUntilDoubt
            && !failures.isMultiple(of: timing.turnsUntilFullPatience)
        let patience = max(timing.patience, .milliseconds(codec.timing.answer))
        do throws(SerialFault) {
            try await bus.exchange(
                until: .now + timing.longestShow,
                attempts: isDoubtful ? 1 : timing.attempts,
                patience: isDoubtful ? timing.doubtfulPatience : patience
            ) { [self] in request() }
        } catch {
            throw reported(error)
        }
        let condition = state.withLock { state in
            state.failures = 0
            state.isNew = false
            return state.unshowable.map { DeviceCondition(.unknown, detail: $0) }
                ?? sentCondition(state)
        }
        report(condition)
    }

    private func request() -> SerialBus<Transport>.Request {
        let (face, isDark, isNew, sequence) = state.withLock { state in
            state.sequence = (state.sequence + 1) & Int(UInt16.max)
            return (state.face, state.isDark, state.isNew, state.sequence)
        }
        let said = said(face, isDark: isDark, sequence: sequence)
        state.withLock { $0.fallback = said?.fallback }
        // `show` refused what cannot be said, so nothing is said here instead.
        var request = SerialBus<Transport>.Request(
            bytes: said?.bytes ?? [], answer: said?.answer)
        request.before = codec.preparation(isNew: isNew, sequence: sequence)
        request.silence = .milliseconds(codec.timing.silence)
        request.rest = .milliseconds(codec.timing.turnaround)
        return request
    }

    /// The dark half of a blink, a sign where the board has its letters, else the content.
    private func said(_ face: BoardFace, isDark: Bool, sequence: Int) -> BoardCodec.Request? {
        if isDark { return try? codec.request(for: .blank, sequence: sequence) }
        let sign = face.sign.flatMap { try? codec.request(for: .text($0), sequence: sequence) }
        return sign
            ?? (try? codec.request(
                for: BoardSign(face.content), blinks: face.blinks, sequence: sequence))
    }
}

// MARK: - Health

extension SerialBoard {
    /// What is known after the bytes left: a board that cannot answer is believed, and says so.
    private func sentCondition(_ state: State) -> DeviceCondition {
        var words: [String] = []
        if !codec.isAnswered {
            words.append("cannot answer: nobody knows whether it shows anything")
        }
        if let fallback = state.fallback { words.append(fallback) }
        if state.face.blinks, !codec.canBeDark, !codec.blinksByItself {
            words.append("cannot blink: it has no dark")
        }
        return DeviceCondition(.ready, detail: words.joined(separator: "; "))
    }

    private func reported(_ fault: SerialFault) -> DeviceError {
        state.withLock { state in
            state.failures += 1
            state.isNew = true
        }
        return switch fault {
        case .missing(let cause): reported(.missing, cause)
        case .refused(let cause): reported(.offline, cause)
        case .late(let cause): reported(.silent, cause)
        case .exception(let code):
            reported(.offline, "the board refuses its registers, exception \(code)")
        }
    }

    private func reported(_ code: DeviceCondition.Code, _ cause: String) -> DeviceError {
        report(DeviceCondition(code, detail: cause))
        return DeviceError(device: id, condition: code, cause: cause)
    }

    private func report(_ condition: DeviceCondition) {
        health.report(id, .board, condition)
        let isNew = state.withLock { state in
            defer { state.condition = condition.code }
            return state.condition != condition.code
        }
        guard isNew else { return }
        logger.notice(
            "board condition",
            metadata: [
                "device": "\(id)", "condition": "\(condition.code.rawValue)",
                "detail": "\(condition.detail)",
            ])
    }
}
