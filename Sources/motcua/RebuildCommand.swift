import ArgumentParser
import Kiosk
import KioskStore

/// Compares the tables with a rebuild from the events.
struct Rebuild: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Check that tickets and deliveries are what the events say; exits 1 when not.")

    @Flag(help: "Compare only; nothing is written.")
    var check = false

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    func validate() throws {
        guard check else {
            throw ValidationError("Give --check: the tables are compared, nothing is rewritten.")
        }
    }

    func run() throws {
        let store = try Commanding.openStore(data)
        try Commanding.fail(with: Commanding.explained { try store.compareWithRebuild() })
        print(
            "Every ticket and delivery is what the events say, and the chain of events is whole.")
    }
}
