import Foundation
import Glibc
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Synchronization

extension Benchmarks {
    /// From a call at a counter until the last of many displays has it, beside a route that does
    /// nothing but send the same bytes to as many.
    static func readers(_ folder: String, _ config: String) async throws {
        for count in [100, 1_000, 2_000] {
            // A morning on which the hall is open, whatever today is.
            let program = try Program(
                data: "\(folder)/\(count)", config: config,
                mode: ["--simulate", "--at", "2026-11-23T09:00:00+07:00"])
            defer { program.stop() }
            let rounds = count > 1_000 ? 20 : 40
            let (calls, event) = try called(program.port, count, rounds)
            let bare = try await bareTimes(count, rounds, event)
            let megabytes = program.residentBytes / 1_048_576
            report(
                "call → last of \(count) readers",
                "p50 \(rounded(calls.p50 / 1_000, 1)) ms, p99 \(rounded(calls.p99 / 1_000, 1)) ms "
                    + "against \(rounded(bare.p50 / 1_000, 1)) ms of a bare route, "
                    + "\(event.utf8.count) bytes each; the program holds \(megabytes) MiB",
                calls.p50 / bare.p50, goal: "≤ 1.5")
        }
    }

    /// Calls citizens one after another; the times, and the last event as it was sent.
    private static func called(_ port: Int, _ count: Int, _ rounds: Int) throws
        -> (Samples, String)
    {
        let clerk = try HTTPConnection(port: port)
        let signedIn = try clerk.request(
            "POST", "/api/v1/session", token: "",
            body: "{\"user\":\"clerk6\",\"password\":\"motcua\"}")
        guard let token = signedIn.body.firstMatch(of: /"token":"([^"]+)"/)?.1 else {
            throw CocoaError(.fileReadUnknown)
        }
        func ask(_ path: String, _ body: String, by token: String) throws -> String {
            let answer = try clerk.request(
                "POST", "/api/v1" + path, token: token, key: UUID().uuidString, body: body)
            guard answer.status < 300 else { throw CocoaError(.fileReadUnknown) }
            return answer.body
        }
        _ = try ask("/counters/6/open", "{}", by: String(token))
        let readers = try Readers(count, port: port, path: "/api/v1/hall/stream")
        var samples = Samples()
        var event = ""
        for round in 0..<rounds + 5 {
            let ticket = try ask("/tickets", "{\"line\":\"ho-tich\"}", by: "demo-device")
            guard let number = ticket.firstMatch(of: /"number":"(\d+)"/)?.1 else { break }
            readers.drain()
            let start = ContinuousClock.now
            try clerk.send(
                """
                POST /api/v1/counters/6/call-next HTTP/1.1\r\nHost: 127.0.0.1\r\n\
                Authorization: Bearer \(token)\r\nIdempotency-Key: \(UUID().uuidString)\r\n\
                Content-Length: 2\r\n\r\n{}
                """)
            try readers.awaitAll("\"shows\":\"\(number)\"")
            if round >= 5 { samples.add(start.duration(to: .now)) }
            _ = clerk.receive()
            event = readers.lastEvent
            readers.drain()
            _ = try ask("/counters/6/start", "{}", by: String(token))
            _ = try ask(
                "/counters/6/complete", "{\"outcome\":\"information-given\"}", by: String(token))
        }
        return (samples, event)
    }

    /// The same bytes over the bare route.
    private static func bareTimes(_ count: Int, _ rounds: Int, _ event: String) async throws
        -> Samples
    {
        let route = BareRoute()
        let (ports, inlet) = AsyncStream.makeStream(of: Int.self)
        let serving = Task { try await route.run { inlet.yield($0) } }
        defer { serving.cancel() }
        var iterator = ports.makeAsyncIterator()
        guard let port = await iterator.next() else { return Samples() }
        return try await Task.detached {
            let sender = try HTTPConnection(port: port)
            let readers = try Readers(count, port: port, path: "/")
            var samples = Samples()
            for round in 0..<rounds + 5 {
                let mark = "round \(1_000 + round)"
                let body = event.dropLast(mark.utf8.count) + mark
                readers.drain()
                let start = ContinuousClock.now
                try sender.send(
                    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: \(body.utf8.count)"
                        + "\r\n\r\n\(body)")
                try readers.awaitAll(mark)
                if round >= 5 { samples.add(start.duration(to: .now)) }
                _ = sender.receive()
            }
            return samples
        }.value
    }
}

