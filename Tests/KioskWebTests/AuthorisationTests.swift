import Foundation
import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// Who may do what, and whose: every route, every role, the own or another's counter and ticket,
/// expected from one table.
@Suite(.timeLimit(.minutes(10)))
struct AuthorisationTests {
    /// Whoever may ask.
    enum Asker: String, CaseIterable, Sendable {
        case nobody, kiosk, display, rating, portal
        /// The clerk who opened counter 6, where a ticket is called.
        case owner
        /// A clerk at counter 8.
        case colleague
        case manager, admin
    }

    /// A line of the table.
    struct Rule: Sendable, CustomTestStringConvertible {
        let method: HTTPRequest.Method
        /// The route's path, and the path that is asked for.
        let path: String
        let place: String
        let body: String?
        let admitted: Set<Asker>

        var testDescription: String { "\(method) \(place)" }

        init(
            _ method: HTTPRequest.Method, _ path: String, _ place: String? = nil,
            _ body: String? = nil, for admitted: Set<Asker>
        ) {
            (self.method, self.path, self.place) = (method, path, place ?? path)
            (self.body, self.admitted) = (body, admitted)
        }
    }

    private static let clerks: Set<Asker> = [.owner, .colleague]
    private static let leaders: Set<Asker> = [.manager, .admin]
    private static let staff = clerks.union(leaders)
    private static let signedIn = Set(Asker.allCases).subtracting([.nobody])
    private static let halls = signedIn.subtracting([.portal])
    private static let days = "?from=2026-11-20&to=2026-11-24"
    private static let page = "{\"page\":\"page-0001\"}"

