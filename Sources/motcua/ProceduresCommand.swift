import ArgumentParser
import DossierCore
import Foundation

/// Works on lists of procedures.
struct ProceduresCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "procedures", abstract: "Work on lists of procedures.",
        subcommands: [Import.self])

    /// Reads a published list and tells what of it can be used.
    struct Import: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a list of procedures; exits 1 when a row is refused.",
            discussion: """
                FILE is TSV or CSV in UTF-8 with a header line: code, name, field, and direct, \
                online or postal with limits such as 7/working_day, 12/hour, /same_day or /none. \
                Every row that is refused is told with its line and why. --to writes what was \
                read, in one form of Unicode, for people to go on with.
                """)

        @Argument(help: "The list.")
        var file: String

        @Option(help: "Where to write the list as it was read, in TSV; no file may be there.")
        var to: String?

        func run() throws {
            let list = ProcedureTable.read(
                try Commanding.bytes(of: file, atMost: ProcedureTable.bytesMax),
                composing: \.precomposedStringWithCanonicalMapping)
            let lines = list.lines(file: file)
            lines.prefix(1).forEach { print($0) }
            lines.dropFirst().forEach(Commanding.complain)
            if let to, !list.procedures.isEmpty {
                let text = ProcedureTable.text(of: list.procedures)
                do {
                    try Data(text).write(to: URL(filePath: to), options: .withoutOverwriting)
                } catch {
                    throw ValidationError("\(to) cannot be written: \(error.localizedDescription)")
                }
            }
            if !list.refusals.isEmpty { throw ExitCode.failure }
        }
    }
}
