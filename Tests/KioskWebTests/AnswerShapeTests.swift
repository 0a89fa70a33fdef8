import Foundation
import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// What the routes answer is what the description says: every route is asked at least once.
@Suite(.timeLimit(.minutes(5)))
struct AnswerShapeTests {
    /// One request of a day at the centre and the status it must get.
    struct Step: Sendable {
        let method: HTTPRequest.Method
        /// The route's path, and what stands for the braces in it.
        let path: String
        let part: String
        let asker: Site.Asker
        let body: String?
        let status: Int
        var query = ""
        var accept = ""
        /// The clock goes on by so much before.
        var after = Duration.zero

        init(
            _ method: HTTPRequest.Method, _ path: String, _ part: String = "",
            by asker: Site.Asker = .clerk, _ body: String? = nil, status: Int = 200,
            query: String = "", accept: String = "", after: Duration = .zero
        ) {
            (self.method, self.path, self.part, self.asker) = (method, path, part, asker)
            (self.body, self.status, self.query) = (body, status, query)
            (self.accept, self.after) = (accept, after)
        }

        var url: String {
            "/api/v1" + path.replacing(/\{[a-z]+\}/, with: part) + query
        }
    }

    private static let page = "{\"page\":\"page-0001\"}"
    private static let arrival =
        "{\"reference\":\"DVC-1\",\"procedure\":\"1.001193\",\"via\":\"postal\","
        + "\"filedAt\":\"2026-11-20T08:00:00+07:00\",\"paperCount\":3}"
    private static let person = "{\"name\":\"Ví Dụ\",\"phone\":\"0900000000\"}"
    private static let days = "?from=2026-11-20&to=2026-11-24"

