import Kiosk
import QueueCore

// Promises about restarts and reports.
extension TicketStoreConformance {
    static func restored(
        _ driver: inout StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        try busyMorning(&driver)
        let store = try reopened(driver.store)
        let found = try store.restore()
        try expect(found.lastSequence, is: driver.sequence, "the last sequence")
        let book = DayBook(found)
        try expect(book.hall.day, is: driver.book.hall.day, "the day")
        try expect(book.hall.plan == driver.book.hall.plan, "the plan differs")
        try expect(book.hall.tickets, is: driver.book.hall.tickets, "the tickets")
        try expect(book.hall.counters, is: driver.book.hall.counters, "the counters")
        try expect(book.hall.recentCalls, is: driver.book.hall.recentCalls, "the recent calls")
        try expect(book.hall.lastEventAt, is: driver.book.hall.lastEventAt, "the last event")
        try expect(book.settlements, is: driver.book.settlements, "the settlements")
        try expect(book.priorities, is: driver.book.priorities, "the priorities")
        for (id, ticket) in driver.book.hall.tickets {
            let record = try store.ticket(id)
            try expect(record?.ticket, is: ticket, "ticket \(id) as read back")
            try expect(record?.settlement, is: driver.book.settlements[id], "its settlement")
            try expect(record?.priority, is: driver.book.priorities[id], "its priority")
        }
        try expect(try store.ticket("nobody") == nil, "a ticket that never was")
    }

    static func nextDay(_ driver: inout StoreDriver) throws {
        try busyMorning(&driver)
        let before = driver.sequence
        let tomorrow = morning + .seconds(86_400)
        try driver.perform(.issue(SamplePlan.request("Z")), by: SamplePlan.kiosk, at: tomorrow)
        let found = try driver.store.restore()
        try expect(found.lastSequence > before, "the sequence goes on")
        try expect(found.events.count, is: 2, "events of the open day")
        let book = DayBook(found)
        try expect(Set(book.hall.tickets.keys), is: ["Z"], "tickets of the open day")
        try expect(Set(found.settlements.keys), is: ["Z"], "settlements of the open day")
        try expect(found.priorities.count, is: 0, "priorities of the open day")
        let states = try ["A", "B", "C", "D", "E"].map { id in
            try driver.store.ticket(TicketID(id))?.ticket.state
        }
        try expect(
            states, is: [.completed, .expired, .expired, .cancelled, .expired],
            "what became of yesterday's tickets")
        let ends = try driver.store.dueHandOffs(limit: 99).filter { $0.end == .expired }
        // B waits behind its parked step.
        try expect(ends.map(\.ticket), is: ["C", "E"], "hand-offs of what was left over")
    }

    static func past(_ driver: inout StoreDriver) throws {
        try driver.perform(
            .issue(SamplePlan.request("A", kiosk: "kiosk-1")), by: SamplePlan.kiosk, at: morning)
        let later = morning + .seconds(86_400)
        try driver.perform(.issue(SamplePlan.request("B")), by: SamplePlan.kiosk, at: later)
        let dossier = DossierReference(procedure: SamplePlan.birth, code: "H53.12.3-261123-0001")
        let settled = try driver.decide(
            .settleHandOff("A", step: 1, dossiers: [dossier]), by: .system, at: later)
        try expect(settled.entries.first?.ticket == nil, "the hall still knows yesterday's ticket")
        try driver.write(settled.entries, [], at: later)
        try driver.perform(
            .settleSlip("A", print: 1, .unknown, note: "restarted"), by: .system, at: later)
        let record = try driver.store.ticket("A")
        try expect(record?.settlement.acceptedSteps, is: 1, "accepted steps")
        try expect(record?.settlement.dossiers, is: [dossier], "dossiers")
        try expect(record?.settlement.slip, is: .unknown, "the slip")
        try expect(record?.ticket.state, is: .expired, "the state")
        try expect(try driver.store.restore().begunSlips.count, is: 0, "begun slips")
    }

