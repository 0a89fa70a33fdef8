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

    /// What a file holds, and one byte more than is read at most: enough to see that it is too much.
    static func bytes(of file: String, atMost limit: Int) throws -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: file))
            defer { try? handle.close() }
            return Array(try handle.read(upToCount: limit + 1) ?? Data())
        } catch {
            throw ValidationError("\(file) cannot be read: \(error.localizedDescription)")
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
