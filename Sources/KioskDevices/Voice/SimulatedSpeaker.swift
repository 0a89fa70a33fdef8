package import Kiosk
import Synchronization

/// A loudspeaker without a card: takes the time that the sound takes, and keeps the last ones.
package final class SimulatedSpeaker: Loudspeaker {
    /// Sounds kept.
    package static let keptMax = 20

    private struct State {
        var played: [SpokenSound] = []
        var isPulled = false
    }

    package let id: DeviceID
    private let health: HealthBoard
    private let clock: any Clock<Duration>
    private let state = Mutex(State())

    /// A speaker that is well until somebody pulls its cable.
    package init(
        id: DeviceID, health: HealthBoard, clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.id = id
        self.health = health
        self.clock = clock
    }

    package func run() async {
        report()
        // Nothing to find again: it is told when its cable is pulled.
        while !Task.isCancelled { try? await clock.sleep(for: .seconds(86_400)) }
    }

    package func play(_ sound: SpokenSound) async throws(DeviceError) {
        if state.withLock({ $0.isPulled }) {
            throw DeviceError(device: id, condition: .missing, cause: "its cable is pulled")
        }
        do {
            try await clock.sleep(for: sound.duration)
        } catch {
            throw DeviceError(device: id, condition: .offline, cause: "cut")
        }
        state.withLock { state in
            state.played.append(sound)
            if state.played.count > Self.keptMax { state.played.removeFirst() }
        }
    }

    /// What was played to its end, the newest last.
    package var played: [SpokenSound] { state.withLock { $0.played } }

    /// Pulls its cable, or puts it back.
    package func pull(_ isPulled: Bool) {
        state.withLock { $0.isPulled = isPulled }
        report()
    }

    private func report() {
        let isPulled = state.withLock { $0.isPulled }
        health.report(id, .audio, DeviceCondition(isPulled ? .missing : .ready))
    }
}
