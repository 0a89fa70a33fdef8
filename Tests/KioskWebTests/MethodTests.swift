import HTTPTypes
import Testing

@testable import KioskWeb

/// A wrong method is told from an unknown path.
@Suite struct MethodTests {
    @Test(arguments: [
        ("PUT", "/api/v1/tickets", "GET, HEAD, POST"),
        ("GET", "/api/v1/tickets/T1/reprint", "POST"),
        ("HEAD", "/api/v1/tickets/T1/cancel", "POST"), ("PATCH", "/api/v1/counters/6", "GET, HEAD"),
        ("GET", "/api/v1/session", "DELETE, POST"), ("POST", "/kiosk", "GET, HEAD"),
        ("DELETE", "/api/v1/hall/stream", "GET, HEAD"), ("POST", "/", "GET, HEAD"),
        ("PROPFIND", "/api/v1/counters/6/next", "GET, HEAD"), ("POST", "/healthz", "GET, HEAD"),
        ("GET", "/api/v1/counters/6/call-next/", "POST"), ("OPTIONS", "/t/abc", "GET, HEAD"),
    ])
    func `a wrong method is answered 405 with what is allowed`(
        method: String, path: String, allowed: String
    ) async throws {
        let site = try await Site()
        let reply = try await site.send(
            try #require(HTTPRequest.Method(method)), path, as: .clerk)
        #expect(reply.status == 405)
        #expect(reply.headers[.allow] == allowed)
        #expect(reply.mediaType == "application/problem+json")
        if method == "HEAD" {
            #expect(reply.body.isEmpty)
        } else {
            #expect(reply.code == "method-not-allowed")
        }
    }

    @Test(arguments: [
        ("GET", "/nothing"), ("PUT", "/nothing"), ("POST", "/api/v1"), ("GET", "/api/v2/hall"),
        ("POST", "/api/v1/counters/6/call-next/again"), ("GET", "/api/v1/tickets/1/2"),
        ("GET", "/bench"), ("POST", "/bench/panels/panel-1/press"), ("GET", "/{id}"),
    ])
    func `an unknown path is answered 404 whatever the method`(
        method: String, path: String
    ) async throws {
        let site = try await Site()
        let reply = try await site.send(
            try #require(HTTPRequest.Method(method)), path, as: .clerk)
        #expect(reply.status == 404)
        #expect(reply.code == "not-found")
        #expect(reply.headers[.allow] == nil)
    }
}
