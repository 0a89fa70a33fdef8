import Foundation
import Synchronization
import Testing

extension EndToEnd {
    /// `kill -9` while eight clients work: what was acknowledged is there after the restart.
    @Suite struct Kill {
        private static let seeds: [UInt64] = [11, 23, 47]
        private static let lines = ["ho-tich", "chung-thuc", "dat-dai", "cu-tru", "ho-tich"]
        /// Counters whose clerks may all serve `ho-tich`.
        private static let counters = [6, 8, 9]

        @Test(.timeLimit(.minutes(5)))
        func `every acknowledged ticket, call and hand-off outlives a kill`() async throws {
            let folder = try Folder()
            let ledger = Ledger()
            var clerks: [Int: Client] = [:]
            for seed in Self.seeds {
                print("kill -9, seed \(seed)")
                let server = try await Server(in: folder)
                for counter in Self.counters where clerks[counter] == nil {
                    let clerk = try await server.anyone.signedIn("clerk\(counter)")
                    _ = try await clerk.post("/counters/\(counter)/open")
                    clerks[counter] = clerk
                }
                var dice = Dice(seed: seed)
                ledger.kill(after: Int.random(in: 20...140, using: &dice), server)
                await load(server, clerks.mapValues { $0.moved(to: server) }, ledger)
                #expect(await server.status() == -SIGKILL, "seed \(seed)")
                try await verify(folder, ledger, try #require(clerks[6]), "seed \(seed)")
            }
        }

        /// Five who take numbers, three who serve, one who watches the paper, until all fail.
        private func load(_ server: Server, _ clerks: [Int: Client], _ ledger: Ledger) async {
            await withTaskGroup(of: Void.self) { group in
                for line in Self.lines {
                    group.addTask { await take(line, server.device, ledger) }
                }
                for (counter, clerk) in clerks {
                    group.addTask { await serve(counter, clerk, ledger) }
                }
                group.addTask {
                    while let answer = try? await server.anyone.get("/bench/devices"),
                        let printers = try? answer.json()["printers"].array
                    {
                        ledger.saw(slips: printers.first?["slips"].int ?? 0)
                    }
                }
            }
        }

        private func take(_ line: String, _ device: Client, _ ledger: Ledger) async {
            while true {
                let key = Client.freshKey()
                ledger.asked(key, line)
                let answer = try? await device.send(
                    "POST", "/api/v1/tickets", key: key, body: "{\"line\":\"\(line)\"}")
                guard let answer, answer.status == 201, let ticket = try? answer.json() else {
                    return
                }
                ledger.acknowledged(ticket, key: key)
            }
        }

        private func serve(_ counter: Int, _ clerk: Client, _ ledger: Ledger) async {
            let body = "{\"outcome\":\"dossier-received\",\"procedures\":[\"1.001193\"]}"
            while true {
                for (call, body) in [("call-next", "{}"), ("start", "{}"), ("complete", body)] {
                    guard let answer = try? await clerk.post("/counters/\(counter)/\(call)", body)
                    else { return }
                    guard answer.status == 200, let json = try? answer.json() else { continue }
                    ledger.acknowledged(json["ticket"] == .null ? json : json["ticket"])
                }
            }
        }

        private func verify(
            _ folder: Folder, _ ledger: Ledger, _ clerk: Client, _ what: Comment
        ) async throws {
            // A copy: the last connection to close would tidy the files up before the restart.
            let copy = folder.path("copy-\(UUID().uuidString)")
            try FileManager.default.copyItem(atPath: folder.path("data"), toPath: copy)
            let killed = try await Stores.read(copy)
            #expect(killed["homelessSlips"].int == 0, what)
            #expect(ledger.slipsSeen <= killed["slips"].array.count, what)
            let begun = killed["slips"].array.map(\.array)
                .filter { $0[1].string == "begun" }.compactMap { $0[0].string }

            print(
                "\(what): \(ledger.tickets.count) tickets acknowledged, \(begun.count) slips begun, "
                    + "\(ledger.unanswered.count) requests unanswered")

            let server = try await Server(in: folder)
            let printed = try await server.anyone.get("/bench/devices").json()
            #expect(printed["printers"].array[0]["slips"].int == 0, what)
            for (id, wanted) in ledger.tickets {
                let ticket = try await clerk.moved(to: server).get("/api/v1/tickets/\(id)").json()
                #expect(ticket["number"].string == wanted.number, what)
                let rank = Ledger.rank(ticket["state"].string)
                #expect(rank >= wanted.rank, "\(what): \(wanted) is \(ticket["state"])")
            }
            let asked = ledger.unanswered
            try await askAgain(asked, server.device, ledger, what)
            try await eventually("hand-offs are accepted and slips settled: \(what)") {
                let now = try await Stores.read(folder.path("data"))
                return now["openHandOffs"].int == 0 && now["openSlips"].int == 0
            }
            let after = try await server.anyone.get("/bench/devices").json()
            let slips = after["printers"].array[0]["slips"].int ?? -1
            #expect(slips <= asked.count, "\(what): only new tickets are printed")
            #expect(await server.stop() == 0, what)
            let stopped = try await Stores.read(folder.path("data"))
            compare(stopped, begun: begun, ledger, what)
            let check = try await Program.run(["rebuild", "--check", "--data", server.data])
            #expect(check.status == 0, "\(what): \(check.errors)")
        }

        /// Whoever got no answer asks again with the same key: one ticket, whatever happened.
        private func askAgain(
            _ asked: [String: String], _ device: Client, _ ledger: Ledger, _ what: Comment
        ) async throws {
            for (key, line) in asked {
                let body = "{\"line\":\"\(line)\"}"
                let (first, second) = (
                    try await device.send("POST", "/api/v1/tickets", key: key, body: body),
                    try await device.send("POST", "/api/v1/tickets", key: key, body: body)
                )
                #expect(first.status == 201 && second.status == 201, what)
                #expect(second.headers["idempotency-replayed"] == "true", what)
                #expect(try first.json()["id"] == second.json()["id"], what)
                ledger.acknowledged(try first.json(), key: key)
            }
        }

        private func compare(_ data: JSON, begun: [String], _ ledger: Ledger, _ what: Comment) {
            let tickets = data["tickets"].array.map(\.array)
            #expect(
                Set(tickets.compactMap { $0[0].string }).isSuperset(of: ledger.tickets.keys), what)
            #expect(Set(tickets.map { [$0[1], $0[2]] }).count == tickets.count, what)
            let slips = Dictionary(
                data["slips"].array.map { ($0.array[0].string ?? "", $0.array[1].string) }
            ) { first, _ in first }
            for ticket in begun { #expect(slips[ticket] == "unknown", what) }
            for ticket in tickets where begun.contains(ticket[0].string ?? "") {
                #expect(ticket[3].string == "unknown", what)
            }
            var steps: [String: [Int]] = [:]
            for step in data["steps"].array.map(\.array) {
                steps[step[0].string ?? "", default: []].append(step[1].int ?? 0)
            }
            for ticket in tickets {
                let count = ticket[4].int ?? 0
                #expect(steps[ticket[0].string ?? ""] == Array(1...max(1, count)), what)
            }
            #expect(data["receptions"].array.count == tickets.count, what)
            let (codes, minted) = (data["codes"].array, data["minted"].array)
            #expect(codes.count == minted.count, what)
            #expect(Set(codes.map(\.string)) == Set(minted.map(\.string)), what)
        }
    }
}

/// What the clients were told, and what they never heard.
private final class Ledger: Sendable {
    struct Known: Sendable {
        var number: String
        var rank: Int
    }

