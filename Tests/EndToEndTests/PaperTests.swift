import Foundation
import Testing

extension EndToEnd {
    /// Papers that the life of a dossier gives, drawn by the program and read back.
    @Suite struct Papers {
        private static let code = "H53.12.3-260105-0001"
        private static let place = "/dossiers/\(code)"

        /// A hall in which one dossier was received.
        private func received(_ folder: Folder, _ configuration: String? = nil) async throws
            -> (server: Server, clerk: Client)
        {
            let server = try await Server(
                in: folder, configuration: configuration ?? Program.shippedConfiguration,
                ["--simulate", "--at", "2026-01-05T08:00:00+07:00"])
            let clerk = try await server.anyone.signedIn("clerk6")
            _ = try await clerk.post("/counters/6/open")
            _ = try await server.device.ticket()
            for step in ["call-next", "start"] { _ = try await clerk.post("/counters/6/\(step)") }
            let done = try await clerk.post(
                "/counters/6/complete",
                #"{"outcome":"dossier-received","procedures":["1.004837"]}"#)
            #expect(done.status == 200, "\(done)")
            return (server, clerk)
        }

        private func text(
            _ clerk: Client, _ path: String, _ folder: Folder
        ) async throws -> String {
            let answer = try await clerk.get("/api/v1\(path)")
            try #require(answer.status == 200, "\(path): \(answer)")
            let pdf = folder.path("\(UUID().uuidString).pdf")
            try Data(answer.body).write(to: URL(filePath: pdf))
            return try PaperText.read(pdf)
        }

        @Test(.timeLimit(.minutes(5)))
        func `each step that has a form gives it, and nobody's name is on any`() async throws {
            let folder = try Folder()
            let (server, clerk) = try await received(folder)
            try await eventually("the core has the dossier") {
                try await clerk.get("/api/v1\(Self.place)/papers").status == 200
            }
            for step in [
                #"{"step":"ask-supplement","papers":["Giấy chứng sinh"],"reason":"Thiếu dấu"}"#,
                #"{"step":"supply"}"#,
                #"{"step":"record-error","reason":"Ghi nhầm ngày sinh"}"#,
                #"{"step":"apologise","apology":1,"reason":"Đã sửa"}"#,
                #"{"step":"finish","result":"Quyết định 7"}"#,
                #"{"step":"hand-over","consignment":"EB000000001VN"}"#,
            ] {
                let answer = try await clerk.post("\(Self.place)/steps", step)
                try #require(answer.status == 200, "\(step): \(answer)")
            }
            let papers = try await clerk.get("/api/v1\(Self.place)/papers").json()["papers"].array
            let numbers = papers.compactMap { $0["number"].string }
            #expect(numbers == ["01", "02", "04", "06"])
            let wanted = [
                ["GIẤY TIẾP NHẬN HỒ SƠ", "1.004837", "Liên 2"],
                ["Giấy chứng sinh", "Thiếu dấu", "xin ông/bà bổ sung"],
                ["thành thật xin lỗi", "Ghi nhầm ngày sinh. Đã sửa"],
                ["PHIẾU KIỂM SOÁT", "mot-cua", "hạn"],
            ]
            for (paper, words) in zip(papers, wanted) {
                let id = try #require(paper["id"].string)
                let text = try await text(clerk, "\(Self.place)/paper?paper=\(id)", folder)
                for word in words + [Self.code, "TRUNG TÂM PHỤC VỤ"] {
                    #expect(text.contains(PaperText.bare(word)), "\(word) in \(text)")
                }
            }
            let days = "?from=2026-01-01&to=2026-01-31"
            let register = try await text(clerk, "/dossiers/register\(days)", folder)
            #expect(register.contains(Self.code) && register.contains("1hồsơ"), "\(register)")
            let post = try await text(clerk, "/dossiers/postal-list?date=2026-01-05", folder)
            #expect(post.contains("EB000000001VN") && post.contains(Self.code), "\(post)")
            let none = try await text(clerk, "/dossiers/postal-list?date=2026-01-06", folder)
            #expect(none.contains("0bưugửi") && !none.contains(Self.code))
            // Whose papers are nobody's: devices do not get them, an unknown one is not there.
            #expect(try await server.device.status("GET", "/api/v1\(Self.place)/papers") == 403)
            #expect(
                try await clerk.status("GET", "/api/v1\(Self.place)/paper?paper=03-1") == 422)
            #expect(
                try await clerk.status("GET", "/api/v1/dossiers/register?from=2026-01-01") == 422)
        }

        @Test(.timeLimit(.minutes(5)))
        func `what is owed can be paid by the receipt's code, and what is paid has none`()
            async throws
        {
            let folder = try Folder()
            let file = try folder.configuration([
                (
                    "  authority: embedded",
                    "  authority: embedded\n  payment: {bank: \"970436\", account: \"0881000458086\"}"
                )
            ])
            let (server, clerk) = try await received(folder, file)
            try await eventually("the core has the dossier") {
                try await clerk.get("/api/v1\(Self.place)/papers").status == 200
            }
            func receipt() async throws -> (text: String, codes: String) {
                let pdf = folder.path("\(UUID().uuidString).pdf")
                let answer = try await clerk.get("/api/v1\(Self.place)/paper?paper=01-2")
                try #require(answer.status == 200, "\(answer)")
                try Data(answer.body).write(to: URL(filePath: pdf))
                return (try PaperText.read(pdf), try PaperText.codes(pdf))
            }
            #expect(try await !receipt().codes.contains("A000000727"))
            let charge = #"{"step":"charge","amount":8000,"reason":"Lệ phí"}"#
            #expect(try await clerk.post("\(Self.place)/steps", charge).status == 200)
            let owed = try await receipt()
            #expect(owed.text.contains("8.000đồng,đãnộp0đồng"), "\(owed.text)")
            // Two copies, a page each.
            #expect(!owed.text.contains("Trang1"), "\(owed.text)")
            let payment =
                "00020101021238570010A00000072701270006970436011308810004580860208QRIBFTTA"
                + "5303704540480005802VN62240820\(Self.code)6304"
            #expect(owed.codes.contains(payment), "\(owed.codes)")
            let pay = #"{"step":"pay","amount":8000,"receipt":"BL 12"}"#
            #expect(try await clerk.post("\(Self.place)/steps", pay).status == 200)
            let paid = try await receipt()
            #expect(!paid.codes.contains("A000000727"), "\(paid.codes)")
            #expect(await server.stop() == 0)
        }

        @Test(.timeLimit(.minutes(5)))
        func `where the province gives codes no receipt is given here`() async throws {
            let folder = try Folder()
            let file = try folder.configuration([
                ("  authority: embedded", "  authority: province")
            ])
            let (server, clerk) = try await received(folder, file)
            let code = "H53.12.3-260105-000123"
            let arrival = """
                {"reference":"EB1","code":"\(code)","procedure":"1.004837","via":"postal",
                "filedAt":"2026-01-05T07:00:00+07:00"}
                """
            let taken = try await clerk.post("/dossiers/intake", arrival)
            #expect(taken.status == 200, "\(taken)")
            let step = try await clerk.post(
                "/dossiers/intake/\(code)/steps", #"{"step":"receive"}"#)
            #expect(step.status == 200, "\(step)")
            let papers = try await clerk.get("/api/v1/dossiers/\(code)/papers").json()["papers"]
            #expect(papers.array.compactMap { $0["number"].string } == ["06"])
            #expect(await server.stop() == 0)
        }
    }
}
