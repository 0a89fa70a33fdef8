import DossierCore
import QueueCore
import Testing

/// The life of a dossier, from the counter to the returned result.
struct `A dossier` {
    @Test func `goes from the counter over two offices back to the counter`() throws {
        var desk = try Desk.received()
        #expect(text(try #require(desk.dossier.due)) == "2026-03-09")
        try desk.act(.forward(to: "tu-phap", note: "Kèm 2 bản sao"), "2026-03-02 10:00")
        #expect(desk.dossier.holder == "mot-cua" && desk.dossier.sentTo == "tu-phap")
        #expect(
            desk.refusal(.forward(to: "dia-chinh", note: ""), "2026-03-02 10:05")
                == .onTheWay(to: "tu-phap"))
        #expect(desk.refusal(.accept, "2026-03-02 10:30", by: Desk.land) == .notSent)
        try desk.act(.accept, "2026-03-02 10:30", by: Desk.justice)
        #expect(desk.dossier.state == .processing && desk.dossier.holder == "tu-phap")
        #expect(
            desk.refusal(.forward(to: "dia-chinh", note: ""), "2026-03-03 08:00")
                == .elsewhere("tu-phap"))
        #expect(
            desk.refusal(.finish(result: "Trích lục"), "2026-03-03 08:00", by: Desk.land)
                == .elsewhere("tu-phap"))
        try desk.act(.finish(result: "Trích lục 12"), "2026-03-06 16:00", by: Desk.justice)
        #expect(desk.dossier.timeliness == .early)
        // Fetched a month later: the clock ended when it was ready.
        try desk.act(.handOver(.counter(note: "Ký nhận sổ 2")), "2026-04-06 08:00")
        #expect(desk.dossier.timeliness == .early && desk.dossier.state == .returned)

        let rows = ControlSlip.rows(desk.history)
        #expect(rows.map(\.office) == ["mot-cua", "tu-phap"])
        #expect(rows.map(\.handedBy.name) == ["clerk6", "clerk6"])
        #expect(rows[1].acceptedBy == Desk.justice && rows[1].note == "Kèm 2 bản sao")
        #expect(rows[1].acceptedAt == Calendars.at("2026-03-02 10:30"))
        #expect(rows.map(\.timeliness) == [nil, .early])
    }

    @Test func `filed online on a Sunday is received on Monday and promised from then`() throws {
        var desk = try Desk(.online, at: "2026-03-01 22:00")
        try desk.act(.receive(.working(days: 1)), "2026-03-02 08:00")
        #expect(desk.dossier.course?.receivedAt == Calendars.at("2026-03-02 07:30"))
        #expect(text(try #require(desk.dossier.due)) == "2026-03-03")
    }

    @Test func `waits for papers, and its date comes with them`() throws {
        var desk = try Desk.received()
        try desk.act(
            .askSupplement(papers: ["Giấy khai sinh"], reason: "Thiếu"), "2026-03-04 10:00")
        #expect(desk.dossier.runningPromise == nil)
        // Through the portal at night: there at the opening.
        try desk.act(.supply(through: .online), "2026-03-08 23:00")
        #expect(desk.dossier.state == .received)
        #expect(
            desk.dossier.course?.interruptions == [
                Interruption(
                    .supplement, from: Calendars.at("2026-03-04 10:00"),
                    to: Calendars.at("2026-03-09 07:30"))
            ])
        #expect(text(try #require(desk.dossier.due)) == "2026-03-16")
    }

    @Test func `asked for papers before it was received has no date, and may be refused`() throws {
        var desk = try Desk(.online)
        try desk.act(.askSupplement(papers: ["Ảnh"], reason: "Mờ"), "2026-03-02 10:00")
        #expect(desk.dossier.due == nil)
        var supplied = desk
        try supplied.act(.supply(through: .online), "2026-03-02 11:00")
        #expect(supplied.dossier.state == .registered)
        try desk.act(.refuse(reason: "Quá thời gian bổ sung"), "2026-04-02 10:00")
        #expect(desk.dossier.state == .notReceived)
    }

    @Test func `goes on only when all that is owed is paid, and is handed over only then`() throws {
        var desk = try Desk.received()
        try desk.act(
            .charge(amountVND: 50_000, reason: "Thuế", isAwaited: true), "2026-03-03 08:00")
        #expect(desk.refusal(.pay(amountVND: 50_001, receipt: "1"), "2026-03-03 09:00") == .amount)
        #expect(desk.refusal(.pay(amountVND: 0, receipt: "1"), "2026-03-03 09:00") == .amount)
        #expect(
            desk.refusal(.pay(amountVND: 1, receipt: " "), "2026-03-03 09:00")
                == .words(field: "receipt"))
        try desk.act(.pay(amountVND: 20_000, receipt: "BL-1"), "2026-03-03 09:00")
        #expect(desk.dossier.state == .awaitingPayment && desk.dossier.balanceVND == 30_000)
        try desk.act(.pay(amountVND: 30_000, receipt: "BL-2"), "2026-03-05 09:00")
        #expect(desk.dossier.state == .received)
        // Monday and Tuesday morning were used; what was awaited took two days.
        #expect(text(try #require(desk.dossier.due)) == "2026-03-11")
        try desk.act(.finish(result: "Quyết định 5"), "2026-03-06 10:00")
        try desk.act(
            .charge(amountVND: 8_000, reason: "Lệ phí", isAwaited: false), "2026-03-06 10:00")
        #expect(
            desk.refusal(.handOver(.online), "2026-03-06 11:00") == .unpaid(amountVND: 8_000))
        #expect(
            desk.refusal(.charge(amountVND: 1, reason: "x", isAwaited: true), "2026-03-06 11:00")
                == .wrongState(.finished))
    }

    @Test func `keeps a result that was taken back, and counts the time to the right one`() throws {
        var desk = try Desk.received()
        try desk.act(.finish(result: "Trích lục 12"), "2026-03-05 10:00")
        try desk.act(.takeBackResult(reason: "Sai tên"), "2026-03-05 11:00")
        #expect(desk.dossier.readyAt == nil && desk.dossier.timeliness == nil)
        try desk.act(.finish(result: "Trích lục 13"), "2026-03-09 11:00")
        #expect(desk.dossier.timeliness == .onTime)
        #expect(
            desk.history.contains {
                $0.fact == .finished(result: "Trích lục 12", timeliness: .early)
            }
        )
    }

    @Test func `is never told of a time before its last event`() throws {
        let desk = try Desk.inState(.processing)
        #expect(
            desk.refusal(.withdraw(reason: "x"), "2026-03-02 09:59")
                == .clockBehind(Calendars.at(Desk.now)))
        #expect(throws: DossierRefusal.clockBehind(Calendars.at("2026-03-02 09:00"))) {
            _ = try Desk(.online, at: "2026-03-02 09:00", seen: "2026-03-02 08:59")
        }
    }

    @Test func `takes no words that are none`() throws {
        let desk = try Desk.received()
        for text in ["", " \n ", "a\u{7}b", String(repeating: "ệ", count: 2_001)] {
            #expect(desk.refusal(.stop(reason: text), Desk.now) == .words(field: "reason"))
        }
        #expect(desk.refusal(.stop(reason: String(repeating: "ệ", count: 2_000)), Desk.now) == nil)
        let papers = Array(repeating: "Giấy", count: 101)
        for list in [[], [""], papers] {
            #expect(
                desk.refusal(.askSupplement(papers: list, reason: "x"), Desk.now)
                    == .words(field: "papers"))
        }
    }

    @Test func `has only so many events`() throws {
        var desk = try Desk.received()
        for _ in 0..<499 {
            try desk.act(.suspend(reason: "x"), Desk.now)
            try desk.act(.goOn, Desk.now)
        }
        #expect(desk.dossier.sequence == Dossier.eventsMax)
        #expect(desk.refusal(.suspend(reason: "x"), Desk.now) == .tooLong)
    }

    @Test func `is nothing without its first event, or with one missing`() throws {
        let history = try Desk.inState(.returned).history
        #expect(Dossier(code: Desk.code, history: []) == nil)
        #expect(Dossier(code: Desk.code, history: Array(history.dropFirst())) == nil)
        for index in 1..<(history.count - 1) {
            var holed = history
            holed.remove(at: index)
            #expect(Dossier(code: Desk.code, history: holed) == nil)
        }
    }
}