    private static let sheet =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// A day: numbers taken, called, parked, sent on, and what everyone may look at meanwhile.
    private static let day = [
        Step(.post, "/session", by: .nobody, "{\"user\":\"clerk6\",\"password\":\"motcua\"}"),
        Step(.post, "/session", by: .nobody, "{\"device\":\"demo-device\"}"),
        Step(.post, "/tickets", by: .device, "{\"line\":\"ho-tich\"}", status: 201),
        Step(
            .post, "/tickets", by: .clerk, "{\"procedure\":\"1.001193\",\"priority\":\"elderly\"}",
            status: 201),
        Step(
            .post, "/tickets", by: .clerk, "{\"line\":\"ho-tich\",\"kiosk\":\"kiosk-1\"}",
            status: 201),
        Step(.post, "/tickets", by: .clerk, "{\"line\":\"ho-tich\"}", status: 201),
        Step(
            .post, "/tickets", by: .clerk, "{\"line\":\"ho-tich\",\"channel\":\"post\"}",
            status: 201),
        Step(.post, "/tickets", by: .clerk, "{\"line\":\"no-line\"}", status: 404),
        Step(.post, "/tickets/{id}/priority", "T2", "{\"verified\":true}"),
        Step(.post, "/tickets/{id}/priority", "T3", "{\"group\":\"elderly\"}"),
        Step(.post, "/tickets/{id}/reprint", "T4", "{}"),
        Step(.post, "/tickets/{id}/cancel", "T5", "{\"reason\":\"went home\"}"),
        Step(.get, "/tickets", query: "?number=1002"), Step(.get, "/tickets", status: 422),
        Step(.get, "/tickets", by: .manager, query: "?number=9999"),
        Step(.get, "/tickets", status: 422, query: "?number=x"),
        Step(.get, "/tickets/{id}/slip", "T1", by: .device),
        Step(.get, "/tickets/{id}/slip", "T99", by: .device, status: 404),
        Step(
            .post, "/tickets", by: .device, "{\"line\":\"ho-tich\",\"person\":\"12345\"}",
            status: 422),
        Step(.get, "/tickets/{id}", "T2"), Step(.get, "/tickets/{id}", "T99", status: 404),
        Step(.get, "/status/{token}", "token-1", by: .nobody),
        Step(.get, "/status/{token}", "token-99", by: .nobody, status: 404),
        Step(.get, "/status/{token}/stream", "token-1", by: .nobody),
        Step(.get, "/status/{token}/stream", "token-99", by: .nobody, status: 404),
        Step(.post, "/counters/{n}/open", "6", "{}"), Step(.get, "/counters/{n}/next", "6"),
        Step(.get, "/scan", by: .device), Step(.get, "/counters/{n}/prefill", "6"),
        Step(.get, "/counters/{n}/prefill", "99", status: 404),
        Step(.post, "/counters/{n}/prefill/clear", "6", "{}", status: 204),
        Step(.get, "/dossiers/{code}", Site.dossier),
        Step(.get, "/dossiers/{code}", "H53.12.3-261123-9999", status: 404),
        Step(.post, "/dossiers/{code}/result", Site.dossier, "{\"ready\":true}"),
        Step(.get, "/dossiers/{code}", Site.dossier, by: .manager),
        Step(.get, "/dossiers"), Step(.get, "/dossiers/{code}/life", Site.dossier),
        Step(.post, "/dossiers/intake", by: .clerk, arrival),
        Step(.post, "/dossiers/intake", by: .clerk, arrival),
        Step(
            .post, "/dossiers/intake", by: .clerk, arrival.replacing(":3}", with: ":4}"),
            status: 409),
        Step(
            .post, "/dossiers/intake", by: .clerk, arrival.replacing("postal", with: "online"),
            status: 422),
        Step(
            .post, "/dossiers/intake", by: .clerk,
            arrival.replacing(":3}", with: ":3,\"name\":\"A\"}"), status: 400),
        Step(.get, "/dossiers/sync", by: .manager),
        Step(.post, "/dossiers/sync/{code}/resume", Site.dossier, by: .manager, "{}"),
        Step(
            .post, "/dossiers/sync/{code}/resume", Site.dossier, by: .manager, "{}", status: 409),
        Step(.get, "/dossiers/intake", by: .manager), Step(.get, "/dossiers/intake"),
        Step(
            .post, "/dossiers/intake/{id}/steps", "DVC-1", by: .clerk,
            "{\"step\":\"supply\"}", status: 422),
        Step(
            .post, "/dossiers/intake/{id}/steps", "DVC-9", by: .clerk,
            "{\"step\":\"receive\"}", status: 404),
        Step(
            .post, "/dossiers/intake/{id}/steps", "DVC-1", by: .clerk,
            "{\"step\":\"receive\"}"),
        Step(.get, "/dossiers/{code}/life", "H53.12.3-261123-9999", status: 404),
        Step(
            .post, "/dossiers/{code}/steps", Site.dossier,
            "{\"step\":\"forward\",\"to\":\"tu-phap\"}"),
        Step(
            .post, "/dossiers/{code}/steps", Site.dossier,
            "{\"step\":\"forward\",\"to\":\"Tư pháp\"}", status: 422),
        Step(.post, "/dossiers/{code}/steps", Site.dossier, "{\"step\":\"go-on\"}", status: 409),
        Step(.post, "/dossiers/{code}/steps", Site.dossier, "{\"step\":\"eat\"}", status: 422),
        Step(
            .post, "/dossiers/{code}/steps", Site.dossier,
            "{\"step\":\"accept\",\"reason\":\"x\"}", status: 400),
        Step(
            .post, "/dossiers/{code}/steps", Site.dossier,
            "{\"step\":\"apologise\",\"apology\":1,\"reason\":\"x\",\"day\":\"soon\"}",
            status: 422),
        Step(.get, "/counters/{n}", "6"), Step(.get, "/counters/{n}", "99", status: 404),
        Step(.post, "/counters/{n}/call", "6", "{\"number\":\"1001\",\"reason\":\"ill\"}"),
        Step(.get, "/voice", by: .manager),
        Step(.post, "/voice/{zone}/next", "hall", by: .device, page),
        Step(.post, "/voice/{zone}/next", "hall", by: .device, "{\"page\":\"x\"}", status: 422),
        Step(.post, "/voice/{zone}/next", "cellar", by: .device, page, status: 404),
        Step(
            .get, "/voice/{zone}/sound", "hall", by: .device,
            query: "?page=page-0001&announcement={lease}"),
        Step(
            .post, "/voice/{zone}/report", "hall", by: .device,
            "{\"page\":\"page-0001\",\"announcement\":\"{lease}\"}", status: 204),
        Step(
            .post, "/voice/{zone}/report", "hall", by: .device,
            "{\"page\":\"page-0001\",\"announcement\":\"{lease}\"}", status: 409),
        Step(
            .get, "/voice/{zone}/sound", "hall", by: .device,
            status: 409, query: "?page=page-0001&announcement={lease}"),
        Step(.post, "/voice/{zone}/next", "hall", by: .device, page, status: 204),
        Step(.post, "/voice/{zone}/mute", "hall", by: .manager, "{\"muted\":true}"),
        Step(.post, "/counters/{n}/recall", "6", "{}", status: 409),
        Step(.post, "/counters/{n}/recall", "6", "{}", after: .seconds(45)),
        Step(.get, "/counters", by: .manager),
        Step(.get, "/hall", by: .device), Step(.get, "/hall/stream", by: .device),
        Step(.post, "/counters/{n}/start", "6", "{}"),
        Step(.post, "/counters/{n}/undo", "6", "{}"),
        Step(.post, "/counters/{n}/start", "6", "{}"),
        Step(
            .post, "/counters/{n}/complete", "6",
            "{\"outcome\":\"dossier-received\",\"procedures\":[\"1.001193\"]}"),
        Step(.get, "/counters/{n}/rating", "6", by: .device),
        Step(.get, "/counters/{n}/rating", "99", by: .device, status: 404),
        Step(.get, "/counters/{n}/rating/stream", "6", by: .device),
        Step(.post, "/ratings", by: .device, "{\"counter\":6,\"level\":5}", status: 422),
        Step(
            .post, "/ratings", by: .device, "{\"counter\":6,\"level\":4,\"reasons\":[\"unclear\"]}",
            status: 422),
        Step(
            .post, "/ratings", by: .device, "{\"counter\":6,\"level\":2,\"reasons\":[\"unclear\"]}",
            status: 201),
        Step(.post, "/ratings", by: .device, "{\"counter\":6,\"level\":4}", status: 409),
        Step(.post, "/kiosks/{kiosk}/help", "kiosk-1", by: .device, "{}", status: 204),
        Step(.post, "/kiosks/{kiosk}/help", "kiosk-9", by: .device, "{}", status: 404),
        Step(.get, "/hall", by: .device),
        Step(.get, "/hand-offs", by: .manager),
        Step(
            .post, "/hand-offs/{ticket}/resume", "T1", by: .manager, "{}", status: 204),
        Step(
            .post, "/hand-offs/{ticket}/resume", "T1", by: .manager, "{}", status: 409),
        Step(.post, "/kiosks/{kiosk}/help-answer", "kiosk-1", "{}", status: 204),
        Step(.post, "/kiosks/{kiosk}/help", "kiosk-1", by: .device, "{}", status: 409),
        Step(.get, "/reports/ratings", by: .manager, query: days),
        Step(.get, "/reports/ratings", by: .manager, query: days + "&by=clerk"),
        Step(.get, "/reports/ratings", by: .manager, query: days, accept: "text/csv"),
        Step(.get, "/reports/ratings", by: .manager, status: 422),
        Step(.post, "/counters/{n}/call-next", "6", "{}"),
        Step(.post, "/counters/{n}/park", "6", "{\"reason\":\"papers\"}"),
        Step(.post, "/counters/{n}/resume", "6", "{\"number\":\"1002\"}"),
        Step(
            .post, "/counters/{n}/transfer", "6", "{\"line\":\"chung-thuc\",\"place\":\"last\"}"),
        Step(.post, "/counters/{n}/call-next", "6", "{}"),
        Step(.post, "/counters/{n}/no-show", "6", "{\"reason\":\"not there\"}"),
        Step(.post, "/counters/{n}/call-next", "6", "{}"),
        Step(.post, "/counters/{n}/no-show", "6", "{\"reason\":\"not there\"}"),
        Step(.post, "/tickets/{id}/return", "T3", "{}"),
        Step(.post, "/counters/{n}/call-next", "6", "{}"),
        Step(.post, "/counters/{n}/no-show", "6", "{\"reason\":\"not there\"}"),
        Step(.post, "/counters/{n}/call-next", "6", "{}", status: 204),
        Step(.post, "/counters/{n}/pause", "6", by: .manager, "{\"reason\":\"lunch\"}"),
        Step(.post, "/counters/{n}/close", "6", "{}"),
        Step(.get, "/speech", by: .device, query: "?words=S%E1%BB%91%201002&language=vi"),
        Step(.get, "/speech", by: .device, status: 422, query: "?words="),
        Step(.get, "/speech", by: .device, query: "?words=" + String(repeating: "a", count: 160)),
        Step(
            .get, "/speech", by: .device, status: 422,
            query: "?words=" + String(repeating: "a", count: 161)),
        Step(.get, "/speech", by: .device, status: 422, query: "?words=x&language=xx"),
        Step(.get, "/centre", by: .device), Step(.get, "/devices"),
        Step(.get, "/procedures", by: .device, query: "?q=khai&skip=0"),
        Step(.get, "/procedures", by: .device, status: 422, query: "?skip=x"),
        Step(.get, "/reports/waits", by: .manager, query: days),
        Step(.get, "/reports/waits", by: .manager, query: days + "&by=clerk"),
        Step(.get, "/reports/waits", by: .manager, query: days, accept: "text/csv"),
        Step(.get, "/reports/waits", by: .manager, query: days, accept: sheet),
        Step(
            .get, "/reports/waits", by: .manager,
            query: days + "&by=weekday-hour&line=ho-tich&fromHour=8&toHour=9"),
        Step(.get, "/reports/waits", by: .manager, status: 422),
        Step(.get, "/reports/waits", by: .manager, status: 422, query: days + "&fromHour=24"),
        Step(
            .get, "/reports/waits", by: .manager, status: 422,
            query: days + "&fromHour=9&toHour=9"),
        Step(.get, "/reports/overview", by: .manager, query: days + "&counter=6"),
        Step(.get, "/reports/overview", by: .manager, query: days, accept: "text/csv"),
        Step(.get, "/reports/overview", by: .manager, status: 422, query: "?from=x&to=x"),
        Step(.get, "/reports/estimates", by: .manager, query: days),
        Step(.get, "/reports/estimates", by: .manager, query: days + "&by=hour"),
        Step(.get, "/reports/estimates", by: .manager, query: days, accept: "text/csv"),
        Step(.get, "/reports/estimates", by: .manager, status: 422, query: days + "&by=clerk"),
        Step(.get, "/reports/log", by: .manager, query: days),
        Step(.get, "/reports/log", by: .manager, query: days, accept: "text/csv"),
        Step(.get, "/reports/counters", by: .manager, query: days),
        Step(.get, "/reports/counters", by: .manager, query: days + "&by=clerk"),
        Step(.get, "/reports/counters", by: .manager, query: days, accept: "text/csv"),
        Step(.get, "/reports/counters", by: .manager, status: 422, query: days + "&by=line"),
        Step(.get, "/reports/log", by: .manager, query: days, accept: sheet),
        Step(.get, "/reports/log", by: .manager, status: 422, query: days + "&counter=six"),
        Step(.get, "/reports/day", by: .manager, query: "?date=2026-11-23"),
        Step(.get, "/reports/day", by: .manager, status: 422, query: "?date=2020-01-01"),
        Step(.get, "/reports/staffing", by: .manager, query: "?date=2026-11-23"),
        Step(.get, "/reports/staffing", by: .manager, status: 422, query: "?date=2020-01-01"),
        Step(
            .post, "/reports/staffing", by: .manager,
            "{\"day\":\"2026-11-23\",\"changes\":[\"6=\"]}", status: 202),
        Step(.post, "/reports/staffing", by: .manager, "{\"day\":\"2026-11-23\"}", status: 422),
        Step(.get, "/reports/staffing/job", by: .manager),
        Step(.delete, "/reports/staffing/job", by: .manager, status: 204),
        Step(.get, "/dossiers/{code}/papers", Site.dossier),
        Step(.get, "/dossiers/{code}/papers", "H53.12.3-261123-9999", status: 404),
        Step(.get, "/dossiers/{code}/paper", Site.dossier, query: "?paper=02-3"),
        Step(.get, "/dossiers/{code}/paper", Site.dossier, status: 422, query: "?paper=../x"),
        Step(.get, "/dossiers/register", query: days),
        Step(.get, "/dossiers/register", status: 422, query: "?from=2026-11-24&to=2026-11-20"),
        Step(.get, "/dossiers/postal-list", query: "?date=2026-11-23"),
        Step(.get, "/dossiers/postal-list", status: 422),
        Step(.get, "/dossiers/{code}/applicant", Site.dossier),
        Step(.get, "/dossiers/{code}/applicant/full", Site.dossier, status: 422),
        Step(
            .get, "/dossiers/{code}/applicant/full", Site.dossier, status: 404,
            query: "?reason=visit"),
        Step(.put, "/dossiers/{code}/applicant", Site.dossier, by: .clerk, person),
        Step(
            .put, "/dossiers/{code}/applicant", Site.dossier, by: .clerk,
            person.replacing("Ví", with: String(repeating: "x", count: 300)), status: 422),
        Step(.get, "/dossiers/{code}/applicant/full", Site.dossier, query: "?reason=visit"),
        Step(.put, "/applicants/search", by: .clerk, "{\"words\":\"Ví Dụ\"}"),
        Step(
            .post, "/dossiers/{code}/applicant/erase", Site.dossier, by: .manager,
            "{\"reason\":\"asked\"}"),
        Step(
            .post, "/dossiers/{code}/applicant/erase", Site.dossier, by: .manager,
            "{\"reason\":\"asked\"}", status: 409),
        Step(.get, "/dossiers/{code}/applicant", Site.dossier, by: .manager),
        Step(.get, "/applicants/readings", by: .manager),
        Step(.get, "/configuration", by: .manager),
        Step(.post, "/configuration/start-anew", by: .manager, "{}"),
        Step(.get, "/configuration/{file}", "centre.yaml", by: .manager),
        Step(.get, "/configuration/{file}", "passwd", by: .manager, status: 404),
        Step(
            .put, "/configuration/{file}/check", "centre.yaml", by: .manager,
            "{\"text\":\"a: b\"}"),
        Step(
            .put, "/configuration/{file}", "centre.yaml", by: .manager,
            "{\"text\":\"a: b\",\"version\":\"v1\"}"),
        Step(
            .put, "/configuration/{file}", "centre.yaml", by: .manager,
            "{\"text\":\"a: b\",\"version\":\"v0\"}", status: 409),
        Step(.get, "/configuration/{file}/history", "centre.yaml", by: .manager),
        Step(
            .get, "/configuration/{file}/history/{version}", "centre.yaml", by: .manager),
        Step(.post, "/reports/summary", by: .manager, "{}", status: 202),
        Step(.post, "/reports/summary", by: .manager, "{\"day\":\"2020-01-01\"}", status: 422),
        Step(.post, "/clock/confirm", by: .manager, "{}", status: 204),
        Step(
            .put, "/session/password", by: .clerk,
            "{\"password\":\"motcua\",\"newPassword\":\"motcua\"}", status: 422),
        Step(.put, "/session/password", by: .clerk, "{\"password\":\"motcua\"}", status: 422),
        Step(
            .put, "/session/password", by: .clerk, "{\"password\":\"x\",\"newPassword\":\"x\"}",
            status: 401),
        Step(
            .put, "/session/password", by: .clerk,
            "{\"password\":\"motcua\",\"newPassword\":\"thuyen-chai-72\"}", status: 204),
        Step(.delete, "/sessions", status: 204), Step(.delete, "/session", status: 204),
        Step(.delete, "/sessions/{user}", "nobody", by: .manager, status: 404),
        Step(.delete, "/sessions/{user}", "clerk6", by: .manager, status: 204),
    ]

