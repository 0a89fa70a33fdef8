import Foundation
import Testing

extension EndToEnd {
    /// Who may call what, from one table.
    @Suite struct Roles {
        private static let clerks: Set = ["clerk"]
        private static let staff: Set = ["clerk", "manager", "admin"]
        private static let managers: Set = ["manager", "admin"]
        private static let everyone: Set = [
            "kiosk", "display", "rating", "clerk", "manager", "admin",
        ]

        /// Who signs in or has a device's token, whatever it may do.
        private static let known = everyone.union(["portal"])

        /// Without any token too.
        private static let anybody: Set<String> = []

        /// The contract's roles; an admin may all that a manager may.
        private static let table: [String: Set<String>] = [
            "POST /api/v1/session": anybody,
            "GET /api/v1/status/{token}": anybody, "GET /api/v1/status/{token}/stream": anybody,
            "DELETE /api/v1/session": known,
            "PUT /api/v1/session/password": staff, "DELETE /api/v1/sessions": staff,
            "DELETE /api/v1/sessions/{user}": ["admin"],
            "GET /api/v1/centre": everyone, "GET /api/v1/procedures": everyone,
            "POST /api/v1/tickets": ["kiosk", "clerk"],
            "GET /api/v1/tickets": staff,
            "GET /api/v1/tickets/{id}": staff,
            "GET /api/v1/tickets/{id}/slip": ["kiosk", "clerk", "manager", "admin"],
            "POST /api/v1/tickets/{id}/priority": clerks,
            "POST /api/v1/tickets/{id}/reprint": clerks,
            "POST /api/v1/tickets/{id}/cancel": clerks,
            "GET /api/v1/counters": staff,
            "GET /api/v1/counters/{n}": staff,
            "GET /api/v1/counters/{n}/next": staff,
            "GET /api/v1/counters/{n}/prefill": clerks, "GET /api/v1/scan": ["kiosk"],
            "POST /api/v1/counters/{n}/prefill/clear": clerks,
            "GET /api/v1/dossiers": staff, "GET /api/v1/dossiers/{code}/life": staff,
            "POST /api/v1/dossiers/{code}/steps": staff,
            "POST /api/v1/dossiers/intake": ["portal", "clerk"],
            "GET /api/v1/dossiers/intake": staff, "GET /api/v1/dossiers/sync": managers,
            "POST /api/v1/dossiers/sync/{code}/resume": managers,
            "POST /api/v1/dossiers/intake/{id}/steps": clerks,
            "GET /api/v1/dossiers/{code}": staff, "POST /api/v1/dossiers/{code}/result": staff,
            "POST /api/v1/counters/{n}/open": clerks,
            "POST /api/v1/counters/{n}/pause": staff,
            "POST /api/v1/counters/{n}/close": staff,
            "POST /api/v1/counters/{n}/call-next": clerks,
            "POST /api/v1/counters/{n}/call": clerks,
            "POST /api/v1/counters/{n}/recall": clerks,
            "POST /api/v1/counters/{n}/start": clerks,
            "POST /api/v1/counters/{n}/complete": clerks,
            "POST /api/v1/counters/{n}/no-show": clerks,
            "POST /api/v1/counters/{n}/park": clerks,
            "POST /api/v1/counters/{n}/resume": clerks,
            "POST /api/v1/counters/{n}/transfer": clerks,
            "POST /api/v1/counters/{n}/undo": clerks,
            "POST /api/v1/tickets/{id}/return": clerks,
            "POST /api/v1/clock/confirm": managers,
            "GET /api/v1/hall": ["display", "kiosk", "clerk", "manager", "admin"],
            "GET /api/v1/hall/stream": ["display", "kiosk", "clerk", "manager", "admin"],
            "GET /api/v1/devices": staff,
            "GET /api/v1/reports/waits": managers,
            "GET /api/v1/reports/estimates": managers, "POST /api/v1/reports/summary": managers,
            "POST /api/v1/ratings": ["rating"], "GET /api/v1/counters/{n}/rating": ["rating"],
            "GET /api/v1/counters/{n}/rating/stream": ["rating"],
            "GET /api/v1/reports/ratings": managers, "GET /api/v1/speech": ["kiosk"],
            "POST /api/v1/kiosks/{kiosk}/help": ["kiosk"],
            "POST /api/v1/kiosks/{kiosk}/help-answer": staff,
            "GET /api/v1/hand-offs": managers,
            "POST /api/v1/hand-offs/{ticket}/resume": managers,
            "GET /api/v1/reports/log": managers, "GET /api/v1/reports/overview": managers,
            "GET /api/v1/reports/counters": managers, "GET /api/v1/reports/day": managers,
            "GET /api/v1/reports/staffing": managers, "POST /api/v1/reports/staffing": managers,
            "GET /api/v1/reports/staffing/job": managers,
            "DELETE /api/v1/reports/staffing/job": managers,
            "GET /api/v1/voice": ["display", "manager", "admin"],
            "POST /api/v1/voice/{zone}/next": ["display"],
            "GET /api/v1/voice/{zone}/sound": ["display"],
            "POST /api/v1/voice/{zone}/report": ["display"],
            "POST /api/v1/voice/{zone}/mute": managers,
            "GET /api/v1/dossiers/{code}/papers": staff,
            "GET /api/v1/dossiers/{code}/paper": staff,
            "GET /api/v1/dossiers/register": staff,
            "GET /api/v1/dossiers/postal-list": staff,
            "GET /api/v1/dossiers/{code}/applicant": staff,
            "PUT /api/v1/dossiers/{code}/applicant": clerks,
            "GET /api/v1/dossiers/{code}/applicant/full": staff,
            "POST /api/v1/dossiers/{code}/applicant/erase": managers,
            "PUT /api/v1/applicants/search": staff,
            "GET /api/v1/applicants/readings": managers,
            "GET /api/v1/configuration": ["admin"],
            "POST /api/v1/configuration/start-anew": ["admin"],
            "GET /api/v1/configuration/{file}": ["admin"],
            "PUT /api/v1/configuration/{file}": ["admin"],
            "PUT /api/v1/configuration/{file}/check": ["admin"],
            "GET /api/v1/configuration/{file}/history": ["admin"],
            "GET /api/v1/configuration/{file}/history/{version}": ["admin"],
        ]

