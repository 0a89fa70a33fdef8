import Foundation
import Testing

extension EndToEnd {
    /// How the program starts, refuses to start, and ends.
    @Suite struct Lifecycle {
        @Test(.timeLimit(.minutes(5)))
        func `SIGTERM ends it within seconds with an open stream and a waiting connection`()
            async throws
        {
            let server = try await Server(in: Folder())
            let stream = try await EventStream(server.device)
            _ = try await stream.first { _ in true }
            let idle = try Connection(port: server.port)
            let elapsed = await ContinuousClock().measure {
                #expect(await server.stop() == 0, "\(server.errors)")
            }
            #expect(elapsed < .seconds(10))
            try await stream.end()
            withExtendedLifetime(idle) {}
        }

        @Test(.timeLimit(.minutes(5)))
        func `a second server on the same data is refused`() async throws {
            let folder = try Folder()
            let server = try await Server(in: folder)
            let second = try await Program.run([
                "serve", "--simulate", "--config", Program.shippedConfiguration, "--data",
                server.data, "--port", "0",
            ])
            #expect(second.status == 1)
            #expect(second.errors.contains("another motcua works in"), "\(second.errors)")
            #expect(try await server.device.ticket()["number"].string == "1001")
            // The first one's death frees the data.
            server.signal(SIGKILL)
            #expect(await server.status() == -SIGKILL)
            let next = try await Server(in: folder)
            #expect(try await next.device.ticket()["number"].string == "1002")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a simulation's data and a centre's are never mixed`() async throws {
            for (first, second, words) in [
                (["--simulate"], [], "this store holds a simulation"),
                ([], ["--simulate"], "this store belongs to a real centre"),
            ] {
                let folder = try Folder()
                let server = try await Server(in: folder, first)
                #expect(await server.stop() == 0)
                let refused = try await Program.run(
                    [
                        "serve", "--config", Program.shippedConfiguration, "--data", server.data,
                        "--port", "0",
                    ] + second)
                #expect(refused.status == 1)
                #expect(refused.errors.contains(words), "\(refused.errors)")
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `a simulation listens on this machine only`() async throws {
            let folder = try Folder()
            let open = try folder.configuration([
                ("host: 127.0.0.1", "host: 0.0.0.0\n  plainHTTP: allowed")
            ])
            let refused = try await Program.run([
                "serve", "--simulate", "--config", open, "--data", folder.path("data"),
            ])
            #expect(refused.status != 0)
            #expect(refused.errors.contains("listens on 127.0.0.1 only"), "\(refused.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder.path("data")))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a port in use is said in a sentence`() async throws {
            let folder = try Folder()
            let server = try await Server(in: folder)
            let refused = try await Program.run([
                "serve", "--simulate", "--config", Program.shippedConfiguration, "--data",
                folder.path("other"), "--port", "\(server.port)",
            ])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("\(server.port)"), "\(refused.errors)")
            #expect(refused.errors.contains("in use"), "\(refused.errors)")
            #expect(!refused.text.contains("is open"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `every mistake of a configuration is named with its line, and nothing starts`()
            async throws
        {
            let folder = try Folder()
            let wrong = try folder.configuration([
                ("port: 8080", "port: eighty"), ("invitations: 3", "invitation: 3"),
                ("{number: 7, lines: [bao-tro-xa-hoi]}", "{number: 7, lines: [nothing]}"),
            ])
            for arguments in [
                ["check-config", wrong],
                ["serve", "--config", wrong, "--data", folder.path("data"), "--simulate"],
            ] {
                let refused = try await Program.run(arguments)
                #expect(refused.status == 1)
                for words in ["eighty", "invitation", "nothing"] {
                    #expect(refused.errors.contains(words), "\(refused.errors)")
                }
                #expect(refused.errors.matches(of: /centre\.yaml:\d+/).count >= 3)
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path("data")))
            let missing = try await Program.run(["check-config", folder.path("none.yaml")])
            #expect(missing.status == 1)
            #expect(missing.errors.contains("none.yaml"))
            let right = try await Program.run(["check-config", Program.shippedConfiguration])
            #expect(right.status == 0, "\(right.errors)")
            #expect(right.text.contains("9 lines, 10 counters, 72 procedures, 16 clerks"))
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                ("07:29:30", "cu-tru", 409), ("08:15:00", "ho-tich", 201),
                ("12:00:00", "ho-tich", 409), ("13:30:00", "ho-tich", 201),
                ("17:00:00", "ho-tich", 409),
            ])
        func `opening hours hold where --at sets the clock`(
            time: String, line: String, status: Int
        ) async throws {
            let server = try await Server(
                in: Folder(), ["--simulate", "--at", "2026-11-23T\(time)+07:00"])
            let answer = try await server.device.post("/tickets", "{\"line\":\"\(line)\"}")
            #expect(answer.status == status, "\(answer)")
            let hall = try await server.device.get("/api/v1/hall").json()
            #expect(hall["serviceDay"].string == "2026-11-23")
            let shown = hall["lines"].array.first { $0["id"].string == line }
            if status == 409 {
                expectProblem(answer, 409, "line-closed")
                #expect(shown?["state"].string == "closed")
                #expect(shown?["reason"].string?.contains("07:30") == true)
                let manager = try await server.anyone.signedIn("manager1")
                let days = "from=2026-11-23&to=2026-11-23"
                let report = try await manager.get("/api/v1/reports/waits?\(days)").json()
                #expect(report["rows"].array.map { $0["key"].string } == [line])
                #expect(report["rows"].array.map { $0["unmet"].int } == [1])
                #expect(report["rows"].array.map { $0["count"].int } == [0])
            } else {
                let issued = try answer.json()["issuedAt"].string ?? ""
                #expect(issued.hasPrefix("2026-11-23T\(time.prefix(5))"), "\(issued)")
                #expect(shown?["state"].string == "open")
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `a centre whose clock stands before the last event gives no numbers`() async throws {
            let folder = try Folder()
            let configuration = try Roles.centre(in: folder)
            // A Monday so far ahead that the machine's own clock is before it.
            let server = try await Server(
                in: folder, configuration: configuration, ["--at", "2099-11-23T08:15:00+07:00"])
            let key = "\(server.data)/keys/audit.key"
            #expect(FileManager.default.fileExists(atPath: key), "made at the first start")
            let kiosk = server.anyone.with(token: "kiosk-token")
            #expect(try await kiosk.post("/tickets", "{\"line\":\"ho-tich\"}").status == 201)
            #expect(await server.stop() == 0)
            let earlier = try await Server(in: folder, configuration: configuration, [])
            let answer = try await earlier.anyone.with(token: "kiosk-token")
                .post("/tickets", "{\"line\":\"ho-tich\"}")
            expectProblem(answer, 503, "clock-doubtful")
            let doctor = try await Program.run([
                "doctor", "--config", configuration, "--data", server.data,
            ])
            #expect(doctor.text.contains("numbers of 2099-11-23 were given"), "\(doctor.text)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a demonstration takes the clock it is given, but no day before the open one`()
            async throws
        {
            let folder = try Folder()
            for (time, number) in [
                ("2026-11-23T09:00:00", "1001"), ("2026-11-23T08:00:00", "1002"),
                // Four weeks on, as after a flat battery.
                ("2026-12-21T09:00:00", "1001"),
            ] {
                let server = try await Server(in: folder, ["--simulate", "--at", "\(time)+07:00"])
                #expect(try await server.device.ticket()["number"].string == number, "\(time)")
                #expect(await server.stop() == 0)
            }
            let refused = try await Program.run([
                "serve", "--simulate", "--config", Program.shippedConfiguration, "--data",
                folder.path("data"), "--port", "0", "--at", "2026-11-23T10:00:00+07:00",
            ])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("has 2026-12-21 open"), "\(refused.errors)")
            #expect(refused.errors.contains("Choose another --data"), "\(refused.errors)")
            #expect(!refused.text.contains("is open"))
        }
    }
}
