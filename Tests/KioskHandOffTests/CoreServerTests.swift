import AsyncHTTPClient
import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import NIOCore
import NIOHTTP1
import QueueCore
import Testing

@testable import KioskHandOff

/// What a core says to requests that no gateway of ours would send.
@Suite(.timeLimit(.minutes(5)))
struct `A core that serves centres` {
    private let rig: Rig

    init() throws { rig = try Rig() }

    private struct Sent {
        var path = "/receptions/A/steps/1"
        var centre = Rig.centre
        var key = "A/1"
        var secret = Rig.key
        var secondsLate = 0
        var nonce = "n-0000000000000001"
        var body: Data
        var signature: String?
    }

    private static func send(_ sent: Sent, _ port: Int) async throws -> (Int, String?, Bool) {
        let now = SampleVisit.morning.millisecondsSinceEpoch / 1_000
        let request = SignedRequest(
            path: sent.path, centre: sent.centre, time: String(now - Int64(sent.secondsLate)),
            nonce: sent.nonce, key: sent.key, body: sent.body)
        let signature = sent.signature ?? request.signature(by: sent.secret)
        var http = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(sent.path)")
        http.method = .POST
        http.headers = [
            "Motcua-Centre": sent.centre, "Motcua-Time": request.time, "Motcua-Nonce": sent.nonce,
            "Idempotency-Key": sent.key, "Motcua-Signature": signature,
        ]
        http.body = .bytes(ByteBuffer(bytes: sent.body))
        let response = try await HTTPClient.shared.execute(http, timeout: .seconds(30))
        let body = Data(try await response.body.collect(upTo: 1 << 20).readableBytesView)
        let status = Int(response.status.code)
        let text = SignedRequest.answerText(to: signature, status: status, body: body)
        let isSigned =
            response.headers.first(name: "motcua-signature")
            .map { sent.secret.signed(text, as: $0) } ?? false
        if status != 200 {
            #expect(response.headers["content-type"] == ["application/problem+json"])
        }
        return (status, try? HandOffJSON.value(SentProblem.self, body).code, isSigned)
    }

