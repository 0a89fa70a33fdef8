import Kiosk
import QueueCore

/// Makes a voice with espeak-ng, for what nobody recorded.
struct EspeakEngine: Sendable {
    /// Words are slow: the hall echoes, and many who listen are old.
    static let wordsPerMinute = 140
    /// A short phrase takes some hundredths of a second; long numbers were seen to freeze it.
    static let limit = Duration.seconds(5)
    /// A call that is decided meanwhile goes before a voice that is made.
    static let niceness: Int32 = 10
    /// Characters of one piece.
    static let wordsMax = 500

    /// The program's name or path.
    var program = "espeak-ng"
    let dialect: VoiceSettings.Dialect

    /// Why it made no voice.
    enum Fault: Error, Hashable, Sendable {
        case notInstalled
        case other(String)
    }

    /// Says the words; blocks for at most `limit`.
    func sound(of piece: SpeechPiece) throws(Fault) -> Sound {
        guard piece.words.count <= Self.wordsMax else { throw .other("more than 500 characters") }
        guard let file = PrivateFile() else { throw .other("no temporary file can be made") }
        let child = ChildProcess(
            program: program,
            arguments: [
                "-v", voice(of: piece.language), "-s", String(Self.wordsPerMinute), "-b", "1",
                "-w", file.path, "--", piece.words,
            ], niceness: Self.niceness)
        switch child.run(atMost: Self.limit) {
        case .exited(0, _): break
        case .missing: throw .notInstalled
        case .exited(let code, let complaint):
            throw .other("espeak-ng ended with \(code): \(complaint.prefix(200))")
        case .killed(let signal): throw .other("espeak-ng was killed by signal \(signal)")
        case .timedOut, .cancelled:
            throw .other("espeak-ng did not end within \(Self.limit.milliseconds / 1_000) seconds")
        case .failed(let reason): throw .other("espeak-ng did not start: \(reason)")
        }
        guard let bytes = file.read(atMost: WaveFile.bytesMax) else {
            throw .other("espeak-ng wrote nothing")
        }
        do throws(WaveFault) {
            return try WaveFile.decode(bytes)
        } catch {
            throw .other("espeak-ng wrote no sound: \(error)")
        }
    }

    private func voice(of language: Texts.Language) -> String {
        guard language == Texts.defaultLanguage else { return language }
        return dialect == .southern ? "vi-vn-x-south" : "vi"
    }
}