        /// A real centre with an account or device of each role.
        static func centre(in folder: Folder) throws -> String {
            // scrypt of "motcua"; SHA-256 of "kiosk-token" and so on.
            let password =
                "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==$"
                + "DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I="
            let accounts = [("clerk6", "clerk"), ("manager1", "manager"), ("admin1", "admin")]
                .map { "  - {user: \($0), role: \($1), password: \"\(password)\"}" }
            let devices = [
                ("kiosk", "45f16d22ad850caf5e17d4a940cd52247b941e76f2c9e7f3ecc4e10993a9d9dd"),
                ("display", "042d7f5d8a82a0e0fc85de10b7426fa783055d9c63875450dc3fa7a0d841c208"),
                ("portal", "0ba11c8c03cc892e40cac090ac14c4db6e655ecfaff2490257fbe4c10fba19f9"),
                ("rating", "86e41abab7201937ce5748cd9f063eaefd085cd77a7bcd509bea2232409c6b1b"),
            ].map { name, hash in
                "  - {name: \(name)-page, roles: [\(name)]"
                    + "\(name == "kiosk" ? ", kiosk: kiosk-1" : ""), sha256: \"\(hash)\"}"
            }
            return try folder.configuration([
                ("texts: texts", "signIn: {oneTimeCodes: optional}\ntexts: texts"),
                ("accounts: []", "accounts:\n" + accounts.joined(separator: "\n")),
                ("deviceTokens: []", "deviceTokens:\n" + devices.joined(separator: "\n")),
            ])
        }

