import Testing

extension EndToEnd {
    /// What no honest client sends; the program goes on.
    @Suite struct Hostile {
        /// `RequestBody.lengthMax` of the program.
        private static let bodyMax = 16 * 1_024

        @Test(.timeLimit(.minutes(5)))
        func `a body at the bound is read and one byte more is too large`() async throws {
            let server = try await Server(in: Folder())
            let padded = { (length: Int) in
                let body = "{\"line\":\"ho-tich\"}"
                return body + String(repeating: " ", count: length - body.utf8.count)
            }
            let fits = try await server.device.post("/tickets", padded(Self.bodyMax))
            #expect(fits.status == 201, "\(fits)")
            expectProblem(
                try await server.device.post("/tickets", padded(Self.bodyMax + 1)), 413,
                "too-large")
            // Announced and never sent: refused by the announcement.
            let announced = try await server.device.send(
                "POST", "/api/v1/tickets", key: Client.freshKey(),
                headers: ["Content-Length": "999999999"], body: "{")
            expectProblem(announced, 413, "too-large")
            for (length, status) in [(Self.bodyMax, 201), (Self.bodyMax + 1, 413)] {
                let body = padded(length)
                var text = ""
                for start in stride(from: 0, to: body.count, by: 4_000) {
                    let part = body.dropFirst(start).prefix(4_000)
                    text += "\(String(part.count, radix: 16))\r\n\(part)\r\n"
                }
                let answer = try Answer(
                    await server.device.exchange(
                        server.device.bytes(
                            "POST", "/api/v1/tickets", key: Client.freshKey(),
                            headers: ["Transfer-Encoding": "chunked"])
                            + Array((text + "0\r\n\r\n").utf8)))
                #expect(answer.status == status, "\(length) in chunks: \(answer)")
                if status == 413 { expectProblem(answer, 413, "too-large") }
            }
            #expect(try await server.device.ticket()["number"].string == "1003")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a method or an address that is none is a problem, and a read changes nothing`()
            async throws
        {
            let server = try await Server(in: Folder())
            let clerk = try await server.anyone.signedIn("clerk6")
            for (method, path) in [
                ("PUT", "/api/v1/tickets"), ("PATCH", "/api/v1/counters/6"),
                ("DELETE", "/api/v1/tickets"), ("GET", "/api/v1/nothing"), ("GET", "/nothing"),
                ("GET", "/api/v2/hall"), ("POST", "/kiosk"),
                ("GET", "/assets/../../../etc/passwd"), ("GET", "/assets/..%2f..%2fetc%2fpasswd"),
                ("GET", "/assets/%2e%2e/clerk.html"), ("GET", "/texts/..%2fcentre.yaml"),
                ("GET", "/texts/tlh.json"), ("GET", "/t/none/qr.png"),
                ("GET", "/bench/printers/printer-1/slips/-1.png"),
                ("GET", "/bench/printers/none/slips/1.png"),
            ] {
                let answer = try await clerk.send(method, path)
                #expect([404, 405].contains(answer.status), "\(method) \(path): \(answer)")
                expectProblemShape(answer, "\(method) \(path)")
            }
            let head = try await clerk.send("HEAD", "/api/v1/hall")
            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            let noHead = try await clerk.send("HEAD", "/api/v1/session")
            #expect([404, 405].contains(noHead.status))
            #expect(noHead.body.isEmpty, "an answer to HEAD has no body, a refusal neither")
            let paths = try await server.anyone.get("/api/openapi.json").json()["paths"]
            for (path, operations) in paths.members where operations["get"] == .null {
                let path = path.replacing("{n}", with: "6").replacing("{id}", with: "01NONE")
                let answer = try await clerk.send("GET", path, key: Client.freshKey(), body: "{}")
                #expect([404, 405].contains(answer.status), "GET \(path): \(answer)")
            }
            let counter = try await clerk.get("/api/v1/counters/6").json()
            #expect(counter["state"].string == "closed")
            #expect(try await server.device.ticket()["number"].string == "1001")
        }

        private static let garbage: [(String, [UInt8])] = {
            let key = "Idempotency-Key: g\r\nAuthorization: Bearer demo-device\r\n"
            let post = "POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\n\(key)"
            let texts = [
                "an unknown method": "BREW / HTTP/1.1\r\nHost: x\r\n\r\n",
                "an empty line": "\r\n\r\n", "no protocol": "GET /\r\n\r\n",
                "a protocol of the future": "GET / HTTP/9.9\r\n\r\n",
                "a negative length": post + "Content-Length: -5\r\n\r\n{}",
                "a length of words": post + "Content-Length: many\r\n\r\n{}",
                "two lengths": post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
                "a length and chunks":
                    post + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "a chunk without end":
                    post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\nx",
                "a header without colon": "GET / HTTP/1.1\r\nnonsense\r\n\r\n",
                "a path with a null": "GET /\u{0} HTTP/1.1\r\nHost: x\r\n\r\n",
                "a path of bad escapes":
                    "GET /api/v1/tickets/%zz%ff%00 HTTP/1.1\r\nHost: x\r\n"
                    + "Connection: close\r\n\r\n",
                "a header of 17 kB":
                    "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: "
                    + String(repeating: "x", count: 17_000) + "\r\n\r\n",
                "a header that never ends":
                    "GET / HTTP/1.1\r\nX: " + String(repeating: "y", count: 300_000),
                "a hundred headers":
                    "GET /healthz HTTP/1.1\r\nHost: x\r\n"
                    + (0..<100).map { "X-\($0): 1\r\n" }.joined() + "\r\n",
                "an address of 40 kB":
                    "GET /" + String(repeating: "a", count: 40_000) + " HTTP/1.1\r\n\r\n",
                "an upgrade":
                    "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n",
                "HTTP/2": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            ]
            var dice = Dice(seed: 7)
            var all = texts.map { ($0.key, Array($0.value.utf8)) }
            all.append(("a TLS hello", [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3]))
            for count in [1, 100, 5_000] {
                all.append(
                    ("\(count) random bytes", (0..<count).map { _ in dice.byte() }))
            }
            return all
        }()

        @Test(.timeLimit(.minutes(5)))
        func `after garbage on a socket the program still answers`() async throws {
            let server = try await Server(in: Folder())
            let port = server.port
            for (what, bytes) in Self.garbage {
                let answer = try await blocking {
                    let connection = try Connection(port: port)
                    // The program may well close before it has read everything.
                    try? connection.send(bytes)
                    connection.finishSending()
                    return try connection.receiveAll()
                }
                let status = (try? Answer(answer))?.status
                #expect((status ?? 400) < 500, "\(what): \(status ?? 0)")
                #expect(try await server.anyone.get("/healthz").status == 200, "after \(what)")
            }
            let hall = try await server.device.get("/api/v1/hall").json()
            #expect(hall["lines"].array.allSatisfy { $0["waiting"].int == 0 })
        }

        @Test(.timeLimit(.minutes(5)))
        func `two hundred half-open connections keep nobody waiting`() async throws {
            let server = try await Server(in: Folder())
            let (port, device) = (server.port, server.device)
            let started = device.bytes(
                "POST", "/api/v1/tickets", key: "half", headers: ["Content-Length": "18"],
                body: "{\"line\":")
            let open = try await blocking {
                try (0..<200).map { index in
                    let connection = try Connection(port: port)
                    if index % 3 > 0 { try connection.send(started) }
                    if index % 3 > 1 { connection.finishSending() }
                    return connection
                }
            }
            #expect(try await device.ticket()["number"].string == "1001")
            #expect(try await server.anyone.get("/healthz").status == 200)
            withExtendedLifetime(open) {}
            #expect(await server.stop() == 0)
        }
    }
}
