import Testing

extension EndToEnd {
    /// A key makes a request happen once.
    @Suite struct Idempotency {
        @Test(.timeLimit(.minutes(5)))
        func `a missing or malformed key is refused, and the longest good one is taken`()
            async throws
        {
            let server = try await Server(in: Folder())
            let (device, body) = (server.device, "{\"line\":\"ho-tich\"}")
            expectProblem(
                try await device.send("POST", "/api/v1/tickets", body: body), 400, "key-required")
            for key in ["", "a b", "khóa", "a/b", String(repeating: "k", count: 65)] {
                let answer = try await device.send(
                    "POST", "/api/v1/tickets", key: key, body: body)
                expectProblem(answer, 400, "key-invalid", "key \(key)")
            }
            for key in ["A", "a.b_c:d-9", String(repeating: "k", count: 64)] {
                let answer = try await device.send(
                    "POST", "/api/v1/tickets", key: key, body: body)
                #expect(answer.status == 201, "key \(key): \(answer)")
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `a repeated request gets the first answer again, 200, 201 and 204 alike`()
            async throws
        {
            let server = try await Server(in: Folder())
            let clerk = try await server.anyone.signedIn("clerk6")
            let (number, opened, nobody) = (
                Client.freshKey(), Client.freshKey(), Client.freshKey()
            )
            for (client, path, body, key, status) in [
                (clerk, "/counters/6/open", "{}", opened, 200),
                (clerk, "/counters/6/call-next", "{}", nobody, 204),
                (server.device, "/tickets", "{\"line\":\"ho-tich\"}", number, 201),
            ] {
                let path = "/api/v1\(path)"
                let first = try await client.send("POST", path, key: key, body: body)
                let again = try await client.send("POST", path, key: key, body: body)
                #expect(first.status == status, "\(path): \(first)")
                #expect(again.status == status, "\(path): \(again)")
                #expect(again.body == first.body)
                #expect(first.headers["idempotency-replayed"] == nil)
                #expect(again.headers["idempotency-replayed"] == "true", "\(path)")
            }
            // Somebody waits by now, and the remembered answer is still the first one.
            let again = try await clerk.send(
                "POST", "/api/v1/counters/6/call-next", key: nobody, body: "{}")
            #expect(again.status == 204)
            #expect(try await server.device.ticket()["number"].string == "1002")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a key for another request is refused, and another principal may have the same`()
            async throws
        {
            let server = try await Server(in: Folder())
            let clerk = try await server.anyone.signedIn("clerk6")
            let (key, path) = (Client.freshKey(), "/api/v1/tickets")
            let first = try await server.device.send(
                "POST", path, key: key, body: "{\"line\":\"ho-tich\"}")
            #expect(first.status == 201)
            let other = try await server.device.send(
                "POST", path, key: key, body: "{\"line\":\"dat-dai\"}")
            expectProblem(other, 409, "key-reused")
            let clerks = try await clerk.send(
                "POST", path, key: key, body: "{\"line\":\"ho-tich\"}")
            #expect(clerks.status == 201)
            #expect(clerks.headers["idempotency-replayed"] == nil)
            let elsewhere = try await clerk.send(
                "POST", "/api/v1/counters/6/open", key: key, body: "{}")
            expectProblem(elsewhere, 409, "key-reused")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a refusal is not remembered, and an answer outlives a restart`() async throws {
            let folder = try Folder()
            let (refused, taken) = (Client.freshKey(), Client.freshKey())
            let server = try await Server(in: folder)
            let clerk = try await server.anyone.signedIn("clerk6")
            let path = "/api/v1/counters/6/call-next"
            expectProblem(
                try await clerk.send("POST", path, key: refused, body: "{}"), 409,
                "counter-closed")
            _ = try await clerk.post("/counters/6/open")
            #expect(try await clerk.send("POST", path, key: refused, body: "{}").status == 204)
            let first = try await server.device.send(
                "POST", "/api/v1/tickets", key: taken, body: "{\"line\":\"ho-tich\"}")
            #expect(await server.stop() == 0)

            let restarted = try await Server(in: folder)
            let again = try await restarted.device.send(
                "POST", "/api/v1/tickets", key: taken, body: "{\"line\":\"ho-tich\"}")
            #expect(again.status == 201)
            #expect(again.body == first.body)
            #expect(again.headers["idempotency-replayed"] == "true")
            // The session was kept too.
            let counter = try await clerk.moved(to: restarted).get("/api/v1/counters/6")
            #expect(try counter.json()["clerk"].string == "clerk6")
            #expect(try counter.json()["state"].string == "open")
        }
    }
}

extension Client {
    /// The same principal at another server.
    func moved(to server: Server) -> Client {
        Client(port: server.port, token: token, language: language)
    }
}
