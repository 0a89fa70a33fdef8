import ArgumentParser
import Kiosk
import KioskDossier
import KioskStore

/// What is said of dossiers from the command line.
struct DossierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: "Say how far dossiers are, and ask.",
        subcommands: [DossierResult.self, DossierShow.self, DossierUrgent.self])
}

/// Notes that results lie at the counter, also beside a running server.
struct DossierResult: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "result",
        abstract: "Say that the results of dossiers lie at the counter, ready to be fetched.",
        discussion: """
            A receipt that is scanned at the kiosk gets a number from then on. Every code is looked \
            at, also after one that is not known; with such a one the command ends with 1.
            """)

    @Argument(help: "Codes of dossiers, as their receipts show them.")
    var codes: [String]

    @Flag(help: "They do not lie there after all.")
    var withdraw = false

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    func run() throws {
        let path = DataDirectory(path: data).dossierPath
        var refused: [String] = []
        for code in codes {
            do throws(DossierError) {
                try ResultBook.note(
                    code, isReady: !withdraw, in: path, by: "command-line",
                    at: SystemClock(startingAt: nil).now())
                print("\(code): \(withdraw ? "the result is not there" : "the result is ready").")
            } catch {
                refused.append("\(code): \(error.cause).")
            }
        }
        try Commanding.fail(with: refused)
    }
}
