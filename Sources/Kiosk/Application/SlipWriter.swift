package import QueueCore

/// Words a slip from what was ordered, by the layout of its kind.
package struct SlipWriter: Sendable {
    private let centre: CentreSettings
    private let lineNames: [LineID: LocalizedName]
    private let publicBaseURL: String?
    private let texts: Texts
    private let layouts: [Slip.Kind: SlipLayout]

    /// A writer for a centre's slips.
    package init(_ configuration: Configuration) {
        centre = configuration.centre
        lineNames = configuration.lineNames
        publicBaseURL = configuration.publicBaseURL
        texts = configuration.texts
        layouts = configuration.layouts
    }

    /// The slip of a ticket, in the citizen's language.
    package func ticketSlip(_ order: SlipOrder) -> Slip {
        let counters = order.counters.map(String.init).joined(separator: ", ")
        var values: [SlipValue: String] = [
            .number: order.number, .line: name(of: order.line, order.language),
            .counters: counters, .ahead: String(order.ahead),
        ]
        values[.status] = publicBaseURL.map { "\($0)/t/\(order.statusToken)" }
        if let range = order.estimate?.wholeMinutes {
            let (low, high) = (range.lowSeconds / 60, max(1, range.highSeconds / 60))
            values[.minutes] = low > 0 && low < high ? "\(low)–\(high)" : String(high)
            // Either is there for the layout to ask after; the words are the text's.
            values[low > 0 ? .wait : .waitUnder] = values[.minutes]
        }
        var slip = slip(
            .ticket, values, SlipMoment(order.issuedAt), print: order.print, order.language)
        slip.counters = counters
        return slip
    }

    /// Receipt and appointment of a dossier, for the citizen to keep.
    ///
    /// - Parameters:
    ///   - facts: what was received and what is promised.
    ///   - moment: when it is printed.
    ///   - print: 1 for the first print; later ones are marked.
    ///   - language: the citizen's.
    /// - Returns: the slip, in words.
    package func receiptSlip(
        _ facts: ReceiptFacts, at moment: SlipMoment, print: Int = 1,
        in language: Texts.Language = Texts.defaultLanguage
    ) -> Slip {
        var values: [SlipValue: String] = [.code: facts.code, .procedure: facts.procedure]
        values[.number] = facts.number
        values[.line] = facts.line.map { name(of: $0, language) }
        values[.fee] = facts.feeVND.map(grouped)
        values[.papers] = facts.papers.map(String.init)
        values[.place] = facts.place
        values[.hotline] = facts.hotline
        values[.status] = facts.statusURL
        values[.received] = words(of: facts.received, language)
        values[.due] = words(of: facts.due, language)
        return slip(.receipt, values, moment, print: print, language)
    }

    /// Apology and new appointment; the parameters as of `receiptSlip`.
    package func apologySlip(
        _ facts: ApologyFacts, at moment: SlipMoment, print: Int = 1,
        in language: Texts.Language = Texts.defaultLanguage
    ) -> Slip {
        var values: [SlipValue: String] = [
            .code: facts.code, .procedure: facts.procedure, .reason: facts.reason,
        ]
        values[.hotline] = facts.hotline
        values[.status] = facts.statusURL
        values[.received] = words(of: facts.received, language)
        values[.due] = words(of: facts.due, language)
        values[.newDue] = words(of: facts.newDue, language)
        return slip(.apology, values, moment, print: print, language)
    }

    /// What an installer prints with the printer in hand.
    package func testSlip(
        _ facts: TestFacts, at moment: SlipMoment,
        in language: Texts.Language = Texts.defaultLanguage
    ) -> Slip {
        var values: [SlipValue: String] = [
            // Every segment of every digit, as wide as numbers get.
            .number: "8888", .printer: facts.printer.rawValue,
        ]
        values[.model] = facts.model
        values[.profile] = facts.profile
        values[.widthDots] = facts.widthDots.map(String.init)
        values[.status] = facts.statusURL
        return slip(.test, values, moment, print: 1, language)
    }

    /// A day's figures, summed up at `time` of that day.
    package func summarySlip(
        _ facts: SummaryFacts, at time: String,
        in language: Texts.Language = Texts.defaultLanguage
    ) -> Slip {
        var values: [SlipValue: String] = [
            .issued: String(facts.rows.reduce(0) { $0 + $1.issued }),
            .served: String(facts.served),
            .noShows: String(facts.rows.reduce(0) { $0 + $1.noShows }),
            .expired: String(facts.expired), .cancelled: String(facts.cancelled),
            .lines: facts.rows.map { words(of: $0, language) }.joined(separator: "\n"),
            .events: grouped(Int(clamping: facts.events)), .head: facts.head,
        ]
        values[.mark] = facts.mark.map(inGroups)
        return slip(
            .summary, values, SlipMoment(day: facts.day, time: time), print: 1, language)
    }
}

extension SlipWriter {
    private func slip(
        _ kind: Slip.Kind, _ values: [SlipValue: String], _ moment: SlipMoment, print: Int,
        _ language: Texts.Language
    ) -> Slip {
        var values = values
        values[.heading] = centre.heading.joined(separator: "\n")
        values[.centre] = centre.name(in: language)
        values[.day] = moment.date
        values[.time] = moment.time
        let mark = print > 1 ? texts("slip.reprint", in: language) : nil
        values[.reprint] = mark
        let layout = layouts[kind] ?? .numberAlone
        return Slip(
            kind: kind, number: values[.number] ?? "", mark: mark,
            blocks: layout.filled(with: values, texts: texts, in: language))
    }

    private func words(of moment: SlipMoment, _ language: Texts.Language) -> String {
        guard let time = moment.time else { return moment.date }
        return texts("slip.moment", in: language, ["time": time, "day": moment.date])
    }

    private func name(of line: LineID, _ language: Texts.Language) -> String {
        lineNames[line].map { $0(in: language) } ?? line.rawValue
    }

    private func words(of row: SummaryFacts.Row, _ language: Texts.Language) -> String {
        var places = ["line": name(of: row.line, language), "count": String(row.issued)]
        guard let average = row.averageSeconds, let p90 = row.p90Seconds else {
            return texts("slip.summary-line-none", in: language, places)
        }
        places["average"] = String((average + 30) / 60)
        places["p90"] = String((p90 + 30) / 60)
        places["noShows"] = String(row.noShows)
        return texts("slip.summary-line", in: language, places)
    }

    /// Digits in groups of three, as Vietnamese writes them: `16.014`.
    private func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let groups = stride(from: digits.count, to: 0, by: -3)
            .map { String(digits[max(0, $0 - 3)..<$0]) }
        return (number < 0 ? "-" : "") + groups.reversed().joined(separator: ".")
    }

    /// Groups of eight, which can be compared by eye and broken into lines.
    private func inGroups(_ text: String) -> String {
        let letters = Array(text)
        return stride(from: 0, to: letters.count, by: 8)
            .map { String(letters[$0..<min($0 + 8, letters.count)]) }.joined(separator: " ")
    }
}

extension SlipMoment {
    /// The day as paper says it: `23/11/2026`.
    fileprivate var date: String { "\(padded(day.day, 2))/\(padded(day.month, 2))/\(day.year)" }
}
