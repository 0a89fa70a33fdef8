import Foundation
import Testing

extension EndToEnd {
    /// What managers save, as other programs read it.
    @Suite struct ReportFiles {
        private static let day = "2026-11-23"

        @Test(.timeLimit(.minutes(5)))
        func `a day is a paper and a workbook, and other hours have other waits`() async throws {
            let folder = try Folder()
            let server = try await Server(
                in: folder, ["--simulate", "--at", "\(Self.day)T08:15:00+07:00"])
            let clerk = try await server.anyone.signedIn("clerk6")
            let manager = try await server.anyone.signedIn("manager1")
            let body = "{\"line\":\"ho-tich\"}"
            _ = try await server.device.send(
                "POST", "/api/v1/tickets", key: Client.freshKey(), body: body)
            for step in ["open", "call-next", "start"] {
                _ = try await clerk.post("/counters/6/\(step)")
            }
            let paper = try await manager.get("/api/v1/reports/day?date=\(Self.day)")
            #expect(paper.status == 200)
            let text = try readBack(paper.body, folder.path("day.pdf"))
            for words in ["BÁO CÁO TIẾP CÔNG DÂN NGÀY 23/11/2026", "Hộ tịch", "1/1 (100"] {
                #expect(text.contains(words), "\(words): \(text)")
            }
            #expect(!text.contains("clerk6"))
            let sheet = try await manager.get(
                "/api/v1/reports/log?from=\(Self.day)&to=\(Self.day)",
                headers: [
                    "Accept": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                ])
            #expect(sheet.status == 200 && sheet.body.starts(with: Array("PK".utf8)))
            try await staffing(manager)
        }

        private func staffing(_ manager: Client) async throws {
            let open = try await manager.get("/api/v1/reports/staffing?date=\(Self.day)").json()
            let six = open["counters"].array.first { $0["number"].int == 6 }
            #expect(six?["times"].string?.contains("-") == true, "\(open)")
            let body = "{\"day\":\"\(Self.day)\",\"changes\":[\"6=\"]}"
            let begun = try await manager.send(
                "POST", "/api/v1/reports/staffing", key: Client.freshKey(), body: body)
            #expect(begun.status == 202, "\(begun)")
            try await eventually("the day has run again") {
                let job = try await manager.get("/api/v1/reports/staffing/job").json()
                guard job["state"].string == "done" else { return false }
                #expect(job["answer"]["before"]["all"]["called"].int == 1)
                // Nobody else was there.
                #expect(job["answer"]["after"]["all"]["called"].int == 0)
                return true
            }
        }

        /// The document's text, by `pdftotext`.
        private func readBack(_ pdf: [UInt8], _ path: String) throws -> String {
            try Data(pdf).write(to: URL(filePath: path))
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = ["pdftotext", "-layout", "-enc", "UTF-8", path, "\(path).txt"]
            try process.run()
            process.waitUntilExit()
            try #require(process.terminationStatus == 0)
            return try String(contentsOfFile: "\(path).txt", encoding: .utf8)
        }
    }
}
