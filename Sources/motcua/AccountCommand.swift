import ArgumentParser
import Foundation
import Kiosk
import KioskWeb

/// Makes what the configuration keeps of people's secrets.
struct AccountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account",
        abstract: "Make the hashes of accounts for centre.yaml, and their one-time codes.",
        subcommands: [PIN.self, Password.self, OneTimeCodeCommand.self])

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
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Ask for a password and print its hash: password: of an account.",
            discussion: """
                It is typed twice and not shown; piped in, its first line is read. A clerk's has \
                \(PasswordRules.shortest(.clerk)) characters at least, a manager's and an admin's \
                \(PasswordRules.shortest(.admin)). Passwords that everybody tries first are \
                refused; with cracklib-runtime installed many more are known.
                """)

        @Option(help: "clerk, manager or admin.")
        var role = Role.clerk

        @Option(help: "The account's name, which its password must not be made of.")
        var user = ""

        func validate() throws {
            guard Role.people.contains(role) else {
                throw ValidationError("--role is clerk, manager or admin.")
            }
        }

        func run() throws {
            try AccountCommand.printHash("Password") { password in
                PasswordRules().fault(in: password, role: role, user: user).map {
                    $0.sentence(for: role)
                }
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

extension Role: ExpressibleByArgument {}

extension PasswordRules.Fault {
    /// What an operator reads.
    fileprivate func sentence(for role: Role) -> String {
        switch self {
        case .short:
            "A \(role.rawValue)'s password has \(PasswordRules.shortest(role)) characters at least."
        case .long: "A password has \(PasswordRules.longest) characters at most."
        case .common: "This password is one of those that everybody tries first: choose another."
        case .near: "This password is made of the account's own name: choose another."
        }
    }
}
