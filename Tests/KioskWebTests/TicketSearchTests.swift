import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// A number looked up on its own day.
@Suite(.timeLimit(.minutes(5)))
struct TicketSearchTests {
    private func numbers(_ site: Site, _ number: String) async throws -> [String?] {
        let reply = try await site.send(.get, "/api/v1/tickets?number=\(number)", as: .clerk)
        #expect(reply.status == 200)
        guard case .array(let tickets) = try JSONInput(reply.body)["tickets"] else { return [] }
        return tickets.map { $0["number"].text }
    }

    @Test func `finds the number's ticket today, ended ones too, and nothing of yesterday`()
        async throws
    {
        let site = try await Site()
        #expect(try await numbers(site, "1001") == [])
        for _ in 0..<2 {
            let reply = try await site.send(
                .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
            #expect(reply.status == 201)
        }
        #expect(try await numbers(site, "1002") == ["1002"])
        #expect(try await numbers(site, "100") == [])
        let cancelled = try await site.send(
            .post, "/api/v1/tickets/T2/cancel", as: .clerk, body: "{\"reason\":\"went home\"}")
        #expect(cancelled.status == 200)
        #expect(try await numbers(site, "1002") == ["1002"])
        site.clock.advance(by: .seconds(24 * 3_600))
        let token = try await site.sessions.begin(
            Principal(try #require(site.parts.configuration.accounts.first)))
        let reply = try await site.send(
            .get, "/api/v1/tickets?number=1002", headers: ["Authorization": "Bearer \(token)"])
        #expect(reply.text == "{\"tickets\":[]}")
    }

    @Test(arguments: [
        "", "?number=", "?number=12a4", "?number=-1", "?number=1234567890123", "?number=%D9%A1",
        "?numbers=1001",
    ])
    func `wants digits`(_ query: String) async throws {
        let reply = try await Site().send(.get, "/api/v1/tickets\(query)", as: .clerk)
        #expect(reply.status == 422)
        #expect(try JSONInput(reply.body)["field"].text == "number")
    }

    @Test func `is for staff`() async throws {
        let site = try await Site()
        let path = "/api/v1/tickets?number=1001"
        #expect(try await site.send(.get, path, as: .nobody).status == 401)
        #expect(try await site.send(.get, path, as: .device).status == 403)
        #expect(try await site.send(.get, path, as: .manager).status == 200)
    }
}
