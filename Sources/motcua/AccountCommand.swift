import ArgumentParser
import Foundation
import Kiosk
import KioskWeb

/// Makes what the configuration keeps of people's secrets.
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Make the hashes of accounts for centre.yaml.",
        subcommands: [PIN.self, Password.self])

    /// The hash of a PIN.
    struct PIN: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pin",
            abstract: "Ask for a PIN and print its hash, which goes to pin: of a clerk's account.",
            discussion: """
                The PIN has \(KeypadDialogue.pinLength.lowerBound) to \
                \(KeypadDialogue.pinLength.upperBound) digits. It is typed twice and not shown; \
                where it is piped in, its first line is read. Two clerks who may serve at one \
                counter need two PINs.
                """)

        func run() throws {
            try AccountCommand.printHash("PIN") { pin in
                let digits = pin.utf8.allSatisfy { (48...57).contains($0) }
                guard digits, KeypadDialogue.pinLength.contains(pin.utf8.count) else {
                    return "A PIN has \(KeypadDialogue.pinLength.lowerBound) to "
                        + "\(KeypadDialogue.pinLength.upperBound) digits and nothing else."
                }
                return nil
            }
        }
    }

    /// The hash of a password.
    struct Password: ParsableCommand {
        /// Characters of a password.
        private static let length = 8...100

        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Ask for a password and print its hash: password: of an account.",
            discussion: "It is typed twice and not shown; piped in, its first line is read.")

        func run() throws {
            try AccountCommand.printHash("Password") { password in
                Self.length.contains(password.count)
                    ? nil
                    : "A password has \(Self.length.lowerBound) to \(Self.length.upperBound) "
                        + "characters."
            }
        }
    }

    /// Asks, checks and prints.
    ///
    /// - Parameters:
    ///   - word: what is asked for.
    ///   - fault: what is wrong with it, nil for nothing; must not repeat it.
    /// - Throws: when nothing was typed, or it was refused and that was said.
    private static func printHash(_ word: String, fault: (String) -> String?) throws {
        let secret = try Commanding.explained { try SecretPrompt.ask(word) }
        if let sentence = fault(secret) {
            Commanding.complain(sentence)
            throw ExitCode.failure
        }
        print(try Commanding.explained { try SecretHash.of(secret) })
    }
}