    /// Counter 6 is the owner's; T1 is called there, T2 waits.
    static let table = [
        Rule(
            .post, "/session", nil, "{\"device\":\"demo-device\"}", for: Set(Asker.allCases)),
        Rule(.get, "/status/{token}", "/status/token-1", for: Set(Asker.allCases)),
        Rule(
            .get, "/status/{token}/stream", "/status/token-1/stream", for: Set(Asker.allCases)),
        Rule(.post, "/ratings", nil, "{\"counter\":6,\"level\":4}", for: [.rating]),
        Rule(.get, "/counters/{n}/rating", "/counters/6/rating", for: [.rating]),
        Rule(.get, "/counters/{n}/rating/stream", "/counters/6/rating/stream", for: [.rating]),
        Rule(.post, "/kiosks/{kiosk}/help", "/kiosks/kiosk-1/help", "{}", for: [.kiosk]),
        Rule(
            .post, "/kiosks/{kiosk}/help-answer", "/kiosks/kiosk-1/help-answer", "{}", for: staff),
        Rule(.get, "/hand-offs", for: leaders),
        Rule(
            .post, "/hand-offs/{ticket}/resume", "/hand-offs/T1/resume", "{}",
            for: leaders),
        Rule(.get, "/speech", "/speech?words=x", for: [.kiosk]),
        Rule(.delete, "/session", for: signedIn),
        Rule(
            .put, "/session/password", nil,
            "{\"password\":\"motcua\",\"newPassword\":\"x\"}", for: staff),
        Rule(.delete, "/sessions", for: staff),
        Rule(.delete, "/sessions/{user}", "/sessions/clerk9", for: [.admin]),
        Rule(.get, "/centre", for: halls), Rule(.get, "/procedures", for: halls),
        Rule(.post, "/dossiers/intake", nil, "{}", for: clerks.union([.portal])),
        Rule(.get, "/dossiers/intake", for: staff), Rule(.get, "/dossiers/sync", for: leaders),
        Rule(
            .post, "/dossiers/sync/{code}/resume", "/dossiers/sync/x/resume", "{}", for: leaders),
        Rule(
            .post, "/dossiers/intake/{id}/steps", "/dossiers/intake/x/steps", "{}", for: clerks),
        Rule(.post, "/tickets", nil, "{\"line\":\"ho-tich\"}", for: clerks.union([.kiosk])),
        Rule(.get, "/tickets", "/tickets?number=1001", for: staff),
        Rule(.get, "/tickets/{id}", "/tickets/T1", for: staff),
        Rule(.get, "/tickets/{id}/slip", "/tickets/T1/slip", for: staff.union([.kiosk])),
        // A ticket that waits is every clerk's, one that was called its counter's.
        Rule(
            .post, "/tickets/{id}/priority", "/tickets/T2/priority", "{\"group\":\"elderly\"}",
            for: clerks),
        Rule(
            .post, "/tickets/{id}/priority", "/tickets/T1/priority", "{\"group\":\"elderly\"}",
            for: [.owner]),
        Rule(.post, "/tickets/{id}/reprint", "/tickets/T2/reprint", "{}", for: clerks),
        Rule(
            .post, "/tickets/{id}/cancel", "/tickets/T2/cancel", "{\"reason\":\"left\"}",
            for: clerks),
        Rule(.post, "/tickets/{id}/return", "/tickets/T2/return", "{}", for: clerks),
        Rule(.get, "/counters", for: staff), Rule(.get, "/counters/{n}", "/counters/6", for: staff),
        Rule(.get, "/counters/{n}/next", "/counters/6/next", for: staff),
        Rule(.get, "/counters/{n}/prefill", "/counters/6/prefill", for: [.owner]),
        counter("prefill/clear"), counter("call-next"), counter("recall"), counter("start"),
        counter("call", "{\"number\":\"1002\",\"reason\":\"ill\"}"),
        counter("complete", "{\"outcome\":\"dossier-received\"}"),
        counter("no-show", "{\"reason\":\"gone\"}"), counter("park", "{\"reason\":\"papers\"}"),
        counter("resume", "{\"number\":\"1002\"}"), counter("undo"),
        counter("transfer", "{\"line\":\"chung-thuc\",\"place\":\"last\"}"),
        // One that is another's is taken, which is told; nobody's is anybody's.
        Rule(.post, "/counters/{n}/open", "/counters/6/open", "{}", for: clerks),
        Rule(
            .post, "/counters/{n}/pause", "/counters/6/pause", "{\"reason\":\"lunch\"}",
            for: leaders.union([.owner])),
        Rule(
            .post, "/counters/{n}/close", "/counters/6/close", "{}",
            for: leaders.union([.owner])),
        Rule(.get, "/scan", for: [.kiosk]),
        Rule(.get, "/dossiers/{code}", "/dossiers/\(Site.dossier)", for: staff),
        Rule(.get, "/dossiers", for: staff),
        Rule(.get, "/dossiers/{code}/life", "/dossiers/\(Site.dossier)/life", for: staff),
        Rule(
            .post, "/dossiers/{code}/steps", "/dossiers/\(Site.dossier)/steps",
            "{\"step\":\"accept\"}", for: staff),
        Rule(
            .post, "/dossiers/{code}/result", "/dossiers/\(Site.dossier)/result", "{}", for: staff),
        Rule(.get, "/hall", for: staff.union([.display, .kiosk])),
        Rule(.get, "/hall/stream", for: staff.union([.display, .kiosk])),
        Rule(.get, "/devices", for: staff),
        Rule(.post, "/clock/confirm", nil, "{}", for: leaders),
        Rule(.get, "/voice", for: leaders.union([.display])),
        Rule(.post, "/voice/{zone}/next", "/voice/hall/next", page, for: [.display]),
        Rule(
            .get, "/voice/{zone}/sound", "/voice/hall/sound?page=page-0001&announcement=A",
            for: [.display]),
        Rule(
            .post, "/voice/{zone}/report", "/voice/hall/report",
            "{\"page\":\"page-0001\",\"announcement\":\"A\"}", for: [.display]),
        Rule(.post, "/voice/{zone}/mute", "/voice/hall/mute", "{\"muted\":true}", for: leaders),
        Rule(.get, "/reports/waits", "/reports/waits\(days)", for: leaders),
        Rule(.get, "/reports/waits", "/reports/waits\(days)&by=clerk", for: [.admin]),
        Rule(.get, "/reports/estimates", "/reports/estimates\(days)", for: leaders),
        Rule(.get, "/reports/log", "/reports/log\(days)", for: leaders),
        Rule(.post, "/reports/summary", nil, "{}", for: leaders),
        Rule(.get, "/reports/ratings", "/reports/ratings\(days)", for: leaders),
        Rule(.get, "/reports/ratings", "/reports/ratings\(days)&by=clerk", for: [.admin]),
        Rule(.get, "/reports/overview", "/reports/overview\(days)", for: leaders),
        Rule(.get, "/reports/counters", "/reports/counters\(days)", for: leaders),
        Rule(.get, "/reports/counters", "/reports/counters\(days)&by=clerk", for: [.admin]),
        Rule(.get, "/reports/day", "/reports/day?date=2026-11-23", for: leaders),
        Rule(.get, "/reports/staffing", "/reports/staffing?date=2026-11-20", for: leaders),
        Rule(.post, "/reports/staffing", nil, "{\"day\":\"2026-11-20\"}", for: leaders),
        Rule(.get, "/reports/staffing/job", for: leaders),
        Rule(.delete, "/reports/staffing/job", for: leaders),
        Rule(.get, "/dossiers/{code}/papers", "/dossiers/x/papers", for: staff),
        Rule(.get, "/dossiers/{code}/paper", "/dossiers/x/paper?paper=02-3", for: staff),
        Rule(.get, "/dossiers/register", "/dossiers/register\(days)", for: staff),
        Rule(.get, "/dossiers/postal-list", "/dossiers/postal-list?date=2026-11-23", for: staff),
        Rule(.get, "/dossiers/{code}/applicant", "/dossiers/x/applicant", for: staff),
        Rule(
            .put, "/dossiers/{code}/applicant", "/dossiers/x/applicant", "{\"name\":\"A\"}",
            for: clerks),
        Rule(
            .get, "/dossiers/{code}/applicant/full", "/dossiers/x/applicant/full?reason=x",
            for: staff),
        Rule(
            .post, "/dossiers/{code}/applicant/erase", "/dossiers/x/applicant/erase",
            "{\"reason\":\"x\"}", for: leaders),
        Rule(.put, "/applicants/search", nil, "{\"words\":\"A\"}", for: staff),
        Rule(.get, "/applicants/readings", for: leaders),
        Rule(.get, "/configuration", for: [.admin]),
        Rule(.post, "/configuration/start-anew", nil, "{}", for: [.admin]),
        Rule(.get, "/configuration/{file}", "/configuration/centre.yaml", for: [.admin]),
        Rule(
            .put, "/configuration/{file}", "/configuration/centre.yaml",
            "{\"text\":\"\",\"version\":\"v1\"}", for: [.admin]),
        Rule(
            .put, "/configuration/{file}/check", "/configuration/centre.yaml/check",
            "{\"text\":\"\"}", for: [.admin]),
        Rule(
            .get, "/configuration/{file}/history", "/configuration/centre.yaml/history",
            for: [.admin]),
        Rule(
            .get, "/configuration/{file}/history/{version}",
            "/configuration/centre.yaml/history/v0", for: [.admin]),
    ]

