import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Synchronization
import Testing

@testable import KioskWeb

/// A person who shows an identity card holds one open number a line, and is known nowhere.
@Suite(.timeLimit(.minutes(5)))
struct PersonTests {
    private static let card = "001203004567"

    private static func site(
        _ store: MemoryStore = MemoryStore(), isLimited: Bool = true
    ) async throws -> Site {
        var configuration = Configuration.withPeople
        configuration.plan.rules.oneNumberPerPerson = isLimited
        return try await Site(store: store, configuration)
    }

    private static func ask(
        _ site: Site, _ person: String, line: String = "ho-tich", as asker: Site.Asker = .device,
        key: String = ""
    ) async throws -> Site.Reply {
        try await site.send(
            .post, "/api/v1/tickets", as: asker,
            body: "{\"line\":\"\(line)\",\"person\":\"\(person)\"}",
            headers: key.isEmpty ? [:] : ["Idempotency-Key": key])
    }

    @Test func `one open number a line, at the kiosk and at the desk`() async throws {
        let site = try await Self.site()
        #expect(try await Self.ask(site, Self.card).status == 201)
        for asker in [Site.Asker.device, .clerk] {
            let again = try await Self.ask(site, Self.card, as: asker)
            #expect(again.status == 429)
            #expect(again.code == "too-many")
        }
        #expect(try await Self.ask(site, Self.card, line: "chung-thuc").status == 201)
        #expect(try await Self.ask(site, "123456789").status == 201)
        #expect(
            try await site.send(
                .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}"
            ).status == 201)
        let cancelled = try await site.send(
            .post, "/api/v1/tickets/T1/cancel", as: .clerk, body: "{\"reason\":\"went home\"}")
        #expect(cancelled.status == 200)
        #expect(try await Self.ask(site, Self.card).status == 201)
    }

    @Test(arguments: [
        "", "12345678", "1234567890", "12345678901", "1234567890123", "00120300456x",
        "٠٠١٢٠٣٠٠٤٥٦٧", " 001203004567", "-01203004567",
    ])
    func `is nine or twelve digits`(_ person: String) async throws {
        let reply = try await Self.ask(Self.site(), person)
        #expect(reply.status == 422)
        #expect(try JSONInput(reply.body)["field"].text == "person")
        #expect(person.isEmpty || !reply.text.contains(person))
    }

    @Test func `is kept as a name of the day under a key, and not at all where no rule needs it`()
        async throws
    {
        let store = MemoryStore()
        let site = try await Self.site(store)
        _ = try await Self.ask(site, Self.card)
        let name = try #require(try store.restore().persons["T1"])
        #expect(name == site.api.persons.name(of: Self.card, on: ServiceDay(at: site.clock.now())))
        #expect(name.count == 64 && !name.contains(Self.card))
        let free = MemoryStore()
        let open = try await Self.site(free, isLimited: false)
        for _ in 0..<2 { #expect(try await Self.ask(open, Self.card).status == 201) }
        #expect(try free.restore().persons.isEmpty)
    }

    @Test func `has another name under another key and on another day`() throws {
        let first = PersonHash(secret: Array(repeating: 1, count: 32))
        let second = PersonHash(secret: Array(repeating: 2, count: 32))
        let day = try #require(ServiceDay("2026-11-23"))
        let names = [
            first.name(of: Self.card, on: day), second.name(of: Self.card, on: day),
            first.name(of: Self.card, on: day.advanced(by: 1)),
            first.name(of: "001203004568", on: day),
        ]
        #expect(Set(names).count == names.count)
        #expect(first.name(of: Self.card, on: day) == names[0])
    }

    @Test func `the same request is answered again, and what is remembered of it is under the key`()
        async throws
    {
        let store = MemoryStore()
        let site = try await Self.site(store)
        let first = try await Self.ask(site, Self.card, key: "press-1")
        let again = try await Self.ask(site, Self.card, key: "press-1")
        #expect(first.status == 201 && again.status == 201)
        #expect(first.body == again.body)
        #expect(try await Self.ask(site, "123456789", key: "press-1").code == "key-reused")
        // Whoever tries every number against a plain hash of the request finds none.
        let claim = IdempotencyClaim(principal: "p", key: "k", requestHash: "h")
        let other = PersonHash(secret: PersonHash.freshSecret())
        #expect(site.api.persons.covering(claim) == site.api.persons.covering(claim))
        #expect(site.api.persons.covering(claim).requestHash != claim.requestHash)
        #expect(site.api.persons.covering(claim) != other.covering(claim))
    }
}
