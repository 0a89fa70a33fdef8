import Foundation
import Synchronization
import Testing

extension EndToEnd {
    /// Backup, restore and audit as an operator does them.
    @Suite struct Backups {
        @Test(.timeLimit(.minutes(3)))
        func `a drill: a backup under load is served elsewhere and goes on`() async throws {
            let folder = try Folder()
            let server = try await Server(in: folder)
            let clerk = try await server.anyone.signedIn("clerk8")
            _ = try await clerk.post("/counters/8/open")
            for _ in 0..<20 { _ = try await server.device.ticket() }
            try await serveOne(clerk)
            let (backup, keys) = (folder.path("day.backup"), folder.path("day.keys"))
            let load = Load(server.device)
            async let taking: Void = load.run(["ho-tich", "chung-thuc", "dat-dai", "cu-tru"])
            try await eventually("numbers are taken") { load.acknowledged.count >= 40 }
            // What was acknowledged before the backup began must be in it.
            let before = load.acknowledged
            let made = try await Program.run([
                "backup", backup, "--data", server.data, "--keys", keys,
            ])
            load.end()
            try await taking
            #expect(made.status == 0, "\(made.errors)")
            #expect(load.acknowledged.count > before.count, "nothing was taken meanwhile")
            let head = try await self.head(server.data)
            #expect(await server.stop() == 0)

            let elsewhere = folder.path("elsewhere")
            let restored = try await Program.run([
                "restore", backup, "--data", elsewhere, "--keys", keys,
            ])
            #expect(restored.status == 0, "\(restored.errors)")
            try await goesOn(folder, elsewhere, with: before)
            // The first one's later head is not in the copy, and its own chain is as it was.
            let shorter = try await verify(server.data, head)
            #expect(shorter.status == 0, "\(shorter.errors)")
        }

        /// Serves the restored data and looks at everything.
        private func goesOn(
            _ folder: Folder, _ data: String, with acknowledged: Set<String>
        ) async throws {
            let restored = try await Stores.read(data)
            let tickets = restored["tickets"].array.map(\.array)
            #expect(Set(tickets.compactMap { $0[0].string }).isSuperset(of: acknowledged))
            let last = tickets.compactMap { $0[1].string }.filter { $0.hasPrefix("1") }.max() ?? ""
            let server = try await Server(in: folder, data: data)
            let next = try await server.device.ticket()["number"].string ?? ""
            #expect(Int(next) == (Int(last) ?? 0) + 1)
            try await eventually("hand-offs that waited are accepted") {
                try await Stores.read(data)["openHandOffs"].int == 0
            }
            let clerk = try await server.anyone.signedIn("clerk8")
            try await serveOne(clerk)
            try await eventually("the new hand-offs are accepted") {
                try await Stores.read(data)["openHandOffs"].int == 0
            }
            let head = try await self.head(data)
            #expect(await server.stop() == 0)
            let after = try await Stores.read(data)
            var steps: [String: [Int]] = [:]
            for step in after["steps"].array.map(\.array) {
                steps[step[0].string ?? "", default: []].append(step[1].int ?? 0)
            }
            for ticket in after["tickets"].array.map(\.array) {
                let count = ticket[4].int ?? 0
                #expect(steps[ticket[0].string ?? ""] == Array(1...max(1, count)))
            }
            let verified = try await verify(data, head)
            #expect(verified.status == 0, "\(verified.errors)")
            let check = try await Program.run(["rebuild", "--check", "--data", data])
            #expect(check.status == 0, "\(check.errors)")
        }

        private func serveOne(_ clerk: Client) async throws {
            let body = "{\"outcome\":\"dossier-received\",\"procedures\":[\"1.001193\"]}"
            for (call, body) in [("call-next", "{}"), ("start", "{}"), ("complete", body)] {
                let answer = try await clerk.post("/counters/8/\(call)", body)
                #expect(answer.status == 200, "\(call): \(answer)")
            }
        }

        private func head(_ data: String) async throws -> String {
            let printed = try await Program.run(["audit", "head", "--data", data])
            #expect(printed.status == 0, "\(printed.errors)")
            return printed.text.split(separator: "\n").last.map(String.init) ?? ""
        }

        private func verify(_ data: String, _ head: String) async throws -> Program.Finished {
            try await Program.run(["audit", "verify", "--data", data, "--head", head])
        }

