import DeviceWire
package import Kiosk
package import Logging
import QueueCore
import Synchronization

/// A counter board on a serial line.
///
/// The board is told its face when asked, once more when its port came back, and, while a call is
/// new, in turns with darkness: boards cannot be relied upon to blink by themselves.
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
        _ settings: BoardSettings, bus: SerialBus<Transport>, health: HealthBoard,
        logger: Logger = Logger(label: "motcua.boards"), timing: BoardTiming = BoardTiming()
    ) {
        id = settings.id
        codec = BoardCodec(settings)
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
            guard state.face.blinks, state.condition == .ready else { return false }
            state.isDark.toggle()
            return true
        }
        if mustSend { try? await send() }
    }

    /// One turn on the bus with the newest face; its end is the board's health.
    private func send() async throws(DeviceError) {
        let isDoubtful = state.withLock { $0.failures >= timing.failuresUntilDoubt }
        do throws(SerialFault) {
            try await bus.exchange(
                until: .now + timing.longestShow,
                attempts: isDoubtful ? 1 : timing.attempts,
                patience: isDoubtful ? timing.doubtfulPatience : timing.patience
            ) { [self] in request() }
        } catch {
            throw reported(error)
        }
        let unshowable = state.withLock { state in
            state.failures = 0
            return state.unshowable
        }
        report(unshowable.map { DeviceCondition(.unknown, detail: $0) } ?? sentCondition)
    }

    private func request() -> SerialBus<Transport>.Request {
        let sign = state.withLock { $0.isDark ? .blank : BoardSign($0.face.content) }
        // `show` refused what cannot be said, so nothing is said here instead.
        let request = try? codec.request(for: sign)
        return .init(bytes: request?.bytes ?? [], answer: request?.answer)
    }
}

// MARK: - Health

extension SerialBoard {
    /// What is known after the bytes left: a board that cannot answer is believed, and says so.
    private var sentCondition: DeviceCondition {
        DeviceCondition(
            .ready,
            detail: codec.isAnswered ? "" : "cannot answer: nobody knows whether it shows anything")
    }

    private func reported(_ fault: SerialFault) -> DeviceError {
        state.withLock { $0.failures += 1 }
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
