import ArgumentParser
import Kiosk
import KioskStore

/// Puts a backup into an empty folder.
struct RestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Put a backup into an empty folder.")

    @Argument(help: "The file that \"motcua backup\" wrote.")
    var file: String

    @Option(help: "The folder for the centre's data: empty, or not there yet.")
    var data: String

    @Option(help: "The file of keys that \"motcua backup --keys\" wrote.")
    var keys: String?

    func run() throws {
        let manifest = try Commanding.explained {
            try Restoration.restore(file, keys: keys, into: DataDirectory(path: data))
        }
        print("\(data): restored as of \(manifest.madeAt), up to event \(manifest.sequence).")
        if keys == nil {
            print("Without keys: heads printed earlier cannot be checked against this folder.")
        }
    }
}