    private struct State {
        var tickets: [String: Known] = [:]
        var unanswered: [String: String] = [:]
        var slipsSeen = 0
        var left = 0
        var victim: Server?
    }

    private let state = Mutex(State())

    var tickets: [String: Known] { state.withLock { $0.tickets } }
    var unanswered: [String: String] { state.withLock { $0.unanswered } }
    var slipsSeen: Int { state.withLock { $0.slipsSeen } }

    /// How far a ticket is; a state never goes back in these tests.
    static func rank(_ state: String?) -> Int {
        ["waiting", "called", "serving", "completed"].firstIndex(of: state ?? "") ?? -1
    }

    /// Kills the server when so many answers have come.
    func kill(after count: Int, _ server: Server) {
        state.withLock {
            $0.left = count
            $0.victim = server
            $0.slipsSeen = 0
        }
    }

    func asked(_ key: String, _ line: String) {
        state.withLock { $0.unanswered[key] = line }
    }

    func acknowledged(_ ticket: JSON, key: String? = nil) {
        guard let id = ticket["id"].string, let number = ticket["number"].string else { return }
        let rank = Self.rank(ticket["state"].string)
        state.withLock { state in
            if let key { state.unanswered[key] = nil }
            let before = state.tickets[id]?.rank ?? rank
            state.tickets[id] = Known(number: number, rank: max(before, rank))
            state.left -= 1
            guard state.left <= 0 else { return }
            state.victim?.signal(SIGKILL)
            state.victim = nil
        }
    }

    func saw(slips: Int) {
        state.withLock { $0.slipsSeen = max($0.slipsSeen, slips) }
    }
}
