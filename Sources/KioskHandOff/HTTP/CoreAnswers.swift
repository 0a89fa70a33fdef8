import Foundation
import Kiosk
import QueueCore

/// What a core answers, whatever carries it.
struct CoreAnswers: Sendable {
    /// An answer; without a signature where nobody proved who he is.
    struct Answer: Sendable {
        let status: Int
        let body: Data
        var signature: String?
    }

    let centres: [String: ServedCentre]
    let clock: any WallClock

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: as it came.
    ///   - signature: as it came.
    /// - Returns: a receipt, an answer to the desk, or a problem.
    func answer(_ request: SignedRequest, _ signature: String) async -> Answer {
        // The same words for both: nobody learns here which centres there are.
        guard let centre = centres[request.centre], centre.key.signed(request.text, as: signature)
        else { return Self.problem(SentProblem(401, "unauthorised", "no centre signed this")) }
        let (status, body) = await answer(request, of: centre)
        let text = SignedRequest.answerText(to: signature, status: status, body: body)
        return Answer(status: status, body: body, signature: centre.key.signature(of: text))
    }

    /// An answer to somebody who proved nothing.
    static func problem(_ problem: SentProblem) -> Answer {
        Answer(status: problem.status, body: body(problem))
    }

    private func answer(_ request: SignedRequest, of centre: ServedCentre) async -> (Int, Data) {
        do throws(Refusal) {
            try checkFresh(request, of: centre)
            do throws(DossierError) {
                return (200, try await answer(asked: request, of: centre))
            } catch {
                throw Refusal(problem: SentProblem(error))
            }
        } catch {
            return (error.problem.status, Self.body(error.problem))
        }
    }

    private struct Refusal: Error {
        let problem: SentProblem
    }

    private func checkFresh(_ request: SignedRequest, of centre: ServedCentre) throws(Refusal) {
        let now = clock.now()
        let skew = Int64(HandOffBounds.skew / .milliseconds(1))
        guard request.time.utf8.count <= 12, let seconds = Int64(request.time), seconds >= 0,
            abs(now.millisecondsSinceEpoch - seconds * 1_000) <= skew
        else {
            throw Refusal(
                problem: SentProblem(401, "stale", "sent at \(request.time), now is \(now.rfc3339)")
            )
        }
        guard (16...64).contains(request.nonce.utf8.count), HandOffBounds.isWord(request.nonce)
        else { throw Refusal(problem: SentProblem(400, "malformed-nonce", "no nonce")) }
        let until = Instant(millisecondsSinceEpoch: seconds * 1_000 + skew)
        switch centre.nonces.enter(request.nonce, at: now, until: until) {
        case .fresh: break
        case .used: throw Refusal(problem: SentProblem(409, "replayed", "this was sent before"))
        case .full: throw Refusal(problem: SentProblem(429, "too-many", "too many requests"))
        }
    }

    private func answer(asked request: SignedRequest, of centre: ServedCentre)
        async throws(DossierError) -> Data
    {
        if request.path == "/desk" {
            let question = try HandOffJSON.value(DeskQuestion.self, request.body)
            return try HandOffJSON.body(try await question.asked(of: centre.desk))
        }
        return try await Self.receipt(of: request, centre)
    }

    /// Hands over the step that a proven request bears.
    ///
    /// - Returns: the receipt's bytes.
    static func receipt(of request: SignedRequest, _ centre: ServedCentre)
        async throws(DossierError) -> Data
    {
        let step = try HandOffJSON.step(request.body)
        guard request.path == "/receptions/\(step.ticket)/steps/\(step.step)" else {
            throw DossierError(.malformed, "the path is not that of the step")
        }
        guard step.centre == centre.code else {
            throw DossierError(.malformed, "the step is another centre's")
        }
        let receipt = try await centre.gateway.handOver(step, key: request.key)
        return try HandOffJSON.body(SentReceipt(receipt, key: request.key))
    }

    private static func body(_ problem: SentProblem) -> Data {
        (try? HandOffJSON.body(problem)) ?? Data()
    }
}
