import Foundation
import Synchronization

/// Presses, calls and a live page while a printer takes nothing for ten seconds, beside the same
/// while it prints.
///
/// The printer is a socket of this program, which reads all at first and then nothing: the real
/// program sends to it as to any network printer.
enum Jam {
    /// One visit each; at 25 ms the jam lasts ten seconds.
    private static let visits = 400
    private static let pause: UInt32 = 25_000
    private static let rounds = 2

    private struct Times {
        var issue = Samples()
        var call = Samples()
        var live = Samples()
    }

    static func run(_ folder: String, _ config: String) throws {
        let printer = try DeafPrinter()
        let place = try configuration(from: config, in: folder, printerPort: printer.port)
        let program = try Program(
            data: "\(folder)/data", config: place, mode: ["--at", "2026-11-23T08:00:00+07:00"])
        defer { program.stop() }
        let hall = try Hall(port: program.port)
        // Fonts are loaded and the day is opened before anything is measured.
        _ = try measure(hall, visits: 40)
        var printing = Times()
        var jammed = Times()
        for _ in 0..<rounds {
            printer.isDeaf = false
            try add(measure(hall, visits: visits), to: &printing)
            printer.isDeaf = true
            try add(measure(hall, visits: visits), to: &jammed)
        }
        print("printer took \(printer.received) bytes")
        for (name, times) in [
            ("issue", \Times.issue), ("call", \Times.call), ("call to live page", \Times.live),
        ] {
            let (with, without) = (jammed[keyPath: times], printing[keyPath: times])
            report(
                "\(name) while the printer blocks",
                "p99 \(rounded(with.p99, 0)) µs, p50 \(rounded(with.p50, 0)) µs; while it prints "
                    + "p99 \(rounded(without.p99, 0)) µs, p50 \(rounded(without.p50, 0)) µs",
                with.p99 / without.p99, goal: "≤ 1.1")
        }
    }

    private static func add(
        _ new: [(issue: Duration, call: Duration, live: Duration)], to all: inout Times
    ) {
        for visit in new {
            all.issue.add(visit.issue)
            all.call.add(visit.call)
            all.live.add(visit.live)
        }
    }

    private static func measure(_ hall: Hall, visits: Int) throws
        -> [(issue: Duration, call: Duration, live: Duration)]
    {
        try (0..<visits).map { _ in
            usleep(pause)
            return try hall.visit()
        }
    }

    /// The demonstration centre with one network printer, a clerk and a token of its own.
    private static func configuration(
        from config: String, in folder: String, printerPort: Int
    ) throws -> String {
        let source = URL(fileURLWithPath: config).deletingLastPathComponent()
        let copy = URL(fileURLWithPath: folder).appendingPathComponent("Config")
        try FileManager.default.copyItem(at: source, to: copy)
        let file = copy.appendingPathComponent("centre.yaml")
        var text = try String(contentsOf: file, encoding: .utf8)
        guard let start = text.range(of: "\ndevices:"), let end = text.range(of: "\naccounts:")
        else { throw CocoaError(.fileReadCorruptFile) }
        text.replaceSubrange(
            start.lowerBound..<end.lowerBound,
            with:
                "\ndevices:\n  printers:\n    - {id: printer-1, tcp: \"127.0.0.1:\(printerPort)\"}\n"
        )
        for (old, new) in [
            (
                "accounts: []",
                "accounts:\n  - {user: clerk9, role: clerk, password: \"\(password)\"}"
            ),
            (
                "deviceTokens: []",
                "deviceTokens:\n  - {name: bench, roles: [kiosk, display], kiosk: kiosk-1, "
                    + "sha256: \"\(tokenHash)\"}"
            ),
            ("{first: 1001, last: 1999, digits: 4}", "{first: 100001, last: 199999, digits: 6}"),
        ] {
            guard text.contains(old) else { throw CocoaError(.fileReadCorruptFile) }
            text = text.replacingOccurrences(of: old, with: new)
        }
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    /// Of "motcua".
    private static let password =
        "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==$DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I="
    fileprivate static let token = "bench-token"
    private static let tokenHash =
        "7137e16f75a1d75b6fd65930672814806cdc1a0d6e0aa38611afc996a402258b"
}

/// A kiosk, a clerk and a page in the hall.
private final class Hall {
    private let kiosk: HTTPConnection
    private let clerk: HTTPConnection
    private let clerkToken: String
    private let page: LivePage
    private var asked = 0

