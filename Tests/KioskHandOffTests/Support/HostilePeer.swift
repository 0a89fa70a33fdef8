import AsyncHTTPClient
import HTTPTypes
import Hummingbird
import Kiosk
import KioskHandOff
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// What stands between a centre and its core, and does to each request what a script says.
final class HostilePeer: Sendable {
    /// What happens to a request.
    enum Fault: CaseIterable, Sendable {
        /// Nothing: it goes to the core, and the answer comes back.
        case none
        /// 500, and the core never hears of it.
        case error
        /// 500 after the core took it.
        case errorAfterwards
        /// The core takes it; the connection ends in the middle of the answer.
        case halfAnswer
        /// The core takes it; the answer comes when nobody waits any more.
        case late
        /// It arrives twice; the second answer comes back.
        case twice
        /// The answer to an earlier request comes back.
        case stale
        /// The core takes it; another receipt comes back in the place of its own.
        case forged
        /// A refusal nobody signed.
        case refusal
        /// A redirection to somewhere else.
        case redirect
        /// An answer without an end.
        case endless
        /// No HTTP that anybody knows: an empty 200.
        case empty
    }

    /// How long a late answer is kept back.
    private let lateness: Duration
    private let script: @Sendable (String, Int) -> Fault
    private let state = Mutex(State())

    private struct State {
        var tries: [String: Int] = [:]
        var core = 0
        var earlier: (HTTPResponse.Status, HTTPFields, ByteBuffer)?
    }

    /// A peer that does what `script` says to the `n`th try of a key.
    init(lateness: Duration = .seconds(3), script: @escaping @Sendable (String, Int) -> Fault) {
        self.lateness = lateness
        self.script = script
    }

    /// Where the core listens now.
    func pointTo(port: Int) { state.withLock { $0.core = port } }

    /// Stands in between while the body runs.
    func serving(_ body: @Sendable @escaping (Int) async throws -> Void) async throws {
        try await running(
            { onListening in
                Application(
                    responder: CallbackResponder<BasicRequestContext> { request, _ in
                        try await self.respond(request)
                    }, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
                    onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0)
                    },
                    logger: Rig.silent)
            }, body)
    }

    private func respond(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1 << 20)
        let key =
            HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] } ?? request.uri.path
        let tries = state.withLock { state in
            state.tries[key, default: 0] += 1
            return state.tries[key] ?? 1
        }
        let fault = script(key, tries)
        switch fault {
        case .error: return Response(status: .internalServerError)
        case .refusal:
            return Response(
                status: .conflict, headers: [.contentType: "application/problem+json"],
                body: .init(
                    byteBuffer: ByteBuffer(
                        string:
                            #"{"code":"conflict","status":409,"title":"no","type":"about:blank"}"#))
            )
        case .redirect:
            return Response(status: .temporaryRedirect, headers: [.location: "http://127.0.0.1:9/"])
        case .empty: return Response(status: .ok)
        case .endless:
            return Response(
                status: .ok,
                body: .init { writer in
                    for _ in 0..<100 {
                        try await writer.write(ByteBuffer(repeating: 0x20, count: 4_096))
                    }
                    try await writer.finish(nil)
                })
        default: break
        }
        var (status, headers, answer) = try await forward(request, body)
        let earlier = state.withLock { state in
            let earlier = state.earlier
            state.earlier = (status, headers, answer)
            return earlier
        }
        switch fault {
        case .errorAfterwards: return Response(status: .internalServerError)
        case .twice: (status, headers, answer) = try await forward(request, body)
        case .late: try await Task.sleep(for: lateness)
        case .stale: if let earlier { (status, headers, answer) = earlier }
        case .forged:
            var text = String(buffer: answer)
            text.replace("\"reception\":\"R-", with: "\"reception\":\"X-")
            answer = ByteBuffer(string: text == String(buffer: answer) ? text + " " : text)
        case .halfAnswer:
            let half = answer.getSlice(at: 0, length: answer.readableBytes / 2) ?? answer
            let whole = answer.readableBytes
            return Response(
                status: status, headers: headers,
                body: .init(contentLength: whole) { writer in
                    try await writer.write(half)
                    throw HalfWay()
                })
        default: break
        }
        return Response(status: status, headers: headers, body: .init(byteBuffer: answer))
    }

    private struct HalfWay: Error {}

    private func forward(_ request: Request, _ body: ByteBuffer) async throws
        -> (HTTPResponse.Status, HTTPFields, ByteBuffer)
    {
        var sent = HTTPClientRequest(
            url: "http://127.0.0.1:\(state.withLock { $0.core })\(request.uri.path)")
        sent.method = .POST
        for field in request.headers where field.name != .contentLength {
            sent.headers.add(name: field.name.rawName, value: field.value)
        }
        sent.body = .bytes(body)
        let response = try await HTTPClient.shared.execute(sent, timeout: .seconds(60))
        var headers = HTTPFields()
        for name in ["content-type", "motcua-signature"] {
            if let value = response.headers.first(name: name), let name = HTTPField.Name(name) {
                headers[name] = value
            }
        }
        return (
            .init(code: Int(response.status.code)), headers,
            try await response.body.collect(upTo: 1 << 20)
        )
    }
}
