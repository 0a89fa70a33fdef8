import Kiosk
import QueueCore

// Promises about answers, slips and hand-offs.
extension TicketStoreConformance {
    static func answers(
        _ driver: inout StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        let claim = IdempotencyClaim(principal: "device:kiosk-1", key: "k-1", requestHash: "h")
        let answer = StoredAnswer(status: 201, body: Array("{\"số\":\"1001\"}".utf8))
        try driver.store.commit { transaction in
            try expect(try transaction.remembered(claim) == nil, "an answer nobody gave")
            try transaction.remember(claim, answer, at: morning)
        }
        try refuses("a second answer for one key") {
            try driver.store.commit { try $0.remember(claim, answer, at: morning) }
        }
        let store = try reopened(driver.store)
        let asker = IdempotencyClaim(principal: "user:clerk6", key: "k-1", requestHash: "h")
        let reused = IdempotencyClaim(principal: "device:kiosk-1", key: "k-1", requestHash: "x")
        try store.commit { transaction in
            let known = RememberedRequest(requestHash: "h", answer: answer)
            try expect(try transaction.remembered(claim), is: known, "the answer")
            try expect(try transaction.remembered(reused), is: known, "the key's first request")
            try expect(try transaction.remembered(asker) == nil, "a key is one principal's own")
        }
    }

    static func forgotten(_ driver: inout StoreDriver) throws {
        let old = IdempotencyClaim(principal: "p", key: "old", requestHash: "h")
        let new = IdempotencyClaim(principal: "p", key: "new", requestHash: "h")
        let answer = StoredAnswer(status: 204, body: [])
        try driver.perform(.openCounter(6), by: SamplePlan.clerk(6), at: morning)
        try driver.store.commit { transaction in
            try transaction.remember(old, answer, at: morning)
            try transaction.remember(new, answer, at: morning + .seconds(3_600))
        }
        let nextDay = morning + .seconds(86_400 + 1_800)
        try driver.perform(.openCounter(7), by: SamplePlan.clerk(7), at: nextDay)
        try driver.store.commit { transaction in
            try expect(try transaction.remembered(old) == nil, "an answer older than a day is kept")
            try expect(try transaction.remembered(new) != nil, "an answer of this day is forgotten")
        }
    }

    static func begunSlips(
        _ driver: inout StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        for name in ["A", "B", "C"] {
            let kiosk: KioskID? = name == "B" ? nil : "kiosk-1"
            try driver.perform(
                .issue(SamplePlan.request(name, kiosk: kiosk)), by: SamplePlan.kiosk, at: morning)
        }
        try driver.perform(
            .settleSlip("A", print: 1, .confirmed, note: ""), by: .system, at: morning)
        try driver.perform(.reprint("A"), by: SamplePlan.clerk(6), at: morning)
        let store = try reopened(driver.store)
        let found = try store.restore().begunSlips.map { "\($0.ticket)/\($0.print)" }.sorted()
        try expect(found, is: ["A/2", "C/1"], "begun slips")
        try expect(try store.ticket("A")?.settlement.slip, is: .pending, "the reprinted slip")
        try expect(try store.ticket("B")?.settlement.slip, is: SlipState.none, "no slip asked for")
    }

    static func due(
        _ driver: inout StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        let clerk = SamplePlan.clerk(6)
        try driver.perform(.issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: morning)
        try driver.perform(.issue(SamplePlan.request("B")), by: SamplePlan.kiosk, at: morning)
        try driver.perform(.openCounter(6), by: clerk, at: morning)
        try driver.perform(.callNext(6), by: clerk, at: morning)
        try driver.perform(.start(6), by: clerk, at: morning)
        let done = Command.Action.complete(6, .dossierReceived, procedures: [SamplePlan.birth])
        try driver.perform(done, by: clerk, at: morning)
        let store = try reopened(driver.store)
        func keys(_ limit: Int) throws -> [String] {
            try store.dueHandOffs(limit: limit).map(\.key)
        }
        try expect(try keys(9), is: ["A/1", "B/1", "A/2", "A/3"], "due hand-offs")
        try expect(try keys(2), is: ["A/1", "B/1"], "the two oldest")
        let last = try store.dueHandOffs(limit: 9).last
        try expect(last?.procedures, is: [SamplePlan.birth], "procedures of the last step")
        try expect(last?.outcome, is: .dossierReceived, "outcome of the last step")
        driver = driver.on(store)
        let dossier = DossierReference(procedure: SamplePlan.birth, code: "H53.12.3-261123-0001")
        try driver.perform(.settleHandOff("A", step: 1, dossiers: []), by: .system, at: morning)
        try driver.perform(
            .settleHandOff("A", step: 2, dossiers: [dossier]), by: .system, at: morning)
        try expect(try keys(9), is: ["B/1", "A/3"], "due hand-offs after two receipts")
        let settlement = try store.ticket("A")?.settlement
        try expect(settlement?.acceptedSteps, is: 2, "accepted steps")
        try expect(settlement?.dossiers, is: [dossier], "the ticket's dossiers")
    }