    /// What the clerk of the counter alone may do there.
    private static func counter(_ name: String, _ body: String = "{}") -> Rule {
        Rule(.post, "/counters/{n}/\(name)", "/counters/6/\(name)", body, for: [.owner])
    }

    /// A hall in which counter 6 has called T1, and everybody is signed in.
    private struct Scene {
        let site: Site
        private var tokens: [Asker: String] = [:]

        init() async throws {
            var configuration = Configuration.withVoice
            let hash = configuration.accounts[0].passwordHash
            let people: [(Asker, String, Role)] = [
                (.owner, "clerk6", .clerk), (.colleague, "clerk8", .clerk),
                (.manager, "manager1", .manager), (.admin, "admin1", .admin),
            ]
            configuration.accounts =
                people.map { asker, user, role in
                    Account(
                        user: user, role: role, passwordHash: hash,
                        mayReadClerkFigures: asker == .admin)
                }
                + [
                    Account(
                        user: "clerk9", role: .clerk, passwordHash: hash,
                        mayReadClerkFigures: false)
                ]
            site = try await Site(configuration)
            for (account, person) in zip(configuration.accounts, people) {
                tokens[person.0] = try await site.sessions.begin(Principal(account))
            }
            for (asker, role) in [
                (Asker.kiosk, Role.kiosk), (.display, .display), (.rating, .rating),
                (.portal, .portal),
            ] {
                let device = DeviceToken(
                    name: role.rawValue, tokenSHA256: "", roles: [role], kiosk: "kiosk-1")
                tokens[asker] = try await site.sessions.begin(Principal(device))
            }
            for (path, body) in [
                ("/tickets", "{\"line\":\"ho-tich\"}"), ("/tickets", "{\"line\":\"ho-tich\"}"),
                ("/counters/6/open", "{}"), ("/counters/6/call-next", "{}"),
            ] {
                let reply = try await site.send(
                    .post, "/api/v1\(path)", body: body, headers: authorization(.owner))
                #expect(reply.status < 300, "\(path): \(reply)")
            }
            let opened = try await site.send(
                .post, "/api/v1/counters/8/open", body: "{}", headers: authorization(.colleague))
            #expect(opened.status == 200)
        }

