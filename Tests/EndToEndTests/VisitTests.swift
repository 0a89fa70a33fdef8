import Foundation
import Testing

extension EndToEnd {
    /// A citizen's visit from the button to the manager's log.
    @Suite struct Visit {
        private static let day = "2026-11-23"

        @Test(.timeLimit(.minutes(5)))
        func `a visit leaves its traces on paper, boards, screens, in the core and the log`()
            async throws
        {
            let server = try await Server(
                in: Folder(), ["--simulate", "--at", "\(Self.day)T08:15:00+07:00"])
            let stream = try await EventStream(server.device)
            let taken = try await server.device.ticket()
            #expect(taken["number"].string == "1001")
            #expect(taken["state"].string == "waiting")
            try await slip(1, of: server)

            let pressed = try await server.anyone.send(
                "POST", "/bench/panels/panel-1/press", body: "{\"code\":304}")
            #expect(pressed.status == 204)
            try await slip(2, of: server)

            let clerk = try await server.anyone.signedIn("clerk6")
            let id = try #require(taken["id"].string)
            try await eventually("the slip is confirmed") {
                try await clerk.get("/api/v1/tickets/\(id)").json()["slip"].string == "confirmed"
            }
            #expect(try await clerk.post("/counters/6/open").status == 200)
            let call = try await clerk.post("/counters/6/call-next")
            #expect(call.status == 200)
            #expect(try call.json()["ticket"]["number"].string == "1001")
            #expect(try call.json()["reason"]["code"].string?.isEmpty == false)
            let seen = try await stream.first { hall in
                hall["recentCalls"].array.contains {
                    $0["number"].string == "1001" && $0["counter"].int == 6
                }
            }
            #expect(seen["serviceDay"].string == Self.day)
            try await board(6, of: server, shows: "1001")
            #expect(try await clerk.post("/counters/6/start").status == 200)
            let done = try await clerk.post(
                "/counters/6/complete",
                "{\"outcome\":\"dossier-received\",\"procedures\":[\"1.001193\"]}")
            #expect(try done.json()["state"].string == "completed")
            try await handedOff(id, clerk)
            try await reports(server)
            #expect(await server.stop() == 0)
            let check = try await Program.run(["rebuild", "--check", "--data", server.data])
            #expect(check.status == 0, "\(check.errors)")
        }

