import ArgumentParser
import Foundation
import Kiosk
import KioskStore

/// What the commands on a centre's data share.
enum Commanding {
    /// The store for reading; its sentence on standard error when it cannot be.
    static func openStore(_ data: String) throws -> SQLiteStore {
        try explained {
            try SQLiteStore(path: DataDirectory(path: data).hallPath, mode: .reading)
        }
    }

    /// Runs `body`; an error's sentence goes to standard error and ends the command.
    static func explained<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            complain("\(error)")
            throw ExitCode.failure
        }
    }

    static func complain(_ sentence: String) {
        FileHandle.standardError.write(Data("\(sentence)\n".utf8))
    }

    /// Prints findings and ends the command with 1 when there are any.
    static func fail(with findings: [String]) throws {
        guard !findings.isEmpty else { return }
        for finding in findings { complain(finding) }
        throw ExitCode.failure
    }
}