    static func waits(_ driver: inout StoreDriver) throws {
        let day = ServiceDay(at: morning)
        for offset in 0..<4 {
            let at = morning + .seconds(86_400 * offset)
            // Numbers do not rise with time here: the later ticket has the smaller one.
            let issues: [(String, LineID)] = [("A\(offset)", "khac"), ("B\(offset)", "ho-tich")]
            for (name, line) in issues {
                try driver.perform(
                    .issue(SamplePlan.request(name, line: line)), by: SamplePlan.kiosk, at: at)
            }
        }
        var found: [String] = []
        try driver.store.waits(from: day.advanced(by: 1), to: day.advanced(by: 2)) { row in
            found.append("\(row.ticket) \(row.number) \(row.day)")
        }
        try expect(
            found,
            is: [
                "A1 9001 2026-11-24", "B1 1001 2026-11-24", "A2 9001 2026-11-25",
                "B2 1001 2026-11-25",
            ], "the rows")
        var rows = 0
        struct Enough: Error {}
        do {
            try driver.store.waits(from: day, to: day.advanced(by: 9)) { _ in
                rows += 1
                if rows == 3 { throw Enough() }
            }
            throw ConformanceFailure("a reader that threw was not heard")
        } catch let failure as ConformanceFailure {
            throw failure
        } catch {
            try expect(rows, is: 3, "rows read before the reader threw")
        }
    }

    /// A of `ho-tich` is completed; B is parked, C was sent to counter 8, D cancelled, E called.
    static func busyMorning(_ driver: inout StoreDriver) throws {
        let clerk = SamplePlan.clerk(6)
        func at(_ minutes: Int) -> Instant { morning + .minutes(minutes) }
        for (minute, name) in ["A", "B", "C", "D", "E"].enumerated() {
            let request = SamplePlan.request(
                name, procedure: name == "A" ? SamplePlan.birth : nil,
                priority: name == "E" ? "elderly" : nil, kiosk: "kiosk-1")
            try driver.perform(.issue(request), by: SamplePlan.kiosk, at: at(minute))
        }
        try driver.perform(
            .settleSlip("A", print: 1, .probable, note: ""), by: .system, at: at(5))
        try driver.perform(
            .setPriority("B", PriorityClaim(group: "with-child", verified: true)), by: clerk,
            at: at(5))
        try driver.perform(.setPriority("E", nil), by: clerk, at: at(6))
        try driver.perform(.openCounter(6), by: clerk, at: at(6))
        try driver.perform(.callNext(6), by: clerk, at: at(7))
        try driver.perform(.park(6, note: "một giấy tờ còn thiếu"), by: clerk, at: at(8))
        try driver.perform(.callNext(6), by: clerk, at: at(9))
        try driver.perform(.recall(6), by: clerk, at: at(10))
        try driver.perform(.start(6), by: clerk, at: at(11))
        let done = Command.Action.complete(
            6, .dossierReceived, procedures: [SamplePlan.birth, SamplePlan.death])
        try driver.perform(done, by: clerk, at: at(20))
        for step in 1...3 {
            try driver.perform(
                .settleHandOff("A", step: step, dossiers: []), by: .system, at: at(20))
        }
        try driver.perform(.parkHandOff("B", step: 1), by: .system, at: at(20))
        try driver.perform(.callNext(6), by: clerk, at: at(21))
        try driver.perform(.transfer(6, to: .counter(8), place: .first), by: clerk, at: at(22))
        try driver.perform(.cancel("D", note: "đi về"), by: clerk, at: at(23))
        try driver.perform(.callNext(6), by: clerk, at: at(24))
        try driver.perform(
            .pauseCounter(6, note: "họp"), by: SamplePlan.manager, at: at(25))
        try driver.perform(.reprint("E"), by: clerk, at: at(26))
    }
}
