import Foundation
import Synchronization

/// Sixty-four kiosks and sixteen clerks at once, through the real server; with kills in between if
/// asked for.
///
/// Every answer is collected at the clients, for a database would hide a double call: no number may
/// come twice, no citizen be called by two, nothing acknowledged be lost.
final class Crowd: Sendable {
    private static let kiosks = 64
    private static let clerks = 16
    private static let lines = [
        "ho-tich", "chung-thuc", "dat-dai", "xay-dung", "cu-tru", "bao-tro-xa-hoi", "kinh-doanh",
        "tra-ket-qua", "khac",
    ]

    /// What the clients were told.
    private struct Ledger {
        var numbers: [String: String] = [:]
        var called: [String: Int] = [:]
        var twice = 0
        var calledTwice = 0
        var unanswered = 0
        var surprises: [String] = []
        var issueTimes = Samples()
        var callTimes = Samples()
    }

    private let folder: String
    private let config: String
    private let issues: Int
    private let kills: Int
    private let ledger = Mutex(Ledger())
    private let asked = Atomic<Int>(0)
    private let finished = Atomic<Int>(0)
    /// The port to talk to; 0 while the server is down.
    private let port = Atomic<Int>(0)

    init(folder: String, config: String, issues: Int, kills: Int) throws {
        self.folder = folder
        self.issues = issues
        self.kills = kills
        self.config = try Self.longNumbers(of: config, in: folder)
    }

