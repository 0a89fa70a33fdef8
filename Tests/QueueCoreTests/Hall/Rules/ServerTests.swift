import Testing

@testable import QueueCore

/// Services of five minutes in every line, well known, and nothing else that would move a forecast.
let fiveMinutes = EstimatePriors(
    lines: ["chung-thuc", "dat-dai", "ho-tich"].map { line in
        EstimatePriors.Line(
            line: line, services: 4_000, meanMilliseconds: 300_000, spread: 1_000, days: 20,
            dayVariance: 1, shortCalls: 0, waitRatio: 1_000, waitRatioCalls: 300,
            lowMargin: -1_282, highMargin: 1_282)
    }, shortMilliseconds: 0, shortCount: 0, hesitationMilliseconds: 0)

extension HallTable {
    /// A morning in a centre that knows its services; the rows so far are run.
    static func known(_ rows: String, _ change: (inout HallPlan) -> Void = { _ in }) -> HallTable {
        var plan = Centre.plan()
        change(&plan)
        var table = HallTable(plan, priors: fiveMinutes, at: Centre.at("07:00"))
        table.run(rows)
        return table
    }

    /// The minutes foreseen at issue for the ticket; nil when the hall did not know.
    func minutesForeseen(_ number: String) -> Double? {
        hall.ticket(numbered: number).flatMap { hall.forecasts[$0.id] }
            .map { Double($0.meanMilliseconds) / 60_000 }
    }

    /// The newest ticket's.
    var minutesForeseen: Double? {
        hall.order.last.flatMap { hall.forecasts[$0] }
            .map { Double($0.meanMilliseconds) / 60_000 }
    }

    mutating func take(_ count: Int, _ what: String, at clock: String) {
        for _ in 0..<count { _ = result(of: "\(clock) kiosk takes \(what)".words) }
    }
}

extension String {
    fileprivate var words: [String] { split(separator: " ").map(String.init) }
}

private func isAbout(_ found: Double?, _ minutes: Double) -> Bool {
    found.map { abs($0 - minutes) <= 0.1 * minutes } ?? false
}

struct `An estimate counts the counters that will really serve` {
    /// Counter 6 serves births and adoptions, the clerk at 8 births alone; both are taken.
    private static let bothOpen = """
        08:00 clerk6 opens 6                    -> ok
        08:00 clerk7 opens 8                    -> ok
        08:00 kiosk takes ho-tich for 1.001193  -> 1001
        08:00 kiosk takes ho-tich for 1.001193  -> 1002
        08:00 clerk6 calls next at 6            -> 1001 longest-wait
        08:00 clerk7 calls next at 8            -> 1002 longest-wait
        """
    private static let birth = "ho-tich for 1.001193"
    private static let adoption = "ho-tich for 2.001263"

    @Test(arguments: [
        // Nine births go to two counters, nine adoptions to one.
        (birth, 8, birth, 22.5), (adoption, 8, adoption, 45),
        // The clerk at 8 has nobody else to call.
        (adoption, 8, birth, 5),
        // Two counters share eight births, one of them then calls the adoption.
        (birth, 8, adoption, 25),
    ])
    func `a clerk qualified for one field helps with that field alone`(
        _ before: String, _ count: Int, _ asked: String, _ minutes: Double
    ) {
        var table = HallTable.known(Self.bothOpen)
        table.take(count, before, at: "08:01")
        table.take(1, asked, at: "08:02")
        #expect(isAbout(table.minutesForeseen, minutes), "\(table.minutesForeseen ?? -1)")
    }

    @Test func `nobody knows when the only counter may not serve the asker`() {
        var table = HallTable.known(
            """
            08:00 clerk7 opens 8                    -> ok
            08:00 kiosk takes ho-tich for 1.001193  -> 1001
            08:00 clerk7 calls next at 8            -> 1001 longest-wait
            """)
        table.take(1, Self.adoption, at: "08:01")
        #expect(table.minutesForeseen == nil)
        table.take(1, "ho-tich", at: "08:01")
        #expect(table.minutesForeseen == nil)
        table.take(1, Self.birth, at: "08:01")
        #expect(isAbout(table.minutesForeseen, 5))
        let now = Centre.at("08:02")
        #expect(table.hall.outlooks(at: now)["ho-tich"]?.estimate == nil)
        let waiting = ["1002", "1003", "1004"].compactMap { table.hall.ticket(numbered: $0) }
        #expect(waiting.map { table.hall.estimate(of: $0, at: now) == nil } == [true, true, false])
    }

    @Test func `whoever was sent to one counter is waited for there alone`() {
        var table = HallTable.known(
            """
            08:00 clerk6 opens 6                    -> ok
            08:00 clerk8 opens 8                    -> ok
            """)
        table.take(6, "ho-tich", at: "08:00")
        for number in 1...5 {
            table.run(
                """
                08:00 clerk6 calls 100\(number) at 6 because x  -> 100\(number) out-of-turn
                08:00 clerk6 sends counter-8 by-arrival at 6  -> 100\(number)
                """)
        }
        table.run(
            """
            08:00 clerk6 calls 1006 at 6 because x        -> 1006 out-of-turn
            08:00 clerk8 calls 1001 at 8 because x        -> 1001 out-of-turn
            """)
        table.take(1, "ho-tich", at: "08:01")
        #expect(isAbout(table.minutesForeseen, 5), "\(table.minutesForeseen ?? -1)")
        let sent = table.hall.ticket(numbered: "1005")
        let range = sent.flatMap { table.hall.estimate(of: $0, at: Centre.at("08:01")) }
        #expect(range.map { $0.lowSeconds < 1_200 && $0.highSeconds > 1_200 } ?? false)
        table.run("08:02 clerk8 pauses 8 because lunch -> ok")
        #expect(sent.map { table.hall.estimate(of: $0, at: Centre.at("08:02")) == nil } ?? false)
    }

