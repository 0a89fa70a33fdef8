import HTTPTypes
import Kiosk
import Testing

@testable import KioskWeb

/// Pages fetch their words.
@Suite struct WordTests {
    @Test func `all of a language, or the groups that a page names`() async throws {
        var configuration = Configuration.withPeople
        configuration.texts = Texts([
            "vi": ["kiosk.low": "Thấp", "page.close": "Đóng", "kiosk": "?"]
        ])
        let site = try await Site(configuration)
        func keys(_ query: String) async throws -> Set<String> {
            let reply = try await site.send(.get, "/texts/vi.json\(query)")
            #expect(reply.status == 200)
            return Set(try JSONInput(reply.body).members.keys)
        }
        #expect(try await keys("") == ["kiosk.low", "page.close", "kiosk"])
        #expect(try await keys("?of=page") == ["page.close"])
        #expect(try await keys("?of=kiosk,page,nothing") == ["kiosk.low", "page.close", "kiosk"])
        #expect(try await keys("?of=kios") == [])
        #expect(try await site.send(.get, "/texts/tlh.json?of=page").status == 404)
    }
}