    /// The demonstration centre with six digits a number and sixteen counters.
    private static func longNumbers(of config: String, in folder: String) throws -> String {
        let place = folder + "/config"
        let source = URL(fileURLWithPath: config).deletingLastPathComponent().path
        try FileManager.default.copyItem(atPath: source, toPath: place)
        var text = try String(contentsOfFile: config, encoding: .utf8)
        for line in 1...9 {
            text = text.replacingOccurrences(
                of: "{first: \(line)001, last: \(line)999, digits: 4}",
                with: "{first: \(line)00001, last: \(line)99999, digits: 6}")
        }
        let more = (11...clerks).map {
            "  - {number: \($0), lines: [\(lines.joined(separator: ", "))]}"
        }
        text = text.replacingOccurrences(
            of: "lines: [kinh-doanh, tra-ket-qua]}",
            with: "lines: [kinh-doanh, tra-ket-qua]}\n" + more.joined(separator: "\n"))
        text = Self.without(["kiosks", "devices"], in: text)
        let path = place + "/centre.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// The text without these sections: no paper and no boards, which hold shorter numbers.
    private static func without(_ sections: [String], in text: String) -> String {
        var isKept = true
        return text.components(separatedBy: "\n").filter { line in
            if let first = line.first, first.isLetter {
                isKept = !sections.contains { line.hasPrefix($0 + ":") }
            }
            return isKept
        }.joined(separator: "\n")
    }

    /// Runs until every number asked for was given and every citizen served.
    ///
    /// - Returns: whether all held.
    func run() throws -> Bool {
        var server = try Program(data: folder + "/data", config: config)
        port.store(server.port, ordering: .sequentiallyConsistent)
        let workers = DispatchGroup()
        for kiosk in 0..<Self.kiosks { start(workers) { $0.take(kiosk) } }
        for clerk in 1...Self.clerks { start(workers) { $0.serve(clerk) } }
        var dice = SystemRandomNumberGenerator()
        var processor = 0.0
        var deaths = 0
        for _ in 0..<kills {
            usleep(UInt32.random(in: 5_000...400_000, using: &dice))
            if finished.load(ordering: .relaxed) >= issues { break }
            port.store(0, ordering: .sequentiallyConsistent)
            processor += server.processorSeconds
            server.kill()
            deaths += 1
            server = try Program(data: folder + "/data", config: config)
            port.store(server.port, ordering: .sequentiallyConsistent)
        }
        workers.wait()
        processor += server.processorSeconds
        server.stop()
        return report(processor, deaths)
    }

    private func start(_ workers: DispatchGroup, _ body: @escaping @Sendable (Crowd) -> Void) {
        workers.enter()
        Thread.detachNewThread {
            body(self)
            workers.leave()
        }
    }

    // MARK: Clients

    private func take(_ kiosk: Int) {
        let talk = Talk(self, token: "demo-device")
        var turn = 0
        while asked.wrappingAdd(1, ordering: .relaxed).newValue <= issues {
            turn += 1
            let line = Self.lines[(kiosk + turn) % Self.lines.count]
            let answer = talk.ask("/tickets", "{\"line\":\"\(line)\"}")
            guard answer.status == 201, let id = answer.text("id"),
                let number = answer.text("number")
            else {
                note(answer)
                continue
            }
            ledger.withLock { ledger in
                if let other = ledger.numbers.updateValue(id, forKey: number), other != id {
                    ledger.twice += 1
                }
                if answer.tries == 1 { ledger.issueTimes.add(answer.length) }
                ledger.unanswered += answer.tries - 1
            }
        }
    }

    private func serve(_ counter: Int) {
        let anyone = Talk(self, token: "")
        let signedIn = anyone.ask(
            "/session", "{\"user\":\"clerk\(counter)\",\"password\":\"motcua\"}")
        let talk = Talk(self, token: signedIn.text("token") ?? "")
        _ = talk.ask("/counters/\(counter)/open", "{}")
        while true {
            let isDone = finished.load(ordering: .relaxed) >= issues
            let call = talk.ask("/counters/\(counter)/call-next", "{}")
            if call.status == 204 {
                if isDone || isEverybodyServed { return }
                usleep(2_000)
                continue
            }
            guard call.status == 200, let id = call.text("id") else {
                note(call)
                return
            }
            ledger.withLock { ledger in
                ledger.called[id, default: 0] += 1
                if ledger.called[id] != 1 { ledger.calledTwice += 1 }
                if call.tries == 1 { ledger.callTimes.add(call.length) }
            }
            note(talk.ask("/counters/\(counter)/start", "{}"))
            note(
                talk.ask(
                    "/counters/\(counter)/complete", "{\"outcome\":\"information-given\"}"))
            finished.wrappingAdd(1, ordering: .relaxed)
        }
    }

    private var isEverybodyServed: Bool {
        asked.load(ordering: .relaxed) >= issues
            && ledger.withLock { $0.called.count >= issues && $0.numbers.count >= issues }
    }

    private func note(_ answer: Talk.Answer) {
        guard ![200, 201, 204].contains(answer.status) else { return }
        ledger.withLock { ledger in
            if ledger.surprises.count < 5 {
                ledger.surprises.append("\(answer.status) \(answer.body.prefix(200))")
            }
        }
    }

    private func report(_ processor: Double, _ deaths: Int) -> Bool {
        let ledger = ledger.withLock { $0 }
        let lost = ledger.numbers.values.count { ledger.called[$0] == nil }
        let (issue, call) = (ledger.issueTimes, ledger.callTimes)
        func times(_ samples: Samples) -> String {
            "p50 \(Int(samples.p50)) µs, p99 \(Int(samples.p99)) µs"
        }
        let visits = max(1, ledger.numbers.count)
        print(
            """
            crowd: \(ledger.numbers.count) numbers to \(Self.kiosks) kiosks, \
            \(ledger.called.count) citizens called by \(Self.clerks) clerks, \(deaths) kills, \
            \(ledger.unanswered) requests asked again
              numbers given twice \(ledger.twice), citizens called by two \(ledger.calledTwice), \
            acknowledged and lost \(lost)
              issue \(times(issue)); call \(times(call)); \
            \(Int(processor * 1e6) / visits) µs of the server's processor a visit
            """)
        for surprise in ledger.surprises { print("               unexpected: \(surprise)") }
        let isWhole = ledger.numbers.count == issues && ledger.called.count == issues
        return ledger.twice == 0 && ledger.calledTwice == 0 && lost == 0 && isWhole
            && ledger.surprises.isEmpty
    }

    /// One client's connection, made anew after each death of the server.
    private final class Talk {
        struct Answer {
            var status = 0
            var body = ""
            var tries = 0
            var length = Duration.zero

            /// A text member, wherever it stands: the shapes have each name once.
            func text(_ name: String) -> String? {
                guard let start = body.range(of: "\"\(name)\":\"") else { return nil }
                return String(body[start.upperBound...].prefix { $0 != "\"" })
            }
        }

        private let crowd: Crowd
        private let token: String
        private let name = UUID().uuidString
        private var connection: HTTPConnection?
        private var port = 0
        private var asked = 0

        init(_ crowd: Crowd, token: String) {
            self.crowd = crowd
            self.token = token
        }

        /// Asks until there is an answer, always with the same key.
        func ask(_ path: String, _ body: String) -> Answer {
            asked += 1
            let key = "\(name)-\(asked)"
            var answer = Answer()
            while true {
                let now = crowd.port.load(ordering: .sequentiallyConsistent)
                guard now != 0 else {
                    connection = nil
                    usleep(1_000)
                    continue
                }
                if connection == nil || port != now {
                    connection = try? HTTPConnection(port: now)
                    port = now
                }
                answer.tries += 1
                let start = ContinuousClock.now
                let reply = try? connection?.request(
                    "POST", "/api/v1" + path, token: token, key: key, body: body)
                // 503: the server is going down.
                if let reply, reply.status != 503 {
                    answer.status = reply.status
                    answer.body = reply.body
                    answer.length = start.duration(to: .now)
                    return answer
                }
                connection = nil
                usleep(1_000)
            }
        }
    }
}
