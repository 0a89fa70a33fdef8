import Foundation
import Kiosk
import QueueCore
import Stationery
import Testing

/// The document around the form: pages, copies, metadata, bytes.
@Suite(.timeLimit(.minutes(5))) struct FormDocumentTests {
    private let renderer = PangoFormRenderer()

    private func draw(
        _ data: FormData = FormSamples.data, _ template: FormTemplate = FormSamples.template,
        on paper: FormPaper = .a4, copy: Int? = 0
    ) throws -> PDFReader {
        PDFReader(
            try renderer.pdf(of: template, filledWith: data, on: paper, copy: copy))
    }

    @Test(arguments: FormPaper.allCases)
    func `a table goes on over pages under its own header`(paper: FormPaper) async throws {
        let pages = try await draw(FormSamples.data(papers: 120), on: paper).pages()
        try #require(pages.count > 2)
        for (index, page) in pages.enumerated() {
            #expect(page.contains("Trang\(index + 1)/\(pages.count)"))
            #expect(page.contains("Mẫusố01–Thôngtưsố03/2025/TT-VPCP–bản7"))
            if page.contains("Giấytờthứ") { #expect(page.contains("STTTêngiấytờLoại")) }
        }
        for number in 1...120 {
            let row = "Giấytờthứ\(number)Bảnsao\(number)"
            #expect(pages.count { $0.contains(row) } >= 1, "\(row)")
        }
        let last = try #require(pages.last)
        #expect(last.contains("NGƯỜINỘPHỒSƠ"))
        // Signatures never stand alone on a page.
        #expect(last.contains("Hìnhthứcnhận"))
    }

    @Test func `a row higher than a page is broken, and nothing of it lost`() async throws {
        var data = FormSamples.data
        let lines = (1...200).map { "dòng\($0)." }
        data.tables["papers"] = [["name": lines.joined(separator: "\n"), "kind": "Bản chính"]]
        let pages = try await draw(data, on: .a5).pages()
        #expect(pages.count > 3)
        for line in lines { #expect(pages.count { $0.contains(line) } >= 1, "\(line)") }
    }

    @Test func `a form of one page has no page number`() async throws {
        #expect(try await !draw().text().contains("Trang"))
    }

    @Test func `all copies are drawn, or the one that is asked for`() async throws {
        let all = try await draw(copy: nil).pages()
        #expect(all.count == 2)
        #expect(all[0].contains("Liên1:Lưu") && all[1].contains("Liên2:Giaongườinộp"))
        #expect(!all[0].contains("Trang"))
        let second = try await draw(copy: 1).pages()
        #expect(second.count == 1 && second[0].contains("Liên2"))
    }

    @Test func `the document says what it is, and nobody's name`() async throws {
        let reader = try draw()
        let facts = try await reader.facts()
        #expect(facts["Title"] == FormSamples.template.identity.title)
        #expect(facts["Subject"] == "01 – Thông tư số 03/2025/TT-VPCP – 7")
        #expect(facts["Author"] == FormSamples.heading[1])
        #expect(facts["CreationDate"]?.hasPrefix("2026-11-23T") == true)
        #expect(facts["Pages"] == "1")
        for value in FormSamples.data.values.values where value != "01" {
            #expect(!facts.values.contains { $0.contains(value) }, "\(value)")
        }
        let catalogue = try #require(String(decoding: reader.bytes, as: UTF8.self).last(400))
        #expect(catalogue.contains("/Lang (vi-VN)"))
        #expect(catalogue.contains("/DisplayDocTitle true"))
    }

    @Test(arguments: [(FormPaper.a4, "595", "842"), (.a5, "420", "595")])
    func `pages have the paper's size, either way round`(
        paper: FormPaper, width: String, height: String
    ) async throws {
        let upright = try await draw(on: paper).picture()
        #expect(abs(upright.width - (Int(width) ?? 0)) <= 1)
        #expect(abs(upright.height - (Int(height) ?? 0)) <= 1)
        var template = FormSamples.template
        template.isLandscape = true
        let landscape = try await draw(FormSamples.data, template, on: paper).picture()
        #expect(landscape.width == upright.height && landscape.height == upright.width)
    }

    @Test func `every font is embedded and tells what its letters are`() async throws {
        let fonts = try await draw().fonts()
        #expect(!fonts.isEmpty)
        for font in fonts {
            #expect(font.contains("NotoSans"), "\(font)")
            #expect(font.contains(" yes yes yes "), "\(font)")
        }
    }

    @Test func `one form is one sequence of bytes`() throws {
        let first = try draw(FormSamples.data(papers: 60), copy: nil)
        let second = try draw(FormSamples.data(papers: 60), copy: nil)
        #expect(first.bytes == second.bytes)
        var later = FormSamples.data(papers: 60)
        later.at = later.at + Duration.seconds(1)
        #expect(try draw(later, copy: nil).bytes != first.bytes)
    }

    @Test func `forms drawn at once are as those drawn alone`() async throws {
        let alone = try draw().bytes
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<8 { group.addTask { try draw().bytes } }
            for try await bytes in group { #expect(bytes == alone) }
        }
    }
}

extension String {
    /// The last characters.
    fileprivate func last(_ count: Int) -> String? { isEmpty ? nil : String(suffix(count)) }
}