    init(port: Int) throws {
        kiosk = try HTTPConnection(port: port)
        clerk = try HTTPConnection(port: port)
        let session = try clerk.request(
            "POST", "/api/v1/session", token: "",
            body: "{\"user\":\"clerk9\",\"password\":\"motcua\"}")
        guard session.status == 200, let token = Self.text("token", in: session.body) else {
            throw CocoaError(.userActivityConnectionUnavailable)
        }
        clerkToken = token
        page = try LivePage(port: port, token: Jam.token)
        try act("open", "{}")
    }

    /// One visit: a number is issued, called, shown, served.
    func visit() throws -> (issue: Duration, call: Duration, live: Duration) {
        let clock = ContinuousClock()
        let start = clock.now
        asked += 1
        let issued = try kiosk.request(
            "POST", "/api/v1/tickets", token: Jam.token, key: "issue-\(asked)",
            body: "{\"line\":\"ho-tich\"}")
        let issue = start.duration(to: clock.now)
        guard issued.status == 201, let number = Self.text("number", in: issued.body) else {
            throw CocoaError(.coderInvalidValue)
        }
        usleep(5_000)
        let calling = clock.now
        try act("call-next", "{}")
        let call = calling.duration(to: clock.now)
        page.wait(for: number)
        let live = calling.duration(to: clock.now)
        try act("start", "{}")
        try act("complete", "{\"outcome\":\"information-given\"}")
        return (issue, call, live)
    }

    private func act(_ verb: String, _ body: String) throws {
        asked += 1
        let answer = try clerk.request(
            "POST", "/api/v1/counters/9/\(verb)", token: clerkToken, key: "act-\(asked)", body: body
        )
        guard answer.status == 200 else { throw CocoaError(.coderInvalidValue) }
    }

    static func text(_ name: String, in body: String) -> String? {
        guard let start = body.range(of: "\"\(name)\":\"") else { return nil }
        return String(body[start.upperBound...].prefix { $0 != "\"" })
    }
}

/// A page that follows the hall by server-sent events.
private final class LivePage: Sendable {
    private let seen = Mutex("")
    private let news = DispatchSemaphore(value: 0)

    init(port: Int, token: String) throws {
        // Its thread is the only one that uses it from now on.
        nonisolated(unsafe) let connection = try HTTPConnection(port: port)
        try connection.send(
            "GET /api/v1/hall/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                + "Authorization: Bearer \(token)\r\n\r\n")
        Thread.detachNewThread { [self] in
            while let piece = connection.receive() {
                // An event is longer than a number; what was cut stands whole in the next one.
                seen.withLock { $0 = String(($0 + piece).suffix(60_000)) }
                news.signal()
            }
        }
    }

    /// Waits until the page shows a call of the number.
    func wait(for number: String) {
        let wanted = "\"shows\":\"\(number)\""
        while !seen.withLock({ $0.contains(wanted) }) {
            guard news.wait(timeout: .now() + 5) == .success else { return }
        }
    }
}

/// A network printer that can stop reading.
private final class DeafPrinter: Sendable {
    /// Little, so that it blocks after the first slip that it does not read.
    private static let window: Int32 = 4_096

    let port: Int
    private let deaf = Atomic(false)
    private let count = Atomic(0)

    var isDeaf: Bool {
        get { deaf.load(ordering: .relaxed) }
        set { deaf.store(newValue, ordering: .relaxed) }
    }
    var received: Int { count.load(ordering: .relaxed) }

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var window = Self.window
        setsockopt(listener, SOL_SOCKET, SO_RCVBUF, &window, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) + listen(listener, 4)
                    + getsockname(listener, $0, &length)
            }
        }
        guard status == 0 else { throw CocoaError(.fileNoSuchFile) }
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { [self] in read(connection) }
            }
        }
    }

    private func read(_ connection: Int32) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            while isDeaf { usleep(10_000) }
            let taken = recv(connection, &buffer, buffer.count, 0)
            guard taken > 0 else { break }
            count.wrappingAdd(taken, ordering: .relaxed)
        }
        close(connection)
    }
}
