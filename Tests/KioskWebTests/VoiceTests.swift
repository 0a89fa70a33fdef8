import Foundation
import HTTPTypes
import Kiosk
import QueueCore
import Testing

@testable import KioskWeb

/// Displays' pages as loudspeakers, over HTTP.
@Suite(.timeLimit(.minutes(5)))
struct VoiceTests {
    private static let (first, second) = ("page-0001", "page-0002")

    /// A hall where 1001 was called to counter 6.
    private func hall(spokenBy display: String? = nil) async throws -> Site {
        var configuration = Configuration.withVoice
        configuration.voice?.zones[0].display = display
        let clock = StandingClock()
        let site = try await Site(
            clock: clock, uptime: { clock.now().since(StandingClock.morning) }, configuration)
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        _ = try await site.send(.post, "/api/v1/counters/6/open", as: .clerk, body: "{}")
        let call = try await site.send(
            .post, "/api/v1/counters/6/call-next", as: .clerk, body: "{}")
        #expect(call.status == 200, "\(call)")
        return site
    }

    private func next(
        _ site: Site, _ page: String, zone: String = "hall"
    ) async throws -> Site.Reply {
        try await site.send(
            .post, "/api/v1/voice/\(zone)/next", as: .device, body: "{\"page\":\"\(page)\"}")
    }

    private func sound(_ site: Site, _ id: String, _ page: String) async throws -> Site.Reply {
        try await site.send(
            .get, "/api/v1/voice/hall/sound?page=\(page)&announcement=\(id)", as: .device)
    }

    private func report(
        _ site: Site, _ id: String, _ page: String, fault: String = "null"
    ) async throws -> Site.Reply {
        try await site.send(
            .post, "/api/v1/voice/hall/report", as: .device,
            body: "{\"page\":\"\(page)\",\"announcement\":\"\(id)\",\"fault\":\(fault)}")
    }

    private func announcement(_ reply: Site.Reply) throws -> String {
        try #require(try members(of: reply.body)["announcement"] as? String, "\(reply)")
    }

    @Test func `a call is leased, fetched as a sound, and reported once`() async throws {
        let site = try await hall()
        let lease = try await next(site, Self.first)
        let answer = try members(of: lease.body)
        #expect(answer["text"] as? [String] == ["Mời số 1001 đến quầy 6."])
        #expect(answer["kind"] as? String == "call" && answer["volume"] as? Int == 80)
        #expect(answer["reportWithinSeconds"] as? Int == 30)
        let id = try announcement(lease)
        // Its answer was lost: the same again.
        #expect(try announcement(try await next(site, Self.first)) == id)
        let sound = try await sound(site, id, Self.first)
        #expect(sound.status == 200 && sound.mediaType == "audio/wav")
        #expect(sound.text == "Mời số 1001 đến quầy 6.@80")
        #expect(try await next(site, Self.first).status == 204)
        #expect(try await report(site, id, Self.first).status == 204)
        #expect(try await report(site, id, Self.first).code == "not-leased")
        #expect(try await next(site, Self.first).status == 204)
    }

