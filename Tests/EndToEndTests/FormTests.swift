import Foundation
import Testing

extension EndToEnd {
    /// Forms as the program draws them from the shipped files.
    @Suite struct Forms {
        /// What a form is filled with, each value its own, so that none is taken for another.
        private static let values = [
            "number": "0975-N", "place": "Kiến Tường", "issuedOn": "ngày 23 tháng 11 năm 2026",
            "dossierCode": "H53.12.3-261123-0975", "lookupCode": "K7QX",
            "reception": "Quầy 6, lĩnh vực Hộ tịch", "applicant": "Nguyễn Thị Ví Dụ",
            "applicantID": "072000000001", "address": "Số 1 đường Thí Dụ, khu phố 2",
            "phone": "0900 000 002", "email": "vidu@example.vn",
            "procedure": "Đăng ký khai sinh (1.001193)", "sets": "03",
            "limit": "04 ngày làm việc", "receivedAt": "08 giờ 15 phút, ngày 23 tháng 11",
            "dueAt": "16 giờ 30 phút, ngày 27 tháng 11", "collectAt": "Bàn trả kết quả",
            "fee": "5.000 đồng", "register": "06/2026", "registerLine": "thứ 975",
            "note": "Mang theo giấy này.", "hotline": "0272 000 007", "submitter": "Lê Văn Nộp",
            "clerk": "Trần Văn Mẫu",
        ]

        @Test(.timeLimit(.minutes(5)), arguments: ["A4", "A5"])
        func `form 01 has every value of its data`(paper: String) async throws {
            let folder = try Folder()
            let (data, pdf) = (folder.path("data.json"), folder.path("form.pdf"))
            let papers = [["name": "Giấy chứng sinh", "kind": "Bản chính", "count": "8"]]
            let filled: [String: Any] = [
                "at": "2026-11-23T08:15:00+07:00", "values": Self.values,
                "tables": ["papers": papers], "choices": ["delivery": ["post"]],
            ]
            try JSONSerialization.data(withJSONObject: filled)
                .write(to: URL(filePath: data))
            let drawn = try await Program.run([
                "form", "01", "--config", Program.shippedConfiguration, "--data", data, "--pdf",
                pdf, "--paper", paper, "--copy", "2",
            ])
            try #require(drawn.status == 0, "\(drawn.errors)")
            let text = try PaperText.read(pdf)
            for value in Array(Self.values.values) + papers.flatMap(\.values) {
                #expect(text.contains(PaperText.bare(value)), "\(value)")
            }
            #expect(text.contains("Mẫusố01") && text.contains("TRUNGTÂMPHỤCVỤ"))
            #expect(text.contains("Thôngtưsố03/2025/TT-VPCP") && text.contains("Liên2"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a mistake in a form is found with the configuration's, each with its line`()
            async throws
        {
            let folder = try Folder()
            let config = try folder.configuration([("port: 8080", "port: eighty")])
            let form = URL(filePath: config).deletingLastPathComponent()
                .appending(path: "forms/01.yaml")
            let text = try String(contentsOf: form, encoding: .utf8)
            try (text + "\nnothing: 1\n").write(to: form, atomically: true, encoding: .utf8)
            let refused = try await Program.run(["check-config", config])
            #expect(refused.status == 1)
            #expect(refused.errors.contains(/centre\.yaml:\d+: found/), "\(refused.errors)")
            #expect(refused.errors.contains(/forms\/01\.yaml:\d+: found/), "\(refused.errors)")
            let right = try await Program.run(["check-config", Program.shippedConfiguration])
            #expect(right.text.contains("8 forms"), "\(right.text)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a form without data shows invented values on one page`() async throws {
            let folder = try Folder()
            let pdf = folder.path("form.pdf")
            for paper in ["A4", "A5"] {
                let drawn = try await Program.run([
                    "form", "01", "--config", Program.shippedConfiguration, "--pdf", pdf,
                    "--paper", paper, "--copy", "1",
                ])
                try #require(drawn.status == 0, "\(drawn.errors)")
                let text = try PaperText.read(pdf)
                #expect(text.contains("NguyễnThịVíDụ") && !text.contains("Trang1"))
            }
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                ("02", "PHIẾU YÊU CẦU BỔ SUNG"), ("03", "PHIẾU TỪ CHỐI TIẾP NHẬN"),
                ("04", "thành thật xin lỗi"), ("05", "THÔNG BÁO DỪNG"),
                ("06", "PHIẾU KIỂM SOÁT QUÁ TRÌNH"), ("07", "SỔ THEO DÕI HỒ SƠ"),
                ("postal", "BƯU CHÍNH NHẬN"),
            ])
        func `every form says its number, circular and version, on one page`(
            form: String, words: String
        ) async throws {
            let folder = try Folder()
            let pdf = folder.path("form.pdf")
            let drawn = try await Program.run([
                "form", form, "--config", Program.shippedConfiguration, "--pdf", pdf,
            ])
            try #require(drawn.status == 0, "\(drawn.errors)")
            let text = try PaperText.read(pdf)
            #expect(text.contains(PaperText.bare(words)), "\(text)")
            #expect(text.contains("bản1") && !text.contains("Trang1/2"))
            guard form != "postal" else { return }
            #expect(text.contains("Mẫusố\(form)") && text.contains("Thôngtưsố03/2025/TT-VPCP"))
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                (["09"], "There is no form 09"), (["01", "--paper", "A3"], "A4, A5 only"),
                (["01", "--copy", "3"], "the form has 2"),
                (["01", "--data", "/dev/null"], "is no form's data"),
                (["01", "--data", "/nowhere/data.json"], "cannot be read"),
            ])
        func `a form that cannot be is refused with what would be right`(
            arguments: [String], words: String
        ) async throws {
            let folder = try Folder()
            let refused = try await Program.run(
                ["form", "--config", Program.shippedConfiguration, "--pdf", folder.path("x.pdf")]
                    + arguments)
            #expect(refused.status != 0)
            #expect(refused.errors.contains(words), "\(refused.errors)")
        }
    }
}
