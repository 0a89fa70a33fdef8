import Kiosk

/// Reads one form's file.
enum FormReader {
    private static let known = [
        "form", "circular", "version", "title", "papers", "landscape", "copies", "imprint",
        "pages", "fields", "tables", "choices", "parts",
    ]

    /// The form; nil, or incomplete, where a mistake was written down.
    static func template(_ root: Place) -> FormTemplate? {
        guard let entries = root.entries(known) else { return nil }
        let names = FormNames()
        let fields = entries["fields"].map { FormNamesReader.fields($0, names) } ?? []
        let tables = entries["tables"].map { FormNamesReader.tables($0, names) } ?? []
        let choices = entries["choices"].map { FormNamesReader.choices($0, names) } ?? []
        let identity = identity(entries)
        let papers = entries.required("papers", "A4, A5 or both").flatMap(papers)
        let imprint = wording(entries, "imprint", names)
        let pages = wording(entries, "pages", names, also: ["page", "pages"])
        let parts = entries.required("parts", "the form, top to bottom")?.list("parts") ?? []
        let read = bounded(parts, FormLimits.parts, "parts").compactMap {
            FormPartReader(place: $0, names: names).part()
        }
        names.reportUnplaced()
        guard let identity, let papers, let imprint, let pages else { return nil }
        var template = FormTemplate(
            identity: identity, papers: papers, imprint: imprint, pageNumber: pages)
        template.isLandscape = entries["landscape"]?.flag() ?? false
        template.copies = entries["copies"].map(copies) ?? []
        template.fields = fields
        template.tables = tables
        template.choices = choices
        template.parts = read
        return template
    }

    private static func identity(_ entries: Entries) -> FormIdentity? {
        let number = entries.required("form", "the form's number")?
            .lineOfText("a number", limit: 10)
        let circular = entries.required("circular", "what issued the form")?
            .lineOfText("a circular")
        let version = entries.required("version", "the version of this file")?
            .lineOfText("a version", limit: 20)
        let title = entries.required("title", "the form's name")?.lineOfText("a name")
        guard let number, let circular, let version, let title else { return nil }
        return FormIdentity(number: number, circular: circular, version: version, title: title)
    }

    private static func papers(_ place: Place) -> [FormPaper]? {
        guard let items = place.list("papers") else { return nil }
        var papers: [FormPaper] = []
        for item in items {
            guard let paper = item.choice(of: FormPaper.self) else { continue }
            if papers.contains(paper) {
                item.mistake(found: "\(paper.rawValue) again", expected: "each paper once")
            } else {
                papers.append(paper)
            }
        }
        if items.isEmpty { place.mistake(found: "no paper", expected: "A4, A5 or both") }
        return papers.isEmpty ? nil : papers
    }

    private static func copies(_ place: Place) -> [String] {
        bounded(place.list("copies") ?? [], FormLimits.copies, "copies").compactMap {
            $0.lineOfText("a copy's name")
        }
    }

    private static func wording(
        _ entries: Entries, _ key: String, _ names: FormNames, also: [String] = []
    ) -> FormWording? {
        entries.required(key, "words").flatMap { names.wording($0, also: also) }
    }

    /// The first items, with a mistake where there are more.
    static func bounded(_ places: [Place], _ limit: Int, _ things: String) -> [Place] {
        if places.count > limit {
            places[limit].mistake(
                found: "\(places.count) \(things)", expected: "at most \(limit)")
        }
        return Array(places.prefix(limit))
    }
}
