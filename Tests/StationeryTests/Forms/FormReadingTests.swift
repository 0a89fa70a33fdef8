import Foundation
import Kiosk
import Stationery
import Testing

/// What a form is filled with can be read from its document, by people and by programs.
@Suite(.timeLimit(.minutes(5))) struct FormReadingTests {
    private let renderer = PangoFormRenderer()

    private func draw(
        _ data: FormData = FormSamples.data, on paper: FormPaper = .a4, copy: Int? = 0
    ) throws -> PDFReader {
        PDFReader(
            try renderer.pdf(
                of: FormSamples.template, filledWith: data, on: paper, copy: copy))
    }

    @Test(arguments: FormPaper.allCases)
    func `every word and value is read back`(paper: FormPaper) async throws {
        let pages = try await draw(on: paper).pages()
        try #require(pages.count == 1)
        let data = FormSamples.data
        let values = data.values.filter { $0.key != "link" }.map(\.value)
        let cells = (data.tables["papers"] ?? []).flatMap(\.values)
        let words = FormSamples.template.words.split(separator: "\n").map(String.init)
        // Words with places in them are looked for below, with their values.
        let parted = ["……", "Trang", "Liên 2", "–  – bản", "/TNHS"]
        let whole = words.filter { word in
            word != FormSamples.template.identity.title && !parted.contains(where: word.contains)
        }
        for text in values + cells + whole where !text.isEmpty {
            #expect(pages[0].contains(PDFReader.bare(text)), "\(text)")
        }
        #expect(pages[0].contains("1.Tiếpnhận") && pages[0].contains("2.Nộidung"))
        #expect(pages[0].contains("Số:01/TNHS"))
        #expect(pages[0].contains("Mẫusố01–Thôngtưsố03/2025/TT-VPCP–bản7"))
        #expect(pages[0].contains("CÔNG") && pages[0].contains("Sốlượnghồsơ:01(bộ)"))
    }

    @Test func `barcode and QR are read back`() async throws {
        for paper in FormPaper.allCases {
            let codes = try await draw(on: paper).codes()
            #expect(Set(codes) == [FormSamples.code, FormSamples.link])
        }
    }

    @Test(arguments: [
        " !\"#$%&'()*+,-./0123456789:;<=>?@", "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`",
        "abcdefghijklmnopqrstuvwxyz{|}~",
    ])
    func `a barcode holds every printable character`(_ text: String) async throws {
        // White at an end would be trimmed by the reader of the reader's output.
        let codes = try await draw(
            FormSamples.data(["code": "|\(text)|", "link": nil as String?])
        ).codes()
        #expect(codes == ["|\(text)|"])
    }

    @Test(arguments: ["Đ-261123", String(repeating: "8", count: 41)])
    func `a code that no barcode holds stands there as text`(_ code: String) async throws {
        let pages = try await draw(FormSamples.data(["code": code, "link": nil as String?])).pages()
        let count = pages[0].ranges(of: code).count
        #expect(count == 2)
    }

    @Test(arguments: FormPaper.allCases)
    func `the longest names wrap and nothing of them is lost`(paper: FormPaper) async throws {
        var data = FormSamples.data(["procedure": FormSamples.longName])
        data.tables["papers"] = [["name": FormSamples.longName, "kind": "Bản chính"]]
        data.values["email"] = String(repeating: "endless", count: 30) + "@example.vn"
        let reader = try draw(data, on: paper)
        // The foot of a page may stand in the middle of a text that goes on.
        let foot = PDFReader.bare("Mẫu số 01 – Thông tư số 03/2025/TT-VPCP – bản 7")
        let text = try await reader.pages().joined().replacing(foot, with: "")
            .replacing(/Trang\d+\/\d+/, with: "")
        let name = PDFReader.bare(FormSamples.longName)
        #expect(text.contains(name))
        #expect(text.contains("endlessendless") && text.contains("@example.vn"))
        try await expectWithinMargins(reader)
    }

    @Test func `letters stored in parts come out whole`() async throws {
        let name = "Nguyễn Thị Thuỷ Tiên, Ưỡn ẽ Ỵ"
        let parts = name.decomposedStringWithCanonicalMapping
        let (whole, split) = (
            try draw(FormSamples.data(["applicant": name])),
            try draw(FormSamples.data(["applicant": parts]))
        )
        #expect(whole.bytes == split.bytes)
        let text = try await split.pages()[0]
        #expect(
            text.unicodeScalars.elementsEqual(
                text.precomposedStringWithCanonicalMapping.unicodeScalars))
        #expect(text.contains(PDFReader.bare(name)))
    }

    @Test func `a character that no font has leaves a visible box`() async throws {
        func ink(_ applicant: String) async throws -> Int {
            try await draw(FormSamples.data(["applicant": applicant]))
                .picture(dotsPerInch: 150).ink
        }
        let without = try await ink("A B")
        for odd in ["\u{10FFFD}", "\u{0}", "\u{7}", "\u{202E}", "\u{FFFF}"] {
            #expect(try await ink("A \(odd)B") > without + 20, "\(odd.unicodeScalars)")
        }
    }

    @Test func `an empty place is dotted, and an optional part takes no room`() async throws {
        let empty = FormData(
            heading: FormSamples.heading, at: FormSamples.at, values: ["applicant": "  x "])
        let reader = try draw(empty)
        let text = try await reader.pages()[0]
        #expect(text.contains(PDFReader.bare("Thời gian trả kết quả: ngày …… tháng …… năm ………")))
        #expect(text.contains("Số:……………/TNHS"))
        #expect(text.contains("Sốlượnghồsơ:……………(bộ)"))
        #expect(text.contains("Nộidungyêucầugiảiquyết:"))
        #expect(!text.contains("Sốđiệnthoại"))
        #expect(try await reader.codesOrNone().isEmpty)
        // Three dotted lines for the procedure are ink that the filled form does not have.
        let (dotted, filled) = (
            try await reader.picture(dotsPerInch: 150).ink,
            try await draw(
                FormData(
                    heading: FormSamples.heading, at: FormSamples.at,
                    values: ["applicant": "x", "procedure": "."])
            ).picture(dotsPerInch: 150).ink
        )
        #expect(dotted > filled + 200)
    }

    @Test func `a value of several lines keeps them`() async throws {
        let text = try await draw(FormSamples.data(["procedure": "một\r\nhai\nba"])).text()
        #expect(text.contains("một\nhai\nba"))
    }

    @Test func `a tick is drawn in the box that was chosen`() async throws {
        var data = FormSamples.data
        let ticked = try await draw(data).picture(dotsPerInch: 150).ink
        data.choices = [:]
        #expect(try await draw(data).picture(dotsPerInch: 150).ink < ticked)
    }

    private func expectWithinMargins(_ reader: PDFReader) async throws {
        let count = try await reader.pages().count
        for page in 1...count {
            let picture = try await reader.picture(page: page)
            let inked = try #require(picture.inked)
            // 8 mm at 72 dots an inch.
            #expect(inked.columns.lowerBound > 22 && inked.rows.lowerBound > 22)
            #expect(inked.columns.upperBound < picture.width - 22)
            #expect(inked.rows.upperBound < picture.height - 22)
        }
    }
}

extension PDFReader {
    /// As `codes`, where there may be none: `zbarimg` then ends with 4.
    func codesOrNone() async throws -> [String] {
        do {
            return try await codes()
        } catch let failure as Failure where failure.program == "zbarimg" && failure.status == 4 {
            return []
        }
    }
}
