import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The clerk's talk with the core` {
    private let directory: TemporaryDirectory
    private let core: EmbeddedCore

    init() throws {
        directory = try TemporaryDirectory()
        core = try directory.core()
    }

    private func handOver(_ steps: [HandOffStep]) async throws {
        for step in steps { _ = try await core.handOver(step, key: step.key) }
    }

    @Test func `a reception grows with its steps`() async throws {
        let steps = try SampleVisit.completed(
            "A", .dossierReceived, procedures: [SamplePlan.birth, SamplePlan.death])
        #expect(try await core.reception(of: "A") == nil)
        try await handOver([steps[0]])
        let issued = try #require(try await core.reception(of: "A"))
        #expect(issued.number == "1001" && issued.line == "ho-tich" && issued.steps == 1)
        #expect(issued.serviceDay.description == "2026-11-23")
        #expect(issued.startedAt == nil && issued.end == nil && issued.counter == nil)
        try await handOver([steps[1]])
        let started = try #require(try await core.reception(of: "A"))
        #expect(started.counter == 6 && started.clerk == "clerk6" && started.steps == 2)
        #expect(started.startedAt == steps[1].occurredAt)
        try await handOver([steps[2]])
        let ended = try #require(try await core.reception(of: "A"))
        #expect(ended.end == .completed && ended.outcome == .dossierReceived)
        #expect(ended.endedAt == steps[2].occurredAt && ended.id == issued.id)
        #expect(ended.dossiers.map(\.procedure) == [SamplePlan.birth, SamplePlan.death])
    }

    @Test func `a visit taken back has no end until its second one`() async throws {
        let steps = try SampleVisit.missedAndBack("A")
        try await handOver(Array(steps[..<2]))
        #expect(try await core.reception(of: "A")?.end == .noShow)
        try await handOver([steps[2]])
        #expect(try await core.reception(of: "A")?.end == nil)
        try await handOver(Array(steps[3...]))
        #expect(try await core.reception(of: "A")?.end == .completed)
    }

    @Test func `a service taken back leaves the visit as it was before`() async throws {
        let steps = try SampleVisit.takenBack("A")
        try await handOver(Array(steps[..<3]))
        #expect(try await core.reception(of: "A")?.outcome == .refused)
        try await handOver([steps[3]])
        let back = try #require(try await core.reception(of: "A"))
        #expect(back.end == nil && back.outcome == nil && back.startedAt == steps[1].occurredAt)
        try await handOver([steps[4]])
        #expect(try await core.reception(of: "A")?.dossiers.map(\.procedure) == [SamplePlan.birth])
    }

    @Test func `an application is noted for a visit that is known`() async throws {
        let application = Application(
            procedure: SamplePlan.birth, applicantName: "Nguyễn Thị Ánh", identityNumber: nil,
            phone: nil, papers: ["Giấy chứng sinh"])
        await expect(.unknownReception) { try await core.note(application, for: "A") }
        try await handOver(SampleVisit.completed("A"))
        try await core.note(application, for: "A")
        try await core.note(application, for: "A")
    }

    @Test func `a code given elsewhere is entered once`() async throws {
        let code = "000.00.04.H40-230414-0002"
        await expect(.unknownReception) {
            try await core.enter(code: code, for: SamplePlan.birth, ticket: "A")
        }
        let steps = try SampleVisit.completed("A")
        try await handOver(steps)
        await expect(.malformed) {
            try await core.enter(code: "0002", for: SamplePlan.birth, ticket: "A")
        }
        #expect(try await core.dossier(code: code) == nil)
        try await core.enter(code: code, for: SamplePlan.birth, ticket: "A")
        try await core.enter(code: code, for: SamplePlan.birth, ticket: "A")
        let found = try await core.dossier(code: code)
        #expect(found?.procedure == SamplePlan.birth)
        #expect(found?.receivedAt == steps[2].occurredAt)
        await expect(.conflict) {
            try await core.enter(
                code: "H53.12.3-261123-0009", for: SamplePlan.birth, ticket: "A")
        }
        try await handOver(SampleVisit.completed("B"))
        await expect(.conflict) {
            try await core.enter(code: code, for: SamplePlan.birth, ticket: "B")
        }
        #expect(try await core.reception(of: "A")?.dossiers.map(\.code) == [code])
    }

    @Test func `what is asked in hostile words finds nothing`() async throws {
        #expect(try await core.dossier(code: "' OR 1=1 --") == nil)
        #expect(try await core.reception(of: "' OR 1=1 --") == nil)
    }

    private func expect(
        _ code: DossierError.Code, _ body: () async throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async {
        let error = await #expect(throws: DossierError.self, sourceLocation: sourceLocation) {
            try await body()
        }
        #expect(error?.code == code, sourceLocation: sourceLocation)
    }
}
