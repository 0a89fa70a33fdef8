import Kiosk

/// Reads what a form can be filled with.
enum FormNamesReader {
    /// A mapping of names to `{required, limit, blank, sample}`.
    static func fields(_ place: Place, _ names: FormNames) -> [FormField] {
        declared(place, .field, names).compactMap { entry in
            guard let entries = entry.value.entries(["required", "limit", "blank", "sample"]) else {
                return nil
            }
            var field = FormField(entry.key)
            field.isRequired = entries["required"]?.flag() ?? false
            if let limit = entries["limit"]?.integer(in: 1...FormLimits.valueScalars) {
                field.limit = limit
            }
            field.blank = entries["blank"]?.lineOfText("words for an empty place")
            field.sample = entries["sample"]?.text("an invented value", limit: field.limit)
            return field
        }
    }

    /// A mapping of names to `{columns, sample}`.
    static func tables(_ place: Place, _ names: FormNames) -> [FormTable] {
        declared(place, .table, names).compactMap { entry in
            guard let entries = entry.value.entries(["columns", "sample"]) else { return nil }
            var columns: [String] = []
            let places =
                entries.required("columns", "names of a row's values")?.list("columns") ?? []
            for item in FormReader.bounded(places, FormLimits.columns, "columns") {
                guard let name = item.lineOfText("a column's name") else { continue }
                if !FormWording.isName(name) || columns.contains(name) {
                    item.mistake(found: quoted(name), expected: "a name of its own, a-z and 0-9")
                }
                columns.append(name)
            }
            names.setColumns(columns, of: entry.key)
            let sample = entries["sample"]?.list("rows") ?? []
            let rows = sample.map { row(of: $0, columns) }
            return FormTable(name: entry.key, columns: columns, sample: rows)
        }
    }

    private static func row(of place: Place, _ columns: [String]) -> [String: String] {
        var row: [String: String] = [:]
        for entry in place.entries(columns)?.all ?? [] {
            row[entry.key] = entry.value.text("a value", limit: FormLimits.usualValueScalars)
        }
        return row
    }

    /// A mapping of names to `{options, several, sample}`.
    static func choices(_ place: Place, _ names: FormNames) -> [FormChoice] {
        declared(place, .choice, names).compactMap { entry in
            guard let entries = entry.value.entries(["options", "several", "sample"]) else {
                return nil
            }
            let options =
                entries.required("options", "a mapping of names to words")?
                .anyEntries("a mapping of names to words")?.all ?? []
            if options.count > FormLimits.options {
                entry.value.mistake(
                    found: "\(options.count) options", expected: "at most \(FormLimits.options)")
            }
            var choice = FormChoice(name: entry.key, options: [])
            for option in options.prefix(FormLimits.options) {
                guard let label = option.value.lineOfText("words beside a box") else { continue }
                choice.options.append(FormChoice.Option(name: option.key, label: label))
            }
            choice.allowsSeveral = entries["several"]?.flag() ?? false
            let known = choice.options.map(\.name)
            for item in entries["sample"]?.list("options") ?? [] {
                guard let name = item.lineOfText("an option") else { continue }
                if known.contains(name) {
                    choice.sample.append(name)
                } else {
                    item.mistake(found: quoted(name), expected: anyOf(known))
                }
            }
            return choice
        }
    }

    /// The entries whose names could be declared.
    private static func declared(
        _ place: Place, _ kind: FormNames.Kind, _ names: FormNames
    ) -> [Entries.Entry] {
        let all = place.anyEntries("a mapping of names")?.all ?? []
        if all.count > FormLimits.names {
            place.mistake(
                found: "\(all.count) names in \(place.name)",
                expected: "at most \(FormLimits.names)")
        }
        return all.prefix(FormLimits.names).filter { names.declare($0, kind) }
    }
}
