import ArgumentParser
import Foundation
import Kiosk
import KioskStore
import KioskWeb
import QueueCore
import Stationery

/// Sets up one-time codes for an account, also beside a running server.
struct OneTimeCodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "totp",
        abstract: "Give an account one-time codes: a QR for the phone, recovery codes for paper.",
        discussion: """
            Shows a QR code that any authenticator (RFC 6238) reads, then asks for the code that it \
            makes and only with a right one keeps the secret, under the centre's key. Codes of \
            before, and their recovery codes, end with that. Run it as the user whose data it is: \
            sudo -u motcua motcua account totp manager1 --config … --data /var/lib/motcua
            """)

    @Argument(help: "The account.")
    var user: String

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    @Option(help: "The folder with the centre's data.")
    var data = "data"

    @Flag(help: "Take the account's codes away.")
    var remove = false

    @Flag(help: "Ask for no code of the phone, as when a script sets up many.")
    var unchecked = false

    func run() async throws {
        let configuration = try CheckConfig.load(config)
        let isKnown =
            configuration.accounts.contains { $0.user == user }
            || (configuration.needsFirstAdmin && user == Account.firstAdmin.user)
        guard isKnown else {
            Commanding.complain("\(config) has no account \(user).")
            throw ExitCode.failure
        }
        let directory = DataDirectory(path: data)
        guard FileManager.default.fileExists(atPath: directory.hallPath) else {
            Commanding.complain(
                "There is no store in \(data) yet. Start motcua serve once, or name it with --data."
            )
            throw ExitCode.failure
        }
        let (store, key) = try Commanding.explained {
            (
                try SQLiteStore(path: directory.hallPath, mode: .centre),
                try AuditKey.orNew(in: directory)
            )
        }
        do {
            if remove {
                try await store.removeCodes(of: user)
                print("\(user) has no one-time codes any more.")
            } else {
                try await setUp(
                    configuration, store, CodeBook(key: key.secret(for: CodeBook.purpose)))
            }
        } catch let error as StoreError {
            Commanding.complain("\(error)")
            throw ExitCode.failure
        }
    }

    private func setUp(
        _ configuration: Configuration, _ store: SQLiteStore, _ book: CodeBook
    ) async throws {
        let setup = CodeSetup()
        let uri = setup.uri(user: user, centre: configuration.centre.code)
        print(TerminalPicture.text(of: try QRPicture.raster(of: uri, moduleDots: 1)))
        print("\(uri)\n\nTyped by hand: \(setup.text)\n")
        var step: Int64 = 0
        if !unchecked {
            FileHandle.standardError.write(Data("Code that the phone shows now: ".utf8))
            let typed = (readLine() ?? "").filter { !$0.isWhitespace }
            let now = SystemClock().now().millisecondsSinceEpoch
            guard let found = setup.step(of: typed, at: now) else {
                Commanding.complain(
                    "That is not the code: nothing was kept. Are this machine's clock and the "
                        + "phone's right?")
                throw ExitCode.failure
            }
            step = found
        }
        try await store.keep(book.sealed(setup, for: user, usedStep: step), of: user)
        print("\(user) signs in with a code from now on. Recovery codes, each for one sign-in, to")
        print("be kept on paper under lock and key; they are not shown again:\n")
        for code in setup.recoveryCodes { print("    \(code)") }
    }
}
