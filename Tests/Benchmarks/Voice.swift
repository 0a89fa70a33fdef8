import Foundation

extension Benchmarks {
    /// A call with a voice beside a call without one, in turns: nobody waits for a sentence.
    ///
    /// The voice's sentences are made by espeak-ng and take their time on a simulated card, so that
    /// many wait all along.
    static func voice(_ folder: String, _ config: String) throws {
        let halls = [
            try CallingHall(folder: "\(folder)/silent", config: config, speaks: false),
            try CallingHall(folder: "\(folder)/speaking", config: config, speaks: true),
        ]
        defer { for hall in halls { hall.stop() } }
        let disk = try Disk(path: "\(folder)/append")
        var calls = [Samples(), Samples()]
        var syncs = Samples()
        // The line has 999 numbers a day.
        let count = ProcessInfo.processInfo.environment["CALLS"].flatMap { Int($0) } ?? 900
        for number in 0..<count {
            syncs.add(disk.appendAndSync())
            // Whoever comes second finds warmer caches: they take turns at that too.
            for turn in 0..<2 {
                let place = (number + turn) % 2
                guard let time = try halls[place].call(number) else {
                    throw Refused()
                }
                calls[place].add(time)
            }
        }
        let words = zip(["silent", "speaking"], calls).map { name, calls in
            "\(name) p50 \(rounded(calls.p50, 0)) µs, p99 \(rounded(calls.p99, 0)) µs"
        }.joined(separator: "; ")
        report(
            "a call, durable and answered",
            "\(words); append and fdatasync p50 \(rounded(syncs.p50, 0)) µs",
            calls[1].p50 / calls[0].p50, goal: "≤ 1.1")
    }
}

/// A call, or what leads to it, was not answered as it must be.
private struct Refused: Error, CustomStringConvertible {
    let description = "a call was refused: nothing was measured"
}

/// A simulated centre with one clerk who calls one number after the other.
private final class CallingHall {
    private let program: Program
    private let connection: HTTPConnection
    private let token: String
    private let clock = ContinuousClock()

    init(folder: String, config: String, speaks: Bool) throws {
        let source = URL(fileURLWithPath: config).deletingLastPathComponent()
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let copy = URL(fileURLWithPath: "\(folder)/Config")
        try FileManager.default.copyItem(at: source, to: copy)
        let file = copy.appendingPathComponent("centre.yaml")
        if speaks {
            let text = try String(contentsOf: file, encoding: .utf8)
            try (text + "\nvoice: {zones: [{id: hall, output: alsa}]}\n")
                .write(to: file, atomically: true, encoding: .utf8)
        }
        program = try Program(data: "\(folder)/data", config: file.path)
        connection = try HTTPConnection(port: program.port)
        let session = try connection.request(
            "POST", "/api/v1/session", token: "",
            body: "{\"user\":\"clerk6\",\"password\":\"motcua\"}")
        token = session.body.split(separator: "\"").dropFirst(3).first.map { String($0) } ?? ""
        _ = try post("/counters/6/open", key: "open")
    }

    func stop() { program.stop() }

    /// How long the call of a number took; nil when something was refused.
    func call(_ number: Int) throws -> Duration? {
        let press = try connection.request(
            "POST", "/api/v1/tickets", token: "demo-device", key: "press-\(number)",
            body: "{\"line\":\"ho-tich\"}")
        let start = clock.now
        let call = try post("/counters/6/call-next", key: "call-\(number)")
        let time = start.duration(to: clock.now)
        let end = try post(
            "/counters/6/no-show", key: "end-\(number)", body: "{\"reason\":\"nobody came\"}")
        return press.status == 201 && call == 200 && end == 200 ? time : nil
    }

    private func post(_ path: String, key: String, body: String = "{}") throws -> Int {
        try connection.request("POST", "/api/v1\(path)", token: token, key: key, body: body).status
    }
}
