package import QueueCore

/// What the report of one day says.
package struct DayFacts: Sendable {
    package let day: ServiceDay
    /// When it was drawn up.
    package let at: Instant
    /// All together, in one row; without a row when nothing happened.
    package let total: WaitReport
    package let byLine: WaitReport
    package let byHour: WaitReport
    package let counters: CounterReport
    /// The end of the day's events in the audit chain, as the summary slip has it.
    package let head: String

    package init(
        day: ServiceDay, at: Instant, total: WaitReport, byLine: WaitReport,
        byHour: WaitReport, counters: CounterReport, head: String
    ) {
        self.day = day
        self.at = at
        self.total = total
        self.byLine = byLine
        self.byHour = byHour
        self.counters = counters
        self.head = head
    }
}

/// The report of a day as a paper for the file: Vietnamese, A4 across, without anybody's name.
package struct DayPaper: Sendable {
    /// Raised with every change: a paper in a file can be told from its successor.
    private static let version = "1"

    private let heading: [String]
    private let texts: Texts
    private let lineNames: [LineID: LocalizedName]

    package init(_ configuration: Configuration) {
        heading = configuration.centre.heading
        texts = configuration.texts
        lineNames = configuration.lineNames
    }

    /// The paper's layout, and what it is filled with.
    package func form(_ facts: DayFacts) -> (template: FormTemplate, data: FormData) {
        var data = FormData(heading: heading, at: facts.at)
        data.values = [
            "day": date(facts.day),
            "printedAt": "\(facts.at.clockText) \(date(ServiceDay(at: facts.at)))",
            "head": facts.head,
        ]
        let lines = facts.byLine.rows.map { row in
            figures(row, named: lineNames[LineID(row.key)]?.vi ?? row.key)
        }
        data.tables = [
            "lines": lines + facts.total.rows.map { figures($0, named: words("all")) },
            "hours": facts.byHour.rows.map { figures($0, named: "\($0.key):00") },
            "counters": facts.counters.rows.map { row in
                [
                    "name": row.key, "open": hours(row.openSeconds), "pauses": String(row.pauses),
                    "paused": clock(row.pausedSeconds),
                    "longestPause": clock(row.longestPauseSeconds),
                ]
            },
        ]
        return (template, data)
    }

    private var template: FormTemplate {
        var template = FormTemplate(
            identity: FormIdentity(
                number: words("number"), circular: words("kind"), version: Self.version,
                title: words("title")),
            papers: [.a4], imprint: FormWording(words("imprint")),
            pageNumber: FormWording(words("page")))
        template.isLandscape = true
        template.fields = ["day", "printedAt", "head"].map { FormField($0) }
        template.tables = [
            FormTable(name: "lines", columns: ["name"] + Self.figures),
            FormTable(name: "hours", columns: ["name"] + Self.figures),
            FormTable(name: "counters", columns: ["name"] + Self.pauses),
        ]
        let motto = [words("motto-1"), words("motto-2")]
        template.parts = [
            FormPart(.head(FormHead(mark: [], motto: motto, reference: nil, placeAndDate: nil))),
            FormPart(.title(FormWording(words("heading")))), FormPart(.space(2)),
            heading("lines"), grid("lines", first: "line", Self.figures),
            FormPart(.space(3)), heading("hours"), grid("hours", first: "hour", Self.figures),
            FormPart(.space(3)), heading("counters"),
            grid("counters", first: "counter", Self.pauses),
            FormPart(.space(3)), text("explained"), text("printed"), text("head"),
        ]
        return template
    }

    private static let figures = [
        "count", "average", "median", "p90", "longest", "within15", "within30", "noShows",
        "abandoned", "expired", "unmet",
    ]
    private static let pauses = ["open", "pauses", "paused", "longestPause"]

    private func words(_ key: String) -> String { texts("paper.day.\(key)") }

    private func heading(_ table: String) -> FormPart {
        var paragraph = FormParagraph(FormWording(words("\(table)-title")))
        paragraph.isBold = true
        return FormPart(.text(paragraph), ifFilled: table)
    }

    private func text(_ key: String) -> FormPart {
        var paragraph = FormParagraph(FormWording(words(key)))
        paragraph.isSmall = true
        return FormPart(.text(paragraph))
    }

    private func grid(_ table: String, first: String, _ columns: [String]) -> FormPart {
        let name = FormGrid.Column(
            name: "name", title: words("col.\(first)"), share: 4, alignment: .left)
        let others = columns.map {
            FormGrid.Column(
                name: $0, title: words("col.\($0)"), share: $0.hasPrefix("within") ? 3 : 2,
                alignment: .right)
        }
        return FormPart(
            .table(FormGrid(table: table, columns: [name] + others, emptyRows: 0)),
            ifFilled: table)
    }

    private func figures(_ row: WaitReport.Row, named name: String) -> [String: String] {
        [
            "name": name, "count": String(row.count), "average": clock(row.first.averageSeconds),
            "median": clock(row.first.medianSeconds), "p90": clock(row.first.p90Seconds),
            "longest": clock(row.first.longestSeconds),
            "within15": share(row.first.within15, of: row.first.denominator),
            "within30": share(row.first.within30, of: row.first.denominator),
            "noShows": String(row.noShows), "abandoned": String(row.abandoned),
            "expired": String(row.expired), "unmet": row.unmet.map(String.init) ?? "–",
        ]
    }

    /// `23/11/2026`.
    private func date(_ day: ServiceDay) -> String {
        day.description.split(separator: "-").reversed().joined(separator: "/")
    }

    /// Minutes and seconds.
    private func clock(_ seconds: Int?) -> String {
        seconds.map { "\($0 / 60):\(padded($0 % 60, 2))" } ?? "–"
    }

    /// Hours and minutes.
    private func hours(_ seconds: Int) -> String {
        let minutes = (seconds + 30) / 60
        return "\(minutes / 60):\(padded(minutes % 60, 2))"
    }

    /// Never a share without its denominator.
    private func share(_ part: Int, of whole: Int) -> String {
        whole == 0 ? "–" : "\(part)/\(whole) (\((part * 100 + whole / 2) / whole)\u{A0}%)"
    }
}
