import Kiosk
import QueueCore

// Promises about what reports are made from.
extension TicketStoreConformance {
    private static let day = ServiceDay(at: morning)

    static func estimates(_ driver: inout StoreDriver) throws {
        let clerk = SamplePlan.clerk(6)
        for offset in 0..<4 {
            let at = morning + .seconds(86_400 * offset)
            for name in ["A", "B"] {
                try driver.perform(
                    .issue(SamplePlan.request("\(name)\(offset)")), by: SamplePlan.kiosk, at: at)
            }
            try driver.perform(.openCounter(6), by: clerk, at: at)
            // Sent on, it stays in the line where its range was told.
            try driver.perform(.callNext(6), by: clerk, at: at + .milliseconds(61_500))
            try driver.perform(
                .transfer(6, to: .line("chung-thuc"), place: .last), by: clerk,
                at: at + .seconds(70))
        }
        var wanted: [EstimateRow] = []
        for name in ["A1", "B1", "A2", "B2"] {
            guard let ticket = try driver.store.ticket(TicketID(name))?.ticket else { continue }
            wanted.append(
                EstimateRow(
                    line: "ho-tich", day: ticket.day, issuedAt: ticket.issuedAt,
                    estimate: ticket.estimate,
                    firstWait: name.hasPrefix("A") ? .milliseconds(61_500) : nil))
        }
        var found: [EstimateRow] = []
        try driver.store.estimates(from: day.advanced(by: 1), to: day.advanced(by: 2)) {
            found.append($0)
        }
        try expect(found.count, is: 4, "the rows")
        try expect(Set(found), is: Set(wanted), "the rows")
        try hears { stop in
            try driver.store.estimates(from: day, to: day.advanced(by: 9)) { _ in try stop() }
        }
    }

    /// The figures' reader has the log's tickets, with the log's times.
    static func samples(_ driver: inout StoreDriver) throws {
        let clerk = SamplePlan.clerk(6)
        for offset in 0..<3 {
            let at = morning + .seconds(86_400 * offset)
            for name in ["A", "B", "C"] {
                try driver.perform(
                    .issue(SamplePlan.request("\(name)\(offset)")), by: SamplePlan.kiosk, at: at)
            }
            try driver.perform(.openCounter(6), by: clerk, at: at)
            try driver.perform(.callNext(6), by: clerk, at: at + .milliseconds(61_500))
            try driver.perform(
                .transfer(6, to: .line("chung-thuc"), place: .last), by: clerk,
                at: at + .seconds(70))
            try driver.perform(
                .cancel(TicketID("C\(offset)"), note: "left"), by: SamplePlan.clerk(6),
                at: at + .seconds(80))
        }
        let (from, to) = (day.advanced(by: 1), day.advanced(by: 2))
        var wanted: Set<WaitSample> = []
        try driver.store.waits(from: from, to: to) { wanted.insert(WaitSample($0)) }
        var found: [WaitSample] = []
        try driver.store.samples(from: from, to: to) { found.append($0) }
        try expect(found.count, is: 6, "the samples")
        try expect(Set(found), is: wanted, "the samples")
        try expect(wanted.count { $0.wasTransferred }, is: 2, "who was sent on")
        try hears { stop in
            try driver.store.samples(from: from, to: to) { _ in try stop() }
        }
    }

