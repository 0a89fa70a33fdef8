import DeviceWire
import Foundation
package import Kiosk
import Synchronization

/// The voice in a kiosk's headphones: whatever the screen says, by espeak-ng.
///
/// Nobody records it ahead, for a screen says what is true at the moment; what was said before is
/// kept, so that the usual way is spoken at once.
package actor GuidanceStudio: GuidanceSpeaker {
    /// Sounds kept, the least lately heard one leaves first.
    static let keptMax = 96
    /// Bytes kept of all of them: about six minutes.
    static let bytesMax = 16 << 20
    /// Askers that may wait for the one voice; one more hears nothing.
    static let waitingMax = 8

    private struct Key: Hashable {
        let words: String
        let language: Texts.Language
    }

    private nonisolated let executor = SerialQueueExecutor(label: "motcua.guidance")
    private nonisolated let waiting = Mutex(0)
    private let engine: EspeakEngine
    private let dialect: VietnameseDialect
    private var kept: [Key: SpokenSound] = [:]
    /// The keys, the least lately heard one first.
    private var order: [Key] = []
    private var bytesKept = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// - Parameters:
    ///   - dialect: of Vietnamese.
    ///   - espeak: the program's name or path.
    package init(
        dialect: VoiceSettings.Dialect = .southern, espeak: String = "espeak-ng"
    ) {
        engine = EspeakEngine(program: espeak, dialect: dialect)
        self.dialect = dialect == .southern ? .southern : .northern
    }

    package nonisolated func sound(
        of words: String, in language: Texts.Language
    ) async -> SpokenSound? {
        let isRoom = waiting.withLock { waiting in
            guard waiting < Self.waitingMax else { return false }
            waiting += 1
            return true
        }
        guard isRoom else { return nil }
        defer { waiting.withLock { $0 -= 1 } }
        return await made(Key(words: words, language: language))
    }

    private func made(_ key: Key) -> SpokenSound? {
        if let sound = kept[key] {
            order.removeAll { $0 == key }
            order.append(key)
            return sound
        }
        var made = Sound()
        for words in Self.breaths(Self.spoken(key.words, key.language, dialect)) {
            let piece = SpeechPiece(language: key.language, words: words)
            guard let sound = try? engine.sound(of: piece) else { return nil }
            made += sound
        }
        let sound = SpokenSound(
            wav: WaveFile.encode(made), duration: made.duration, isWhole: true)
        keep(sound, key)
        return sound
    }

    private func keep(_ sound: SpokenSound, _ key: Key) {
        kept[key] = sound
        order.append(key)
        bytesKept += sound.wav.count
        while order.count > Self.keptMax || bytesKept > Self.bytesMax, order.count > 1 {
            bytesKept -= kept.removeValue(forKey: order.removeFirst())?.wav.count ?? 0
        }
    }

    /// Words said at once: nine seconds, well within what the engine's limits bear.
    private static let breathWords = 20

    /// The text cut into what is said at once, where it stops anyhow if that is near.
    static func breaths(_ text: String) -> [String] {
        var breaths: [String] = []
        var rest = text.split(separator: " ")[...]
        while !rest.isEmpty {
            var breath = rest.prefix(breathWords)
            if breath.count < rest.count {
                let stop = breath.lastIndex { ".,:;!?".contains($0.last ?? " ") }
                if let stop, stop - breath.startIndex >= breathWords / 2 {
                    breath = breath[...stop]
                }
            }
            breaths.append(breath.joined(separator: " "))
            rest = rest[breath.endIndex...]
        }
        return breaths
    }

    /// The words with every ticket's number digit by digit, as the hall calls it.
    static func spoken(
        _ words: String, _ language: Texts.Language, _ dialect: VietnameseDialect
    ) -> String {
        let reader = SpokenNumber(language: language, style: .digits, dialect: dialect)
        return words.replacing(/[0-9]{4,6}/) { match in
            reader.ticket(String(match.output)).joined(separator: " ")
        }
    }
}
