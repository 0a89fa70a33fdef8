import Foundation
import Testing

extension EndToEnd {
    /// Receipts and citizens' cards, from the simulated scanners through the whole program.
    @Suite struct Scans {
        /// An invented person, and what of the card nobody but the clerk may ever see.
        private static let card =
            "072188000017|012345678|Trần Thị Minh Ánh|29021988|Nữ|Khu phố 3|01072024"
        private static let secrets = [
            "072188000017", "012345678", "Minh Ánh", "29021988", "1988-02-29", "Khu phố 3",
            "01072024", "2024-07-01",
        ]
        private static let day = "2026-11-23"

        private func centre(_ folder: Folder) async throws -> Server {
            try await Server(in: folder, ["--simulate", "--at", "\(Self.day)T08:15:00+07:00"])
        }

        private func scan(_ text: String, at scanner: String, of server: Server) async throws {
            let body = try JSONEncoder().encode(["text": text])
            let answer = try await server.anyone.send(
                "POST", "/bench/scanners/\(scanner)/scan",
                body: String(decoding: body, as: UTF8.self))
            #expect(answer.status == 204, "\(answer)")
        }

        /// What the kiosk's screen is told of the newest scan once that is of this kind.
        private func answer(_ kind: String, of server: Server) async throws -> JSON {
            var seen = JSON.null
            try await eventually("the scan is answered: \(kind)") {
                seen = try await server.device.get("/api/v1/scan").json()["scan"]
                return seen["kind"].string == kind
            }
            return seen
        }

        /// A dossier received at counter 6 whose result is promised in three working days.
        private func received(_ clerk: Client, _ server: Server) async throws -> String {
            let ticket = try await server.device.ticket()
            #expect(try await clerk.post("/counters/6/open").status == 200)
            #expect(try await clerk.post("/counters/6/call-next").status == 200)
            #expect(try await clerk.post("/counters/6/start").status == 200)
            let done = try await clerk.post(
                "/counters/6/complete",
                "{\"outcome\":\"dossier-received\",\"procedures\":[\"1.004837\"]}")
            #expect(done.status == 200, "\(done)")
            let id = try #require(ticket["id"].string)
            var code: String?
            try await eventually("the dossier has a code") {
                code = try await clerk.get("/api/v1/tickets/\(id)").json()["dossiers"].array.first?[
                    "code"
                ].string
                return code != nil
            }
            return try #require(code)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a receipt hears the day first, and gets a number once the result is noted`()
            async throws
        {
            let folder = try Folder()
            let server = try await centre(folder)
            let clerk = try await server.anyone.signedIn("clerk6")
            let code = try await received(clerk, server)
            let stream = try await EventStream(server.device)

            try await scan("\u{202E}|;DROP TABLE", at: "scanner-1", of: server)
            _ = try await answer("unreadable", of: server)
            try await scan(code.lowercased(), at: "scanner-1", of: server)
            let early = try await answer("not-ready", of: server)
            // Tuesday the 24th is a holiday, so the third working day is Friday.
            #expect(early["due"].string == "2026-11-27")
            #expect(early["number"] == .null && early["line"].string == "tra-ket-qua")
            let sequence = try #require(early["sequence"].int)
            // The kiosk's screen hears of it with the hall.
            _ = try await stream.first { hall in
                hall["kiosks"].array.contains { $0["scan"].int == sequence }
            }
            try await scan("H53.12.3-261123-9999", at: "scanner-1", of: server)
            _ = try await answer("unknown-dossier", of: server)

            let wrong = try await Program.run(
                ["dossier", "result", "H53.12.3-261123-9999", code, "--data", server.data])
            #expect(wrong.status == 1 && wrong.text.contains("\(code): the result is ready"))
            #expect(wrong.errors.contains("H53.12.3-261123-9999: there is no dossier"))
            try await scan(code, at: "scanner-1", of: server)
            let ready = try await answer("ticket", of: server)
            #expect(ready["number"].string == "8001" && ready["due"] == .null)
            #expect(ready["ticket"]["line"].string == "tra-ket-qua")
            #expect(ready["ticket"]["dossiers"] == .null)
            let log = try await server.anyone.signedIn("manager1")
                .get("/api/v1/reports/log?from=\(Self.day)&to=\(Self.day)")
            #expect(log.text.contains("8001"))

            #expect(await server.stop() == 0)
            let bound = try await Program.run(
                [
                    "python3", "-c",
                    "import sqlite3,sys; print(sqlite3.connect(sys.argv[1])"
                        + ".execute(\"select count(*) from events where body like ?\","
                        + " ('%'+sys.argv[2]+'%',)).fetchone()[0])",
                    "\(server.data)/hall.sqlite", code,
                ], executable: "/usr/bin/env")
            #expect((Int(bound.text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0) > 0)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a citizen's card is nowhere but on the clerk's page`() async throws {
            let folder = try Folder()
            let server = try await centre(folder)
            try await scan(Self.card, at: "scanner-1", of: server)
            _ = try await answer("card", of: server)
            let ticket = try await server.device.ticket()
            try await eventually("its slip comes out") {
                try await server.anyone.get("/bench/printers/printer-1/slips/1.png").status == 200
            }
            let clerk = try await server.anyone.signedIn("clerk6")
            #expect(try await clerk.post("/counters/6/open").status == 200)
            #expect(try await clerk.post("/counters/6/call-next").status == 200)
            let prefill = "/api/v1/counters/6/prefill"
            let seen = try await clerk.get(prefill).json()["prefill"]
            #expect(seen["name"].string == "Trần Thị Minh Ánh")
            #expect(seen["ticket"] == ticket["id"])
            let other = try await server.anyone.signedIn("clerk8")
            #expect(try await other.get(prefill).status == 403)
            // A broken card and one at the counter's own scanner leave as little.
            try await scan(Self.card.replacing("|Nữ|", with: "|?|"), at: "scanner-6", of: server)
            try await scan(
                Self.card.replacing("Minh Ánh", with: "Minh Ánh Hai"), at: "scanner-6", of: server)
            try await eventually("the counter's own scanner is read") {
                try await clerk.get(prefill).json()["prefill"]["name"].string
                    == "Trần Thị Minh Ánh Hai"
            }
            #expect(try await clerk.post("/counters/6/start").status == 200)
            let body = "{\"outcome\":\"dossier-received\",\"procedures\":[\"1.004837\"]}"
            #expect(try await clerk.post("/counters/6/complete", body).status == 200)
            #expect(try await clerk.get(prefill).json()["prefill"] == .null)
            let bench = try await server.anyone.get("/bench/devices")
            let manager = try await server.anyone.signedIn("manager1")
            let range = "from=\(Self.day)&to=\(Self.day)"
            var texts = [bench.text]
            for path in ["reports/log?\(range)", "reports/waits?\(range)", "devices", "hall"] {
                texts.append(try await manager.get("/api/v1/\(path)").text)
            }
            #expect(await server.stop() == 0)
            #expect(server.errors.contains("scanner-1: a card"))
            texts.append(server.errors)
            for text in texts {
                for secret in Self.secrets { #expect(!text.contains(secret)) }
            }
            // Databases with their logs, and whatever else the program wrote.
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            #expect(files.contains { $0.hasSuffix("hall.sqlite") })
            for file in files {
                let bytes = FileManager.default.contents(atPath: folder.path(file)) ?? Data()
                for secret in Self.secrets {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(file)")
                }
            }
        }
    }
}