    static func counterMoments(_ driver: inout StoreDriver) throws {
        let clerk = SamplePlan.clerk(6)
        for offset in 0..<4 {
            let at = morning + .seconds(86_400 * offset)
            try driver.perform(
                .issue(SamplePlan.request("A\(offset)")), by: SamplePlan.kiosk, at: at)
            try driver.perform(.openCounter(6), by: clerk, at: at)
            try driver.perform(
                .pauseCounter(6, note: "lunch"), by: clerk, at: at + .seconds(60))
            try driver.perform(.openCounter(6), by: clerk, at: at + .seconds(90))
            try driver.perform(
                .closeCounter(6, note: "evening"), by: clerk, at: at + .seconds(120))
        }
        let (from, to) = (day.advanced(by: 1), day.advanced(by: 2))
        var found: [CounterMoment] = []
        try driver.store.counterMoments(from: from, to: to) { found.append($0) }
        try expect(found.count, is: 10, "the moments")
        try expect(found[4].kind, is: .dayEnded, "the end of the day")
        try expect(ServiceDay(at: found[4].at), is: from, "its own day")
        try expect(Set(found.map(\.day)), is: [from, to], "their days")
        try expect(found.map(\.at), is: found.map(\.at).sorted(), "their order")
        try expect(
            found[0...2].map(\.kind), is: [.opened("clerk6"), .paused, .opened("clerk6")],
            "what happened")
        try expect(found[3].kind, is: .closed, "what happened")
        try hears { stop in
            try driver.store.counterMoments(from: from, to: to) { _ in try stop() }
        }
    }

    static func unmet(
        _ driver: StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        var driver = StoreDriver(driver.store, plan: SamplePlan.plan(lastInSeries: 1))
        var wanted: [UnmetPress] = []
        for offset in 0..<4 {
            let at = morning + .seconds(86_400 * offset)
            for line: LineID in ["khac", "ho-tich"] {
                try driver.perform(
                    .issue(SamplePlan.request("\(line)-\(offset)", line: line)),
                    by: SamplePlan.kiosk, at: at)
                try driver.pressInVain(SamplePlan.request("none", line: line), at: at)
                guard offset == 1 || offset == 2 else { continue }
                wanted.append(UnmetPress(line: line, day: ServiceDay(at: at), at: at))
            }
        }
        let store = try reopened(driver.store)
        var found: [UnmetPress] = []
        try store.unmet(from: day.advanced(by: 1), to: day.advanced(by: 2)) { found.append($0) }
        try expect(found, is: wanted, "the presses")
        try hears { stop in
            try store.unmet(from: day, to: day.advanced(by: 9)) { _ in try stop() }
        }
    }

    static func ratings(
        _ driver: inout StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        let clerk = SamplePlan.clerk(6)
        for offset in 0..<3 {
            let at = morning + .seconds(86_400 * offset)
            for name in ["A", "B"] {
                try driver.perform(
                    .issue(SamplePlan.request("\(name)\(offset)")), by: SamplePlan.kiosk, at: at)
            }
            try driver.perform(.openCounter(6), by: clerk, at: at)
            for level in [RatingLevel.dissatisfied, nil] {
                try driver.perform(.callNext(6), by: clerk, at: at)
                try driver.perform(.start(6), by: clerk, at: at)
                try driver.perform(
                    .complete(6, .informationGiven, procedures: []), by: clerk,
                    at: at + .seconds(60))
                guard let level else { continue }
                try driver.perform(
                    .rate(6, level, reasons: [.unclear, .longWait]), by: SamplePlan.kiosk,
                    at: at + .seconds(70))
            }
        }
        let store = try reopened(driver.store)
        var found: [RatingRow] = []
        try store.ratings(from: day.advanced(by: 1), to: day.advanced(by: 2)) { found.append($0) }
        try expect(
            found.map(\.level), is: [.dissatisfied, nil, .dissatisfied, nil], "the levels")
        try expect(found.first?.reasons, is: [.unclear, .longWait], "the reasons")
        try expect(Set(found.map(\.counter)), is: [6], "the counters")
        try expect(
            found.map(\.day), is: [1, 1, 2, 2].map { day.advanced(by: $0) }, "the days")
        try hears { stop in
            try store.ratings(from: day, to: day.advanced(by: 9)) { _ in try stop() }
        }
    }

    /// Fails unless a reader that throws at its third row is heard, and sees no fourth.
    private static func hears(_ read: (() throws -> Void) throws -> Void) throws {
        struct Enough: Error {}
        var rows = 0
        var wasHeard = false
        do {
            try read {
                rows += 1
                if rows == 3 { throw Enough() }
            }
        } catch {
            wasHeard = true
        }
        try expect(wasHeard, "a reader that threw was not heard")
        try expect(rows, is: 3, "rows read before the reader threw")
    }
}
