import Foundation
import Testing

extension EndToEnd {
    /// A centre whose dossier core is another program.
    @Suite struct HandOffs {
        private static let at = "2026-11-23T08:15:00+07:00"
        private static let body =
            #"{"outcome":"dossier-received","procedures":["1.004837"]}"#

        private func key(_ folder: Folder) throws -> String {
            let path = folder.path("core.key")
            try String(repeating: "5a", count: 32).write(
                toFile: path, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            return path
        }

        private func configuration(_ folder: Folder, port: Int) throws -> String {
            try configuration(folder, "{kind: http, url: \"http://127.0.0.1:\(port)\", ")
        }

        private func configuration(_ folder: Folder, _ gateway: String) throws -> String {
            try folder.configuration([
                (
                    "\n  agencyCode: H53.12.3\n",
                    "\n  agencyCode: H53.12.3\n  gateway: \(gateway)keyFile: "
                        + "\(try key(folder))}\n"
                )
            ])
        }

        /// Starts a core and waits until it takes connections.
        private func core(_ folder: Folder, port: Int) async throws -> (Child, Int) {
            let child = try Child(
                Program.path,
                [
                    "dossier-core", "--centre", try configuration(folder, port: max(port, 1)),
                    "--data", folder.path("core"), "--port", "\(port)", "--at", Self.at,
                ], errorsTo: folder.path("core-errors"))
            var text = ""
            for await part in child.output {
                text += String(decoding: part, as: UTF8.self)
                if let said = text.firstMatch(of: /dossiers at http:\/\/[^:]+:(\d+)\n/),
                    let port = Int(said.1)
                {
                    return (child, port)
                }
            }
            throw TimedOut(description: "the core did not open: \(child.errors)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a core that dies in between gets every step once it is back`() async throws {
            let folder = try Folder()
            let (first, port) = try await core(folder, port: 0)
            let server = try await Server(
                in: folder, configuration: try configuration(folder, port: port),
                ["--simulate", "--at", Self.at])
            let clerk = try await server.anyone.signedIn("clerk6")
            let id = try #require(try await server.device.ticket()["id"].string)
            try await eventually("the first step is accepted") {
                try await clerk.get("/api/v1/tickets/\(id)").json()["handOff"].string
                    == "accepted"
            }
            first.signal(SIGKILL)
            _ = await first.status()
            #expect(try await clerk.post("/counters/6/open").status == 200)
            #expect(try await clerk.post("/counters/6/call-next").status == 200)
            #expect(try await clerk.post("/counters/6/start").status == 200)
            #expect(try await clerk.post("/counters/6/complete", Self.body).status == 200)
            try await eventually("the centre noticed") {
                server.errors.contains("hand-off \(id)/2, try 1")
            }
            #expect(
                try await clerk.get("/api/v1/tickets/\(id)").json()["handOff"].string == "pending")
            let (second, _) = try await core(folder, port: port)
            var code: String?
            try await eventually("the dossier has a code") {
                code = try await clerk.get("/api/v1/tickets/\(id)").json()["dossiers"].array
                    .first?["code"].string
                return code != nil
            }
            #expect(await server.stop() == 0)
            second.signal(SIGTERM)
            #expect(await second.status() == 0)
            // The core's own folder has it; the centre's has no dossiers at all.
            let shown = try await Program.run([
                "dossier", "show", try #require(code), "--data", folder.path("core/H53.12.3"),
            ])
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(
                !FileManager.default.fileExists(atPath: "\(server.data)/dossier.sqlite"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `steps go through a folder, whichever side starts first`() async throws {
            let folder = try Folder()
            let between = folder.path("between")
            let configured = try configuration(folder, "{kind: folder, path: \(between), ")
            let server = try await Server(
                in: folder, configuration: configured, ["--simulate", "--at", Self.at])
            let clerk = try await server.anyone.signedIn("clerk6")
            let id = try #require(try await server.device.ticket()["id"].string)
            try await eventually("the step lies there") {
                FileManager.default.fileExists(atPath: "\(between)/steps/\(id).1.step")
            }
            let core = try Child(
                Program.path,
                [
                    "dossier-core", "--centre", configured, "--data", folder.path("core"), "--at",
                    Self.at,
                ], errorsTo: folder.path("core-errors"))
            for command in ["open", "call-next", "start"] {
                #expect(try await clerk.post("/counters/6/\(command)").status == 200)
            }
            #expect(try await clerk.post("/counters/6/complete", Self.body).status == 200)
            try await eventually("the dossier has a code") {
                try await clerk.get("/api/v1/tickets/\(id)").json()["dossiers"].array.first?[
                    "code"
                ].string != nil
            }
            // What the folder does not carry says so, in words of its own.
            expectProblem(try await clerk.get("/api/v1/dossiers"), 503, "dossiers-elsewhere")
            expectProblem(
                try await clerk.get("/api/v1/dossiers/H53.12.3-261123-0001"), 503,
                "dossier-core-away")
            #expect(await server.stop() == 0)
            core.signal(SIGTERM)
            #expect(await core.status() == 0)
            let left = try FileManager.default.contentsOfDirectory(atPath: "\(between)/steps")
            #expect(left == [])
        }

        @Test(.timeLimit(.minutes(5)))
        func `a core says what is wrong before it serves anybody`() async throws {
            let folder = try Folder()
            let good = try configuration(folder, port: 1)
            let key = try key(folder)
            func refused(_ centres: [String], _ words: String) async throws {
                let said = try await Program.run(
                    ["dossier-core", "--data", folder.path("core"), "--port", "0"]
                        + centres.flatMap { ["--centre", $0] })
                #expect(said.status != 0)
                #expect(said.errors.contains(words), "\(said.errors)")
            }
            try await refused([], "--centre")
            try await refused([Program.shippedConfiguration], "not of kind http or folder")
            try await refused([good, good], "given twice")
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
            try await refused([good], "others may read it")
            try FileManager.default.removeItem(atPath: key)
            try await refused([good], "there is no such file")
        }
    }
}
