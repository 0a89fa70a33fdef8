package import QueueCore

extension FormTemplate {
    /// The form filled with its file's invented values, for looking at it.
    ///
    /// The heading is the centre's, `at` is when it says it was made.
    package func sample(heading: [String], at: Instant) -> FormData {
        var data = FormData(heading: heading, at: at)
        for field in fields { data.values[field.name] = field.sample }
        for table in tables { data.tables[table.name] = table.sample }
        for choice in choices { data.choices[choice.name] = choice.sample }
        return data
    }

    /// All of the form's own words, for asking the fonts whether they have every character.
    package var words: String {
        var all = [identity.number, identity.circular, identity.version, identity.title]
        all += copies + [imprint.words, pageNumber.words] + fields.compactMap(\.blank)
        all += choices.flatMap { $0.options.map(\.label) }
        for part in parts {
            switch part.content {
            case .head(let head):
                all += head.mark.map(\.words) + head.motto
                all += [head.reference, head.placeAndDate].compactMap { $0?.words }
            case .title(let wording): all.append(wording.words)
            case .text(let paragraph): all.append(paragraph.wording.words)
            case .fields(let cells): all += cells.flatMap { [$0.label, $0.suffix ?? ""] }
            case .table(let grid): all += grid.columns.map(\.title)
            case .choice(let ticks): all.append(ticks.label)
            case .signatures(let signatures):
                all += signatures.flatMap { [$0.title, $0.note ?? ""] }
            case .codes(let codes): all.append(codes.caption?.words ?? "")
            case .rule, .space: break
            }
        }
        return all.joined(separator: "\n")
    }
}
