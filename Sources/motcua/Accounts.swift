import Foundation
import Kiosk
import KioskStore
import KioskWeb

/// What is told of accounts: the first one, and what they lack.
enum Accounts {
    /// Prints the password of the account with which a new centre begins.
    ///
    /// Once somebody chose another, nothing.
    static func tellFirstAdmin(
        _ parts: Centre.Parts, _ store: SQLiteStore
    ) async throws {
        let configuration = parts.configuration
        guard !parts.isSimulated, configuration.needsFirstAdmin,
            let password = try await FirstAdmin.password(store)
        else { return }
        var text = "  admin    there is no admin yet: sign in as admin with \(password), "
        text += "and choose a password\n"
        if configuration.signIn.oneTimeCodes == .required {
            text += "           before that: motcua account totp admin --config \(parts.configPath)"
            text += " --data \(parts.directory.path)\n"
        }
        FileHandle.standardOutput.write(Data(text.utf8))
    }
}

extension Doctor {
    /// Says who cannot sign in for lack of one-time codes.
    func checkAccounts(_ configuration: Configuration?, _ report: inout Findings) async {
        guard let configuration else { return }
        report.head("Accounts")
        var leaders = configuration.accounts.filter { $0.role != .clerk }
        if configuration.needsFirstAdmin { leaders.append(.firstAdmin) }
        guard configuration.signIn.oneTimeCodes == .required else {
            report.note(
                "a stolen password is enough to sign in",
                "write signIn: {oneTimeCodes: required} into \(config)")
            return
        }
        let path = DataDirectory(path: data).hallPath
        guard let store = try? SQLiteStore(path: path, mode: .reading) else {
            report.good("one-time codes are asked of \(leaders.count) accounts")
            return
        }
        for account in leaders {
            // A store from before there were codes has no table of them.
            if (try? await store.credential(of: account.user))?.codes == nil {
                report.note(
                    "\(account.user) has no one-time codes and cannot sign in",
                    "motcua account totp \(account.user) --data \(data)")
            } else {
                report.good("\(account.user) has one-time codes")
            }
        }
    }
}
