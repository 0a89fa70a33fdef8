import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// What scanners read, as screens and clerks may see it.
@Suite(.timeLimit(.minutes(5)))
struct ScanTests {
    private static let secrets = [
        "072188000017", "012345678", "MINH ÁNH", "Khu phố 3", "1988-02-29", "2024-07-01",
    ]
    private static let card = CitizenCard(
        identity: "072188000017", formerIdentity: "012345678", name: "TRẦN THỊ MINH ÁNH",
        bornOn: ServiceDay("1988-02-29") ?? ServiceDay(daysSinceEpoch: 0), sex: "Nữ",
        address: "Khu phố 3, Phường Kiến Tường",
        issuedOn: ServiceDay("2024-07-01") ?? ServiceDay(daysSinceEpoch: 0))
    private static let kiosk = ScannerSettings.Position.kiosk("kiosk-1", results: "tra-ket-qua")

    private let site: Site
    /// The token of a clerk at another counter.
    private let other: String

    init() async throws {
        var configuration = Configuration.withPeople
        var account = configuration.accounts[0]
        account.user = "clerk8"
        configuration.accounts.insert(account, at: 0)
        site = try await Site(configuration)
        other = try await site.sessions.begin(Principal(account))
    }

    private func scan(
        _ content: Scan.Content, at position: ScannerSettings.Position = Self.kiosk
    ) async {
        await site.scans.take(
            Scan(scanner: "scanner-1", content: content, at: site.clock.now()), at: position)
    }

    private func post(_ path: String, _ body: String = "{}") async throws -> Site.Reply {
        try await site.send(.post, "/api/v1\(path)", as: .clerk, body: body)
    }

    /// Counter 6 with a citizen who was just called.
    private func callSomebody() async throws {
        #expect(try await post("/tickets", "{\"line\":\"ho-tich\"}").status == 201)
        #expect(try await post("/counters/6/open").status == 200)
        #expect(try await post("/counters/6/call-next").status == 200)
    }

    private func prefill() async throws -> JSONInput {
        let reply = try await site.send(.get, "/api/v1/counters/6/prefill", as: .clerk)
        #expect(reply.status == 200)
        return try JSONInput(reply.body)["prefill"]
    }

    private func answer() async throws -> JSONInput {
        let reply = try await site.send(.get, "/api/v1/scan", as: .device)
        #expect(reply.status == 200)
        return try JSONInput(reply.body)["scan"]
    }

    // MARK: Cards

    @Test func `a card is seen by the clerk of that counter alone, until the service ends`()
        async throws
    {
        let closed = try await site.send(.get, "/api/v1/counters/6/prefill", as: .clerk)
        #expect(closed.status == 409 && closed.code == "counter-closed")
        try await callSomebody()
        #expect(try await prefill() == .null)
        await scan(.card(Self.card), at: .counter(6))
        let seen = try await prefill()
        #expect(seen["identity"].text == Self.card.identity)
        #expect(seen["formerIdentity"].text == Self.card.formerIdentity)
        #expect(seen["name"].text == Self.card.name && seen["sex"].text == "Nữ")
        #expect(seen["bornOn"].text == "1988-02-29" && seen["issuedOn"].text == "2024-07-01")
        #expect(seen["address"].text == Self.card.address)
        for (asker, status) in [
            (Site.Asker.nobody, 401), (.device, 403), (.manager, 403),
        ] {
            for method in [HTTPRequest.Method.get, .post] {
                let path = "/api/v1/counters/6/prefill" + (method == .post ? "/clear" : "")
                let reply = try await site.send(method, path, as: asker, body: "{}")
                #expect(reply.status == status, "\(asker) \(method)")
                for secret in Self.secrets { #expect(!reply.text.contains(secret)) }
            }
        }
        let foreign = ["Authorization": "Bearer \(other)"]
        for (method, end) in [(HTTPRequest.Method.get, ""), (.post, "/clear")] {
            let reply = try await site.send(
                method, "/api/v1/counters/6/prefill\(end)", body: "{}", headers: foreign)
            #expect(reply.status == 403 && reply.code == "forbidden")
        }
        #expect(try await prefill() == seen)
        #expect(try await post("/counters/6/start").status == 200)
        #expect(try await prefill() == seen)
        let body = "{\"outcome\":\"information-given\",\"procedures\":[]}"
        #expect(try await post("/counters/6/complete", body).status == 200)
        #expect(try await prefill() == .null)
        #expect(await site.scans.cardCount == 0)
    }

    @Test func `a card goes with the citizen to the next counter, and with none back home`()
        async throws
    {
        try await callSomebody()
        await scan(.card(Self.card), at: .counter(6))
        #expect(
            try await post("/counters/6/transfer", "{\"line\":\"chung-thuc\",\"place\":\"first\"}")
                .status == 200)
        #expect(try await prefill() == .null)
        #expect(await site.scans.cardCount == 1)
        let foreign = ["Authorization": "Bearer \(other)"]
        for step in ["open", "call-next"] {
            let reply = try await site.send(
                .post, "/api/v1/counters/8/\(step)", body: "{}", headers: foreign)
            #expect(reply.status == 200)
        }
        let there = try await site.send(.get, "/api/v1/counters/8/prefill", headers: foreign)
        #expect(try JSONInput(there.body)["prefill"]["name"].text == Self.card.name)
        _ = try await site.send(
            .post, "/api/v1/counters/8/no-show", body: "{\"reason\":\"citizen-left\"}",
            headers: foreign)
        let after = try await site.send(.get, "/api/v1/counters/8/prefill", headers: foreign)
        #expect(try JSONInput(after.body)["prefill"] == .null)
    }