/// Many streams read by one thread.
private final class Readers {
    private static let patience = Duration.seconds(20)
    /// Whoever is quiet for so long has sent all.
    private static let quietMilliseconds: Int32 = 30

    private var descriptors: [Int32] = []
    /// What came of each since it was last asked; the end of it.
    private var tails: [[UInt8]] = []
    private var polls: [pollfd] = []
    private var buffer = [UInt8](repeating: 0, count: 65_536)

    init(_ count: Int, port: Int, path: String) throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = limit.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        let request = Array(
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer demo-device\r\n\r\n"
                .utf8)
        for _ in 0..<count {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = in_port_t(port).bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let status = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            guard status == 0, send(descriptor, request, request.count, 0) == request.count else {
                throw CocoaError(.fileReadUnknown)
            }
            polls.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
            descriptors.append(descriptor)
            tails.append([])
        }
        drain()
    }

    deinit {
        for descriptor in descriptors { close(descriptor) }
    }

    /// The newest event of the first reader.
    var lastEvent: String {
        let text = String(decoding: tails[0], as: UTF8.self)
        return text.range(of: "event: ", options: .backwards).map { String(text[$0.lowerBound...]) }
            ?? text
    }

    /// Reads until nothing comes any more.
    func drain() {
        while !read(waiting: Self.quietMilliseconds).isEmpty {}
        for place in tails.indices { tails[place] = [] }
    }

    /// Reads until everybody has this text.
    func awaitAll(_ mark: String) throws {
        var missing = Set(descriptors.indices)
        let end = ContinuousClock.now + Self.patience
        while !missing.isEmpty {
            for place in read(waiting: 100) where tails[place].holds(mark) {
                missing.remove(place)
            }
            guard ContinuousClock.now < end else { throw CocoaError(.fileReadUnknown) }
        }
    }

    /// Reads what is there; who got something.
    private func read(waiting milliseconds: Int32) -> [Int] {
        guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return [] }
        return polls.indices.filter { place in
            guard polls[place].revents != 0 else { return false }
            let length = recv(
                descriptors[place], &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if length > 0 { tails[place] += buffer[..<length] }
            return true
        }
    }
}

extension [UInt8] {
    /// Whether this text is among them.
    fileprivate mutating func holds(_ mark: String) -> Bool {
        append(0)
        defer { removeLast() }
        return withUnsafeBytes { bytes in
            guard let text = bytes.bindMemory(to: CChar.self).baseAddress else { return false }
            return strstr(text, mark) != nil
        }
    }
}

/// What a stream of events costs without a hall behind it: one `AsyncStream` a reader.
private final class BareRoute: Sendable {
    private let readers = Mutex<[AsyncStream<ByteBuffer>.Continuation]>([])

    func run(_ onListening: @escaping @Sendable (Int) -> Void) async throws {
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                try await self.respond(request)
            }, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { onListening($0.localAddress?.port ?? 0) },
            logger: Logger(label: "bare") { _ in SwiftLogNoOpLogHandler() })
        try await application.run()
    }

    private func respond(_ request: Request) async throws -> Response {
        if request.method == .post {
            let body = try await request.body.collect(upTo: 1 << 20)
            for reader in readers.withLock({ $0 }) { reader.yield(body) }
            return Response(status: .ok)
        }
        let (events, inlet) = AsyncStream.makeStream(
            of: ByteBuffer.self, bufferingPolicy: .bufferingNewest(1))
        readers.withLock { $0.append(inlet) }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream"],
            body: .init { writer in
                for await event in events { try await writer.write(event) }
                try await writer.finish(nil)
            })
    }
}
