import Foundation

/// A sound card's place taken by a program that keeps what it is given as WAV files, and plays each
/// as long as a test wants.
///
/// It stands as `aplay` before all others in the server's `PATH`, so that everything up to it is
/// the real program's.
final class Loudspeaker: Sendable {
    /// What was played so far, in order; a file appears before its sound ends.
    let folder: Folder

    /// A loudspeaker whose sounds end at once, or with `isHeld` only by ``end()``.
    init(_ folder: Folder, isHeld: Bool) throws {
        self.folder = folder
        let gate = folder.path("gate")
        guard mkfifo(gate, 0o600) == 0 else { throw SocketFailure("mkfifo") }
        let bin = folder.path("bin")
        try FileManager.default.createDirectory(atPath: bin, withIntermediateDirectories: true)
        // The player is called as aplay -q -D card file; a moment of silence tries the card.
        let script = """
            #!/bin/sh
            [ "$(stat -c %s "$4")" -lt 5000 ] && exit 0
            count=$(ls "\(folder.path)" | grep -c '^said-')
            cp "$4" "\(folder.path)/part"
            mv "\(folder.path)/part" "\(folder.path)/said-$(printf %04d "$count").wav"
            \(isHeld ? "read end <\"\(gate)\"" : "")
            exit 0
            """
        try script.write(toFile: "\(bin)/aplay", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700], ofItemAtPath: "\(bin)/aplay")
    }

    /// The environment of a server that plays here.
    var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": "\(folder.path("bin")):\(path)"]
    }

    /// Ends the sound that plays; waits until one does.
    func end() async throws {
        let gate = folder.path("gate")
        try await blocking {
            // Opening blocks until the player reads.
            guard let file = FileHandle(forWritingAtPath: gate) else {
                throw TimedOut(description: "no \(gate)")
            }
            file.write(Data("\n".utf8))
            try file.close()
        }
    }

    /// Every sound that was begun, in order.
    var said: [Data] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasPrefix("said-") }.sorted()
            .compactMap { try? Data(contentsOf: URL(fileURLWithPath: folder.path($0))) }
    }
}
