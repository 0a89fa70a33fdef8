package import Kiosk
import QueueCore

/// What every `DossierGateway` promises; a test runs each case against its adapter.
package enum DossierGatewayConformance: String, CaseIterable, Sendable, CustomStringConvertible {
    case aStepTwiceHasOneEffect = "a step handed over twice has one effect and the same receipt"
    case twoAtOnceHaveOneEffect = "a step handed over twice at once has one effect"
    case aStepTooEarlyIsRefused = "a step before its predecessor is refused, and taken later"
    case otherContentIsRefused = "a key used again for other content is refused"
    case aForeignKeyIsRefused = "a step under another step's key is refused"
    case aVisitIsOneReception = "all steps of a visit are one reception"
    case dossiersAreForReceivedOnly = "a dossier is opened for each procedure received, else none"
    case codesAreGivenOnce = "a dossier code is given once, also to many at once"
    case aVisitMayEndTwice = "a visit that was missed and taken back ends twice"
    case aVisitMayHaveTwoServices = "each service of a visit opens its own dossiers"
    case anEndMayBeTakenBack = "an end that was taken back is followed by another"

    package var description: String { rawValue }

    /// Checks this promise.
    ///
    /// - Parameters:
    ///   - mints: whether the other side mints dossier codes; the province's does elsewhere.
    ///   - makeGateway: one with an empty core at every call.
    /// - Throws: `ConformanceFailure`, or what the gateway threw where it should not.
    package func check(
        mints: Bool = true, makeGateway: () throws -> any DossierGateway
    ) async throws {
        let gateway = try makeGateway()
        switch self {
        case .aStepTwiceHasOneEffect: try await Self.twice(gateway, mints)
        case .twoAtOnceHaveOneEffect: try await Self.atOnce(gateway)
        case .aStepTooEarlyIsRefused: try await Self.early(gateway)
        case .otherContentIsRefused: try await Self.otherContent(gateway)
        case .aForeignKeyIsRefused: try await Self.foreignKey(gateway)
        case .aVisitIsOneReception: try await Self.oneReception(gateway)
        case .dossiersAreForReceivedOnly: try await Self.dossiers(gateway, mints)
        case .codesAreGivenOnce: try await Self.codes(gateway, mints)
        case .aVisitMayEndTwice: try await Self.endsTwice(gateway, mints)
        case .aVisitMayHaveTwoServices: try await Self.twoServices(gateway, mints)
        case .anEndMayBeTakenBack: try await Self.takenBack(gateway, mints)
        }
    }

    private static func twice(_ gateway: any DossierGateway, _ mints: Bool) async throws {
        let steps = try received("A")
        var receipts: [HandOffReceipt] = []
        for step in steps {
            receipts.append(try await gateway.handOver(step, key: step.key))
            let again = try await gateway.handOver(step, key: step.key)
            try expect(again, is: receipts[receipts.count - 1], "the receipt of \(step.key)")
        }
        // Long after, the first and last still get what they got.
        for (step, receipt) in zip(steps, receipts) {
            let again = try await gateway.handOver(step, key: step.key)
            try expect(again, is: receipt, "the receipt of \(step.key), much later")
        }
        let next = try await end(of: received("B"), gateway)
        let codes = Set((receipts.flatMap(\.dossiers) + next.dossiers).map(\.code))
        try expect(codes.count, is: mints ? 4 : 0, "codes given to two visits of two procedures")
    }

    private static func atOnce(_ gateway: any DossierGateway) async throws {
        for step in try received("A") {
            let receipts = try await withThrowingTaskGroup(of: HandOffReceipt.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await gateway.handOver(step, key: step.key) }
                }
                return try await group.reduce(into: Set<HandOffReceipt>()) { $0.insert($1) }
            }
            try expect(receipts.count, is: 1, "different receipts of \(step.key)")
        }
    }

    private static func early(_ gateway: any DossierGateway) async throws {
        let steps = try received("A")
        for step in steps.dropFirst() {
            try await refuses(step, step.key, .outOfOrder, gateway)
        }
        for step in steps { _ = try await gateway.handOver(step, key: step.key) }
    }

    private static func otherContent(_ gateway: any DossierGateway) async throws {
        let steps = try received("A")
        let others = try SampleVisit.completed("A", .refused, minutes: 30)
        for (step, other) in zip(steps, others) {
            _ = try await gateway.handOver(step, key: step.key)
            try await refuses(other, other.key, .conflict, gateway)
        }
        _ = try await gateway.handOver(steps[2], key: steps[2].key)
    }

    private static func foreignKey(_ gateway: any DossierGateway) async throws {
        let steps = try received("A")
        let strangers = try received("B")
        try await refuses(steps[0], strangers[0].key, .conflict, gateway)
        _ = try await gateway.handOver(steps[0], key: steps[0].key)
        _ = try await gateway.handOver(strangers[0], key: strangers[0].key)
    }

    private static func oneReception(_ gateway: any DossierGateway) async throws {
        var names: [Set<String>] = []
        for ticket in ["A", "B"] {
            var visit: Set<String> = []
            for step in try received(ticket) {
                visit.insert(try await gateway.handOver(step, key: step.key).reception)
            }
            names.append(visit)
        }
        try expect(names.map(\.count), is: [1, 1], "receptions of each visit")
        try expect(names[0] != names[1], "two visits share a reception")
    }

    private static func dossiers(_ gateway: any DossierGateway, _ mints: Bool) async throws {
        for outcome in Outcome.allCases {
            let steps = try SampleVisit.completed(
                outcome.rawValue, outcome, procedures: [SamplePlan.birth, SamplePlan.death])
            var found: [DossierReference] = []
            for step in steps { found += try await gateway.handOver(step, key: step.key).dossiers }
            let isOpened = outcome == .dossierReceived && mints
            try expect(
                found.map(\.procedure), is: isOpened ? [SamplePlan.birth, SamplePlan.death] : [],
                "procedures with a dossier after \(outcome.rawValue)")
        }
        let nothing = try SampleVisit.completed("nothing", .dossierReceived)
        let receipt = try await end(of: nothing, gateway)
        try expect(receipt.dossiers, is: [], "dossiers of a visit without a procedure")
    }

    private static func codes(_ gateway: any DossierGateway, _ mints: Bool) async throws {
        let visits = try (0..<32).map { try received("T\($0)") }
        let codes = try await withThrowingTaskGroup(of: [String].self) { group in
            for visit in visits {
                group.addTask { try await end(of: visit, gateway).dossiers.map(\.code) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        try expect(codes.count, is: mints ? 64 : 0, "codes")
        try expect(Set(codes).count, is: codes.count, "different codes")
    }

    private static func endsTwice(_ gateway: any DossierGateway, _ mints: Bool) async throws {
        let steps = try SampleVisit.missedAndBack("A")
        try expect(
            steps.map(\.kind), is: [.issued, .ended, .compensated, .started, .ended], "the steps")
        let last = try await end(of: steps, gateway)
        try expect(last.dossiers.count, is: mints ? 1 : 0, "dossiers of the second end")
    }

    private static func twoServices(_ gateway: any DossierGateway, _ mints: Bool) async throws {
        let steps = try SampleVisit.twoServices("A")
        try expect(
            steps.map(\.kind), is: [.issued, .started, .served, .started, .ended], "the steps")
        var found: [ProcedureCode] = []
        for step in steps {
            found += try await gateway.handOver(step, key: step.key).dossiers.map(\.procedure)
        }
        try expect(found, is: mints ? [SamplePlan.birth, SamplePlan.copy] : [], "dossiers")
    }

    private static func takenBack(_ gateway: any DossierGateway, _ mints: Bool) async throws {
        let steps = try SampleVisit.takenBack("A")
        try expect(
            steps.map(\.kind), is: [.issued, .started, .ended, .compensated, .ended], "the steps")
        for step in steps {
            let receipt = try await gateway.handOver(step, key: step.key)
            let again = try await gateway.handOver(step, key: step.key)
            try expect(again, is: receipt, "the receipt of \(step.key)")
            let isOpened = mints && step.outcome == .dossierReceived
            try expect(receipt.dossiers.count, is: isOpened ? 1 : 0, "dossiers of \(step.key)")
        }
    }

    private static func received(_ ticket: String) throws -> [HandOffStep] {
        try SampleVisit.completed(
            ticket, .dossierReceived, procedures: [SamplePlan.birth, SamplePlan.death])
    }

    /// Hands all steps over and returns the last receipt.
    private static func end(of steps: [HandOffStep], _ gateway: any DossierGateway) async throws
        -> HandOffReceipt
    {
        var last: HandOffReceipt?
        for step in steps { last = try await gateway.handOver(step, key: step.key) }
        guard let last else { throw ConformanceFailure("a visit without steps") }
        return last
    }

    private static func refuses(
        _ step: HandOffStep, _ key: String, _ code: DossierError.Code,
        _ gateway: any DossierGateway
    ) async throws {
        do throws(DossierError) {
            _ = try await gateway.handOver(step, key: key)
        } catch {
            return try expect(error.code, is: code, "why \(step.key) is refused as \(key)")
        }
        throw ConformanceFailure("\(step.key) was taken as \(key)")
    }
}
