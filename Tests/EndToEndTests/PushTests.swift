import Testing

extension EndToEnd {
    /// A centre whose hall brings clerk and citizen together.
    @Suite struct Push {
        @Test(.timeLimit(.minutes(5)))
        func `a press at an open counter is called without anyone pressing next`() async throws {
            let folder = try Folder()
            let push = try folder.configuration([("assignment: pull", "assignment: push")])
            let server = try await Server(in: folder, configuration: push)
            let clerk = try await server.anyone.signedIn("clerk6")
            _ = try await clerk.post("/counters/6/open")
            let first = try await server.device.ticket()["number"].string
            let counter = try await clerk.get("/api/v1/counters/6").json()
            #expect(counter["serving"]["number"].string == first)
            #expect(counter["serving"]["state"].string == "called")
            // The next one waits until the counter is free, and is then called by itself.
            let second = try await server.device.ticket()["number"].string
            #expect(
                try await clerk.get("/api/v1/counters/6").json()["serving"]["number"].string
                    == first)
            _ = try await clerk.post("/counters/6/start")
            let body = "{\"outcome\":\"information-given\",\"procedures\":[]}"
            let done = try await clerk.post("/counters/6/complete", body)
            #expect(done.status == 200, "\(done)")
            let after = try await clerk.get("/api/v1/counters/6").json()
            #expect(after["serving"]["number"].string == second)
        }
    }
}