    @Test func `answers what is wrong with a problem`() async throws {
        let rig = rig
        let step = try HandOffJSON.body(try SampleVisit.completed("A")[0])
        let cases: [(String, Sent, Int, String?)] = [
            ("a foreign key", Sent(secret: Rig.otherKey, body: step), 401, "unauthorised"),
            ("no centre", Sent(centre: "H99", body: step), 401, "unauthorised"),
            ("no signature", Sent(body: step, signature: ""), 401, "unauthorised"),
            ("too old", Sent(secondsLate: 301, body: step), 401, "stale"),
            ("from tomorrow", Sent(secondsLate: -301, body: step), 401, "stale"),
            ("no nonce", Sent(nonce: "short", body: step), 400, "malformed-nonce"),
            ("no JSON", Sent(nonce: "n-0000000000000002", body: Data("{".utf8)), 400, "malformed"),
            (
                "deep",
                Sent(
                    nonce: "n-0000000000000003",
                    body: Data(String(repeating: "[", count: 60_000).utf8)), 400, "malformed"
            ),
            (
                "another path",
                Sent(path: "/receptions/B/steps/1", nonce: "n-0000000000000004", body: step), 400,
                "malformed"
            ),
            (
                "another key", Sent(key: "B/1", nonce: "n-0000000000000005", body: step), 409,
                "conflict"
            ),
            (
                "too large", Sent(body: Data(count: HandOffBounds.bodyBytesMax + 1)), 413,
                "too-large"
            ),
            ("elsewhere", Sent(path: "/admin", body: step), 404, "not-found"),
            ("good", Sent(nonce: "n-0000000000000006", body: step), 200, nil),
            ("the same again", Sent(nonce: "n-0000000000000006", body: step), 409, "replayed"),
            (
                "near the limit", Sent(secondsLate: 299, nonce: "n-0000000000000007", body: step),
                200, nil
            ),
        ]
        try await rig.serving([rig.served(try rig.core())]) { port in
            for (name, sent, status, code) in cases {
                let answer = try await Self.send(sent, port)
                #expect(answer.0 == status, "\(name)")
                #expect(answer.1 == code, "\(name)")
                #expect(
                    answer.2 == ![401, 413, 404].contains(status) || code == "stale", "\(name)")
            }
        }
    }

    @Test func `keeps centres apart`() async throws {
        let rig = rig
        let other = try rig.core("other")
        let centres = [
            rig.served(try rig.core()),
            ServedCentre(code: "H54", key: Rig.otherKey, gateway: other, desk: other),
        ]
        try await rig.serving(centres) { port in
            let ours = rig.gateway(port: port)
            let step = try SampleVisit.completed("A")[0]
            _ = try await ours.handOver(step, key: step.key)
            let theirs = HTTPGateway(
                base: "http://127.0.0.1:\(port)", centre: "H54", key: Rig.otherKey,
                clock: rig.clock)
            #expect(try await ours.reception(of: "A")?.id == "R-A")
            #expect(try await theirs.reception(of: "A") == nil)
            // Neither a step of ours under its name, nor our name under its key.
            do throws(DossierError) {
                _ = try await theirs.handOver(step, key: step.key)
                Issue.record("it was taken")
            } catch { #expect(error.code == .malformed) }
            let posing = HTTPGateway(
                base: "http://127.0.0.1:\(port)", centre: Rig.centre, key: Rig.otherKey,
                clock: rig.clock)
            do throws(DossierError) {
                _ = try await posing.reception(of: "A")
                Issue.record("it was told")
            } catch { #expect(error.code == .unavailable) }
        }
        #expect(try await other.reception(of: "A") == nil)
    }

    @Test func `answers the clerk's desk`() async throws {
        let rig = rig
        try await rig.serving([rig.served(try rig.core())]) { port in
            let desk = rig.gateway(port: port)
            #expect(try await desk.reception(of: "A") == nil)
            var codes: [String] = []
            for step in try SampleVisit.completed(
                "A", .dossierReceived, procedures: [SamplePlan.birth])
            {
                codes += try await desk.handOver(step, key: step.key).dossiers.map(\.code)
            }
            let code = try #require(codes.first)
            let application = Application(
                procedure: SamplePlan.birth, applicantName: "Nguyễn Thị Mận", identityNumber: nil,
                phone: nil, papers: ["Giấy chứng sinh"])
            try await desk.note(application, for: "A")
            #expect(try await desk.dossier(code: code)?.procedure == SamplePlan.birth)
            #expect(try await desk.dossier(code: "H53.12.3-261123-9999") == nil)
            #expect(try await desk.status(ofDossier: code) == .inWork(due: nil))
            try await desk.noteResult(
                ofDossier: code, isReady: true, by: "clerk6", at: SampleVisit.morning)
            #expect(try await desk.status(ofDossier: code) == .ready)
            #expect(try await desk.status(ofDossier: "nothing") == .unknown)
            try await desk.enter(
                code: "H53.12.3-261123-7777", for: SamplePlan.death, ticket: "A")
            #expect(try await desk.reception(of: "A")?.dossiers.count == 2)
            do throws(DossierError) {
                try await desk.enter(code: "?", for: SamplePlan.death, ticket: "A")
                Issue.record("it was entered")
            } catch { #expect(error.code == .malformed) }
        }
    }

    @Test func `a name is not sent over a line that others read`() async throws {
        let desk = HTTPGateway(
            base: "http://core.example", centre: Rig.centre, key: Rig.key, clock: rig.clock)
        #expect(!desk.isPrivate)
        let application = Application(
            procedure: SamplePlan.birth, applicantName: "A", identityNumber: nil, phone: nil,
            papers: [])
        do throws(DossierError) {
            try await desk.note(application, for: "A")
            Issue.record("it was sent")
        } catch { #expect(error.cause.contains("https")) }
    }

    @Test func `a book of nonces is bounded, and forgets what is too old anyway`() {
        let book = NonceBook()
        let now = SampleVisit.morning
        let until = now + .seconds(600)
        for number in 0..<NonceBook.limit {
            #expect(book.enter("\(number)", at: now, until: until) == .fresh)
        }
        #expect(book.enter("7", at: now, until: until) == .used)
        #expect(book.enter("one more", at: now, until: until) == .full)
        let later = now + .seconds(601)
        #expect(book.enter("one more", at: later, until: later + .seconds(600)) == .fresh)
        #expect(book.enter("7", at: later, until: later + .seconds(600)) == .fresh)
    }
}