    static func parked(_ driver: inout StoreDriver) throws {
        let clerk = SamplePlan.clerk(6)
        try driver.perform(.issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: morning)
        try driver.perform(.issue(SamplePlan.request("B")), by: SamplePlan.kiosk, at: morning)
        try driver.perform(.parkHandOff("A", step: 1, note: "refused"), by: .system, at: morning)
        try driver.perform(.openCounter(6), by: clerk, at: morning)
        try driver.perform(.callNext(6), by: clerk, at: morning)
        try driver.perform(.start(6), by: clerk, at: morning)
        let keys = try driver.store.dueHandOffs(limit: 9).map(\.key)
        try expect(keys, is: ["B/1"], "due hand-offs beside a parked step")
        try expect(try driver.store.ticket("A")?.settlement.parked, is: true, "parked")
        let backlog = try driver.store.handOffBacklog(limit: 9)
        try expect(backlog.parked.map(\.step.key), is: ["A/1"], "parked steps")
        try expect(backlog.parked.map(\.reason), is: ["refused"], "why")
        try expect(backlog.waiting, is: 2, "steps not accepted yet")
        try expect(backlog.oldest, is: morning, "when the oldest of them happened")
        let manager = SamplePlan.manager
        try driver.perform(.resumeHandOff("A", step: 1), by: manager, at: morning)
        let resumed = try driver.store.dueHandOffs(limit: 9).map(\.key)
        try expect(resumed, is: ["A/1", "B/1", "A/2"], "due hand-offs, the parked one resumed")
        try expect(try driver.store.ticket("A")?.settlement.parked, is: false, "parked, resumed")
        try expect(try driver.store.handOffBacklog(limit: 9).parkedCount, is: 0, "parked ones")
        try driver.perform(.settleHandOff("A", step: 1, dossiers: []), by: .system, at: morning)
        let freed = try driver.store.dueHandOffs(limit: 9).map(\.key)
        try expect(freed, is: ["B/1", "A/2"], "due hand-offs once the step was accepted")
    }

    static func announcements(
        _ driver: inout StoreDriver, _ reopened: (any TicketStore) throws -> any TicketStore
    ) throws {
        let orders = ["2/hall", "10/hall", "10/upstairs", "11/hall"].map {
            AnnouncementOrder(
                id: $0, kind: .call, zone: "hall", at: morning, ticket: "A", number: "1001",
                line: "ho-tich", counter: 6)
        }
        try driver.write([], orders.map { .announcement($0) }, at: morning)
        try refuses("an announcement ordered twice") {
            try driver.write([], [.announcement(orders[0])], at: morning)
        }
        try driver.store.commit { transaction in
            try transaction.settle(announcement: "2/hall", as: .spoken)
            try transaction.settle(announcement: "10/upstairs", as: .failed("no card"))
            try transaction.settle(announcement: "opening-1/hall", as: .spoken)
        }
        let store = try reopened(driver.store)
        try expect(
            try store.restore().openAnnouncements.sorted(), is: ["10/hall", "11/hall"],
            "open announcements")
        try store.commit { transaction in
            for id in ["10/hall", "11/hall"] {
                try transaction.settle(announcement: id, as: .expired)
            }
        }
        try expect(
            try store.restore().openAnnouncements, is: [], "open announcements once settled")
    }
}
