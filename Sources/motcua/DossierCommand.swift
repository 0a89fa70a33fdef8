import ArgumentParser
import Kiosk
import KioskDossier
import KioskStore

/// What is said of dossiers from the command line.
struct DossierCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: "Say how far dossiers are, and ask.",
        subcommands: [
            DossierResult.self, DossierShow.self, DossierUrgent.self, DossierRotateKey.self,
        ])
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

/// Puts a new master key in the place of the vault's, while nothing runs.
struct DossierRotateKey: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate-key",
        abstract: "Make a new key for the applicants' vault.",
        discussion: """
            With the server stopped. The next start seals every applicant by the new key, and then \
            removes the old one. Back the keys up again afterwards: motcua backup --keys.
            """)

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    func run() throws {
        let directory = DataDirectory(path: data)
        let lock = try Commanding.explained { try directory.lock() }
        defer { withExtendedLifetime(lock) {} }
        try Commanding.explained { try VaultRing.rotate(path: directory.vaultKeyPath) }
        print("\(directory.vaultKeyPath) is new; the next start seals every applicant by it.")
    }
}
