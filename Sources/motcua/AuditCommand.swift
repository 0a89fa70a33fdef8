import ArgumentParser
import Kiosk
import KioskStore
import QueueCore

/// Looks into the journal, also beside a running server.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Check the journal, and read in it.",
        subcommands: [Verify.self, Head.self, Show.self])

    /// Follows the whole chain.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name every changed, missing or moved event; exits 1 when there is one.")

        @Option(help: "The folder with the centre's data.")
        var data = "data"

        @Option(help: "A head that was kept elsewhere, as \"audit head\" printed it.")
        var head: String?

        func validate() throws {
            if let head, AuditHead(head) == nil {
                throw ValidationError(
                    "--head is no whole line \"motcua-head …\" as \"motcua audit head\" prints it.")
            }
        }

        func run() throws {
            let kept = head.flatMap { AuditHead($0) }
            let store = try Commanding.openStore(data)
            let report = try Commanding.explained { try store.verifyChain(head: kept) }
            let key = try Commanding.explained {
                try AuditKey.existing(in: DataDirectory(path: data))
            }
            var findings = report.findings.map(\.description) + report.headFindings
            if let kept { findings += Self.mark(of: kept, key) }
            try Commanding.fail(with: findings)
            print("The chain of \(report.events) events is whole; the last is \(report.last).")
            if let kept {
                print("It agrees with the head of \(kept.day), event \(kept.sequence).")
            }
        }

        /// What is wrong with the head itself.
        private static func mark(of head: AuditHead, _ key: AuditKey?) -> [String] {
            guard head.mark != nil else { return ["the head bears no mark: anybody can make one"] }
            guard let key else {
                return [
                    "the head's mark cannot be checked without the centre's key: put it back with "
                        + "\"motcua restore --keys\""
                ]
            }
            return head.isMarked(with: key)
                ? [] : ["the head's mark is not of this centre's key, or the head was altered"]
        }
    }

    /// Prints a day's head.
    struct Head: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print where a day's events end, marked with the centre's key, to keep.")

        @Option(help: "The folder with the centre's data.")
        var data = "data"

        @Option(help: "The service day, such as 2026-11-23; the last one when not given.")
        var day: String?

        func validate() throws {
            if let day, ServiceDay(day) == nil {
                throw ValidationError("--day \(day) is no day like 2026-11-23.")
            }
        }

        func run() throws {
            let store = try Commanding.openStore(data)
            let found = try Commanding.explained { try store.head(of: day.flatMap { .init($0) }) }
            guard let found else {
                Commanding.complain(day.map { "\($0) was never opened." } ?? "No day was opened.")
                throw ExitCode.failure
            }
            let key = try Commanding.explained { try AuditKey.orNew(in: DataDirectory(path: data)) }
            let head = found.marked(with: key)
            print(
                """
                day     \(head.day)
                last    \(head.sequence)
                count   \(head.count)
                hash    \(head.hash.hexadecimal)
                keyed   \(head.mark?.hexadecimal ?? "-")
                \(head.text)
                """)
        }
    }

    /// Prints a ticket's life.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell a ticket's life: when, who, what and why.")

        @Option(help: "The folder with the centre's data.")
        var data = "data"

        @Option(help: "The ticket's number, or its id.")
        var ticket: String

        @Option(help: "The service day of a number; the last one when not given.")
        var day: String?

        func validate() throws {
            if let day, ServiceDay(day) == nil {
                throw ValidationError("--day \(day) is no day like 2026-11-23.")
            }
        }

        func run() throws {
            let store = try Commanding.openStore(data)
            let life = try Commanding.explained {
                try store.life(of: ticket, on: day.flatMap { .init($0) })
            }
            guard let life else {
                Commanding.complain(
                    "There is no ticket \(ticket)" + (day.map { " on \($0)" } ?? "")
                        + ": give a number with its --day, or the ticket's id.")
                throw ExitCode.failure
            }
            for line in life.lines { print(line) }
        }
    }
}
