import Testing

extension EndToEnd {
    /// Each bad request gets the contract's answer, and nothing changes.
    @Suite struct Refusals {
        /// A request and the answer it must get.
        struct Case: Sendable {
            let path: String
            let body: String
            let status: Int
            let code: String

            init(_ path: String, _ body: String, _ status: Int, _ code: String) {
                self.path = path
                self.body = body
                self.status = status
                self.code = code
            }
        }

        private static let ofDevices = [
            Case("/tickets", "{\"line\":\"khong-co\"}", 404, "unknown-line"),
            Case("/tickets", "{\"procedure\":\"9.999999\"}", 404, "unknown-procedure"),
            Case("/tickets", "{\"line\":", 400, "malformed"),
            Case("/tickets", "[]", 400, "malformed"),
            Case("/tickets", "\"ho-tich\"", 400, "malformed"),
            Case("/tickets", "{\"line\":\"ho-tich\"} x", 400, "malformed"),
            Case("/tickets", "{\"line\":\"ho-tich\",\"lane\":1}", 400, "malformed"),
            Case("/tickets", "\u{0}\u{1}\u{2}", 400, "malformed"),
            Case("/tickets", "{\"line\":7}", 422, "invalid"),
            Case("/tickets", "{\"line\":[\"ho-tich\"]}", 422, "invalid"),
            Case("/tickets", "{\"line\":{\"id\":\"ho-tich\"}}", 422, "invalid"),
            Case("/tickets", "{\"line\":true}", 422, "invalid"),
            Case("/tickets", "{}", 422, "invalid"),
            Case(
                "/tickets", "{\"line\":\"dat-dai\",\"procedure\":\"1.001193\"}", 422, "invalid"),
            Case("/tickets", "{\"line\":\"ho-tich\",\"channel\":\"fax\"}", 422, "invalid"),
            Case("/tickets", "{\"line\":\"ho-tich\",\"language\":\"tlh\"}", 422, "invalid"),
            Case("/tickets", "{\"line\":\"ho-tich\",\"kiosk\":\"kiosk-77\"}", 422, "invalid"),
            Case("/tickets", "{\"line\":\"ho-tich\",\"priority\":\"king\"}", 422, "invalid"),
            Case("/tickets", "{\"line\":\"a\\u0000b\"}", 422, "invalid"),
        ]

        private static let ofClerk6 = [
            Case("/counters/99/open", "{}", 404, "unknown-counter"),
            Case("/counters/sixty/open", "{}", 404, "unknown-counter"),
            Case("/counters/-6/open", "{}", 404, "unknown-counter"),
            Case("/counters/99999999999999999999/open", "{}", 404, "unknown-counter"),
            Case("/counters/1/open", "{}", 409, "not-qualified"),
            Case("/counters/6/call-next", "{}", 409, "counter-closed"),
            Case("/counters/6/open", "{\"force\":true}", 400, "malformed"),
            Case("/counters/6/open", "{}", 200, ""),
            Case("/counters/6/start", "{}", 409, "wrong-state"),
            Case("/counters/6/recall", "{}", 409, "wrong-state"),
            Case("/counters/6/no-show", "{}", 409, "wrong-state"),
            Case("/counters/6/park", "{\"reason\":\"x\"}", 409, "wrong-state"),
            Case("/counters/6/park", "{}", 422, "invalid"),
            Case("/counters/6/complete", "{\"outcome\":\"done\"}", 422, "invalid"),
            Case("/counters/6/complete", "{\"outcome\":\"refused\"}", 409, "wrong-state"),
            Case(
                "/counters/6/call", "{\"number\":\"1999\",\"reason\":\"x\"}", 404, "unknown-ticket"),
            Case("/counters/6/call", "{\"number\":1001,\"reason\":\"x\"}", 422, "invalid"),
            Case("/counters/6/resume", "{\"number\":\"1999\"}", 404, "unknown-ticket"),
            Case("/counters/6/call-next", "{}", 200, ""),
            Case("/counters/6/call-next", "{}", 409, "still-serving"),
            Case("/counters/6/close", "{}", 409, "still-serving"),
            Case("/counters/6/recall", "{}", 409, "too-soon"),
            Case("/counters/6/no-show", "{}", 422, "invalid"),
            Case("/counters/6/transfer", "{\"place\":\"last\"}", 422, "invalid"),
            Case("/counters/6/transfer", "{\"line\":\"ho-tich\",\"place\":\"x\"}", 422, "invalid"),
            Case(
                "/counters/6/transfer", "{\"line\":\"khong-co\",\"place\":\"last\"}", 404,
                "unknown-line"),
            Case(
                "/counters/6/transfer", "{\"counter\":99,\"place\":\"last\"}", 404,
                "unknown-counter"),
            Case("/counters/6/transfer", "{\"counter\":8.5,\"place\":\"last\"}", 422, "invalid"),
            Case("/counters/6/complete", "{\"outcome\":\"refused\"}", 409, "wrong-state"),
            Case("/counters/6/start", "{}", 200, ""),
            Case("/counters/6/start", "{}", 409, "wrong-state"),
            Case(
                "/counters/6/complete",
                "{\"outcome\":\"dossier-received\",\"procedures\":[\"9.9\"]}", 404,
                "unknown-procedure"),
            Case(
                "/counters/6/complete", "{\"outcome\":\"dossier-received\",\"procedures\":\"x\"}",
                422, "invalid"),
            Case("/tickets/01NOSUCHTICKET/cancel", "{\"reason\":\"x\"}", 404, "unknown-ticket"),
            Case("/tickets/01NOSUCHTICKET/reprint", "{}", 404, "unknown-ticket"),
            Case(
                "/tickets/01NOSUCHTICKET/priority", "{\"group\":\"elderly\"}", 404,
                "unknown-ticket"),
        ]

