package import Kiosk
import QueueCore

/// What every `TicketStore` promises; a test runs each case against its adapter.
///
/// ```swift
/// @Test(arguments: TicketStoreConformance.allCases)
/// func `the store keeps its promises`(_ promise: TicketStoreConformance) throws {
///     try promise.check { try SQLiteStore(path: newPath(), mode: .centre) }
/// }
/// ```
package enum TicketStoreConformance: String, CaseIterable, Sendable, CustomStringConvertible {
    case aThrowingBodyLeavesNothing = "a commit whose body throws leaves nothing"
    case aNumberIsGivenOnceADay = "a number is given once a day"
    case aCounterHasOneOpenCall = "a counter has one open call"
    case aSequenceIsUsedOnce = "a sequence is used once"
    case aDeliveryIsOrderedOnce = "a delivery is ordered once"
    case anAnswerIsRemembered = "an answer is remembered with its request"
    case anAnswerIsForgottenAfterADay = "an answer is forgotten when a day has passed"
    case aBegunSlipIsRestored = "a slip begun and never settled is restored"
    case handOffsAreDueInOrder = "hand-offs are due in order, until accepted"
    case aParkedStepBlocksItsTicketOnly = "a parked step blocks its own ticket and no other"
    case announcementsAreSettledOnce = "an announcement is open until it is settled"
    case aRestoredDayIsTheSame = "a restored day is the same day"
    case aRestoreBeginsWithTheOpenDay = "a restore begins with the open day"
    case aTicketOfThePastIsSettled = "a ticket of a past day learns what became of its deliveries"
    case waitsAreListedInOrderOfIssue = "waits are listed in order of issue, both days included"

    case estimatesAreToldWithTheirWaits = "estimates are told with their waits, both days included"
    case samplesAreTheLogs = "samples are the log's tickets, both days included"
    case countersAreToldInOrder = "counters are told in order, both days included"
    case unmetPressesAreListed = "presses that got no number are listed, both days included"

    case ratingsAreListedWithVisits = "completed visits are listed with their one rating"

    package var description: String { rawValue }

    /// 2026-11-23, a Monday, 08:00 at the centre.
    static let morning = Instant(millisecondsSinceEpoch: 1_795_395_600_000)

    /// Checks this promise.
    ///
    /// - Parameters:
    ///   - reopened: closes a store and opens its file again; a store in memory is left as it is.
    ///   - makeStore: a new, empty store at every call.
    /// - Throws: `ConformanceFailure`, or what the store threw where it should not.
    package func check(
        reopened: (any TicketStore) throws -> any TicketStore = { $0 },
        makeStore: () throws -> any TicketStore
    ) throws {
        var driver = StoreDriver(try makeStore())
        switch self {
        case .aThrowingBodyLeavesNothing: try Self.throwing(&driver)
        case .aNumberIsGivenOnceADay: try Self.numbers(&driver)
        case .aCounterHasOneOpenCall: try Self.openCalls(&driver)
        case .aSequenceIsUsedOnce: try Self.sequences(&driver)
        case .aDeliveryIsOrderedOnce: try Self.deliveries(&driver)
        case .anAnswerIsRemembered: try Self.answers(&driver, reopened)
        case .anAnswerIsForgottenAfterADay: try Self.forgotten(&driver)
        case .aBegunSlipIsRestored: try Self.begunSlips(&driver, reopened)
        case .handOffsAreDueInOrder: try Self.due(&driver, reopened)
        case .aParkedStepBlocksItsTicketOnly: try Self.parked(&driver)
        case .announcementsAreSettledOnce: try Self.announcements(&driver, reopened)
        case .aRestoredDayIsTheSame: try Self.restored(&driver, reopened)
        case .aRestoreBeginsWithTheOpenDay: try Self.nextDay(&driver)
        case .aTicketOfThePastIsSettled: try Self.past(&driver)
        case .waitsAreListedInOrderOfIssue: try Self.waits(&driver)
        case .estimatesAreToldWithTheirWaits: try Self.estimates(&driver)
        case .samplesAreTheLogs: try Self.samples(&driver)
        case .countersAreToldInOrder: try Self.counterMoments(&driver)
        case .unmetPressesAreListed: try Self.unmet(driver, reopened)
        case .ratingsAreListedWithVisits: try Self.ratings(&driver, reopened)
        }
    }

    private static func throwing(_ driver: inout StoreDriver) throws {
        struct Interruption: Error {}
        try driver.perform(.issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: morning)
        var ahead = driver
        let claim = IdempotencyClaim(principal: "p", key: "k", requestHash: "h")
        let (entries, orders) = try ahead.decide(
            .issue(SamplePlan.request("B", kiosk: "kiosk-1")), by: SamplePlan.kiosk, at: morning)
        try refuses("a throwing body") {
            try driver.store.commit { transaction in
                for entry in entries { try transaction.append(entry) }
                for order in orders { try transaction.order(order, at: morning) }
                try transaction.remember(claim, StoredAnswer(status: 201, body: []), at: morning)
                throw Interruption()
            }
        }
        let found = try driver.store.restore()
        try expect(found.lastSequence, is: driver.sequence, "the last sequence")
        try expect(found.begunSlips.count, is: 0, "begun slips")
        try expect(try driver.store.ticket("B") == nil, "the ticket was kept")
        try expect(try driver.store.dueHandOffs(limit: 9).count, is: 1, "due hand-offs")
        try driver.store.commit { transaction in
            try expect(try transaction.remembered(claim) == nil, "the answer was kept")
        }
        // The same entries go in when nothing interrupts them.
        try driver.write(entries, orders, at: morning)
        try expect(try driver.store.ticket("B")?.ticket.number, is: "1002", "the number")
    }

    private static func numbers(_ driver: inout StoreDriver) throws {
        try driver.perform(.issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: morning)
        var other = StoreDriver(driver.store)
        other.sequence = 100
        let twice = try other.decide(
            .issue(SamplePlan.request("B")), by: SamplePlan.kiosk, at: morning)
        try refuses("the number 1001 for a second ticket of the day") {
            try other.write(twice.entries, [], at: morning)
        }
        try expect(try driver.store.ticket("B") == nil, "a ticket with a number given before")
        var tomorrow = StoreDriver(driver.store)
        tomorrow.sequence = 200
        try tomorrow.perform(
            .issue(SamplePlan.request("C")), by: SamplePlan.kiosk, at: morning + .seconds(86_400))
        try expect(try driver.store.ticket("C")?.ticket.number, is: "1001", "the next day's number")
    }

    private static func openCalls(_ driver: inout StoreDriver) throws {
        let clerk = SamplePlan.clerk(8)
        try driver.perform(.issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: morning)
        try driver.perform(.openCounter(8), by: clerk, at: morning)
        try driver.perform(.callNext(8), by: clerk, at: morning)
        // A second hall that knows nothing of the first calls another number to the same counter.
        var other = StoreDriver(driver.store)
        other.sequence = 100
        _ = try other.decide(.openCounter(8), by: clerk, at: morning)
        let issue = try other.decide(
            .issue(SamplePlan.request("B", line: "chung-thuc")), by: SamplePlan.kiosk, at: morning)
        try other.write(issue.entries, issue.deliveries, at: morning)
        let call = try other.decide(.callNext(8), by: clerk, at: morning)
        try refuses("a second call at one counter") {
            try other.write(call.entries, [], at: morning)
        }
        try expect(try driver.store.ticket("B")?.ticket.state, is: .waiting, "the ticket's state")
        driver.sequence = 200
        try driver.perform(.noShow(8, note: "left"), by: clerk, at: morning)
        // Parking and resuming brings the second hall's call back under a later sequence.
        other.sequence = 300
        _ = try other.decide(.park(8, note: "later"), by: clerk, at: morning)
        let second = try other.decide(.resume(8, number: "2001"), by: clerk, at: morning)
        try other.write(second.entries, [], at: morning)
        try expect(try driver.store.ticket("B")?.ticket.state, is: .called, "the ticket's state")
    }

    private static func sequences(_ driver: inout StoreDriver) throws {
        try driver.perform(.issue(SamplePlan.request("A")), by: SamplePlan.kiosk, at: morning)
        let last = driver.sequence
        driver.sequence -= 1
        let again = try driver.decide(
            .issue(SamplePlan.request("B")), by: SamplePlan.kiosk, at: morning)
        try refuses("a sequence used before") { try driver.write(again.entries, [], at: morning) }
        try expect(try driver.store.restore().lastSequence, is: last, "the last sequence")
    }

    private static func deliveries(_ driver: inout StoreDriver) throws {
        let issue = try driver.decide(
            .issue(SamplePlan.request("A", kiosk: "kiosk-1")), by: SamplePlan.kiosk, at: morning)
        try driver.write(issue.entries, issue.deliveries, at: morning)
        for order in issue.deliveries {
            try refuses("a delivery ordered twice") { try driver.write([], [order], at: morning) }
        }
        try expect(try driver.store.dueHandOffs(limit: 9).count, is: 1, "due hand-offs")
        try expect(try driver.store.restore().begunSlips.count, is: 1, "begun slips")
    }

    /// Fails when the body does not throw.
    static func refuses(_ what: String, _ body: () throws -> Void) throws {
        do { try body() } catch { return }
        throw ConformanceFailure("the store took \(what)")
    }
}
