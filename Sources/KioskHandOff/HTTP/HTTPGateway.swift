import AsyncHTTPClient
import Foundation
package import Kiosk
import Logging
import NIOCore
import NIOHTTP1
package import QueueCore

/// Hands steps to a core of its own over HTTP.
///
/// Only what the core signed for this very request is believed. Everything else (no answer, half
/// of one, another's, an answer too late) says nothing about the step, which is handed over again
/// under the same key.
package struct HTTPGateway: Sendable {
    /// One for the program, as it lasts as long: never shut down.
    ///
    /// Redirections are not followed: a
    /// step goes where its centre was told.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(5), read: .seconds(15)), decompression: .disabled)
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    private let base: String
    private let centre: String
    private let key: HandOffKey
    private let clock: any WallClock
    private let answerTime: Duration

    /// A gateway to a core; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - base: the core's URL, without a slash at its end.
    ///   - centre: by what name the core knows this centre.
    ///   - key: the secret shared with it.
    ///   - clock: the core's must be near.
    ///   - answerTime: for a whole request and its answer.
    package init(
        base: String, centre: String, key: HandOffKey, clock: any WallClock,
        answerTime: Duration = HandOffBounds.answerTime
    ) {
        self.base = base
        self.centre = centre
        self.key = key
        self.clock = clock
        self.answerTime = answerTime
    }

    /// Whether nobody on the way can read what is sent.
    var isPrivate: Bool {
        if base.hasPrefix("https://") { return true }
        let host = base.dropFirst("http://".count)
        return ["127.0.0.1", "localhost", "[::1]"].contains { word in
            host == word || host.hasPrefix("\(word):") || host.hasPrefix("\(word)/")
        }
    }

    /// Sends a request and waits for its answer.
    ///
    /// - Returns: the body of a signed 200.
    /// - Throws: what a signed problem says; `.unavailable` for all else.
    func ask(path: String, key idempotency: String, body: Data) async throws(DossierError) -> Data {
        guard body.count <= HandOffBounds.bodyBytesMax else {
            throw DossierError(.malformed, "more than \(HandOffBounds.bodyBytesMax) bytes")
        }
        let request = SignedRequest(
            path: path, centre: centre,
            time: String(clock.now().millisecondsSinceEpoch / 1_000),
            nonce: Self.freshNonce(), key: idempotency, body: body)
        let signature = request.signature(by: key)
        let outcome = await withTaskGroup(of: Result<Data, DossierError>?.self) { group in
            group.addTask {
                do {
                    return .success(try await answer(to: request, signature))
                } catch let error as DossierError {
                    return .failure(error)
                } catch {
                    return .failure(
                        DossierError(.unavailable, "the core does not answer: \(error)"))
                }
            }
            group.addTask {
                try? await Task.sleep(for: answerTime)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let outcome else {
            throw DossierError(.unavailable, "the core did not answer within \(answerTime)")
        }
        return try outcome.get()
    }

    private func answer(to request: SignedRequest, _ signature: String) async throws -> Data {
        var sent = HTTPClientRequest(url: base + request.path)
        sent.method = .POST
        sent.headers = [
            "Content-Type": "application/json", SignedRequest.Field.centre: request.centre,
            SignedRequest.Field.time: request.time, SignedRequest.Field.nonce: request.nonce,
            SignedRequest.Field.signature: signature,
        ]
        if !request.key.isEmpty {
            sent.headers.add(name: SignedRequest.Field.key, value: request.key)
        }
        sent.body = .bytes(ByteBuffer(bytes: request.body))
        let response = try await Self.client.execute(
            sent, deadline: .now() + .nanoseconds(Int64(answerTime / .nanoseconds(1))))
        let buffer = try await response.body.collect(upTo: HandOffBounds.bodyBytesMax)
        let body = Data(buffer.readableBytesView)
        let status = Int(response.status.code)
        let text = SignedRequest.answerText(to: signature, status: status, body: body)
        let given = response.headers[SignedRequest.Field.signature]
        guard given.count == 1, key.signed(text, as: given[0]) else {
            throw DossierError(
                .unavailable, "an answer that the core did not sign, status \(status)")
        }
        guard status != 200 else { return body }
        throw try HandOffJSON.value(SentProblem.self, body).error
    }

    private static func freshNonce() -> String {
        var random = SystemRandomNumberGenerator()
        return Hexadecimal.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
}

extension HTTPGateway: DossierGateway {
    package func handOver(_ step: HandOffStep, key: String) async throws(DossierError)
        -> HandOffReceipt
    {
        guard HandOffBounds.isWord(step.ticket.rawValue) else {
            throw DossierError(.malformed, "the ticket's name cannot stand in a path")
        }
        let body = try await ask(
            path: "/receptions/\(step.ticket)/steps/\(step.step)", key: key,
            body: try HandOffJSON.body(step))
        let receipt: SentReceipt
        do throws(DossierError) {
            receipt = try HandOffJSON.value(SentReceipt.self, body)
        } catch {
            // The step may have taken effect: what cannot be read is no refusal.
            throw DossierError(.unavailable, "the core's receipt cannot be read")
        }
        return try receipt.receipt(for: key)
    }
}