        @Test(.timeLimit(.minutes(5)))
        func
            `a board of each protocol shows dashes, nothing, then the number`()
            async throws
        {
            let server = try await Server(in: Folder())
            for (counter, line, number) in [(5, "cu-tru", "5001"), (8, "chung-thuc", "2001")] {
                #expect(try await server.device.ticket(line)["number"].string == number)
                let clerk = try await server.anyone.signedIn("clerk\(counter)")
                try await board(counter, of: server, shows: "----")
                _ = try await clerk.post("/counters/\(counter)/open")
                try await board(counter, of: server, shows: "    ")
                _ = try await clerk.post("/counters/\(counter)/call-next")
                try await board(counter, of: server, shows: number)
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `the status link of the slip opens and tells of that ticket alone`() async throws {
            let server = try await Server(in: Folder())
            let ticket = try await server.device.ticket()
            let link = try #require(ticket["statusURL"].string)
            let base = "http://127.0.0.1:\(server.port)"
            #expect(link.hasPrefix("\(base)/t/"), "\(link)")
            let token = try #require(link.split(separator: "/").last)
            #expect(try await server.anyone.get("/t/\(token)").status == 200)
            let picture = try await server.anyone.get("/t/\(token)/qr.png")
            #expect(picture.body.starts(with: Self.pngSignature))
            let status = try await server.anyone.get("/api/v1/status/\(token)").json()
            #expect(
                Set(status.members.keys)
                    == ["number", "state", "ahead", "estimate", "counter", "slip"])
            #expect(status["number"] == ticket["number"])
        }

        static let pngSignature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

        private func board(_ counter: Int, of server: Server, shows wanted: String) async throws {
            try await eventually("\(wanted) on board \(counter)") {
                try await Self.digits(on: "board-\(counter)", of: server) == wanted
            }
        }

        private func slip(_ index: Int, of server: Server) async throws {
            try await eventually("slip \(index) comes out") {
                let path = "/bench/printers/printer-1/slips/\(index).png"
                let picture = try await server.anyone.get(path)
                guard picture.status == 200 else { return false }
                #expect(picture.body.starts(with: Self.pngSignature))
                #expect(picture.body.count > 2_000, "a slip of \(picture.body.count) bytes")
                return true
            }
        }

        private func handedOff(_ id: String, _ clerk: Client) async throws {
            try await eventually("the hand-off is accepted and the dossier's code is back") {
                let ticket = try await clerk.get("/api/v1/tickets/\(id)").json()
                guard ticket["handOff"].string == "accepted" else { return false }
                let dossiers = ticket["dossiers"].array
                guard let code = dossiers.first?["code"].string else { return false }
                #expect(dossiers.count == 1)
                #expect(dossiers[0]["procedure"].string == "1.001193")
                #expect(code == "H53.12.3-261123-0001")
                return true
            }
        }

        /// The API and the command line tell the same, and what happened.
        private func reports(_ server: Server) async throws {
            let manager = try await server.anyone.signedIn("manager1")
            let range = "from=\(Self.day)&to=\(Self.day)"
            for by in ["line", "field", "counter", "clerk", "hour", "day"] {
                let path = "/api/v1/reports/waits?\(range)&by=\(by)"
                let (json, csv) = (
                    try await manager.get(path),
                    try await manager.get(path, headers: ["Accept": "text/csv"])
                )
                let words = [
                    "report", "waits", "--data", server.data, "--from", Self.day, "--to", Self.day,
                    "--by", by, "--format",
                ]
                let printed = try await Program.run(words + ["json"])
                #expect(try json.json() == JSON(printed.output), "by \(by): \(printed.errors)")
                #expect(csv.text == (try await Program.run(words + ["csv"])).text, "by \(by)")
            }
            for by in ["line", "hour", "day"] {
                let path = "/api/v1/reports/estimates?\(range)&by=\(by)"
                let (json, csv) = (
                    try await manager.get(path),
                    try await manager.get(path, headers: ["Accept": "text/csv"])
                )
                #expect(try json.json()["total"]["count"].int == 2)
                let words = [
                    "report", "estimates", "--data", server.data, "--from", Self.day, "--to",
                    Self.day, "--by", by, "--format",
                ]
                let printed = try await Program.run(words + ["json"])
                #expect(try json.json() == JSON(printed.output), "by \(by): \(printed.errors)")
                #expect(csv.text == (try await Program.run(words + ["csv"])).text, "by \(by)")
            }
            let report = try await manager.get("/api/v1/reports/waits?\(range)").json()
            let row = try #require(report["rows"].array.first { $0["key"].string == "ho-tich" })
            #expect(row["count"].int == 2, "every ticket")
            #expect(row["denominator"].int == 1, "of those who were called")
            #expect(row["within15"].int == 1)
            let log = try await manager.get("/api/v1/reports/log?\(range)")
            #expect(log.text.split(separator: "\n").count == 2, "a row for each ticket: \(log)")
        }

        /// What lit segments show, as a person reads them.
        static func digits(on board: String, of server: Server) async throws -> String {
            let devices = try await server.anyone.get("/bench/devices").json()
            let found = devices["boards"].array.first { $0["id"].string == board }
            let glyphs: [Int: Character] = [
                0x3F: "0", 0x06: "1", 0x5B: "2", 0x4F: "3", 0x66: "4", 0x6D: "5", 0x7D: "6",
                0x07: "7", 0x7F: "8", 0x6F: "9", 0x40: "-", 0x00: " ",
            ]
            let segments = found?["segments"].array ?? []
            return String(segments.map { glyphs[$0.int ?? -1] ?? "?" })
        }
    }
}
