import Foundation
import HTTPTypes
import Kiosk
import QueueCore
import Testing

@testable import KioskWeb

/// The description is made from the routes, and each route owns up to what it may answer.
@Suite struct OpenAPITests {
    private let routes = API.sample().routes

    @Test func `every route is described with its statuses, roles and parameters`() throws {
        let document = try members(of: OpenAPI.document(routes).bytes)
        #expect(document["openapi"] as? String == "3.1.0")
        let paths = try #require(document["paths"] as? [String: [String: [String: Any]]])
        #expect(paths.values.map(\.count).reduce(0, +) == routes.count)
        for route in routes {
            let what = "\(route.method) \(route.path)"
            let operation = try #require(
                paths["/api/v1\(route.path)"]?[route.method.rawValue.lowercased()], "\(what)")
            let responses = try #require(operation["responses"] as? [String: Any])
            var wanted = Set(route.answers.map(String.init))
            if case .roles(let roles) = route.access {
                wanted.formUnion(["401", "403"])
                #expect(
                    operation["x-roles"] as? [String] == roles.map(\.rawValue).sorted(),
                    "\(what)")
            } else {
                #expect(operation["security"] == nil, "\(what)")
            }
            #expect(Set(responses.keys) == wanted, "\(what)")
            let parameters = operation["parameters"] as? [[String: Any]] ?? []
            let names = Set(parameters.compactMap { $0["name"] as? String })
            let needsKey = route.method == .post && route.path != "/session"
            #expect(names.contains("Idempotency-Key") == needsKey, "\(what)")
            for part in route.path.split(separator: "/") where part.hasPrefix("{") {
                #expect(names.contains(String(part.dropFirst().dropLast())), "\(what)")
            }
            #expect((operation["requestBody"] != nil) == (route.body != nil), "\(what)")
        }
    }

    @Test func `a command lists the status of every refusal there is`() {
        let all = Set(Refusal.Code.allCases.map { Problem(Refusal($0)).status.code })
        for route in routes where route.method == .post && route.path != "/session" {
            // 401 and 403 come with the roles.
            let listed = Set(route.answers).union([401, 403])
            #expect(listed.isSuperset(of: all), "\(route.path)")
            #expect(listed.isSuperset(of: [400, 413, 422, 503]), "\(route.path)")
            #expect(!listed.isDisjoint(with: [200, 201, 202, 204]), "\(route.path)")
            #expect(route.body != nil, "\(route.path)")
        }
    }

    @Test func `no two routes are the same call, and reading routes take no body`() {
        let calls = routes.map { "\($0.method) \($0.path)" }
        #expect(Set(calls).count == calls.count)
        for route in routes where route.method == .get { #expect(route.body == nil) }
    }

    @Test func `a success has its body described, and every name in it is known`() throws {
        for route in routes {
            let what = "\(route.method) \(route.path)"
            let hasBody = route.answers.contains { (200..<300).contains($0) && $0 != 204 }
            #expect(route.gives.isEmpty != hasBody, "\(what)")
            for member in route.body ?? [] {
                let name = member.hasSuffix("?") ? String(member.dropLast()) : member
                #expect(Schema.bodyMembers[name] != nil, "\(what): \(name)")
            }
            for member in route.query {
                let name = member.hasSuffix("?") ? String(member.dropLast()) : member
                #expect(Schema.parameters[name] != nil, "\(what): \(name)")
            }
        }
        let text = String(decoding: OpenAPI.document(routes).bytes, as: UTF8.self)
        for match in text.matches(of: /#\/components\/schemas\/([A-Za-z]+)/) {
            #expect(Schema.named[String(match.1)] != nil, "\(match.1)")
        }
    }

    @Test func `every word that an answer may have is in the description`() throws {
        let schemas = try JSONInput(OpenAPI.document(routes).bytes)["components"]["schemas"]
        func words(_ name: String) -> Set<String> {
            guard case .array(let words) = schemas[name]["enum"] else { return [] }
            return Set(words.compactMap(\.text))
        }
        #expect(
            words("TicketState").isSuperset(of: [
                "waiting", "called", "serving", "parked", "completed", "no-show", "cancelled",
                "expired",
            ]))
        #expect(
            words("SlipState")
                == ["pending", "confirmed", "probable", "failed", "unknown", "none"])
        #expect(
            words("Outcome") == [
                "dossier-received", "supplement-asked", "refused", "result-returned",
                "information-given",
            ])
        #expect(words("Channel") == ["kiosk", "desk", "online", "post"])
        #expect(words("HandOff") == ["pending", "accepted", "parked"])
        #expect(words("CounterState") == ["open", "paused", "closed"])
        #expect(words("LineState") == ["open", "closed", "full"])
        #expect(words("Condition") == Set(DeviceCondition.Code.allCases.map(\.rawValue)))
    }
}
