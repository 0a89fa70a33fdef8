import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
package import Kiosk
package import Logging
import NIOCore
import ServiceLifecycle

/// Serves the hand-off protocol, to many centres at once.
///
/// It speaks plain HTTP: a proxy before it brings the TLS, where the line is not its own.
package struct CoreServer: Service {
    /// Connections at once; more wait to be accepted.
    static let connectionsMax = 512
    /// Time for a body to arrive.
    static let bodyTime = Duration.seconds(10)
    static let idleTime = TimeAmount.seconds(30)

    private let listen: ListenAddress
    private let answers: CoreAnswers
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// A server for these centres.
    ///
    /// - Parameters:
    ///   - listen: where; port 0 takes any free one.
    ///   - centres: each with a code of its own.
    ///   - clock: those of the centres must be near.
    ///   - logger: told of what was refused.
    ///   - onListening: told the port once connections are accepted.
    package init(
        listen: ListenAddress, centres: [ServedCentre], clock: any WallClock, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void
    ) {
        self.listen = listen
        answers = CoreAnswers(
            centres: Dictionary(centres.map { ($0.code, $0) }) { first, _ in first },
            clock: clock)
        self.logger = logger
        self.onListening = onListening
    }

    package func run() async throws {
        var quiet = logger
        quiet.logLevel = .warning
        let responder = CallbackResponder<BasicRequestContext> { request, _ in
            await respond(to: request)
        }
        let application = Application(
            responder: responder,
            server: .http1(
                configuration: .init(
                    idleTimeout: Self.idleTime,
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: 8_192, maxHeaderListSize: 8_192,
                        maxHeaderFieldCount: 64))),
            configuration: .init(
                address: .hostname(listen.host, port: listen.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.connectionsMax)),
            onServerRunning: { [onListening, listen] channel in
                await onListening(channel.localAddress?.port ?? listen.port)
            }, eventLoopGroupProvider: .singleton, logger: quiet)
        try await application.run()
    }

    private func respond(to request: Request) async -> Response {
        let path = request.uri.path
        guard path == "/desk" || path.hasPrefix("/receptions/"), path.utf8.count <= 160 else {
            return Self.response(.init(404, "not-found", "there is nothing here"))
        }
        guard request.method == .post else {
            return Self.response(.init(405, "method-not-allowed", "only POST is known here"))
        }
        let body: Data
        switch await Self.body(of: request) {
        case .whole(let whole): body = whole
        case .tooLarge:
            return Self.response(
                .init(413, "too-large", "more than \(HandOffBounds.bodyBytesMax) bytes"))
        case .tooSlow: return Self.response(.init(408, "too-slow", "the body did not arrive"))
        }
        let signed = SignedRequest(
            path: path, centre: Self.field(SignedRequest.Field.centre, of: request),
            time: Self.field(SignedRequest.Field.time, of: request),
            nonce: Self.field(SignedRequest.Field.nonce, of: request),
            key: Self.field(SignedRequest.Field.key, of: request), body: body)
        let answer = await answers.answer(
            signed, Self.field(SignedRequest.Field.signature, of: request))
        if answer.status != 200 {
            logger.warning("a request of \(quoted(signed.centre)) was answered \(answer.status)")
        }
        return Self.response(answer)
    }

    private enum Body: Sendable {
        case whole(Data)
        case tooLarge, tooSlow
    }

    private static func body(of request: Request) async -> Body {
        await withTaskGroup(of: Body.self) { group in
            group.addTask {
                do {
                    let buffer = try await request.body.collect(upTo: HandOffBounds.bodyBytesMax)
                    return .whole(Data(buffer.readableBytesView))
                } catch is NIOTooManyBytesError {
                    return .tooLarge
                } catch {
                    return (error as? any HTTPResponseError)?.status == .contentTooLarge
                        ? .tooLarge : .tooSlow
                }
            }
            group.addTask {
                try? await Task.sleep(for: bodyTime)
                return .tooSlow
            }
            let first = await group.next() ?? .tooSlow
            group.cancelAll()
            return first
        }
    }

    /// A header field that stands there once; else empty, which fits no signature.
    private static func field(_ name: String, of request: Request) -> String {
        guard let name = HTTPField.Name(name) else { return "" }
        let values = request.headers[values: name]
        return values.count == 1 && values[0].utf8.count <= 256 ? values[0] : ""
    }

    private func quoted(_ text: String) -> String {
        HandOffBounds.isWord(text) ? text : "somebody"
    }

    /// To what was not read to its end; the connection ends with it.
    private static func response(_ problem: SentProblem) -> Response {
        var response = response(CoreAnswers.problem(problem))
        response.headers[.connection] = "close"
        return response
    }

    private static func response(_ answer: CoreAnswers.Answer) -> Response {
        var headers: HTTPFields = [
            .contentType: answer.status == 200 ? "application/json" : "application/problem+json",
            .cacheControl: "no-store",
        ]
        if let signature = answer.signature,
            let name = HTTPField.Name(SignedRequest.Field.signature)
        {
            headers[name] = signature
        }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: .init(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