        @Test(.timeLimit(.minutes(5)))
        func `the audit tells a ticket's life and finds what was changed`() async throws {
            let folder = try Folder()
            let server = try await Server(in: folder)
            let clerk = try await server.anyone.signedIn("clerk8")
            _ = try await clerk.post("/counters/8/open")
            let ticket = try await server.device.ticket()
            try await serveOne(clerk)
            let number = try #require(ticket["number"].string)
            let told = try await Program.run([
                "audit", "show", "--ticket", number, "--data", server.data,
            ])
            #expect(told.status == 0, "\(told.errors)")
            for words in ["Ticket \(number) of ", "Called to counter 8 by clerk8", "Deliveries:"] {
                #expect(told.text.contains(words), "\(told.text)")
            }
            let head = try await self.head(server.data)
            let refused = try await Program.run([
                "restore", folder.path("none"), "--data", server.data,
            ])
            #expect(refused.status == 1)
            #expect(await server.stop() == 0)
            try await tamper(server.data, "delete from events where sequence = 3")
            let found = try await verify(server.data, head)
            #expect(found.status == 1)
            #expect(found.errors.contains("events 3 to 3 are missing"), "\(found.errors)")
        }

        private func tamper(_ data: String, _ sql: String) async throws {
            let script = """
                import sqlite3, sys
                file = sqlite3.connect(sys.argv[1])
                file.execute(sys.argv[2])
                file.commit()
                """
            let done = try await Program.run(
                ["python3", "-c", script, "\(data)/hall.sqlite", sql], executable: "/usr/bin/env")
            #expect(done.status == 0, "\(done.errors)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a backup replaces nothing, and a restore fills an empty folder only`() async throws {
            let folder = try Folder()
            let server = try await Server(in: folder)
            _ = try await server.device.ticket()
            let backup = folder.path("backup")
            let made = try await Program.run(["backup", backup, "--data", server.data])
            #expect(made.status == 0, "\(made.errors)")
            for (arguments, words) in [
                (["backup", backup, "--data", server.data], "exists already"),
                (["restore", backup, "--data", server.data], "another motcua works in"),
            ] {
                let refused = try await Program.run(arguments)
                #expect(refused.status == 1)
                #expect(refused.errors.contains(words), "\(refused.errors)")
            }
            #expect(await server.stop() == 0)
            let inhabited = try await Program.run(["restore", backup, "--data", server.data])
            #expect(inhabited.status == 1)
            #expect(inhabited.errors.contains("is not empty"), "\(inhabited.errors)")
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                ["report", "waits", "--from", "2026-11-23", "--to", "2026-11-23"],
                ["report", "estimates", "--from", "2026-11-23", "--to", "2026-11-23"],
                ["rebuild", "--check"], ["audit", "verify"], ["audit", "head"],
                ["audit", "show", "--ticket", "1001"], ["backup", "FILE"],
            ])
        func `no command takes a foreign or missing store for its own`(
            arguments: [String]
        ) async throws {
            let folder = try Folder()
            let data = folder.path("data")
            let words = arguments.map { $0 == "FILE" ? folder.path("backup") : $0 }
            let missing = try await Program.run(words + ["--data", data])
            #expect(missing.status == 1)
            #expect(missing.errors.contains("there is no store at"), "\(missing.errors)")
            #expect(!FileManager.default.fileExists(atPath: data))
            try FileManager.default.createDirectory(
                atPath: data, withIntermediateDirectories: true)
            let letter = "Dear centre, this is a letter and no database.\n"
            let store = "\(data)/hall.sqlite"
            try letter.write(toFile: store, atomically: true, encoding: .utf8)
            let foreign = try await Program.run(words + ["--data", data])
            #expect(foreign.status == 1)
            #expect(foreign.errors.contains("restore the last backup"), "\(foreign.errors)")
            #expect(try String(contentsOfFile: store, encoding: .utf8) == letter)
            #expect(!FileManager.default.fileExists(atPath: folder.path("backup")))
        }
    }
}

/// People who take numbers until they are told to stop.
private final class Load: Sendable {
    private struct State {
        var acknowledged: Set<String> = []
        var isOver = false
    }

    private let device: Client
    private let state = Mutex(State())

    init(_ device: Client) {
        self.device = device
    }

    var acknowledged: Set<String> { state.withLock { $0.acknowledged } }

    func end() { state.withLock { $0.isOver = true } }

    /// One for each line.
    func run(_ lines: [String]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for line in lines {
                group.addTask { try await self.take(line) }
            }
            try await group.waitForAll()
        }
    }

    private func take(_ line: String) async throws {
        while !state.withLock({ $0.isOver }) {
            let id = try await device.ticket(line)["id"].string ?? ""
            _ = state.withLock { $0.acknowledged.insert(id) }
        }
    }
}
