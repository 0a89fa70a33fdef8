import DossierCore
import QueueCore
import Testing

/// Apologies, fresh promises, and the lists by which offices are urged.
struct `A late dossier` {
    /// Promised for Monday 9 March 2026.
    static let late = ApologyCause.lateness(.day(Calendars.day("2026-03-09")))

    @Test func `owes one apology for each promise that passed`() throws {
        var desk = try Desk.received()
        #expect(try desk.act(.noteLateness, "2026-03-09 23:59").isEmpty)
        #expect(
            try desk.act(.noteLateness, "2026-03-10 00:00").map(\.fact) == [.apologyOwed(Self.late)]
        )
        #expect(try desk.act(.noteLateness, "2026-03-10 00:01").isEmpty)
        #expect(desk.dossier.apologiesOwed == [Self.late])
        try desk.act(
            .apologise(Self.late, reason: "Chờ xác minh", newDay: Calendars.day("2026-03-12")),
            "2026-03-10 08:00")
        #expect(desk.dossier.apologiesOwed.isEmpty)
        #expect(try desk.act(.noteLateness, "2026-03-12 23:59").isEmpty)
        // The fresh promise passed too: a second lateness, and a second apology.
        let again = ApologyCause.lateness(.day(Calendars.day("2026-03-12")))
        #expect(
            try desk.act(.noteLateness, "2026-03-13 00:00").map(\.fact) == [.apologyOwed(again)])
        #expect(
            desk.refusal(
                .apologise(again, reason: "x", newDay: Calendars.day("2026-03-16")),
                "2026-03-13 08:00") == .promisedBefore)
        try desk.act(.apologise(again, reason: "Xin lỗi", newDay: nil), "2026-03-13 08:00")
        // Resolved within no promise: late by law.
        try desk.act(.finish(result: "Trích lục"), "2026-03-13 09:00")
        #expect(desk.dossier.timeliness == .late && desk.dossier.apologies.count == 2)
    }

    @Test func `owes it also when nobody looked before the result came`() throws {
        var desk = try Desk.received()
        let facts = try desk.act(.finish(result: "Trích lục"), "2026-03-10 08:00").map(\.fact)
        #expect(
            facts == [.finished(result: "Trích lục", timeliness: .late), .apologyOwed(Self.late)])
        #expect(
            desk.refusal(
                .apologise(Self.late, reason: "x", newDay: Calendars.day("2026-03-11")),
                "2026-03-10 08:00") == .wrongState(.finished))
        try desk.act(.handOver(.counter(note: "Ký nhận")), "2026-03-10 09:00")
        // An apology may follow the citizen.
        try desk.act(.apologise(Self.late, reason: "Xin lỗi", newDay: nil), "2026-03-10 09:30")
        #expect(desk.dossier.apologiesOwed.isEmpty)
    }

    @Test func `is promised anew for a working day within its own limit`() throws {
        var desk = try Desk.received()
        try desk.act(.noteLateness, "2026-03-10 08:00")
        func anew(_ day: String) -> DossierRefusal? {
            desk.refusal(
                .apologise(Self.late, reason: "x", newDay: Calendars.day(day)), "2026-03-10 08:00")
        }
        #expect(anew("2026-03-10") == .noWorkingDay)
        #expect(anew("2026-03-14") == .noWorkingDay)
        #expect(anew("2026-03-17") == nil)
        #expect(anew("2026-03-18") == .promiseTooFar(latest: Calendars.day("2026-03-17")))
        let unknown = ApologyCause.lateness(.day(Calendars.day("2026-03-08")))
        #expect(
            desk.refusal(.apologise(unknown, reason: "x", newDay: nil), "2026-03-10 08:00")
                == .nothingToApologise)
    }

    @Test func `is not late while it waits for its applicant in time`() throws {
        var desk = try Desk.received()
        try desk.act(.askSupplement(papers: ["Ảnh"], reason: "Mờ"), "2026-03-09 16:00")
        #expect(desk.dossier.runningPromise == nil && desk.dossier.periodEntry?.promise == nil)
        #expect(try desk.act(.noteLateness, "2026-04-09 08:00").isEmpty)
        // Asked for too late, papers heal nothing.
        var late = try Desk.received()
        try late.act(.askSupplement(papers: ["Ảnh"], reason: "Mờ"), "2026-03-10 16:00")
        #expect(late.dossier.periodEntry?.promise == .day(Calendars.day("2026-03-09")))
        #expect(
            try late.act(.noteLateness, "2026-03-11 08:00").map(\.fact)
                == [.apologyOwed(Self.late)])
    }

    @Test func `follows the law where papers that came late move its date further`() throws {
        var desk = try Desk.received()
        try desk.act(.recordError(what: "Sai tên"), "2026-03-02 10:00")
        let error = ApologyCause.receptionError(what: "Sai tên")
        #expect(try desk.act(.recordError(what: "Sai tên"), "2026-03-02 10:01").isEmpty)
        #expect(
            desk.refusal(
                .apologise(error, reason: "x", newDay: Calendars.day("2026-03-04")),
                "2026-03-02 11:00") == .wrongState(.received))
        try desk.act(.apologise(error, reason: "Xin lỗi", newDay: nil), "2026-03-02 11:00")
        #expect(desk.dossier.receiptVersion == 2 && desk.dossier.apologiesOwed.isEmpty)
        #expect(desk.dossier.promise == .day(Calendars.day("2026-03-09")))
    }

    @Test(arguments: [
        DueDate.Point.day(Calendars.day("2026-03-09")),
        .instant(Calendars.at("2026-03-09 15:00")), .instant(Calendars.at("2026-03-10 00:00")),
    ])
    func `is known by the moment from which it is one`(_ promise: DueDate.Point) {
        let again = DueDate.Point(passedFrom: promise.passedFrom, isHour: promise.isHour)
        #expect(again == promise)
        #expect(!promise.isPassed(at: promise.passedFrom + .milliseconds(-1)))
        #expect(promise.isPassed(at: promise.passedFrom))
    }

    @Test func `is listed by the office that has it, most urgent first`() throws {
        func desk(_ limit: Int, _ office: OfficeID?) throws -> Dossier {
            var desk = try Desk.received(.working(days: limit))
            if let office { try desk.act(.forward(to: office, note: ""), Desk.now) }
            return desk.dossier
        }
        var waiting = try Desk.received(.working(days: 1))
        try waiting.act(.suspend(reason: "x"), Desk.now)
        // Asked on Friday 6 March: due on 3, 4, 6, 10 and 11 March.
        let dossiers = [
            try desk(7, nil), try desk(6, nil), try desk(4, nil), try desk(2, nil),
            try desk(1, "tu-phap"), waiting.dossier,
        ]
        let lists = UrgingList.lists(
            dossiers.compactMap(\.urgingCandidate), at: Calendars.at("2026-03-06 08:00"),
            in: Calendars.national)
        #expect(lists.map(\.office) == ["mot-cua", "tu-phap"])
        let own = try #require(lists.first)
        #expect(own.entries.map(\.urgency) == [.late, .dueToday, .dueSoon])
        #expect(own.entries(.late).map(\.workingDaysLate) == [2])
        #expect(own.entries(.dueSoon).map(\.promise.day.description) == ["2026-03-10"])
        #expect(lists.last?.entries.map(\.workingDaysLate) == [3])
    }
}
