import Kiosk

/// Reads one part of a form: a mapping with the key of exactly one kind of part.
struct FormPartReader {
    /// Keys that stand beside a kind's own key.
    private static let kinds: [(kind: String, beside: [String])] = [
        ("head", []), ("title", []), ("text", ["align", "bold", "italic", "small"]),
        ("field", cellKeys), ("fields", []), ("table", ["columns", "emptyRows"]),
        ("choice", ["label"]), ("signatures", []), ("codes", []), ("rule", []), ("space", []),
    ]
    private static let cellKeys = ["label", "suffix", "share", "lines", "numbered", "bold"]
    private static let shares = 1...100
    private static let emptyLines = 1...20
    private static let millimetres = 1...100

    let place: Place
    let names: FormNames

    /// The part; nil where a mistake was written down.
    func part() -> FormPart? {
        guard let any = place.anyEntries("a part of the form") else { return nil }
        let found = Self.kinds.filter { any[$0.kind] != nil }
        guard found.count == 1, let one = found.first else {
            let words = found.isEmpty ? "no kind of part" : anyOf(found.map(\.kind)) + " together"
            place.mistake(
                found: words, expected: "one of \(anyOf(Self.kinds.map(\.kind))) in \(place.name)")
            return nil
        }
        guard let entries = place.entries([one.kind, "ifFilled"] + one.beside),
            let value = entries[one.kind]
        else { return nil }
        let asked = entries["ifFilled"].map { names.asked($0) }
        guard let content = content(one.kind, value, entries) else { return nil }
        if let asked, asked == nil { return nil }
        return FormPart(content, ifFilled: asked ?? nil)
    }

    private func content(
        _ kind: String, _ value: Place, _ entries: Entries
    ) -> FormPart.Content? {
        switch kind {
        case "head": return head(value).map { .head($0) }
        case "title": return names.wording(value).map { .title($0) }
        case "text": return paragraph(value, entries).map { .text($0) }
        case "field": return cell(entries).map { .fields([$0]) }
        case "fields":
            return list(value, "fields") { item in
                item.entries(["field"] + Self.cellKeys).flatMap { cell($0) }
            }.map { .fields($0) }
        case "table": return grid(value, entries).map { .table($0) }
        case "choice":
            let choice = names.placed(value, .choice)
            let label = entries.required("label", "the question")?.lineOfText("a question")
            guard let choice, let label else { return nil }
            return .choice(FormTicks(choice: choice, label: label))
        case "signatures":
            return list(value, "signatures") { signature($0) }.map { .signatures($0) }
        case "codes": return codes(value).map { .codes($0) }
        case "rule":
            guard let flag = value.flag() else { return nil }
            if !flag { value.mistake(found: "false", expected: "true, or no such part") }
            return .rule
        default: return value.integer(in: Self.millimetres).map { .space($0) }
        }
    }

    /// The items of a list of 1 to `FormLimits.columns`; nil where one has a mistake.
    private func list<Item>(
        _ place: Place, _ things: String, _ read: (Place) -> Item?
    ) -> [Item]? {
        guard let places = place.list(things) else { return nil }
        if places.isEmpty {
            place.mistake(found: "an empty list", expected: "\(things) as \(place.name)")
            return nil
        }
        let items = FormReader.bounded(places, FormLimits.columns, things).map(read)
        let whole = items.compactMap(\.self)
        return whole.count == items.count ? whole : nil
    }

    private func head(_ place: Place) -> FormHead? {
        guard let entries = place.entries(["mark", "motto", "reference", "placeAndDate"]),
            let motto = entries.required("motto", "the national motto")
                .flatMap({ list($0, "lines") { $0.lineOfText("a line", limit: 80) } })
        else { return nil }
        let mark = entries["mark"].map { list($0, "lines") { names.wording($0) } } ?? []
        let reference = entries["reference"].flatMap { names.wording($0) }
        let placeAndDate = entries["placeAndDate"].flatMap { names.wording($0) }
        return mark.map {
            FormHead(mark: $0, motto: motto, reference: reference, placeAndDate: placeAndDate)
        }
    }

    private func paragraph(_ place: Place, _ entries: Entries) -> FormParagraph? {
        guard let wording = names.wording(place) else { return nil }
        var paragraph = FormParagraph(wording)
        if let align = entries["align"]?.choice(of: FormAlignment.self) {
            paragraph.alignment = align
        }
        paragraph.isBold = entries["bold"]?.flag() ?? false
        paragraph.isItalic = entries["italic"]?.flag() ?? false
        paragraph.isSmall = entries["small"]?.flag() ?? false
        return paragraph
    }

    private func cell(_ entries: Entries) -> FormCell? {
        let field = entries.required("field", "a field").flatMap { names.placed($0, .field) }
        let label = entries.required("label", "the words before the value")?
            .lineOfText("a label")
        guard let field, let label else { return nil }
        var cell = FormCell(field: field, label: label)
        cell.suffix = entries["suffix"]?.lineOfText("words behind the value")
        cell.share = entries["share"]?.integer(in: Self.shares) ?? 1
        cell.emptyLines = entries["lines"]?.integer(in: Self.emptyLines) ?? 1
        cell.isNumbered = entries["numbered"]?.flag() ?? false
        cell.isBold = entries["bold"]?.flag() ?? false
        return cell
    }

    private func grid(_ place: Place, _ entries: Entries) -> FormGrid? {
        let table = names.placed(place, .table)
        let known = table.flatMap { names.columns(of: $0) } ?? []
        let columns = entries.required("columns", "the table's columns").flatMap {
            list($0, "columns") { column($0, known) }
        }
        let emptyRows = entries["emptyRows"]?.integer(in: 0...30) ?? 1
        guard let table, let columns else { return nil }
        for name in known where !columns.contains(where: { $0.name == name }) {
            place.mistake(
                found: "no column for “\(name)”", expected: "every column of the table “\(table)”")
        }
        return FormGrid(table: table, columns: columns, emptyRows: emptyRows)
    }

    private func column(_ place: Place, _ known: [String]) -> FormGrid.Column? {
        guard let entries = place.entries(["value", "title", "share", "align"]),
            let title = entries.required("title", "the column's head")?.lineOfText("a head")
        else { return nil }
        let name = entries["value"]?.lineOfText("a column of the table")
        if let name, let value = entries["value"], !known.contains(name) {
            value.mistake(
                found: quoted(name) + didYouMean(name, among: known), expected: anyOf(known))
        }
        return FormGrid.Column(
            name: name, title: title, share: entries["share"]?.integer(in: Self.shares) ?? 1,
            alignment: entries["align"]?.choice(of: FormAlignment.self) ?? .left)
    }

    private func signature(_ place: Place) -> FormSignature? {
        guard let entries = place.entries(["title", "note", "name"]),
            let title = entries.required("title", "who signs")?.lineOfText("who signs")
        else { return nil }
        return FormSignature(
            title: title, note: entries["note"]?.lineOfText("a note"),
            field: entries["name"].flatMap { names.placed($0, .field) })
    }

    private func codes(_ place: Place) -> FormCodes? {
        guard let entries = place.entries(["barcode", "qr", "caption"]) else { return nil }
        return FormCodes(
            barcode: entries["barcode"].flatMap { names.placed($0, .field) },
            qr: entries["qr"].flatMap { names.placed($0, .field) },
            caption: entries["caption"].flatMap { names.wording($0) })
    }
}
