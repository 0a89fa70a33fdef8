import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// A time that a test moves, and that tells how often it was read.
private final class SteppedTime: Sendable {
    private let state = Watched((now: Duration.zero, reads: 0))

    func read() -> Duration {
        state.change { state in
            state.reads += 1
            return state.now
        }
    }

    var now: Duration { state.value.now }

    /// Moves the time on, lets the hub beat and waits until the one reader has looked.
    func beat(_ hub: SnapshotHub, after length: Duration) async {
        let before = state.change { state in
            state.now += length
            return state.reads
        }
        hub.beat()
        await state.until { $0.reads > before }
    }

    func firstRead() async { await state.until { $0.reads > 0 } }
}

/// The live view of the hall is kept alive and shows what is true now.
@Suite(.timeLimit(.minutes(5)))
struct LiveViewTests {
    @Test func `a silent hall is commented on every fifteen seconds`() async throws {
        let time = SteppedTime()
        let site = try await Site(uptime: { time.read() })
        let sink = Sink()
        async let reply = site.send(.get, "/api/v1/hall/stream", as: .device, into: sink)
        await time.firstRead()
        await sink.writes.until { $0.count == 1 }
        var seen: [Int] = []
        for beat in 1...9 {
            await time.beat(site.parts.hub, after: .seconds(5))
            // What a beat writes is written before the reader looks at the next one.
            if beat % 3 == 0 { await sink.writes.until { $0.count == 1 + beat / 3 } }
            seen.append(sink.writes.value.count)
        }
        #expect(seen == [1, 1, 2, 2, 2, 3, 3, 3, 4])
        #expect(sink.writes.value.dropFirst().allSatisfy { $0 == ":\n\n" })
        site.parts.hub.finish()
        let answer = try await reply
        #expect(answer.mediaType == "text/event-stream")
        #expect(answer.text.hasPrefix("event: hall\nid: "))
    }

    @Test func `a live view ends with the session it was opened in`() async throws {
        let site = try await Site()
        let sink = Sink()
        async let reply = site.send(.get, "/api/v1/hall/stream", as: .clerk, into: sink)
        await sink.writes.until { $0.count == 1 }
        let revoked = try await site.send(.delete, "/api/v1/sessions/clerk6", as: .manager)
        #expect(revoked.status == 204)
        #expect(try await reply.status == 200, "it began before, and ended now")
        #expect(try await site.send(.get, "/api/v1/hall/stream", as: .clerk).status == 401)
        // A device's goes on.
        let other = Sink()
        async let device = site.send(.get, "/api/v1/hall/stream", as: .device, into: other)
        await other.writes.until { $0.count == 1 }
        _ = try await site.send(.delete, "/api/v1/sessions", as: .manager)
        await site.parts.controller.refresh()
        site.parts.hub.finish()
        #expect(try await device.status == 200)
    }

    @Test func `a change puts the next comment off`() async throws {
        let time = SteppedTime()
        let site = try await Site(uptime: { time.read() })
        let sink = Sink()
        async let reply = site.send(.get, "/api/v1/hall/stream", as: .device, into: sink)
        await sink.writes.until { $0.count == 1 }
        await time.beat(site.parts.hub, after: .seconds(10))
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        await sink.writes.until { $0.count == 2 }
        #expect(sink.writes.value[1].contains("\"waiting\":1"))
        await time.beat(site.parts.hub, after: .seconds(10))
        await time.beat(site.parts.hub, after: .seconds(5))
        await sink.writes.until { $0.count == 3 }
        #expect(sink.writes.value[2] == ":\n\n")
        site.parts.hub.finish()
        _ = try await reply
    }

    @Test func `after midnight nobody sees yesterday's hall, before anyone acts`() async throws {
        let site = try await Site()
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        let open = try await site.send(.post, "/api/v1/counters/6/open", as: .clerk, body: "{}")
        #expect(open.status == 200)
        let status = "/api/v1/status/token-1"
        #expect(try await site.send(.get, status).status == 200)
        site.clock.advance(by: .seconds(16 * 3_600))
        await site.parts.controller.refresh()
        let hall = try JSONInput(
            try await site.send(.get, "/api/v1/hall", as: .device).body)
        #expect(hall["serviceDay"].text == "2026-11-24")
        guard case .array(let lines) = hall["lines"], case .array(let counters) = hall["counters"]
        else {
            Issue.record("no lines")
            return
        }
        #expect(lines.allSatisfy { $0["waiting"].number == 0 })
        #expect(counters.allSatisfy { $0["state"].text == "closed" })
        #expect(try await site.send(.get, status).status == 404)
    }
}

/// A line that gives no number says why, in both languages.
@Suite struct ClosedLineTests {
    private static let closed = Texts([
        "vi": [
            "hall.closed-now": "Mở cửa: {hours}", "hall.closed-today": "Hôm nay nghỉ",
            "problem.line-full": "Hết số",
        ],
        "en": [
            "hall.closed-now": "Open {hours}", "hall.closed-today": "Closed today",
            "problem.line-full": "No numbers left",
        ],
    ])