    @Test(arguments: [1, 249, 250, 251, 400])
    func `a long line is told apart by its kinds, however long it is`(_ each: Int) throws {
        var table = HallTable.known(Self.bothOpen)
        for _ in 0..<each {
            table.take(1, Self.birth, at: "08:01")
            table.take(1, Self.adoption, at: "08:01")
        }
        table.take(1, Self.adoption, at: "08:02")
        let last = try #require(table.hall.order.last.flatMap { table.hall.tickets[$0] })
        let (entry, line) = try #require(table.hall.entry(last))
        let load = table.hall.load(entry, in: line, at: Centre.at("08:02"))
        #expect(load.parts == [0, 0] && load.group >= 3)
        #expect(load.ahead == [0, 0, 0, each, each])
        #expect(load.headLead == [0, 0, 0, 60_000, 60_000])
    }

    @Test func `learning goes on where the same counters are open at the call`() {
        var table = HallTable.known(Self.bothOpen)
        table.take(1, Self.adoption, at: "08:01")
        table.run(
            """
            08:02 clerk6 misses at 6 because left  -> 1001
            08:09 clerk6 calls next at 6           -> 1003 longest-wait
            08:09 clerk6 starts at 6               -> 1003
            """)
        #expect(table.hall.estimator.lines[0].correction.calls == 1)
    }
}

/// Counter 1 (land) helps with line `ho-tich` once its citizens waited ten minutes.
struct `An estimate knows of counters that help after a while` {
    private static func plan(_ plan: inout HallPlan) {
        plan.counters[0].overflow = [.init(line: "ho-tich", afterMinutes: 10)]
        plan.clerks[0].fields = ["dat-dai", "ho-tich", "nuoi-con-nuoi"]
    }

    @Test func `where no other is open the wait is the time set, not less`() throws {
        var table = HallTable.known("08:00 clerk1 opens 1 -> ok", Self.plan)
        table.take(1, "ho-tich", at: "08:00")
        let alone = try #require(table.hall.ticket(numbered: "1001")?.estimate)
        #expect(alone.lowSeconds >= 600 && alone.highSeconds <= 610)
        // The second is called when the first was served.
        table.take(1, "ho-tich", at: "08:00")
        #expect(isAbout(table.minutesForeseen, 15), "\(table.minutesForeseen ?? -1)")
        let second = try #require(table.hall.ticket(numbered: "1002"))
        #expect((second.estimate?.lowSeconds ?? 0) >= 600)
        let left = try #require(table.hall.estimate(of: second, at: Centre.at("08:04")))
        #expect(left.lowSeconds >= 360 && left.lowSeconds < 600)
        #expect(table.hall.outlooks(at: Centre.at("08:00"))["ho-tich"]?.estimate != nil)
    }

    @Test func `beside a counter of the line's own it shortens what is longer than that`() {
        func foreseen(_ rows: String, ahead: Int) -> Double? {
            var table = HallTable.known(
                """
                08:00 clerk6 opens 6                    -> ok
                08:00 kiosk takes ho-tich               -> 1001
                08:00 clerk6 calls next at 6            -> 1001 longest-wait
                \(rows)
                """, Self.plan)
            table.take(ahead, "ho-tich", at: "08:01")
            table.take(1, "ho-tich", at: "08:02")
            return table.minutesForeseen
        }
        let help = "08:00 clerk1 opens 1 -> ok"
        #expect(isAbout(foreseen("", ahead: 0), 5) && isAbout(foreseen(help, ahead: 0), 5))
        #expect(isAbout(foreseen("", ahead: 9), 50))
        // Two by counter 6 until eight minutes are over, then the rest by two counters.
        #expect(isAbout(foreseen(help, ahead: 9), 27.5), "\(foreseen(help, ahead: 9) ?? -1)")
    }

    @Test func `one whose clerk is not qualified does not count`() {
        var table = HallTable.known("08:00 clerk1 opens 1 -> ok") { plan in
            Self.plan(&plan)
            plan.clerks[0].fields = ["dat-dai"]
        }
        table.take(1, "ho-tich", at: "08:00")
        #expect(table.minutesForeseen == nil)
    }

    @Test func `it calls its own citizens who came earlier first`() {
        var table = HallTable.known(
            """
            08:00 clerk1 opens 1          -> ok
            08:00 kiosk takes dat-dai     -> 3001
            08:00 clerk1 calls next at 1  -> 3001 longest-wait
            """, Self.plan)
        table.take(6, "dat-dai", at: "08:00")
        table.take(1, "ho-tich", at: "08:01")
        #expect(isAbout(table.minutesForeseen, 35), "\(table.minutesForeseen ?? -1)")
    }

    @Test func `an undone call gives no citizen back to a counter that closed`() {
        var table = HallTable()
        table.run(
            """
            08:00 kiosk takes ho-tich                    -> 1001
            08:00 clerk6 opens 6                         -> ok
            08:00 clerk8 opens 8                         -> ok
            08:01 clerk6 calls next at 6                 -> 1001 longest-wait
            08:01 clerk6 sends counter-8 by-arrival at 6 -> 1001
            08:02 clerk6 calls 1001 at 6 because here    -> 1001 out-of-turn
            08:02:10 clerk8 closes 8                     -> ok
            08:02:20 clerk6 undoes at 6                  -> 1001
            08:03 clerk6 calls next at 6                 -> 1001 transferred
            """)
    }
}