    @Test func `two pages never both get one announcement`() async throws {
        let site = try await hall()
        let pages = [Self.first, Self.second]
        var leases: [String: String] = [:]
        typealias Asked = (page: String, reply: Site.Reply)
        let replies: [Asked] = try await withThrowingTaskGroup(of: Asked.self) { group in
            for page in pages + pages {
                group.addTask { (page, try await next(site, page)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for (page, reply) in replies where reply.status == 200 {
            leases[page] = try announcement(reply)
        }
        #expect(leases.count == 1)
        let holder = try #require(leases.keys.first)
        let other = holder == Self.first ? Self.second : Self.first
        #expect(try await next(site, other).code == "zone-held")
        let id = try #require(leases[holder])
        #expect(try await sound(site, id, other).code == "not-leased")
        #expect(try await report(site, id, other).code == "not-leased")
        #expect(try await report(site, id, holder).status == 204)
    }

    @Test func `a page that vanished leaves what it did not begin to the next`() async throws {
        let site = try await hall()
        let taken = try announcement(try await next(site, Self.first))
        site.clock.advance(by: .seconds(29))
        #expect(try await next(site, Self.second).code == "zone-held")
        site.clock.advance(by: .seconds(1))
        #expect(try announcement(try await next(site, Self.second)) == taken)
        #expect(try await sound(site, taken, Self.first).code == "not-leased")
        #expect(try await report(site, taken, Self.first).code == "not-leased")
        #expect(try await sound(site, taken, Self.second).status == 200)
        #expect(try await report(site, taken, Self.second).status == 204)
        #expect(try await next(site, Self.second).status == 204)
    }

    @Test func `what a page began is spoken by no other`() async throws {
        let site = try await hall()
        let taken = try announcement(try await next(site, Self.first))
        #expect(try await sound(site, taken, Self.first).status == 200)
        site.clock.advance(by: .seconds(30))
        #expect(try await next(site, Self.second).status == 204)
        #expect(try await sound(site, taken, Self.second).code == "not-leased")
        #expect(try await report(site, taken, Self.first).code == "not-leased")
    }

    @Test func `a page's requests need a key, and no answer of theirs is kept`() async throws {
        let site = try await hall()
        func ask(_ headers: [String: String]) async throws -> Site.Reply {
            try await site.send(
                .post, "/api/v1/voice/hall/next", as: .device,
                body: "{\"page\":\"\(Self.first)\"}", headers: headers)
        }
        #expect(try await ask(["Idempotency-Key": "no key"]).code == "key-invalid")
        let key = ["Idempotency-Key": "same"]
        let id = try announcement(try await ask(key))
        #expect(try announcement(try await ask(key)) == id)
        #expect(try await report(site, id, Self.first).status == 204)
        // Not the answer of before, but what is true now.
        #expect(try await ask(key).status == 204)
    }

    @Test func `nothing is said of a call that is over, nor after a minute`() async throws {
        let site = try await hall()
        _ = try await site.send(.post, "/api/v1/counters/6/start", as: .clerk, body: "{}")
        #expect(try await next(site, Self.first).status == 204)
        let late = try await hall()
        late.clock.advance(by: .seconds(60))
        #expect(try await next(late, Self.first).status == 204)
    }

    @Test func `a fault is told among the devices`() async throws {
        let site = try await hall()
        let id = try announcement(try await next(site, Self.first))
        #expect(try await report(site, id, Self.first, fault: "\"NotAllowedError\"").status == 204)
        let health = try #require(site.parts.health.health(of: "voice-hall"))
        #expect(health.condition.code == .offline)
        #expect(health.condition.detail.contains("NotAllowedError"))
    }

    @Test func `a manager silences a zone, and it stays silent for what waits`() async throws {
        let site = try await hall()
        func mute(_ isMuted: Bool, zone: String = "hall", key: String) async throws -> Site.Reply {
            try await site.send(
                .post, "/api/v1/voice/\(zone)/mute", as: .manager, body: "{\"muted\":\(isMuted)}",
                headers: ["Idempotency-Key": key])
        }
        #expect(try await mute(true, key: "a").status == 200)
        #expect(try await next(site, Self.first).status == 204)
        #expect(try await mute(false, key: "b").status == 200)
        // The same request again changes nothing any more.
        let replayed = try #require(HTTPField.Name("Idempotency-Replayed"))
        let replay = try await mute(true, key: "a")
        #expect(replay.headers[replayed] == "true")
        let zones = try await site.send(.get, "/api/v1/voice", as: .manager)
        #expect(
            zones.text
                == #"{"zones":["#
                + #"{"muted":false,"output":"page","volume":80,"waiting":0,"zone":"hall"},"#
                + #"{"muted":false,"output":"alsa","volume":30,"waiting":0,"zone":"upstairs"}]}"#)
        #expect(try await mute(true, zone: "cellar", key: "c").code == "unknown-zone")
        let words = try await site.send(
            .post, "/api/v1/voice/hall/mute", as: .manager, body: "{\"muted\":\"yes\"}")
        #expect(words.status == 422)
    }

    @Test(arguments: ["upstairs", "cellar"])
    func `no page speaks where a sound card does, or in a zone that is none`(
        _ zone: String
    ) async throws {
        #expect(try await next(try await hall(), Self.first, zone: zone).code == "unknown-zone")
    }

    @Test func `a zone that is another display's is refused, and stays that one's`() async throws {
        let site = try await hall(spokenBy: "display-2")
        let refused = try await next(site, Self.first)
        #expect(refused.status == 403 && refused.code == "others-zone", "\(refused)")
        let id = try #require(site.parts.announcer).zoneViews().first { $0.id == "hall" }
        #expect(id?.waiting == 1)
        let own = try await hall(spokenBy: "demo")
        #expect(try await next(own, Self.first).status == 200)
    }

    @Test func `a silent centre has no zones`() async throws {
        let site = try await Site()
        #expect(try await next(site, Self.first).code == "unknown-zone")
        #expect(try await site.send(.get, "/api/v1/voice", as: .device).text == #"{"zones":[]}"#)
    }

    @Test(arguments: [
        "", "short", "with space", "tên-trang-này", String(repeating: "a", count: 65),
    ]
    )
    func `a page without a proper name is refused`(_ name: String) async throws {
        let reply = try await next(try await hall(), name)
        #expect(reply.status == 422 && reply.code == "invalid", "\(reply)")
    }

    @Test func `only displays speak, only managers silence`() async throws {
        let site = try await hall()
        for asker in [Site.Asker.clerk, .manager] {
            let body = "{\"page\":\"\(Self.first)\",\"announcement\":\"1/hall\"}"
            for call in ["next", "report"] {
                let reply = try await site.send(
                    .post, "/api/v1/voice/hall/\(call)", as: asker, body: body)
                #expect(reply.status == 403, "\(asker) \(call)")
            }
            let sound = try await site.send(
                .get, "/api/v1/voice/hall/sound?page=\(Self.first)&announcement=1", as: asker)
            #expect(sound.status == 403)
        }
        for asker in [Site.Asker.clerk, .device] {
            let reply = try await site.send(
                .post, "/api/v1/voice/hall/mute", as: asker, body: "{\"muted\":true}")
            #expect(reply.status == 403)
        }
    }
}
