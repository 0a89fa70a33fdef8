import Kiosk
import KioskStore
import QueueCore

/// Makes the day's summary: its figures, and the marked head of its events.
struct DaySummary: Sendable {
    private let store: SQLiteStore
    private let key: AuditKey
    private let writer: SlipWriter
    private let lines: [LineID]
    private let clock: SystemClock

    init(
        _ store: SQLiteStore, _ key: AuditKey, _ configuration: Configuration, _ clock: SystemClock
    ) {
        self.store = store
        self.key = key
        writer = SlipWriter(configuration)
        lines = configuration.plan.lines.map(\.id)
        self.clock = clock
    }

    /// The slip of a day; nil for one that was never opened.
    ///
    /// Blocks while the day is read.
    ///
    /// - Throws: `StoreError`.
    func slip(of day: ServiceDay) throws -> Slip? {
        guard let head = try store.head(of: day)?.marked(with: key) else { return nil }
        var tally = WaitTally(by: .line)
        try store.waits(from: day, to: day) { tally.add($0) }
        let report = tally.report(from: day, to: day, order: lines.map(\.rawValue))
        let facts = SummaryFacts(
            day: day, report: report, events: head.count, head: head.text,
            mark: head.mark?.hexadecimal)
        return writer.summarySlip(facts, at: clock.now().clockText)
    }
}