    @Test func `a clerk clears a card at once`() async throws {
        try await callSomebody()
        await scan(.card(Self.card), at: .counter(6))
        #expect(try await post("/counters/6/prefill/clear", "{\"all\":true}").status == 400)
        #expect(try await prefill() != .null)
        for _ in 0..<2 { #expect(try await post("/counters/6/prefill/clear").status == 204) }
        #expect(try await prefill() == .null)
        #expect(await site.scans.cardCount == 0)
    }

    @Test func `a late repeat of clearing leaves the next card`() async throws {
        try await callSomebody()
        await scan(.card(Self.card), at: .counter(6))
        let key = ["Idempotency-Key": "clear-1"]
        for isFirst in [true, false] {
            let reply = try await site.send(
                .post, "/api/v1/counters/6/prefill/clear", as: .clerk, body: "{}", headers: key)
            #expect(reply.status == 204)
            let isGone = try await prefill() == .null
            #expect(isGone == isFirst)
            await scan(.card(Self.card), at: .counter(6))
        }
    }

    @Test func `no other answer has anything of a card`() async throws {
        await scan(.card(Self.card))
        #expect(try await answer()["kind"].text == "card")
        let taken = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        var seen = [taken.text]
        #expect(try await post("/counters/6/open").status == 200)
        #expect(try await post("/counters/6/call-next").status == 200)
        #expect(try await prefill()["name"].text == Self.card.name)
        let days = "?from=2026-11-23&to=2026-11-23"
        for (path, asker) in [
            ("scan", Site.Asker.device), ("hall", .device), ("tickets?number=1001", .clerk),
            ("tickets/T1", .clerk), ("counters", .clerk), ("counters/6", .clerk),
            ("counters/6/next", .clerk), ("devices", .clerk), ("reports/log\(days)", .manager),
            ("reports/waits\(days)", .manager), ("status/token-1", .nobody),
        ] {
            let reply = try await site.send(.get, "/api/v1/\(path)", as: asker)
            #expect(reply.status == 200, "\(path)")
            seen.append(reply.text)
        }
        for text in seen {
            for secret in Self.secrets { #expect(!text.contains(secret), "\(text)") }
        }
    }

    // MARK: Receipts

    @Test func `who came too early hears the day, and takes a number all the same`() async throws {
        await scan(.dossier(code: Site.dossier))
        let early = try await answer()
        #expect(early["kind"].text == "not-ready" && early["due"].text == "2026-11-24")
        #expect(early["line"].text == "tra-ket-qua" && early["ticket"] == .null)
        let sequence = try #require(early["sequence"].number)
        let body = "{\"line\":\"tra-ket-qua\",\"scan\":\(sequence)}"
        let headers = ["Idempotency-Key": "take-1"]
        let first = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: body, headers: headers)
        #expect(first.status == 201)
        #expect(!first.text.contains(Site.dossier))
        let again = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: body, headers: headers)
        #expect(again.body == first.body)
        let bound = await site.parts.controller.read { book, _ in
            book.hall.tickets.values.map(\.boundDossier)
        }
        #expect(bound == [Site.dossier])
    }

    @Test(arguments: ["1", "-1", "99999999", "\"1\"", "1.5", "true"])
    func `a scan that asked nothing binds no number`(sequence: String) async throws {
        await scan(.dossier(code: "H53.12.3-261123-9999"))
        #expect(try await answer()["kind"].text == "unknown-dossier")
        let reply = try await site.send(
            .post, "/api/v1/tickets", as: .device,
            body: "{\"line\":\"tra-ket-qua\",\"scan\":\(sequence)}")
        #expect([400, 422].contains(reply.status), "\(reply)")
        #expect(await site.parts.controller.read { book, _ in book.hall.tickets.isEmpty })
    }

