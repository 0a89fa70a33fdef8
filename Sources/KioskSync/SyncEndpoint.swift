import AsyncHTTPClient
import Foundation
package import Kiosk
import NIOCore
import NIOHTTP1

/// The province's adapter, over HTTP: signs in, looks up, writes.
///
/// An actor, so that one session serves all; requests of several dossiers go at once.
package actor SyncEndpoint {
    /// Bytes of an answer.
    package static let answerMax = 1 << 20
    /// For a whole request and its answer.
    package static let answerTime = Duration.seconds(60)

    /// One for the program: never shut down.
    ///
    /// Certificates are verified, redirections not followed.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: .seconds(10)),
            decompression: .disabled)
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private let url: String
    private let unit: String
    private let credential: SyncCredential
    private let answerTime: Duration
    private var session: String?

    /// An endpoint; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - settings: where it is, and as which unit the centre speaks.
    ///   - credential: by which it signs in.
    ///   - answerTime: for a whole request and its answer.
    package init(
        _ settings: SyncSettings, _ credential: SyncCredential,
        answerTime: Duration = SyncEndpoint.answerTime
    ) {
        url = settings.url
        unit = settings.unit
        self.credential = credential
        self.answerTime = answerTime
    }

    /// Tells a change, unless the other side has it already.
    ///
    /// A session that was refused is renewed once, and all is looked up anew.
    ///
    /// - Throws: `SyncFault`; what is told again later has one effect.
    package func tell(_ change: SyncChange, _ names: SyncNames) async throws(SyncFault) {
        let known = session
        do throws(SyncFault) {
            try await tellOnce(change, names)
        } catch {
            guard error.kind == .refused, known != nil else { throw error }
            if session == known { session = nil }
            try await tellOnce(change, names)
        }
    }

    private func tellOnce(_ change: SyncChange, _ names: SyncNames) async throws(SyncFault) {
        let found = try await ask(.lookUp, [["MaHoSo": change.code]]).data ?? []
        guard found.count <= 1, found.allSatisfy({ $0.MaHoSo == change.code }) else {
            throw SyncFault(.silent, "the look-up found something else than was asked for")
        }
        if SyncChange.sequence(ofMark: found.first?.GhiChu) < change.sequence {
            _ = try await ask(
                .record, [change.record(names, unit: unit)], isUpdating: !found.isEmpty)
        }
        let steps = (found.first?.DanhSachTienDo ?? []).compactMap(\.NoiDungXuLy)
        if !steps.contains(change.stepWords) {
            _ = try await ask(.progress, [change.progress], isUpdating: true)
        }
    }

    private func ask(
        _ service: SyncRequest.Service, _ data: [[String: String]], isUpdating: Bool = false
    ) async throws(SyncFault) -> SyncAnswer {
        let session = try await signedIn()
        return try await post(
            "adapter/integrate",
            SyncRequest(
                session: session, madonvi: unit, service: service.rawValue,
                isUpdating: isUpdating ? "True" : "False", data: data))
    }

    private func signedIn() async throws(SyncFault) -> String {
        if let session { return session }
        let answer = try await post(
            "adapter/auth", ["username": credential.username, "password": credential.password])
        guard let fresh = answer.session, !fresh.isEmpty else {
            throw SyncFault(.silent, "signing in gave no session")
        }
        session = fresh
        return fresh
    }

    /// Sends a request; an answer after `answerTime` is as good as none.
    private func post(
        _ path: String, _ body: some Encodable
    ) async throws(SyncFault) -> SyncAnswer {
        var request = HTTPClientRequest(url: "\(url)/\(path)")
        request.method = .POST
        request.headers = [
            "Content-Type": "application/json", "dstcode": credential.destination,
        ]
        guard let bytes = try? JSONEncoder().encode(body) else {
            throw SyncFault(.silent, "\(path): it cannot be written")
        }
        request.body = .bytes(ByteBuffer(bytes: bytes))
        let (sent, time) = (request, answerTime)
        let outcome = await withTaskGroup(of: Result<SyncAnswer, SyncFault>?.self) { group in
            group.addTask {
                do throws(SyncFault) {
                    return .success(try await Self.answer(to: sent, path, within: time))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: time)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let outcome else { throw SyncFault(.silent, "\(path): no answer within \(time)") }
        return try outcome.get()
    }

    private static func answer(
        to request: HTTPClientRequest, _ path: String, within time: Duration
    ) async throws(SyncFault) -> SyncAnswer {
        do {
            let response = try await client.execute(
                request, deadline: .now() + .nanoseconds(Int64(time / .nanoseconds(1))))
            let bytes = try await response.body.collect(upTo: answerMax)
            let status = response.status.code
            guard status != 401, status != 403 else {
                throw SyncFault(.refused, "\(path): status \(status)")
            }
            guard status == 200 else { throw SyncFault(.silent, "\(path): status \(status)") }
            let answer = try JSONDecoder().decode(
                SyncAnswer.self, from: Data(bytes.readableBytesView))
            guard answer.error_code == 0 else {
                let words = (answer.message ?? "").prefix(200)
                throw SyncFault(.refused, "\(path): error \(answer.error_code) \(words)")
            }
            return answer
        } catch let fault as SyncFault {
            throw fault
        } catch is DecodingError {
            throw SyncFault(.silent, "\(path): the answer cannot be read")
        } catch {
            throw SyncFault(.silent, "\(path): \(error)")
        }
    }
}