        private func authorization(_ asker: Asker) -> [String: String] {
            tokens[asker].map { ["Authorization": "Bearer \($0)"] } ?? [:]
        }

        func ask(_ rule: Rule, as asker: Asker) async throws -> Site.Reply {
            try await site.send(
                rule.method, "/api/v1\(rule.place)", body: rule.body,
                headers: authorization(asker), events: rule.path.hasSuffix("/stream") ? 1 : nil)
        }

        /// All that a request could change.
        func state() async throws -> String {
            let hall = await site.parts.controller.read { book, _ in
                let tickets = book.hall.tickets.values.sorted { $0.order < $1.order }
                let counters = book.hall.counters.values.sorted { $0.number < $1.number }
                return "\(tickets) \(counters)"
            }
            return hall
        }
    }

    @Test func `the table has every route there is`() {
        let routes = Set(API.sample().routes.map { "\($0.method) \($0.path)" })
        #expect(Set(Self.table.map { "\($0.method) \($0.path)" }) == routes)
    }

    @Test func `whoever is not in the table's line is refused, and nothing changes`() async throws {
        let scene = try await Scene()
        let before = try await scene.state()
        for rule in Self.table {
            for asker in Asker.allCases where !rule.admitted.contains(asker) {
                let reply = try await scene.ask(rule, as: asker)
                let status = asker == .nobody ? 401 : 403
                #expect(reply.status == status, "\(asker): \(rule.testDescription): \(reply)")
            }
        }
        #expect(try await scene.state() == before)
        // Everybody is still signed in.
        for asker in Self.halls {
            #expect(try await scene.ask(Rule(.get, "/centre", for: []), as: asker).status == 200)
        }
    }

    @Test(arguments: table)
    func `whoever is in it is admitted`(rule: Rule) async throws {
        for asker in Asker.allCases where rule.admitted.contains(asker) {
            let reply = try await Scene().ask(rule, as: asker)
            #expect(![401, 403].contains(reply.status), "\(asker): \(reply)")
            #expect(reply.status < 500, "\(asker): \(reply)")
        }
    }

    @Test func `the journal says who did it and from where`() async throws {
        let scene = try await Scene()
        let from = Principal(scene.site.parts.configuration.accounts[0])
        #expect(from.acting(from: "::ffff:10.0.0.7").actor.place == "10.0.0.7")
        #expect(from.acting(from: "fd00::7").actor == Actor(.clerk, "clerk6", at: "fd00::7"))
        #expect(from.acting(from: nil).actor.place == nil)
    }
}
