import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

/// Turns a POST into a command: key, body, command, answer, in this order.
struct CommandDesk: Sendable {
    let controller: Controller
    let shapes: Shapes

    /// A request whose key and body were read.
    struct Reading {
        let claim: IdempotencyClaim
        var body: RequestBody
    }

    /// Reads key and body.
    ///
    /// - Throws: `Problem`: 400 for a key or body that is none, 413 for one too large.
    func read(_ request: Request, _ principal: Principal) async throws -> Reading {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
            throw Problem(.badRequest, "key-required")
        }
        let allowed = key.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                || [46, 95, 58, 45].contains($0)
        }
        guard allowed, (1...IdempotencyClaim.keyLengthMax).contains(key.utf8.count) else {
            throw Problem(.badRequest, "key-invalid")
        }
        let bytes = try await Self.body(request)
        var hash = SHA256()
        hash.update(data: Array("\(request.method) \(request.uri.path)\n".utf8))
        hash.update(data: bytes)
        let digest = hash.finalize().hexadecimalText
        return Reading(
            claim: IdempotencyClaim(principal: principal.name, key: key, requestHash: digest),
            body: try RequestBody(bytes))
    }

    /// The body's bytes, so many at most.
    static func body(
        _ request: Request, atMost bytesMax: Int = RequestBody.lengthMax
    ) async throws -> [UInt8] {
        let tooLarge = Problem(.contentTooLarge, "too-large")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }),
            length > bytesMax
        {
            throw tooLarge
        }
        var bytes: [UInt8] = []
        do {
            for try await part in request.body {
                guard bytes.count + part.readableBytes <= bytesMax else {
                    throw tooLarge
                }
                bytes.append(contentsOf: part.readableBytesView)
            }
        } catch let problem as Problem {
            throw problem
        } catch {
            // Chunks that are none, or an asker who went away: never this program's fault.
            throw Problem.malformed()
        }
        return bytes
    }

    /// Submits the command and answers as the contract says.
    ///
    /// - Parameters:
    ///   - action: what is asked.
    ///   - principal: who asks.
    ///   - claim: the request's key.
    ///   - status: of a success.
    ///   - done: what a success says that has nothing of the hall to show; nil says nothing (204).
    /// - Returns: the answer.
    /// - Throws: `Problem` for everything that is no success.
    func submit(
        _ action: Command.Action, by principal: Principal, _ claim: IdempotencyClaim,
        status: HTTPResponse.Status = .ok, gives done: JSONOutput? = nil
    ) async throws -> Response {
        let shapes = shapes
        let isStaff = principal.isStaff
        let reply = await controller.submit(
            Kiosk.Request(action, by: principal.actor, claim: claim) { answer, book, now in
                guard answer == .done, let done else {
                    return Self.render(answer, book, shapes, isStaff, status, at: now)
                }
                return StoredAnswer(status: status.code, body: done.bytes)
            })
        return try Self.response(to: reply).response
    }

    /// Does something beside the hall, unless its key has an answer already.
    ///
    /// The answer is kept after the deed: what failed may be sent again under the same key. A crash
    /// between both does it twice, so it must be the same done twice.
    ///
    /// - Returns: the answer to the deed, or the remembered one.
    /// - Throws: `Problem` for a key that belongs to another request, when the store fails, and
    ///   whatever the deed throws.
    func once(
        by principal: Principal, _ claim: IdempotencyClaim, status: HTTPResponse.Status = .ok,
        _ deed: () async throws -> JSONOutput
    ) async throws -> Response {
        if let reply = await controller.answered(claim) {
            return try Self.response(to: reply).response
        }
        let answer = try await deed()
        return try await once(by: principal, claim, status: status, gives: answer).response
    }

    /// Claims a key for something that is no command, with the answer that it will have.
    ///
    /// - Returns: the answer, and whether it was given before.
    /// - Throws: `Problem` for a key that belongs to another request, and when the store fails.
    func once(
        by principal: Principal, _ claim: IdempotencyClaim, status: HTTPResponse.Status,
        gives answer: JSONOutput
    ) async throws(Problem) -> (response: Response, isReplay: Bool) {
        let reply = await controller.submit(
            Kiosk.Request(.tick, by: principal.actor, claim: claim) { _, _, _ in
                StoredAnswer(status: status.code, body: answer.bytes)
            })
        return try Self.response(to: reply)
    }

    private static func render(
        _ answer: Answer, _ book: DayBook, _ shapes: Shapes, _ isStaff: Bool,
        _ status: HTTPResponse.Status, at now: Instant
    ) -> StoredAnswer {
        let json: JSONOutput?
        switch answer {
        case .ticket(let id):
            json = book.record(id).map {
                shapes.ticket($0, in: book.hall, forStaff: isStaff, at: now)
            }
        case .call(let id, let reason) where reason.code == .resumed:
            json = book.record(id).map {
                shapes.ticket($0, in: book.hall, forStaff: isStaff, at: now, reason: reason)
            }
        case .call(let id, let reason):
            json = book.record(id).map { shapes.call($0, reason, in: book.hall, at: now) }
        case .counter(let number):
            json = shapes.counter(number, in: book, forStaff: isStaff, at: now)
        case .nobody, .done: json = nil
        }
        guard let json else { return StoredAnswer(status: 204, body: []) }
        return StoredAnswer(status: status.code, body: json.bytes)
    }

    private static func response(
        to reply: Reply
    ) throws(Problem) -> (response: Response, isReplay: Bool) {
        switch reply {
        case .done(_, let answer): return (response(answer, isReplay: false), false)
        case .replayed(let answer): return (response(answer, isReplay: true), true)
        case .refused(let refusal): throw Problem(refusal)
        case .keyReused: throw Problem.keyReused
        case .unavailable: throw Problem.notReady
        }
    }

    private static func response(_ answer: StoredAnswer?, isReplay: Bool) -> Response {
        let answer = answer ?? StoredAnswer(status: 204, body: [])
        var response =
            answer.status == 204
            ? Response(status: .noContent)
            : Response.json(answer.body, status: .init(code: answer.status))
        if isReplay, let name = HTTPField.Name("Idempotency-Replayed") {
            response.headers[name] = "true"
        }
        return response
    }
}