        @Test(.timeLimit(.minutes(5)))
        func `every call admits the roles of the table and no others`() async throws {
            let folder = try Folder()
            let server = try await Server(in: folder, configuration: Self.centre(in: folder), [])
            let anyone = server.anyone
            var principals: [String: Client] = [:]
            for role in ["kiosk", "display", "rating", "portal"] {
                principals[role] = anyone.with(token: "\(role)-token")
            }
            for (role, user) in [("clerk", "clerk6"), ("manager", "manager1"), ("admin", "admin1")]
            {
                principals[role] = try await anyone.signedIn(user)
            }
            let paths = try await anyone.get("/api/openapi.json").json()["paths"]
            var described: Set<String> = []
            for (path, operations) in paths.members {
                for method in operations.members.keys {
                    described.insert("\(method.uppercased()) \(path)")
                }
            }
            #expect(described == Set(Self.table.keys), "the table has every call there is")
            // Signing out comes last: it ends the sessions.
            for (call, roles) in Self.table.sorted(by: { $0.key > $1.key }) {
                guard roles != Self.anybody, call != "DELETE /api/v1/session" else { continue }
                try await check(call, roles, principals, anyone)
            }
            #expect(try await anyone.status("DELETE", "/api/v1/session") == 401)
            for (role, client) in principals {
                #expect(try await client.status("DELETE", "/api/v1/session") == 204, "\(role)")
                let after = try await client.status("GET", "/api/v1/centre")
                let isDevice = ["kiosk", "display", "rating"].contains(role)
                let expected = isDevice ? 200 : role == "portal" ? 403 : 401
                #expect(after == expected, "\(role) after signing out")
            }
        }

        /// POSTs come without a key: whoever is admitted hears 400, and nothing changes.
        private func check(
            _ call: String, _ roles: Set<String>, _ principals: [String: Client], _ anyone: Client
        ) async throws {
            let parts = call.split(separator: " ")
            let method = String(parts[0])
            let path = String(parts[1])
                .replacing("{n}", with: "6").replacing("{id}", with: "01NONE")
                .replacing("{user}", with: "nobody")
            let body = ["POST", "PUT"].contains(method) ? "{}" : nil
            #expect(try await anyone.status(method, path, body: body) == 401, "nobody: \(call)")
            let forged = anyone.with(token: "forged")
            #expect(try await forged.status(method, path, body: body) == 401, "forged: \(call)")
            for (role, client) in principals {
                let status = try await client.status(method, path, body: body)
                if roles.contains(role) {
                    #expect(![401, 403, 500].contains(status), "\(role): \(call) → \(status)")
                    if method == "POST" { #expect(status == 400, "\(role): \(call) → \(status)") }
                } else {
                    #expect(status == 403, "\(role): \(call) → \(status)")
                }
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `devices never hear of priority, dossiers or clerks`() async throws {
            let server = try await Server(in: Folder())
            let device = server.device
            let key = Client.freshKey()
            let body = "{\"line\":\"ho-tich\",\"priority\":\"elderly\"}"
            let taken = try await device.send("POST", "/api/v1/tickets", key: key, body: body)
            let again = try await device.send("POST", "/api/v1/tickets", key: key, body: body)
            let clerk = try await server.anyone.signedIn("clerk6")
            let stream = try await EventStream(device)
            _ = try await clerk.post("/counters/6/open")
            _ = try await clerk.post("/counters/6/call-next")
            let live = try await stream.first { !$0["recentCalls"].array.isEmpty }
            let token = try taken.json()["statusURL"].string?.split(separator: "/").last ?? ""
            var heard = [
                try taken.json(), try again.json(), live,
                try await device.get("/api/v1/hall").json(),
            ]
            heard.append(try await server.anyone.get("/api/v1/status/\(token)").json())
            for json in heard {
                let names = json.namesAtAnyDepth
                for secret in ["priority", "dossiers", "clerk", "outcome"] {
                    #expect(!names.contains(secret), "\(json)")
                }
                #expect(!"\(json)".contains("clerk6"))
                #expect(!"\(json)".contains("elderly"))
            }
            // The clerk does hear.
            let id = try #require(try taken.json()["id"].string)
            let ticket = try await clerk.get("/api/v1/tickets/\(id)").json()
            #expect(ticket["priority"]["group"].string == "elderly")
            #expect(ticket["priority"]["verified"] == .bool(false))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a change asked by another site's page is refused`() async throws {
            let server = try await Server(in: Folder())
            let own = "http://127.0.0.1:\(server.port)"
            for (origin, status) in [(own, 201), ("http://evil.example", 403), ("null", 403)] {
                let answer = try await server.device.send(
                    "POST", "/api/v1/tickets", key: Client.freshKey(),
                    headers: ["Origin": origin], body: "{\"line\":\"ho-tich\"}")
                #expect(answer.status == status, "\(origin): \(answer)")
            }
        }
    }
}