    @Test func `a scan binds for a minute, at its own kiosk, and beside no other code`()
        async throws
    {
        await scan(.dossier(code: Site.dossier))
        let sequence = try #require(try await answer()["sequence"].number)
        let plain = "\"line\":\"tra-ket-qua\",\"scan\":\(sequence)"
        let both = try await site.send(
            .post, "/api/v1/tickets", as: .device,
            body: "{\(plain),\"dossier\":\"H53.12.3-261123-0001\"}")
        #expect(both.status == 422)
        #expect(try JSONInput(both.body)["field"].text == "scan")
        // A clerk stands at no kiosk.
        #expect(try await post("/tickets", "{\(plain)}").status == 422)
        site.clock.advance(by: ScanDesk.earlyTime)
        let late = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\(plain)}")
        #expect(late.status == 422)
    }

    @Test func `a clerk says that a result is there, and its receipt gets a number`() async throws {
        let path = "/dossiers/\(Site.dossier)"
        let before = try await site.send(.get, "/api/v1\(path)", as: .clerk)
        #expect(try JSONInput(before.body)["ready"] == .bool(false))
        for asker in [Site.Asker.nobody, .device] {
            let reply = try await site.send(
                .post, "/api/v1\(path)/result", as: asker, body: "{}")
            #expect(reply.status == (asker == .nobody ? 401 : 403))
        }
        #expect(try await site.core.status(ofDossier: Site.dossier) != .ready)
        #expect(try await post("/dossiers/H53.12.3-261123-9999/result").code == "unknown-dossier")
        #expect(try await post("\(path)/result", "{\"ready\":1}").status == 422)
        let noted = try await post("\(path)/result")
        #expect(noted.status == 200)
        #expect(try JSONInput(noted.body)["ready"] == .bool(true))
        await scan(.dossier(code: Site.dossier))
        let answer = try await answer()
        #expect(answer["kind"].text == "ticket" && answer["due"] == .null)
        #expect(answer["ticket"]["line"].text == "tra-ket-qua")
        #expect(answer["ticket"]["number"].text == answer["number"].text)
        // Whoever asks at the guidance desk now hears of that number, and takes no second one.
        let after = try await site.send(.get, "/api/v1\(path)", as: .clerk)
        #expect(try JSONInput(before.body)["number"] == .null)
        #expect(try JSONInput(after.body)["number"].text == answer["number"].text)
        #expect(answer["ticket"]["dossiers"] == .null && answer["ticket"]["priority"] == .null)
        let reply = try await site.send(.get, "/api/v1/scan?kiosk=kiosk-2", as: .device)
        #expect(try JSONInput(reply.body)["scan"] == .null)
        #expect(
            try await post("\(path)/result", "{\"ready\":false}").text.contains("\"ready\":false"))
        site.core.goDown()
        #expect(try await post("\(path)/result").status == 503)
    }

    @Test func `a late repeat turns nothing round, and what failed may be sent again`()
        async throws
    {
        let path = "/dossiers/\(Site.dossier)/result"
        func say(_ isReady: Bool, key: String) async throws -> Site.Reply {
            try await site.send(
                .post, "/api/v1\(path)", as: .clerk, body: "{\"ready\":\(isReady)}",
                headers: ["Idempotency-Key": key])
        }
        site.core.goDown()
        #expect(try await say(true, key: "first").status == 503)
        site.core.goDown(false)
        let first = try await say(true, key: "first")
        #expect(first.status == 200)
        #expect(try await site.core.status(ofDossier: Site.dossier) == .ready)
        #expect(try await say(false, key: "second").status == 200)
        let repeated = try await say(true, key: "first")
        #expect(repeated.status == 200 && repeated.body == first.body)
        #expect(try await site.core.status(ofDossier: Site.dossier) != .ready)
        #expect(try await say(false, key: "first").code == "key-reused")
        // Remembered answers need no core.
        site.core.goDown()
        #expect(try await say(true, key: "first").body == first.body)
    }

    @Test func `the slip of a number that is over is told so`() async throws {
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        await scan(.statusLink(token: "token-1"))
        #expect(try await answer()["kind"].text == "held")
        #expect(try await post("/tickets/T1/cancel", "{\"reason\":\"home\"}").status == 200)
        await scan(.statusLink(token: "token-1"))
        #expect(try await answer()["kind"].text == "ended")
        await scan(.statusLink(token: "token-2"))
        #expect(try await answer()["kind"].text == "unreadable")
    }
}
