import Kiosk
import KioskSettings
import Testing

/// One change to a good form's file and the mistake it makes.
struct FormSpoiling: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    /// Text of the first line that has it in the spoiled file, which is to blame.
    let at: String
    let says: [String]

    init(_ from: String, _ to: String, at: String, _ says: String...) {
        (self.from, self.to, self.at, self.says) = (from, to, at, says)
    }

    var testDescription: String { "\(from) → \(to)" }
}

@Suite(.timeLimit(.minutes(5))) struct `Mistakes in form files` {
    static let all: [FormSpoiling] = [
        .init("form: \"02\"", "", at: "circular:", "no key “form”"),
        .init("version: \"3\"", "verzion: \"3\"", at: "verzion", "mean “version”?"),
        .init("papers: [A5, A4]", "papers: [A3]", at: "papers", "“A3”", "A4 or A5"),
        .init("papers: [A5, A4]", "papers: []", at: "papers", "no paper"),
        .init("papers: [A5, A4]", "papers: [A4, A4]", at: "papers: [A4", "A4 again"),
        .init("landscape: true", "landscape: wide", at: "landscape", "true or false"),
        .init("– {code}\"", "– {cod}\"", at: "imprint", "“cod”", "mean “code”?"),
        .init("{form} – {code}\"", "{page} – {code}\"", at: "imprint", "“page”"),
        .init("limit: 60", "limit: 4001", at: "limit: 4001", "1 to 4000"),
        .init("limit: 60", "limit: 5", at: "limit: 5", "a text of 20 characters", "at most 5"),
        .init("  link: {}", "  1link: {}", at: "1link", "the name “1link”"),
        .init("  link: {}", "  page: {}", at: "page: {}", "which every form has of itself"),
        .init("  link: {}", "  link: {}\n  odd: {}", at: "odd: {}", "“odd”, which no part shows"),
        .init("  papers:\n", "  code:\n", at: "  code:\n", "“code” again, after the field in line"),
        .init("columns: [name, count]", "columns: [name, name]", at: "columns: [name", "“name”"),
        .init("count: 1}", "cuont: 1}", at: "cuont", "mean “count”?"),
        .init("sample: [post]", "sample: [pots]", at: "pots", "“pots”", "counter or post"),
        .init("- title: PHIẾU", "- titel: PHIẾU", at: "titel", "no kind of part", "head, title"),
        .init(
            "- title: PHIẾU", "- {title: PHIẾU, rule: true}", at: "rule: true}",
            "title or rule together"),
        .init("mark: [\"Mẫu số {form}\"]", "mark: []", at: "mark", "an empty list"),
        .init("motto: [CỘNG HÒA, Độc lập]", "", at: "mark:", "no key “motto”"),
        .init("của {applicant}", "của {papers}", at: "của {papers}", "“papers”", "a field"),
        .init("align: centre", "align: center", at: "center", "mean “centre”?"),
        .init("{field: due,", "{field: duw,", at: "duw", "“duw”", "mean “due”?"),
        .init("ifFilled: papers", "ifFilled: paper", at: "ifFilled", "mean “papers”?"),
        .init("label: Hạn", "lable: Hạn", at: "lable", "mean “label”?"),
        .init("table: papers", "table: delivery", at: "table: delivery", "a table of the form"),
        .init("{value: count, title", "{value: coutn, title", at: "coutn", "mean “count”?"),
        .init("share: 5", "share: 0", at: "share: 0", "1 to 100"),
        .init("emptyRows: 0", "emptyRows: 31", at: "emptyRows", "0 to 30"),
        .init("qr: link", "qr: qr", at: "qr: qr", "“qr”, which the form does not declare"),
        .init("space: 7", "space: 101", at: "space", "1 to 100"),
        .init("rule: true", "rule: 1", at: "rule: 1", "true or false"),
        .init("rule: true", "rule: false", at: "rule: false", "expected true"),
        .init("name: clerk", "name: clark", at: "clark", "mean “clerk”?"),
        .init("- {title: CÁN BỘ}", "- {}", at: "- {}", "no key “title”"),
    ]

    @Test(arguments: all)
    func `are told with their line and what would be right`(_ spoiling: FormSpoiling) throws {
        try #require(FormFixture.form.contains(spoiling.from))
        let text = FormFixture.form.replacing(
            spoiling.from, with: spoiling.to, maxReplacements: 1)
        let found = try FormFixture(text).mistakes()
        let at = try #require(text.firstRange(of: spoiling.at)).lowerBound
        let line = text[..<at].count { $0 == "\n" } + 1
        #expect(
            found.contains { one in
                one.file == "02.yaml" && one.line == line
                    && spoiling.says.allSatisfy { one.description.contains($0) }
            }, "\(found), line \(line)")
    }

    @Test func `are told all at once`() throws {
        let text = FormFixture.form.replacing("share: 5", with: "share: 0")
            .replacing("space: 7", with: "space: 0").replacing("label: Nhận", with: "label: 7: 8")
        #expect(try FormFixture(text).mistakes().count == 1, "broken YAML is one")
        let two = FormFixture.form.replacing("share: 5", with: "share: 0")
            .replacing("space: 7", with: "space: 0").replacing("qr: link", with: "qr: lnk")
        #expect(try FormFixture(two).mistakes().count == 4, "link is shown nowhere then")
    }

    @Test(arguments: ["", "- a\n", "form: 1\nform: 2\n", "just words"])
    func `of files that are no form are sentences too`(text: String) throws {
        #expect(try !FormFixture(text).mistakes().isEmpty)
    }

    @Test func `of a file that is not there name it`() {
        let error = #expect(throws: ConfigurationMistakes.self) {
            try FormLoader.load(path: "/nowhere/02.yaml")
        }
        #expect(error?.description.contains("02.yaml: found no readable file") == true)
    }

    @Test func `of too many things are found at one past the bound`() throws {
        func mistakes(parts: Int) throws -> Int {
            let more = String(repeating: "\n  - rule: true", count: parts - 11)
            return try FormFixture(FormFixture.form + more).mistakes().count
        }
        #expect(try mistakes(parts: FormLimits.parts) == 0)
        #expect(try mistakes(parts: FormLimits.parts + 1) == 1)
        func signatures(_ count: Int) throws -> Int {
            let more = String(repeating: "\n      - {title: X}", count: count - 2)
            return try FormFixture(FormFixture.form + more).mistakes().count
        }
        #expect(try signatures(FormLimits.columns) == 0)
        #expect(try signatures(FormLimits.columns + 1) == 1)
        let copies = FormFixture.form.replacing("[Liên 1, Liên 2]", with: "[a, b, c, d, e]")
        #expect(try FormFixture(copies).mistakes().count == 1)
    }
}
