/// Why a form cannot be filled with what it was given.
package struct FormFault: Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    package enum Kind: Hashable, Sendable {
        /// A name that the form does not have, so that a value would be lost silently.
        case unknown
        case missing
        case tooLong
        case tooMany
    }

    package let kind: Kind
    /// A sentence for the operator, in English; never a value.
    package let description: String
}

extension FormTemplate {
    /// Everything that stands against filling this form with `data`; empty when nothing does.
    package func faults(in data: FormData) -> [FormFault] {
        var faults: [FormFault] = []
        func add(_ kind: FormFault.Kind, _ words: String) {
            faults.append(FormFault(kind: kind, description: "form \(identity.number): \(words)"))
        }
        for name in data.values.keys.sorted() where !fields.contains(where: { $0.name == name }) {
            add(.unknown, "it has no field “\(name)”")
        }
        for field in fields {
            guard let value = data.value(field.name) else {
                if field.isRequired { add(.missing, "the field “\(field.name)” is empty") }
                continue
            }
            let count = value.unicodeScalars.count
            guard count > min(field.limit, FormLimits.valueScalars) else { continue }
            add(.tooLong, "“\(field.name)” has \(count) characters, \(field.limit) at most")
        }
        for (kind, words) in tableFaults(data) + choiceFaults(data) { add(kind, words) }
        if data.heading.count > FormLimits.headingLines
            || data.heading.contains(where: {
                $0.unicodeScalars.count > FormLimits.wordingScalars
            })
        {
            add(.tooLong, "the heading has more than \(FormLimits.headingLines) short lines")
        }
        let rows = data.tables.values.joined()
        let total =
            data.values.values.reduce(0) { $0 + $1.unicodeScalars.count }
            + rows.reduce(0) { $0 + $1.values.reduce(0) { $0 + $1.unicodeScalars.count } }
        if total > FormLimits.totalScalars {
            add(.tooLong, "\(total) characters in all, \(FormLimits.totalScalars) at most")
        }
        return faults
    }

    private func tableFaults(_ data: FormData) -> [(FormFault.Kind, String)] {
        var faults: [(FormFault.Kind, String)] = []
        for (name, rows) in data.tables.sorted(by: { $0.key < $1.key }) {
            guard let table = tables.first(where: { $0.name == name }) else {
                faults.append((.unknown, "it has no table “\(name)”"))
                continue
            }
            guard rows.count <= FormLimits.rows else {
                faults.append(
                    (.tooMany, "“\(name)” has \(rows.count) rows, \(FormLimits.rows) at most"))
                continue
            }
            let names = Set(rows.flatMap(\.keys)).subtracting(table.columns)
            for column in names.sorted() {
                faults.append((.unknown, "the table “\(name)” has no column “\(column)”"))
            }
            let longest = rows.flatMap { $0.values.map(\.unicodeScalars.count) }.max() ?? 0
            guard longest > FormLimits.usualValueScalars else { continue }
            let words =
                "a cell of “\(name)” has \(longest) characters, "
                + "\(FormLimits.usualValueScalars) at most"
            faults.append((.tooLong, words))
        }
        return faults
    }

    private func choiceFaults(_ data: FormData) -> [(FormFault.Kind, String)] {
        var faults: [(FormFault.Kind, String)] = []
        for (name, ticked) in data.choices.sorted(by: { $0.key < $1.key }) {
            guard let choice = choices.first(where: { $0.name == name }) else {
                faults.append((.unknown, "it has no choice “\(name)”"))
                continue
            }
            for option in Set(ticked).subtracting(choice.options.map(\.name)).sorted() {
                faults.append((.unknown, "the choice “\(name)” has no option “\(option)”"))
            }
            if !choice.allowsSeveral, Set(ticked).count > 1 {
                faults.append((.tooMany, "the choice “\(name)” takes one tick"))
            }
        }
        return faults
    }
}
