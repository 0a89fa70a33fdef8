import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5))) struct `Form files` {
    @Test func `are read whole`() throws {
        let form = try FormFixture().load()
        #expect(form.identity.number == "02" && form.identity.version == "3")
        #expect(form.papers == [.a5, .a4] && form.isLandscape && form.copies.count == 2)
        #expect(form.imprint.names == ["form", "code"])
        #expect(form.fields.map(\.name) == ["code", "link", "applicant", "due", "clerk"])
        let code = try #require(form.fields.first)
        #expect(code.isRequired && code.limit == 60)
        #expect(form.fields[3].blank == "ngày ……")
        #expect(
            form.tables == [
                FormTable(
                    name: "papers", columns: ["name", "count"],
                    sample: [["name": "Giấy chứng sinh", "count": "1"]])
            ])
        #expect(form.choices.first?.allowsSeveral == true)
        #expect(form.parts.count == 11)
    }

    @Test func `say how each part looks`() throws {
        let parts = try FormFixture().load().parts
        var text = FormParagraph(FormWording("Hồ sơ {code} của {applicant}, {copy}"))
        text.alignment = .centre
        (text.isBold, text.isItalic, text.isSmall) = (true, true, true)
        #expect(parts[2] == FormPart(.text(text)))
        var applicant = FormCell(field: "applicant", label: "Của")
        applicant.suffix = "(bộ)"
        applicant.emptyLines = 2
        (applicant.isNumbered, applicant.isBold) = (true, true)
        #expect(parts[3] == FormPart(.fields([applicant])))
        var code = FormCell(field: "code", label: "Mã")
        code.share = 2
        let due = FormCell(field: "due", label: "Hạn")
        #expect(parts[4] == FormPart(.fields([code, due]), ifFilled: "papers"))
        guard case .table(let grid) = parts[5].content else {
            Issue.record("\(parts[5])")
            return
        }
        #expect(grid.columns.map(\.name) == [nil, "name", "count"] && grid.emptyRows == 0)
        #expect(grid.columns.map(\.share) == [1, 5, 1] && grid.columns[1].alignment == .right)
        #expect(parts[6] == FormPart(.choice(FormTicks(choice: "delivery", label: "Nhận"))))
        let codes = FormCodes(barcode: "code", qr: "link", caption: FormWording("Quét mã"))
        #expect(parts[7] == FormPart(.codes(codes)))
        #expect(parts[8] == FormPart(.rule) && parts[9] == FormPart(.space(7)))
        let signatures = [
            FormSignature(title: "NGƯỜI NỘP", note: "(Ký)", field: "clerk"),
            FormSignature(title: "CÁN BỘ", note: nil, field: nil),
        ]
        #expect(parts[10] == FormPart(.signatures(signatures)))
    }

    @Test func `bring invented values that their form takes`() throws {
        let form = try FormFixture().load()
        let data = form.sample(heading: ["UBND"], at: Instant(millisecondsSinceEpoch: 0))
        #expect(form.faults(in: data).isEmpty)
        #expect(data.value("applicant") == "Nguyễn Thị Ví Dụ" && data.value("due") == nil)
        #expect(data.choices["delivery"] == ["post"])
    }

    @Test func `of a folder are read by their names`() throws {
        let fixture = try FormFixture()
        try fixture.write(FormFixture.form, "02-tt01-2018.yaml")
        try fixture.write("no form", "readme.txt")
        let forms = try FormLoader.loadFolder(path: fixture.folder.path)
        #expect(forms.keys.sorted() == ["02", "02-tt01-2018"])
        try fixture.write("form: [", "03.yaml")
        #expect(throws: ConfigurationMistakes.self) {
            try FormLoader.loadFolder(path: fixture.folder.path)
        }
        #expect(throws: ConfigurationMistakes.self) {
            try FormLoader.loadFolder(path: fixture.folder.path + "/nowhere")
        }
    }

    @Test func `of a folder are bounded`() throws {
        let fixture = try FormFixture(name: "00.yaml")
        for number in 1..<FormLoader.formLimit {
            try fixture.write(FormFixture.form, "\(number)x.yaml")
        }
        #expect(try FormLoader.loadFolder(path: fixture.folder.path).count == 50)
        try fixture.write(FormFixture.form, "more.yaml")
        let error = #expect(throws: ConfigurationMistakes.self) {
            try FormLoader.loadFolder(path: fixture.folder.path)
        }
        #expect(error?.description.contains("51 forms") == true)
    }
}

@Suite struct `Form 01 as shipped` {
    private let form: FormTemplate

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        form = try FormLoader.load(path: root.appending(path: "Config/forms/01.yaml").path)
    }

    @Test func `says which form it is`() {
        #expect(form.identity.number == "01")
        #expect(form.identity.circular == "Thông tư số 03/2025/TT-VPCP")
        #expect(form.identity.title == "Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
        #expect(Set(form.imprint.names).isSuperset(of: ["form", "circular", "version"]))
        #expect(form.papers == [.a4, .a5] && form.copies.count == 2)
    }

    @Test func `has a place for everything that a receipt says`() {
        let names = [
            "number", "place", "issuedOn", "dossierCode", "lookupCode", "lookupLink", "reception",
            "applicant", "applicantID", "address", "phone", "email", "procedure", "sets", "limit",
            "receivedAt", "dueAt", "collectAt", "fee", "payment", "register", "registerLine",
            "note", "hotline", "submitter", "clerk",
        ]
        #expect(Set(form.fields.map(\.name)) == Set(names))
        #expect(form.tables.map(\.columns) == [["name", "kind", "count"]])
        #expect(form.choices.map(\.name) == ["delivery"])
        let procedure = form.fields.first { $0.name == "procedure" }
        #expect((procedure?.limit ?? 0) >= 1_094)
    }

    @Test func `has invented values for all of it`() {
        let data = form.sample(heading: ["UBND"], at: Instant(millisecondsSinceEpoch: 0))
        #expect(form.faults(in: data).isEmpty)
        // Nobody should be led anywhere, or pay, by a sample.
        let without = form.fields.filter { data.value($0.name) == nil }
        #expect(Set(without.map(\.name)) == ["lookupLink", "payment"])
        #expect(data.tables["papers"]?.isEmpty == false)
    }
}
