import Kiosk
import QueueCore

/// A form with every kind of part, and what it is filled with.
enum FormSamples {
    static let at = Instant(millisecondsSinceEpoch: 1_795_396_500_000)
    static let heading = ["UBND PHƯỜNG KIẾN TƯỜNG", "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"]
    static let code = "H53.12.3-261123-0975"
    static let link = "https://dichvucong.example.gov.vn/tra-cuu/K7QX"

    /// A procedure's name of the greatest length that was ever published.
    static let longName = {
        let words =
            "Đăng ký đất đai, tài sản gắn liền với đất, cấp Giấy chứng nhận quyền sử dụng đất, "
        return String(String(repeating: words, count: 14).prefix(1_094))
    }()

    static let template: FormTemplate = {
        var template = FormTemplate(
            identity: FormIdentity(
                number: "01", circular: "Thông tư số 03/2025/TT-VPCP", version: "7",
                title: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
            papers: [.a4, .a5], imprint: FormWording("Mẫu số {form} – {circular} – bản {version}"),
            pageNumber: FormWording("Trang {page}/{pages}"))
        template.copies = ["Liên 1: Lưu", "Liên 2: Giao người nộp"]
        template.fields = ["code", "link", "phone", "email", "procedure", "sets", "clerk", "place"]
            .map { FormField($0) }
        var applicant = FormField("applicant")
        applicant.isRequired = true
        applicant.limit = 300
        var dueAt = FormField("dueAt")
        dueAt.blank = "ngày …… tháng …… năm ………"
        template.fields += [applicant, dueAt]
        template.tables = [FormTable(name: "papers", columns: ["name", "kind"])]
        template.choices = [
            FormChoice(
                name: "delivery",
                options: [
                    .init(name: "counter", label: "Tại trung tâm"),
                    .init(name: "post", label: "Qua bưu chính công ích"),
                ])
        ]
        template.parts = parts
        return template
    }()

    private static let parts: [FormPart] = {
        var code = FormParagraph(FormWording("Mã hồ sơ: {code}"))
        code.alignment = .centre
        code.isBold = true
        var copy = FormParagraph(FormWording("{copy}"))
        copy.alignment = .right
        copy.isItalic = true
        copy.isSmall = true
        var applicant = FormCell(field: "applicant", label: "Tiếp nhận hồ sơ của")
        applicant.isNumbered = true
        applicant.isBold = true
        var procedure = FormCell(field: "procedure", label: "Nội dung yêu cầu giải quyết")
        procedure.isNumbered = true
        procedure.emptyLines = 3
        var sets = FormCell(field: "sets", label: "Số lượng hồ sơ")
        sets.suffix = "(bộ)"
        return [
            FormPart(
                .head(
                    FormHead(
                        mark: [FormWording("Mẫu số {form}")],
                        motto: [
                            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
                        ],
                        reference: FormWording("Số: {sets}/TNHS"),
                        placeAndDate: FormWording("{place}, {dueAt}")))),
            FormPart(.title(FormWording("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"))),
            FormPart(.text(code)), FormPart(.text(copy)),
            FormPart(
                .codes(
                    FormCodes(barcode: "code", qr: "link", caption: FormWording("Quét mã")))),
            FormPart(.fields([applicant])), FormPart(.fields([procedure])),
            FormPart(
                .fields([
                    FormCell(field: "phone", label: "Số điện thoại"),
                    FormCell(field: "email", label: "Email"),
                ]), ifFilled: "phone"),
            FormPart(
                .table(
                    FormGrid(
                        table: "papers",
                        columns: [
                            .init(name: nil, title: "STT", share: 1, alignment: .centre),
                            .init(name: "name", title: "Tên giấy tờ", share: 6, alignment: .left),
                            .init(name: "kind", title: "Loại", share: 2, alignment: .right),
                        ], emptyRows: 2))),
            FormPart(.fields([sets])),
            FormPart(.fields([FormCell(field: "dueAt", label: "Thời gian trả kết quả")])),
            FormPart(.choice(FormTicks(choice: "delivery", label: "Hình thức nhận"))),
            FormPart(.space(3)), FormPart(.rule),
            FormPart(
                .signatures([
                    FormSignature(
                        title: "NGƯỜI NỘP HỒ SƠ", note: "(Ký và ghi rõ họ tên)", field: nil),
                    FormSignature(title: "NGƯỜI TIẾP NHẬN", note: nil, field: "clerk"),
                ])),
        ]
    }()

    static let data: FormData = FormData(
        heading: heading, at: at,
        values: [
            "code": code, "link": link, "applicant": "Nguyễn Thị Ví Dụ", "phone": "0900 000 000",
            "email": "vidu@example.vn", "procedure": "Đăng ký khai sinh (1.001193)", "sets": "01",
            "dueAt": "ngày 25 tháng 11 năm 2026", "clerk": "Trần Văn Mẫu", "place": "Kiến Tường",
        ],
        tables: [
            "papers": [
                ["name": "Tờ khai đăng ký khai sinh", "kind": "Bản chính"],
                ["name": "Giấy chứng sinh", "kind": "Bản sao"],
            ]
        ],
        choices: ["delivery": ["post"]])

    /// The sample with some of its values changed; nil empties a place.
    static func data(_ changes: [String: String?]) -> FormData {
        var data = Self.data
        for (name, value) in changes { data.values[name] = value }
        return data
    }

    /// The sample with so many papers.
    static func data(papers: Int) -> FormData {
        var data = Self.data
        data.tables["papers"] = (1...papers).map { number in
            ["name": "Giấy tờ thứ \(number)", "kind": "Bản sao \(number)"]
        }
        return data
    }
}
