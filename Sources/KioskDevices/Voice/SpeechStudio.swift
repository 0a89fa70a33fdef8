package import Kiosk
package import Logging
import QueueCore

/// The centre's voice: recorded clips, and espeak-ng for what nobody recorded.
///
/// Everything that can be foreseen is made ready at the start and kept, so that a call finds its
/// sound at once.
package actor SpeechStudio: SpeechRenderer {
    /// Pieces kept; a hall has some sixty.
    package static let piecesMax = 512
    /// Samples kept of all pieces: about twelve minutes, 32 MiB.
    package static let samplesMax = 16 * 1_024 * 1_024
    /// The longest announcement; a further language that does not fit is left out.
    package static let longest = Duration.seconds(25)
    /// After this time a missing voice is looked for again.
    package static let retryTime = Duration.seconds(60)
    /// The studio's name in the list of devices.
    package static let device: DeviceID = "voice"

    private nonisolated let executor = SerialQueueExecutor(label: "motcua.voice")
    private nonisolated let script: SpeechScript
    private nonisolated let pieces: [SpeechPiece]
    private nonisolated let folder: String?
    private let engine: EspeakEngine
    private let health: HealthBoard
    private let logger: Logger
    private var kept: [SpeechPiece: Sound] = [:]
    private var samplesKept = 0
    private var recorded = 0
    /// Why the last piece that is missing could not be made.
    private var fault: EspeakEngine.Fault?
    /// Clips that are there and cannot be used.
    private var spoiled: [String] = []

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A studio for a configuration with a voice; without one it has the chime alone.
    ///
    /// - Parameters:
    ///   - configuration: what can be said, and where clips are.
    ///   - health: told whether all of it can be said.
    ///   - logger: told which clips cannot be used.
    ///   - espeak: the program's name or path.
    package init(
        _ configuration: Configuration, health: HealthBoard, logger: Logger,
        espeak: String = "espeak-ng"
    ) {
        let settings = configuration.voice ?? VoiceSettings(zones: [])
        script = SpeechScript(settings)
        pieces = SpeechScript.pieces(of: configuration)
        folder = settings.clips
        engine = EspeakEngine(program: espeak, dialect: settings.dialect)
        self.health = health
        self.logger = logger
    }

    package nonisolated func text(of announcement: Announcement) -> [String] {
        announcement.sentences.map(script.text)
    }

    package func sound(of announcement: Announcement, volume: Int) -> SpokenSound {
        var whole = Chime.sound
        whole += .silence(.milliseconds(250))
        var isWhole = !announcement.sentences.isEmpty
        for (place, sentence) in announcement.sentences.enumerated() {
            guard let words = sound(of: sentence) else {
                isWhole = false
                break
            }
            if place > 0, whole.duration + words.duration > Self.longest { break }
            whole += words
        }
        // Half a sentence sends people to the wrong counter; the chime sends eyes to the board.
        if !isWhole { whole = Chime.sound }
        let wav = WaveFile.encode(whole.atVolume(volume))
        return SpokenSound(wav: wav, duration: whole.duration, isWhole: isWhole)
    }

    /// Makes everything ready, and tries again later as long as something is missing; returns when
    /// the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            await prepare()
            // A voice that is whole stays so.
            let isWhole = pieces.allSatisfy { kept[$0] != nil }
            try? await Task.sleep(for: isWhole ? .seconds(86_400) : Self.retryTime)
        }
    }

    /// Makes ready what is not, one piece after the other, and says how it went.
    package func prepare() async {
        fault = nil
        for piece in pieces where kept[piece] == nil {
            _ = sound(of: piece)
            // A call that came meanwhile goes first.
            await Task.yield()
            if Task.isCancelled { return }
        }
        health.report(Self.device, .audio, condition)
    }

    /// Why an announcement is the chime alone, in English; nothing when it is whole.
    package func reason(for announcement: Announcement) -> String {
        let steps = announcement.sentences.flatMap(script.steps)
        for case .say(let piece) in steps where kept[piece] == nil {
            return "Only the chime: no sound for “\(piece.words)”: \(faultWords)."
        }
        return ""
    }

    private var faultWords: String {
        switch fault {
        case .notInstalled: "espeak-ng is not installed (apt install espeak-ng)"
        case .other(let cause): cause
        case nil: "not tried yet"
        }
    }

    /// How much of what can be said has a sound, for people.
    package var condition: DeviceCondition {
        let missing = pieces.filter { kept[$0] == nil }
        let names = spoiled.prefix(3).joined(separator: ", ")
        let spoiled = names.isEmpty ? "" : "; cannot be used: \(names)"
        guard let first = missing.first else {
            let made = pieces.count - recorded
            return DeviceCondition(
                .ready, detail: "\(recorded) clips recorded, \(made) by espeak-ng\(spoiled)")
        }
        return DeviceCondition(
            .missing,
            detail: "no sound for \(missing.count) of \(pieces.count) pieces, the first is "
                + "“\(first.words)”: \(faultWords); the chime alone is played\(spoiled)")
    }

    // MARK: Pieces

    /// Nil when a piece of it has no sound.
    private func sound(of sentence: Announcement.Sentence) -> Sound? {
        fault = nil
        var words = Sound()
        for step in script.steps(sentence) {
            switch step {
            case .rest(let length): words += .silence(length)
            case .say(let piece):
                guard let sound = sound(of: piece) else { return nil }
                words += sound
            }
        }
        return words
    }

    private func sound(of piece: SpeechPiece) -> Sound? {
        if let sound = kept[piece] { return sound }
        if let sound = recording(of: piece) {
            if keep(sound, piece) { recorded += 1 }
            return sound
        }
        // What failed a moment ago is not asked for again within the same announcement.
        guard fault == nil else { return nil }
        do throws(EspeakEngine.Fault) {
            let sound = try engine.sound(of: piece).trimmed().normalised()
            _ = keep(sound, piece)
            return sound
        } catch {
            fault = error
            return nil
        }
    }

    private func keep(_ sound: Sound, _ piece: SpeechPiece) -> Bool {
        guard kept.count < Self.piecesMax, samplesKept + sound.samples.count <= Self.samplesMax
        else { return false }
        kept[piece] = sound
        samplesKept += sound.samples.count
        return true
    }

    private func recording(of piece: SpeechPiece) -> Sound? {
        guard let folder,
            let bytes = PrivateFile.bytes(
                of: "\(folder)/\(piece.file)", atMost: WaveFile.bytesMax)
        else { return nil }
        do throws(WaveFault) {
            return try WaveFile.decode(bytes).trimmed().normalised()
        } catch {
            logger.warning("the clip \(piece.file) cannot be used: \(error)")
            if !spoiled.contains(piece.file) { spoiled.append(piece.file) }
            return nil
        }
    }
}
