import Kiosk
import KioskStore
import QueueCore
import Stationery

/// Makes the day's summary: its figures, and the marked head of its events.
struct DaySummary: Sendable {
    private let store: SQLiteStore
    private let key: AuditKey
    private let writer: SlipWriter
    private let lines: [LineID]
    private let clock: SystemClock
    private let paper: DayPaper

    init(
        _ store: SQLiteStore, _ key: AuditKey, _ configuration: Configuration, _ clock: SystemClock
    ) {
        self.store = store
        self.key = key
        writer = SlipWriter(configuration)
        lines = configuration.plan.lines.map(\.id)
        self.clock = clock
        paper = DayPaper(configuration)
    }

    /// The slip of a day; nil for one that was never opened.
    ///
    /// Blocks while the day is read.
    ///
    /// - Throws: `StoreError`.
    func slip(of day: ServiceDay) throws -> Slip? {
        guard let head = try store.head(of: day)?.marked(with: key) else { return nil }
        var tally = WaitTally(by: .line)
        try store.samples(from: day, to: day) { tally.add($0) }
        let report = tally.report(from: day, to: day, order: lines.map(\.rawValue))
        let facts = SummaryFacts(
            day: day, report: report, events: head.count, head: head.text,
            mark: head.mark?.hexadecimal)
        return writer.summarySlip(facts, at: clock.now().clockText)
    }

    /// The report of a day as PDF; nil for one that was never opened.
    ///
    /// Blocks while the day is read and drawn.
    ///
    /// - Throws: `StoreError`, `StationeryError`.
    func pdf(of day: ServiceDay) throws -> [UInt8]? {
        guard let head = try store.head(of: day)?.marked(with: key) else { return nil }
        let now = clock.now()
        var byLine = WaitTally(by: .line)
        var byHour = WaitTally(by: .hour)
        var total = WaitTally(by: .day)
        try store.samples(from: day, to: day) { sample in
            byLine.add(sample)
            byHour.add(sample)
            total.add(sample)
        }
        try store.unmet(from: day, to: day) { press in
            byLine.add(press)
            byHour.add(press)
            total.add(press)
        }
        var counters = CounterTally(by: .counter)
        try store.counterMoments(from: day, to: day) { counters.add($0) }
        let facts = DayFacts(
            day: day, at: now, total: total.report(from: day, to: day),
            byLine: byLine.report(from: day, to: day, order: lines.map(\.rawValue)),
            byHour: byHour.report(from: day, to: day),
            counters: counters.report(from: day, to: day, now: now), head: head.text)
        let (template, data) = paper.form(facts)
        return try PangoFormRenderer().pdf(
            of: template, filledWith: data, on: .a4, copy: nil)
    }
}