    /// What the hall says of `ho-tich`.
    private func words(_ plan: HallPlan, presses: Int = 0, after length: Duration = .zero)
        async throws -> [String?]
    {
        var configuration = Configuration.withPeople
        configuration.texts = Self.closed
        configuration.plan = plan
        let site = try await Site(configuration)
        for _ in 0..<presses {
            _ = try await site.send(
                .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        }
        site.clock.advance(by: length)
        await site.parts.controller.refresh()
        let hall = try JSONInput(try await site.send(.get, "/api/v1/hall", as: .device).body)
        guard case .array(let lines) = hall["lines"], let line = lines.first else { return [] }
        return [line["state"].text, line["reason"].text, line["reasonEn"].text]
    }

    @Test func `with its hours of the day, its rest day, or its last number`() async throws {
        let office = SamplePlan.plan(hours: SamplePlan.workingHours)
        #expect(try await words(office) == ["open", nil, nil])
        let noon = try await words(office, after: .seconds(4 * 3_600))
        let hours = "07:30–11:30, 13:30–17:00"
        #expect(noon == ["closed", "Mở cửa: \(hours)", "Open \(hours)"])
        let saturday = try await words(office, after: .seconds(5 * 86_400))
        #expect(saturday == ["closed", "Hôm nay nghỉ", "Closed today"])
        let full = try await words(SamplePlan.plan(lastInSeries: 1), presses: 1)
        #expect(full == ["full", "Hết số", "No numbers left"])
    }
}

/// What a supervisor hears.
@Suite struct ReadinessTests {
    private func reasons(_ reply: Site.Reply) throws -> [String] {
        let body = try JSONInput(reply.body)
        guard case .array(let reasons) = body["reasons"] else { return ["?"] }
        #expect(body["status"].text == (reasons.isEmpty ? "ready" : "not-ready"))
        #expect(reasons.allSatisfy { $0["detail"].text?.isEmpty == false })
        return reasons.compactMap { $0["code"].text }
    }

    @Test func `a clock before the last event makes the centre unready, and no press is lost`()
        async throws
    {
        let site = try await Site()
        let press = { (body: String) in
            try await site.send(.post, "/api/v1/tickets", as: .device, body: body)
        }
        #expect(try await press("{\"line\":\"ho-tich\"}").status == 201)
        let ready = try await site.send(.get, "/readyz")
        #expect(ready.status == 200)
        #expect(try reasons(ready) == [])
        // Time service at work is no reason yet.
        site.clock.advance(by: .zero - Hall.clockStepBackMax)
        #expect(try await site.send(.get, "/readyz").status == 200)
        site.clock.advance(by: .milliseconds(-1))
        let doubtful = try await site.send(.get, "/readyz")
        #expect(doubtful.status == 503)
        #expect(try reasons(doubtful) == ["clock-doubtful"])
        let refused = try await press("{\"line\":\"ho-tich\"}")
        #expect(refused.status == 503)
        #expect(refused.code == "clock-doubtful")
        site.clock.advance(by: Hall.clockStepBackMax + .milliseconds(1))
        #expect(try await site.send(.get, "/readyz").status == 200)
    }

    @Test func `a clock far after the last event makes it unready until a manager confirms`()
        async throws
    {
        let site = try await Site()
        let press = {
            try await site.send(
                .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        }
        #expect(try await press().status == 201)
        site.clock.advance(by: Hall.clockAheadMax)
        #expect(try await site.send(.get, "/readyz").status == 200)
        site.clock.advance(by: .seconds(86_400))
        let doubtful = try await site.send(.get, "/readyz")
        #expect(doubtful.status == 503)
        #expect(try reasons(doubtful) == ["clock-doubtful"])
        #expect(try await press().code == "clock-doubtful")
        // The session from before the rest is over.
        let admin = try #require(site.parts.configuration.accounts.first { $0.role == .admin })
        let token = try await site.sessions.begin(Principal(admin))
        let confirmed = try await site.send(
            .post, "/api/v1/clock/confirm", body: "{}",
            headers: ["Authorization": "Bearer \(token)"])
        #expect(confirmed.status == 204)
        #expect(try await site.send(.get, "/readyz").status == 200)
        #expect(try await press().status == 201)
    }

    @Test func `the probes are for this machine, or for a manager`() async throws {
        let site = try await Site()
        for path in ["/healthz", "/readyz", "/metrics"] {
            #expect(try await site.send(.get, path, from: "::1").status == 200)
            #expect(try await site.send(.get, path, from: "192.0.2.7").status == 401)
            #expect(
                try await site.send(.get, path, as: .clerk, from: "192.0.2.7").status == 403)
            #expect(
                try await site.send(.get, path, as: .manager, from: "192.0.2.7").status == 200)
        }
    }
}
