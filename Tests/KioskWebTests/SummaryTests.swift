import HTTPTypes
import Testing

/// A manager has the day's summary printed.
@Suite struct SummaryTests {
    @Test func `one request makes one paper, however often it comes`() async throws {
        let site = try await Site()
        let path = "/api/v1/reports/summary"
        let key = ["Idempotency-Key": "evening"]
        let first = try await site.send(.post, path, as: .manager, body: "{}", headers: key)
        #expect(first.status == 202, "\(first)")
        let again = try await site.send(.post, path, as: .manager, body: "{}", headers: key)
        #expect(again.body == first.body)
        #expect(site.sheets.count == 1)
        _ = try await site.send(.post, path, as: .manager, body: "{}")
        #expect(site.sheets.count == 2)
    }

    @Test(arguments: [#"{"day":"2020-01-01"}"#, #"{"day":"soon"}"#, #"{"kiosk":"kiosk-9"}"#])
    func `a day that never was and a kiosk that is none are refused`(body: String) async throws {
        let site = try await Site()
        let answer = try await site.send(
            .post, "/api/v1/reports/summary", as: .manager, body: body)
        #expect(answer.status == 422, "\(answer)")
        #expect(site.sheets.count == 0)
    }

    @Test(arguments: [Site.Asker.clerk, .device])
    func `nobody else prints it`(asker: Site.Asker) async throws {
        let site = try await Site()
        let answer = try await site.send(
            .post, "/api/v1/reports/summary", as: asker, body: "{}")
        #expect(answer.status == 403)
    }
}
