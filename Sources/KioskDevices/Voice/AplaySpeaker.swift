package import Kiosk
import QueueCore

/// A sound card of this machine, spoken to by `aplay`.
///
/// A program of its own: what hangs in a sound driver hangs there, and is killed.
package actor AplaySpeaker: Loudspeaker {
    /// What opening and closing a card may take besides the sound itself.
    package static let grace = Duration.seconds(5)
    /// After this time a card that is not well is tried again, without a sound.
    package static let retryTime = Duration.seconds(30)

    package nonisolated let id: DeviceID
    private nonisolated let executor: SerialQueueExecutor
    private nonisolated let health: HealthBoard
    private let device: String
    private let program: String
    private var isWell = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A speaker.
    ///
    /// - Parameters:
    ///   - id: its name in the list of devices.
    ///   - device: the ALSA name, such as `default` or `plughw:1,0`.
    ///   - health: told how it is.
    ///   - program: the player's name or path.
    package init(id: DeviceID, device: String, health: HealthBoard, program: String = "aplay") {
        self.id = id
        self.device = device
        self.health = health
        self.program = program
        executor = SerialQueueExecutor(label: "motcua.\(id)")
    }

    package func run() async {
        while !Task.isCancelled {
            if !isWell { _ = await tried(Sound.silence(.milliseconds(50))) }
            try? await Task.sleep(for: Self.retryTime)
        }
        health.report(id, .audio, DeviceCondition(.offline, detail: "not spoken to"))
    }

    /// Says whether a moment of silence can be played, and why not.
    package func examine() async -> DeviceCondition {
        await tried(Sound.silence(.milliseconds(50)))
            ?? DeviceCondition(.ready, detail: "aplay -D \(device)")
    }

    package func play(_ sound: SpokenSound) async throws(DeviceError) {
        guard let fault = await played(sound.wav, sound.duration) else { return }
        throw DeviceError(device: id, condition: fault.code, cause: fault.detail)
    }

    private func tried(_ sound: Sound) async -> DeviceCondition? {
        await played(WaveFile.encode(sound), sound.duration)
    }

    /// Nil when it was played.
    private func played(_ wav: [UInt8], _ length: Duration) async -> DeviceCondition? {
        let cancel = WakeDescriptor()
        let fault = await withTaskCancellationHandler {
            sent(wav, length, cancel)
        } onCancel: {
            cancel.wake()
        }
        isWell = fault == nil
        health.report(
            id, .audio, fault ?? DeviceCondition(.ready, detail: "aplay -D \(device)"))
        return fault
    }

    private func sent(
        _ wav: [UInt8], _ length: Duration, _ cancel: WakeDescriptor
    ) -> DeviceCondition? {
        guard let file = PrivateFile(), file.write(wav) else {
            return DeviceCondition(.offline, detail: "no temporary file can be written")
        }
        let child = ChildProcess(
            program: program, arguments: ["-q", "-D", device, file.path])
        switch child.run(atMost: length + Self.grace, cancel: cancel) {
        case .exited(0, _): return nil
        case .missing:
            return DeviceCondition(
                .missing, detail: "aplay is not installed (apt install alsa-utils)")
        case .exited(_, let complaint):
            let isGone =
                complaint.contains("No such") || complaint.contains("Unknown PCM")
                || complaint.contains("audio open error")
            let words = complaint.split(separator: "\n").first.map(String.init) ?? "no reason given"
            return DeviceCondition(
                isGone ? .missing : .offline, detail: "\(device): \(words.prefix(200))")
        case .killed(let signal):
            return DeviceCondition(.offline, detail: "aplay was killed by signal \(signal)")
        case .timedOut:
            return DeviceCondition(.silent, detail: "\(device) did not finish; aplay was ended")
        case .cancelled: return DeviceCondition(.offline, detail: "cut when the program stopped")
        case .failed(let reason):
            return DeviceCondition(.offline, detail: "aplay did not start: \(reason)")
        }
    }
}
