import ArgumentParser
import Kiosk
import KioskDossier
import KioskStore

/// Copies a centre's data into one file, also beside a running server.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Write a centre's data into one new file.")

    @Argument(help: "The file to make; one that exists is never touched.")
    var file: String

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    @Option(help: "Also write the centre's keys, into this file; keep it somewhere else.")
    var keys: String?

    func validate() throws {
        if keys == file { throw ValidationError("--keys needs a file of its own.") }
    }

    func run() throws {
        let directory = DataDirectory(path: data)
        let now = SystemClock(startingAt: nil).now()
        // Before a key is made: not in a folder that is none of ours.
        try Commanding.openStore(data).close()
        try Commanding.explained {
            // First, so that the backup of a centre that had no key yet bears its mark.
            if let keys {
                let count = try Backup.makeKeys(keys, of: directory, at: now)
                print("\(keys): \(count) key; keep it apart from the backup.")
            }
            let manifest = try Backup.make(file, of: directory, at: now) { copy in
                try DossierCopy.copy(directory.dossierPath, to: copy)
            }
            let size = manifest.members.reduce(0) { $0 + $1.size }
            print("\(file): \(size) bytes of data up to event \(manifest.sequence), read again.")
            if let head = manifest.head { print(head) }
        }
    }
}
