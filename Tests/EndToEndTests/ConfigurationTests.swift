import Foundation
import Testing

extension EndToEnd {
    /// Administrators write the configuration's files, and the hall goes by them.
    @Suite struct ConfigurationFiles {
        private static let place = "/api/v1/configuration/centre.yaml"
        private static let fields = "    fields: [ho-tich, nuoi-con-nuoi]\n"
        private static let closed =
            fields + "    hours:\n      mon-fri: [\"07:30-08:00\"]\n"

        /// A demonstration whose files are its own, on a Monday at nine.
        private func centre(_ folder: Folder) async throws -> (server: Server, file: String) {
            let file = try folder.configuration([])
            let server = try await Server(
                in: folder, configuration: file,
                ["--simulate", "--at", "2026-11-23T09:00:00+07:00"])
            return (server, file)
        }

        private func body(_ members: [String: String]) throws -> String {
            String(decoding: try JSONSerialization.data(withJSONObject: members), as: UTF8.self)
        }

        private func read(_ admin: Client) async throws -> (text: String, version: String) {
            let file = try await admin.get(Self.place).json()
            return (try #require(file["text"].string), try #require(file["version"].string))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a line's new hours hold from the next number, and who waits keeps waiting`()
            async throws
        {
            let folder = try Folder()
            let (server, file) = try await centre(folder)
            let admin = try await server.anyone.signedIn("admin1")
            let ticket = try await server.device.ticket()
            let (text, version) = try await read(admin)
            #expect(text.contains(Self.fields))
            let wanted = text.replacingOccurrences(of: Self.fields, with: Self.closed)
            let request = try body(["text": wanted, "version": version])
            let saved = try await admin.send("PUT", Self.place, body: request)
            #expect(saved.status == 200, "\(saved)")
            #expect(try saved.json()["taken"].string == "now", "\(saved)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == wanted)
            expectProblem(
                try await server.device.post("/tickets", "{\"line\":\"ho-tich\"}"), 409,
                "line-closed")
            let id = try #require(ticket["id"].string)
            let waits = try await admin.get("/api/v1/tickets/\(id)").json()
            #expect(waits["state"].string == "waiting")
            // Whoever read the file before is told, and overwrites nothing.
            expectProblem(
                try await admin.send("PUT", Self.place, body: request), 409,
                "configuration-changed")
            // The one before is kept as it was, beside the data.
            let history = try await admin.get("\(Self.place)/history").json()["versions"].array
            let earlier = try #require(history.first?["id"].string)
            #expect(history.count == 1)
            let before = try await admin.get("\(Self.place)/history/\(earlier)").json()
            #expect(before["text"].string == text)
            #expect(server.errors.contains("the configuration was changed"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a mistaken draft is told with its line and never written`() async throws {
            let folder = try Folder()
            let (server, file) = try await centre(folder)
            let before = try String(contentsOfFile: file, encoding: .utf8)
            let admin = try await server.anyone.signedIn("admin1")
            let (text, version) = try await read(admin)
            let wrong = text.replacingOccurrences(
                of: Self.fields, with: "    fields: [nothing-like-it]\n")
            let checked = try await admin.send(
                "PUT", "\(Self.place)/check", body: body(["text": wrong]))
            let mistakes = try checked.json()["mistakes"].array
            let start = try #require(wrong.range(of: "nothing-like-it")).lowerBound
            let line = wrong[..<start].count { $0 == "\n" } + 1
            #expect(
                mistakes.contains { $0["file"].string == "centre.yaml" && $0["line"].int == line },
                "\(checked)")
            expectProblem(
                try await admin.send(
                    "PUT", Self.place, body: body(["text": wrong, "version": version])), 422,
                "configuration-mistaken")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
            _ = try await server.device.ticket()
        }

        @Test(.timeLimit(.minutes(5)))
        func `no path leads out of the files, and a link is none of them`() async throws {
            let folder = try Folder()
            let (server, file) = try await centre(folder)
            let admin = try await server.anyone.signedIn("admin1")
            let texts = URL(filePath: file).deletingLastPathComponent().appending(path: "texts")
            try FileManager.default.createSymbolicLink(
                atPath: texts.appending(path: "zz.yaml").path, withDestinationPath: "/etc/passwd")
            let version = String(repeating: "0", count: 64)
            for id in [
                "..%2Fdata%2Fhall.sqlite", "%2Fetc%2Fpasswd", "texts--..--centre.yaml",
                "texts--zz.yaml", "motcua.service", "..",
            ] {
                let place = "/api/v1/configuration/\(id)"
                #expect(try await admin.get(place).status == 404, "\(id)")
                let answer = try await admin.send(
                    "PUT", place, body: body(["text": "a", "version": version]))
                #expect(answer.status == 404, "\(id): \(answer)")
                #expect(try await admin.get("\(place)/history").status == 404, "\(id)")
            }
            let far = "\(Self.place)/history/..%2F..%2Fhall.sqlite"
            #expect(try await admin.get(far).status == 404)
            let names = try await admin.get("/api/v1/configuration").json()["files"].array
                .compactMap { $0["name"].string }
            #expect(names.contains("texts/vi.yaml") && !names.contains("texts/zz.yaml"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `secrets are hidden and come back, and a mebibyte is the most`() async throws {
            let folder = try Folder()
            let file = try Roles.centre(in: folder)
            let before = try String(contentsOfFile: file, encoding: .utf8)
            let server = try await Server(in: folder, configuration: file, [])
            let admin = try await server.anyone.signedIn("admin1")
            let (text, version) = try await read(admin)
            #expect(!text.contains("scrypt$16384") && text.contains("[hidden-1]"))
            #expect(text.firstMatch(of: /[0-9a-f]{64}/) == nil)
            let saved = try await admin.send(
                "PUT", Self.place, body: body(["text": text + "# seen\n", "version": version]))
            #expect(saved.status == 200, "\(saved)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == before + "# seen\n")
            let now = try await read(admin)
            let most =
                now.text + "#"
                + String(
                    repeating: "x", count: (1 << 20) + 1 - now.text.utf8.count - 1)
            expectProblem(
                try await admin.send(
                    "PUT", Self.place, body: body(["text": most, "version": now.version])), 413,
                "too-large")
            let manager = try await server.anyone.signedIn("manager1")
            #expect(try await manager.status("GET", Self.place) == 403)
        }

        @Test(.timeLimit(.minutes(5)))
        func `mistaken files never end a hall, right ones are taken up and nothing is lost`()
            async throws
        {
            let folder = try Folder()
            let (server, file) = try await centre(folder)
            let admin = try await server.anyone.signedIn("admin1")
            let ticket = try await server.device.ticket()
            let id = try #require(ticket["id"].string)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            // By hand, and wrong: said with its line, whoever asks, and the hall goes on.
            let wrong = text.replacingOccurrences(of: Self.fields, with: "    fields: [none]\n")
            try wrong.write(toFile: file, atomically: true, encoding: .utf8)
            let state = try await admin.get("/api/v1/configuration").json()
            #expect(state["changed"].array.compactMap(\.string) == ["centre.yaml"])
            let found = state["mistakes"].array.compactMap { $0["found"].string }
            #expect(found.contains { $0.contains("none") })
            expectProblem(
                try await admin.post("/configuration/start-anew"), 422, "configuration-mistaken")
            server.signal(SIGHUP)
            try await eventually("SIGHUP is answered in the log") {
                server.errors.contains("goes on with the old ones")
            }
            #expect(server.errors.contains("centre.yaml:104"))
            _ = try await server.device.ticket()
            // By hand, and right.
            let name = "id: ho-tich\n    name: {vi: \"Hộ tịch"
            for (word, start) in [("một", SIGHUP), ("hai", 0)] {
                let right = text.replacingOccurrences(of: name, with: "\(name) \(word)")
                try right.write(toFile: file, atomically: true, encoding: .utf8)
                if start == SIGHUP {
                    server.signal(SIGHUP)
                } else {
                    #expect(try await admin.post("/configuration/start-anew").status == 200)
                }
                // Meanwhile nobody listens.
                try await eventually("the new name is told") {
                    let centre = try? await server.device.get("/api/v1/centre")
                    return centre?.text.contains("Hộ tịch \(word)") == true
                }
                let now = try await admin.get("/api/v1/configuration").json()
                #expect(now["changed"].array.isEmpty)
                let waits = try await admin.get("/api/v1/tickets/\(id)").json()
                #expect(waits["state"].string == "waiting")
            }
            let numbers = Set([ticket["number"].string, "1002"])
            #expect(!numbers.contains(try await server.device.ticket()["number"].string))
            #expect(await server.stop() == 0)
        }
    }
}