        @Test(.timeLimit(.minutes(5)))
        func `each refusal has its status, code and words, and changes nothing`() async throws {
            let server = try await Server(in: Folder())
            let device = server.device
            for wanted in Self.ofDevices {
                try await expect(wanted, of: device)
            }
            // Not one of them took a number.
            let first = try await device.ticket()
            #expect(first["number"].string == "1001")
            let clerk = try await server.anyone.signedIn("clerk6")
            for wanted in Self.ofClerk6 {
                try await expect(wanted, of: clerk)
            }
            let other = try await server.anyone.signedIn("clerk11")
            for wanted in [
                Case("/counters/6/open", "{}", 409, "counter-taken"),
                Case("/counters/6/complete", "{\"outcome\":\"refused\"}", 403, "forbidden"),
                Case("/counters/6/close", "{}", 403, "forbidden"),
            ] { try await expect(wanted, of: other) }
            let id = try #require(first["id"].string)
            let ticket = try await clerk.get("/api/v1/tickets/\(id)").json()
            #expect(ticket["state"].string == "serving")
            for path in ["/tickets/01NOSUCHTICKET", "/counters/99", "/counters/99/next"] {
                let answer = try await clerk.get("/api/v1\(path)")
                expectProblem(
                    answer, 404, path.contains("ticket") ? "unknown-ticket" : "unknown-counter",
                    path)
            }
        }

        private func expect(_ wanted: Case, of client: Client) async throws {
            let answer = try await client.post(wanted.path, wanted.body)
            let what = "POST \(wanted.path) \(wanted.body)"
            guard wanted.status >= 400 else {
                #expect(answer.status == wanted.status, "\(what): \(answer)")
                return
            }
            expectProblem(answer, wanted.status, wanted.code, what)
            let english = Client(port: client.port, token: client.token, language: "en")
            let translated = try await english.post(wanted.path, wanted.body)
            #expect(translated.code == wanted.code, "\(what) in English")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a report's range must be days in order`() async throws {
            let server = try await Server(in: Folder())
            let manager = try await server.anyone.signedIn("manager1")
            for query in [
                "", "?from=2026-11-23", "?from=2026-11-23&to=heute",
                "?from=2026-02-30&to=2026-03-01",
                "?from=2026-11-24&to=2026-11-23", "?from=1900-01-01&to=2026-11-23",
            ] {
                for report in ["waits", "log"] {
                    let answer = try await manager.get("/api/v1/reports/\(report)\(query)")
                    expectProblem(answer, 422, "invalid", "\(report)\(query)")
                }
            }
            let answer = try await manager.get(
                "/api/v1/reports/waits?from=2026-11-23&to=2026-11-23&by=shoe-size")
            expectProblem(answer, 422, "invalid")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a wrong sign-in is refused with the same words for a wrong name and password`()
            async throws
        {
            let server = try await Server(in: Folder())
            var bodies: [String] = []
            for body in [
                "{\"user\":\"clerk6\",\"password\":\"wrong\"}",
                "{\"user\":\"nobody\",\"password\":\"motcua\"}",
            ] {
                let answer = try await server.anyone.send("POST", "/api/v1/session", body: body)
                expectProblem(answer, 401, "wrong-password", body)
                bodies.append(answer.text)
            }
            #expect(bodies[0] == bodies[1])
            for (body, status, code) in [
                ("{\"user\":\"clerk6\"}", 422, "invalid"), ("{", 400, "malformed"),
                ("{\"device\":\"stolen\"}", 401, "unknown-device"), ("{}", 422, "invalid"),
                ("{\"device\":\"demo-device\",\"user\":\"clerk6\"}", 422, "invalid"),
            ] {
                let answer = try await server.anyone.send("POST", "/api/v1/session", body: body)
                expectProblem(answer, status, code, body)
            }
        }
    }
}