    @Test func `every answer of a day fits what the description says of its route`() async throws {
        let site = try await Site(.withVoice)
        site.parts.health.report("printer-1", .printer, DeviceCondition(.paperLow, detail: "1-2"))
        let document = try JSONInput(OpenAPI.document(site.api.routes).bytes)
        var asked: Set<String> = []
        var lease = ""
        for step in Self.day {
            site.clock.advance(by: step.after)
            if step.path == "/hand-offs" {
                _ = await site.parts.controller.submit(
                    Request(.parkHandOff("T1", step: 1, note: "refused"), by: .system))
            }
            let reply = try await site.send(
                step.method, step.url.replacing("{lease}", with: lease), as: step.asker,
                body: step.body?.replacing("{lease}", with: lease),
                headers: ["Accept": step.accept],
                events: step.path.hasSuffix("/stream") ? 1 : nil)
            let what = "\(step.method) \(step.url): \(reply)"
            #expect(reply.status == step.status, "\(what)")
            let faults = Self.faults(reply, of: step.method, step.path, document)
            #expect(faults == [], "\(what)")
            if step.path == "/voice/{zone}/next", reply.status == 200 {
                lease = try #require(try members(of: reply.body)["announcement"] as? String)
            }
            if reply.status < 300 { asked.insert("\(step.method) \(step.path)") }
        }
        let all = Set(site.api.routes.map { "\($0.method) \($0.path)" })
        #expect(all.subtracting(asked) == [], "routes that no step asks")
    }

