import Foundation
import HTTPTypes
import Hummingbird
import KioskTesting
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// A province's adapter that keeps what it hears, and answers as a script says.
final class HostileReceiver: Sendable {
    /// What happens to a request.
    enum Fault: CaseIterable, Sendable {
        case none
        /// 500, and nothing took effect.
        case error
        /// 500 after the effect.
        case errorAfterwards
        /// The connection ends in the middle of the answer, after the effect.
        case halfAnswer
        /// The effect comes at once and the answer when nobody waits any more.
        case late
        /// No JSON, after the effect.
        case noJSON
        /// JSON of something else, after the effect.
        case otherJSON
        /// Ten megabytes, after the effect.
        case huge
        /// The session is no longer known; nothing took effect.
        case expired
        case redirect
    }

    /// A dossier as this side has it, and how it came to be.
    struct Kept: Sendable {
        var record: [String: String] = [:]
        var created = 0
        /// The marks of the records, in their order.
        var marks: [String] = []
        var steps: [String] = []
    }

    /// What was done against the contract.
    enum Breach: Equatable, Sendable {
        case createdTwice(String), updatedUnknown(String), unitOrHeader(String)
    }

    private struct State {
        var requests = 0
        var sessions = 0
        var dossiers: [String: Kept] = [:]
        var breaches: [Breach] = []
    }

    private let script: @Sendable (Int) -> Fault
    private let lateness: Duration
    private let state = Mutex(State())

    /// A receiver that does what `script` says to the `n`th request, from 1.
    init(lateness: Duration = .seconds(2), _ script: @escaping @Sendable (Int) -> Fault) {
        self.script = script
        self.lateness = lateness
    }

    var dossiers: [String: Kept] { state.withLock(\.dossiers) }
    var breaches: [Breach] { state.withLock(\.breaches) }
    var requests: Int { state.withLock(\.requests) }

    /// Listens while the body runs.
    func serving(_ body: @Sendable @escaping (Int) async throws -> Void) async throws {
        let (ports, inlet) = AsyncStream.makeStream(of: Int.self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                try await self.respond(request)
            }, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in inlet.yield(channel.localAddress?.port ?? 0) },
            logger: ControllerRig.silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try? await application.run() }
            group.addTask {
                for await port in ports { return try await body(port) }
            }
            // Whichever ends first was the body, unless the server could not start.
            _ = try await group.next()
            group.cancelAll()
        }
    }

    private struct Asked: Decodable {
        let session: String?
        let madonvi: String?
        let service: String?
        let isUpdating: String?
        let data: [[String: String]]?
        let username: String?
        let password: String?
    }

    private func respond(_ request: Request) async throws -> Response {
        let bytes = try await request.body.collect(upTo: 1 << 20)
        let asked = try JSONDecoder().decode(Asked.self, from: Data(bytes.readableBytesView))
        let number = state.withLock { state in
            state.requests += 1
            return state.requests
        }
        let fault = script(number)
        switch fault {
        case .error: return Response(status: .internalServerError)
        case .redirect:
            return Response(status: .temporaryRedirect, headers: [.location: "http://127.0.0.1:9/"])
        case .expired:
            state.withLock { $0.sessions += 1 }
            return Self.answer(#"{"error_code":100,"message":"AUTHEN_ERROR"}"#)
        default: break
        }
        let isRight = HTTPField.Name("dstcode").flatMap { request.headers[$0] } == "VN:GOV:G22"
        let text = state.withLock { state -> String in
            if !isRight { state.breaches.append(.unitOrHeader("dstcode")) }
            return request.uri.path.hasSuffix("/adapter/auth")
                ? Self.signIn(asked, &state) : Self.take(asked, &state)
        }
        switch fault {
        case .errorAfterwards: return Response(status: .badGateway)
        case .late: try await Task.sleep(for: lateness)
        case .noJSON: return Self.answer("<html>OK</html>")
        case .otherJSON: return Self.answer(#"{"error_code":"x","data":7}"#)
        case .huge: return Self.answer(text + String(repeating: " ", count: 10 << 20))
        case .halfAnswer:
            return Response(
                status: .ok,
                body: .init(contentLength: text.utf8.count) { writer in
                    try await writer.write(ByteBuffer(string: String(text.prefix(5))))
                    throw CancellationError()
                })
        default: break
        }
        return Self.answer(text)
    }

    private static func signIn(_ asked: Asked, _ state: inout State) -> String {
        guard asked.username == "u", asked.password == "p" else {
            return #"{"error_code":100}"#
        }
        return #"{"error_code":0,"session":"S\#(state.sessions)"}"#
    }

    private static func take(_ asked: Asked, _ state: inout State) -> String {
        guard asked.session == "S\(state.sessions)" else { return #"{"error_code":100}"# }
        if asked.madonvi != "H53.12.3" { state.breaches.append(.unitOrHeader("madonvi")) }
        let data = asked.data?.first ?? [:]
        let code = data["MaHoSo"] ?? ""
        var kept = state.dossiers[code]
        switch asked.service {
        case "DongBoHoSoMC":
            if asked.isUpdating == "False" {
                if kept != nil { state.breaches.append(.createdTwice(code)) }
                kept = kept ?? Kept()
                kept?.created += 1
            } else if kept == nil {
                state.breaches.append(.updatedUnknown(code))
            }
            kept?.record = data
            kept?.marks.append(data["GhiChu"] ?? "")
        case "CapNhatTienDoHoSoMC":
            if kept == nil { state.breaches.append(.updatedUnknown(code)) }
            kept?.steps.append(data["NoiDungXuLy"] ?? "")
        default: return found(code, kept)
        }
        state.dossiers[code] = kept
        return #"{"error_code":0}"#
    }

    private static func found(_ code: String, _ kept: Kept?) -> String {
        guard let kept else { return #"{"error_code":0,"data":[]}"# }
        let found: [String: Any] = [
            "error_code": 0,
            "data": [
                [
                    "MaHoSo": code, "GhiChu": kept.record["GhiChu"] ?? "",
                    "DanhSachTienDo": kept.steps.map { ["NoiDungXuLy": $0] },
                ]
            ],
        ]
        let bytes = (try? JSONSerialization.data(withJSONObject: found)) ?? Data()
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func answer(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
