import Kiosk
import Stationery
import Testing

/// What a form refuses, at the bound and one past it.
@Suite(.timeLimit(.minutes(5))) struct FormBoundsTests {
    private func outcome(
        _ data: FormData, _ template: FormTemplate = FormSamples.template,
        on paper: FormPaper = .a4, copy: Int? = 0
    ) -> StationeryError.Code? {
        do throws(StationeryError) {
            _ = try PangoFormRenderer().pdf(of: template, filledWith: data, on: paper, copy: copy)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `a value may be as long as its field says`() {
        let letters = String(repeating: "đ", count: 300)
        #expect(outcome(FormSamples.data(["applicant": letters])) == nil)
        #expect(outcome(FormSamples.data(["applicant": letters + "đ"])) == .textTooLong)
    }

    @Test func `rows are bounded`() {
        #expect(FormSamples.template.faults(in: FormSamples.data(papers: 500)).isEmpty)
        #expect(outcome(FormSamples.data(papers: 500)) == nil)
        #expect(outcome(FormSamples.data(papers: 501)) == .textTooLong)
    }

    @Test func `pages are bounded, all copies together`() {
        var data = FormSamples.data
        // A line a row, so many that twenty pages do not hold them.
        data.tables["papers"] = (1...450).map { _ in ["name": "một\nhai\nba", "kind": "x"] }
        #expect(outcome(data, on: .a5) == .textTooLong)
        data.tables["papers"] = (1...120).map { _ in ["name": "một\nhai\nba", "kind": "x"] }
        #expect(outcome(data, on: .a5) == nil)
        data.tables["papers"] = (1...240).map { _ in ["name": "một\nhai\nba", "kind": "x"] }
        #expect(outcome(data, on: .a5) == nil)
        #expect(outcome(data, on: .a5, copy: nil) == .textTooLong)
    }

    @Test func `all its text together is bounded`() {
        var data = FormSamples.data
        let row = ["name": String(repeating: "a", count: 2_000)]
        data.tables["papers"] = Array(repeating: row, count: 61)
        #expect(FormSamples.template.faults(in: data).map(\.kind) == [.tooLong])
        data.tables["papers"] = Array(repeating: row, count: 59)
        #expect(FormSamples.template.faults(in: data).isEmpty)
        data.tables["papers"] = [["name": String(repeating: "a", count: 2_001)]]
        #expect(FormSamples.template.faults(in: data).map(\.kind) == [.tooLong])
    }

    @Test func `what the form has no place for is refused, not lost`() {
        var data = FormSamples.data(["aplicant": "x"])
        #expect(outcome(data) == .drawingFailed)
        data.values["applicant"] = " \n"
        data.tables = ["paper": [], "papers": [["nam": "x"]]]
        data.choices = ["deliver": [], "delivery": ["counter", "post", "pigeon"]]
        let faults = FormSamples.template.faults(in: data)
        #expect(
            faults.map(\.kind) == [
                .unknown, .missing, .unknown, .unknown, .unknown, .unknown, .tooMany,
            ])
        for word in ["aplicant", "paper", "nam", "deliver", "pigeon", "one tick"] {
            #expect(faults.contains { $0.description.contains(word) }, "\(word)")
        }
        #expect(!faults.contains { $0.description.contains("0900") }, "no value is repeated")
    }

    @Test func `paper and copies that the form does not have are refused`() {
        var template = FormSamples.template
        template.papers = [.a4]
        #expect(outcome(FormSamples.data, template, on: .a5) == .drawingFailed)
        for copy in [-1, 2, .max] {
            #expect(outcome(FormSamples.data, copy: copy) == .drawingFailed)
        }
    }

    @Test func `a QR too fine to print is refused`() {
        let link = "https://example.vn/"
        func code(_ length: Int) -> StationeryError.Code? {
            let rest = String(repeating: "a", count: length - link.count)
            return outcome(FormSamples.data(["link": link + rest]))
        }
        #expect(code(1_400) == nil)
        #expect(code(2_000) == .qrTooLong)
    }

    @Test func `hostile values are drawn as text`() {
        let values = [
            String(repeating: "\n", count: 300), String(repeating: "\u{301}", count: 300),
            "<b>&amp;</b>", "{dueAt}{", String(repeating: "👩‍👩‍👧‍👦", count: 40), "\u{FFFF}\u{FEFF}",
            String(repeating: "\u{202E}", count: 300), "( ) \\ >> endobj startxref 0 trailer",
        ]
        for value in values {
            let text = "x" + String(value.unicodeScalars.prefix(290))
            #expect(
                outcome(FormSamples.data(["applicant": text])) == nil, "\(value.debugDescription)")
        }
    }

    @Test func `a form of nothing is a white page`() {
        let template = FormTemplate(
            identity: FormIdentity(number: "", circular: "", version: "", title: ""),
            papers: [.a5], imprint: FormWording(""), pageNumber: FormWording(""))
        let data = FormData(heading: [], at: FormSamples.at)
        #expect(outcome(data, template, on: .a5) == nil)
    }
}
