import Foundation
import Testing

extension EndToEnd {
    /// Whose a dossier is, from the counter to its erasure, and nowhere else.
    @Suite struct Applicants {
        private static let code = "H53.12.3-260105-0001"
        private static let place = "/dossiers/\(code)/applicant"
        private static let person =
            #"{"name":"Nguyễn Thị Ví Dụ","identity":"072000000001","phone":"0900000002"}"#

        private func start(_ folder: Folder) async throws -> Server {
            try await Server(in: folder, ["--simulate", "--at", "2026-01-05T08:00:00+07:00"])
        }

        private func receive(_ server: Server, _ clerk: Client) async throws {
            _ = try await clerk.post("/counters/6/open")
            _ = try await server.device.ticket()
            for step in ["call-next", "start"] { _ = try await clerk.post("/counters/6/\(step)") }
            _ = try await clerk.post(
                "/counters/6/complete",
                #"{"outcome":"dossier-received","procedures":["1.004837"]}"#)
            try await eventually("the core has the dossier") {
                try await clerk.get("/api/v1\(Self.place)").status == 200
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `is kept, found, printed and erased, and stands in no other file or log`()
            async throws
        {
            let folder = try Folder()
            let server = try await start(folder)
            let clerk = try await server.anyone.signedIn("clerk6")
            let manager = try await server.anyone.signedIn("manager1")
            try await receive(server, clerk)
            let kept = try await clerk.send("PUT", "/api/v1\(Self.place)", body: Self.person)
            #expect(try kept.json()["applicant"]["name"].string == "N*** T*** V*** D***", "\(kept)")
            let words = #"{"words":"nguyen thi vi du"}"#
            let found = try await clerk.send("PUT", "/api/v1/applicants/search", body: words)
            #expect(try found.json()["applicants"].array.first?["code"].string == Self.code)
            #expect(!found.text.contains("072000000001"))
            let full = try await clerk.get("/api/v1\(Self.place)/full?reason=call-back")
            #expect(try full.json()["identity"].string == "072000000001", "\(full)")
            let papers = try await clerk.get("/api/v1/dossiers/\(Self.code)/papers").json()
            let id = try #require(papers["papers"].array.first?["id"].string)
            let paper = try await clerk.get("/api/v1/dossiers/\(Self.code)/paper?paper=\(id)")
            let pdf = folder.path("01.pdf")
            try Data(paper.body).write(to: URL(filePath: pdf))
            let text = try PaperText.read(pdf)
            #expect(text.contains("NguyễnThịVíDụ") && text.contains("072000000001"), "\(text)")
            // Devices never; whoever shows the hall, neither.
            #expect(try await server.device.status("GET", "/api/v1\(Self.place)") == 403)
            let readings = try await manager.get("/api/v1/applicants/readings").json()
            #expect(
                readings["readings"].array.compactMap { $0["deed"].string }
                    == ["printed", "read", "found", "kept"])
            // A body out of its bounds is told by its member, and nothing of it repeated.
            let wrong = try await clerk.send(
                "PUT", "/api/v1\(Self.place)", body: #"{"name":"Trần","phone":"x"}"#)
            #expect(try wrong.status == 422 && wrong.json()["field"].string == "phone")
            #expect(!wrong.text.contains("Trần"))
            let erased = try await manager.post("\(Self.place)/erase", #"{"reason":"asked"}"#)
            #expect(try erased.json()["state"].string == "erased", "\(erased)")
            #expect(try await clerk.status("GET", "/api/v1\(Self.place)/full?reason=x") == 404)
            #expect(await server.stop() == 0)
            try expectNowhere(["Nguyễn", "072000000001", "0900000002", "Trần"], server)
        }

        /// Looks through every file of the data, and what the program said.
        private func expectNowhere(_ secrets: [String], _ server: Server) throws {
            let files = try FileManager.default.subpathsOfDirectory(atPath: server.data)
            var looked = 0
            for file in files {
                let place = "\(server.data)/\(file)"
                guard let bytes = FileManager.default.contents(atPath: place) else { continue }
                looked += 1
                for secret in secrets {
                    #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(file)")
                }
            }
            #expect(looked >= 3)
            for secret in secrets { #expect(!server.errors.contains(secret)) }
        }

        @Test(.timeLimit(.minutes(5)))
        func `without the key the hall goes on, and with it all is read again`() async throws {
            let folder = try Folder()
            let server = try await start(folder)
            let key = "\(server.data)/keys/vault.key"
            let attributes = try FileManager.default.attributesOfItem(atPath: key)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
            #expect(server.errors.contains("back it up apart"))
            let clerk = try await server.anyone.signedIn("clerk6")
            try await receive(server, clerk)
            _ = try await clerk.send("PUT", "/api/v1\(Self.place)", body: Self.person)
            #expect(await server.stop() == 0)
            try FileManager.default.moveItem(atPath: key, toPath: folder.path("aside"))
            do {
                let server = try await start(folder)
                #expect(server.errors.contains("put it back from its backup"))
                _ = try await server.device.ticket()
                let clerk = try await server.anyone.signedIn("clerk6")
                #expect(try await clerk.status("GET", "/api/v1\(Self.place)") == 503)
                #expect(!FileManager.default.fileExists(atPath: key))
                #expect(await server.stop() == 0)
            }
            try FileManager.default.moveItem(atPath: folder.path("aside"), toPath: key)
            let rotated = try await Program.run(["dossier", "rotate-key", "--data", server.data])
            #expect(rotated.status == 0, "\(rotated.errors)")
            let again = try await start(folder)
            let reader = try await again.anyone.signedIn("clerk6")
            let full = try await reader.get("/api/v1\(Self.place)/full?reason=call-back")
            #expect(try full.json()["name"].string == "Nguyễn Thị Ví Dụ", "\(full)")
            try await eventually("the old key is gone") {
                !FileManager.default.fileExists(atPath: "\(again.data)/keys/vault-old.key")
            }
            #expect(await again.stop() == 0)
        }
    }
}