    @Test func `who is nobody, has no right or no key hears what is described`() async throws {
        let site = try await Site()
        let document = try JSONInput(OpenAPI.document(site.api.routes).bytes)
        for route in site.api.routes {
            let url = "/api/v1" + route.path.replacing(/\{[a-z]+\}/, with: "6")
            var wanted: [(Site.Asker, [String: String], Int)] = []
            if case .roles(let roles) = route.access {
                wanted.append((.nobody, [:], 401))
                if roles.isDisjoint(with: [.manager, .admin]) {
                    wanted.append((.manager, [:], 403))
                }
                if route.needsKey, roles.contains(.clerk) {
                    wanted.append((.clerk, ["Idempotency-Key": ""], 400))
                    wanted.append((.clerk, ["Idempotency-Key": "no key"], 400))
                }
            }
            for (asker, headers, status) in wanted {
                let reply = try await site.send(
                    route.method, url, as: asker, body: "{}", headers: headers)
                #expect(reply.status == status, "\(route.method) \(url): \(reply)")
                #expect(Self.faults(reply, of: route.method, route.path, document) == [])
            }
        }
    }

    /// How an answer differs from what its operation describes.
    private static func faults(
        _ reply: Site.Reply, of method: HTTPRequest.Method, _ path: String, _ document: JSONInput
    ) -> [String] {
        let operation = document["paths"]["/api/v1\(path)"][method.rawValue.lowercased()]
        guard let answer = operation["responses"].members["\(reply.status)"] else {
            return ["status \(reply.status) is not described"]
        }
        let content = answer["content"].members
        guard !content.isEmpty else { return reply.body.isEmpty ? [] : ["a body nobody described"] }
        guard let schema = content[reply.mediaType]?["schema"] else {
            return ["\(reply.mediaType) is not described"]
        }
        let check = SchemaCheck(document)
        let lines = reply.text.split(whereSeparator: \.isNewline)
        let texts: [Substring] =
            switch reply.mediaType {
            case "text/csv", "audio/wav", "application/pdf", sheet: lines.isEmpty ? [] : ["\"\""]
            case "application/x-ndjson": lines
            case "text/event-stream":
                lines.filter { $0.hasPrefix("data: ") }.map { $0.dropFirst(6) }
            default: [reply.text[...]]
            }
        guard !texts.isEmpty else { return ["an empty body"] }
        return texts.flatMap { text -> [String] in
            guard let value = try? JSONInput(Array(text.utf8)) else { return ["no JSON: \(text)"] }
            return check.faults(value, schema)
        }
    }
}
