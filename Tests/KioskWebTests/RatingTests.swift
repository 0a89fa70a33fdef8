import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// The rating tablet and the citizen's own page hear what concerns them, and nothing else.
@Suite(.timeLimit(.minutes(5)))
struct RatingTests {
    private static let rate = "{\"counter\":6,\"level\":4}"

    /// Takes a number and serves it to its end at counter 6.
    private func serve(_ site: Site) async throws {
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        for step in ["open", "call-next", "start", "complete"] {
            let body = step == "complete" ? "{\"outcome\":\"information-given\"}" : "{}"
            let reply = try await site.send(
                .post, "/api/v1/counters/6/\(step)", as: .clerk, body: body)
            #expect(reply.status == 200, "\(step): \(reply)")
        }
    }

    @Test func `the tablet hears of a visit to rate, and of its end`() async throws {
        let site = try await Site()
        let sink = Sink()
        async let stream = site.send(
            .get, "/api/v1/counters/6/rating/stream", as: .device, into: sink)
        await sink.writes.until { $0.count == 1 }
        #expect(sink.writes.value[0].contains("\"number\":null"))
        try await serve(site)
        await sink.writes.until { $0.count == 2 }
        #expect(sink.writes.value[1].contains("\"number\":\"1001\""))
        #expect(sink.writes.value[1].contains("\"secondsLeft\":30"))
        let rated = try await site.send(.post, "/api/v1/ratings", as: .device, body: Self.rate)
        #expect(rated.status == 201)
        await sink.writes.until { $0.count == 3 }
        #expect(sink.writes.value[2].contains("\"number\":null"))
        site.parts.hub.finish()
        _ = try await stream
    }

    @Test func `one visit has one rating, and a repeated press hears the first answer`()
        async throws
    {
        let site = try await Site()
        try await serve(site)
        let key = ["Idempotency-Key": "press-1"]
        for _ in 1...2 {
            let reply = try await site.send(
                .post, "/api/v1/ratings", as: .device, body: Self.rate, headers: key)
            #expect(reply.status == 201)
        }
        let another = try await site.send(.post, "/api/v1/ratings", as: .device, body: Self.rate)
        #expect(another.code == "nothing-to-rate")
        let day = "2026-11-23"
        let report = try JSONInput(
            try await site.send(
                .get, "/api/v1/reports/ratings?from=\(day)&to=\(day)", as: .manager
            ).body)
        #expect(report["total"]["visits"].number == 1)
        #expect(report["total"]["rated"].number == 1)
        #expect(report["total"]["satisfied"].number == 1)
    }

    @Test func `a tablet of one counter rates at no other`() async throws {
        var configuration = Configuration.withPeople
        configuration.deviceTokens = configuration.deviceTokens.map { token in
            var token = token
            token.counter = 8
            return token
        }
        let site = try await Site(configuration)
        try await serve(site)
        let reply = try await site.send(.post, "/api/v1/ratings", as: .device, body: Self.rate)
        #expect(reply.status == 403)
        let window = try await site.send(.get, "/api/v1/counters/6/rating", as: .device)
        #expect(window.status == 403)
    }

    @Test func `a phone hears its call at once, and its stream ends with the visit`() async throws {
        let site = try await Site()
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        let sink = Sink()
        async let stream = site.send(.get, "/api/v1/status/token-1/stream", into: sink)
        await sink.writes.until { $0.count == 1 }
        #expect(sink.writes.value[0].contains("\"state\":\"waiting\""))
        for (step, state) in [
            ("open", nil), ("call-next", "called"), ("start", "serving"),
            ("complete", "completed"),
        ] {
            let body = step == "complete" ? "{\"outcome\":\"information-given\"}" : "{}"
            _ = try await site.send(.post, "/api/v1/counters/6/\(step)", as: .clerk, body: body)
            guard let state else { continue }
            await sink.writes.until { $0.last?.contains("\"state\":\"\(state)\"") ?? false }
        }
        #expect(try await stream.status == 200)
        let all = sink.writes.value.joined()
        #expect(!all.contains("clerk6") && !all.contains("outcome"))
    }

    @Test func `one phone more than may listen is told so, and a place comes back`() throws {
        let bound = StreamBound(most: 2)
        let first = bound.take()
        let second = bound.take()
        #expect(first != nil && second != nil)
        #expect(bound.take() == nil)
        first?.leave()
        first?.leave()
        let third = bound.take()
        #expect(third != nil)
        #expect(bound.take() == nil)
    }

    @Test func `a kiosk's cry for help is in the hall until somebody goes`() async throws {
        let site = try await Site()
        func since() async throws -> JSONInput {
            let hall = try JSONInput(try await site.send(.get, "/api/v1/hall", as: .device).body)
            guard case .array(let kiosks) = hall["kiosks"] else { return .null }
            return kiosks.first?["help"] ?? .null
        }
        #expect(try await since() == .null)
        _ = try await site.send(.post, "/api/v1/kiosks/kiosk-1/help", as: .device, body: "{}")
        #expect(try await since() != .null)
        _ = try await site.send(
            .post, "/api/v1/kiosks/kiosk-1/help-answer", as: .clerk, body: "{}")
        #expect(try await since() == .null)
    }
}
