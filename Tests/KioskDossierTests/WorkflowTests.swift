import DossierCore
import Foundation
import GRDB
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

/// The workflow in its store: what happened is there after a restart, once.
@Suite(.timeLimit(.minutes(5)))
struct `A dossier in the store` {
    private let directory: TemporaryDirectory
    private var path: String { "\(directory.path)/dossier.db" }
    private static let clerk = Official("clerk6", of: "mot-cua")
    private static let birth = ProcedureEntry(
        code: SamplePlan.birth, name: "Khai sinh", field: "ho-tich", line: "ho-tich",
        limit: "2 working_day", feeVND: nil, decision: "")
    private static let settings = DossierSettings(authority: .embedded, agencyCode: "H53.12.3")

    init() throws { directory = try TemporaryDirectory() }

    private func core() throws -> EmbeddedCore {
        try EmbeddedCore(
            path: path, settings: Self.settings,
            law: CentreLaw(procedures: [Self.birth], plan: .empty))
    }

    /// The code of a dossier that a visit opened; SampleVisit ends on Monday 23 November 2026.
    private func received(_ core: EmbeddedCore, _ ticket: String = "A") async throws -> String {
        var codes: [String] = []
        for step in try SampleVisit.completed(
            ticket, .dossierReceived, procedures: [SamplePlan.birth])
        {
            // A hand-off twice opens one dossier.
            for _ in 0..<2 {
                codes = try await core.handOver(step, key: step.key).dossiers.map(\.code)
            }
        }
        return try #require(codes.first)
    }

    private static func at(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: "2026-\(text):00+07:00"))
    }

    private func report(_ asOf: String) throws -> PeriodReport {
        let day = try #require(ServiceDay("2026-11-23"))
        let end = try Self.at(asOf)
        let period = try #require(
            ReportPeriod(from: day, to: day.advanced(by: 30), asOf: end))
        return try DossierReader(path: path).report(period)
    }

    @Test func `a deed sent twice under its key is done once, and tells the life after it`()
        async throws
    {
        let core = try core()
        let code = try await received(core)
        let charge = DossierDeed.charge(amount: 8_000, reason: "Lệ phí", isAwaited: false)
        let now = try Self.at("11-23T10:00")
        for _ in 1...3 {
            let life = try await core.carryOut(
                charge, onDossier: code, by: "clerk6", for: nil, key: "user:clerk6/k1", at: now)
            #expect(life.owed == 8_000)
            #expect(life.allowed.contains(.pay) && !life.allowed.contains(.handOver))
        }
        let again = try await core.carryOut(
            charge, onDossier: code, by: "clerk6", for: nil, key: "user:clerk6/k2", at: now)
        #expect(again.owed == 16_000)
        let other = try await received(core, "B")
        await #expect(throws: DossierError.self) {
            try await core.carryOut(
                charge, onDossier: other, by: "clerk6", for: nil, key: "user:clerk6/k1", at: now)
        }
        #expect(try await core.life(ofDossier: other)?.owed == 0)
        #expect(try await core.life(ofDossier: "H53.12.3-261123-9999") == nil)
    }

    @Test func `a deed that was refused may be tried again under its key`() async throws {
        let core = try core()
        let code = try await received(core)
        let pay = DossierDeed.pay(amount: 8_000, receipt: "BL 12")
        let now = try Self.at("11-23T10:00")
        let refusal = await #expect(throws: DossierError.self) {
            try await core.carryOut(
                pay, onDossier: code, by: "clerk6", for: nil, key: "k", at: now)
        }
        #expect(refusal?.code == .refused)
        let charge = DossierDeed.charge(amount: 8_000, reason: "Lệ phí", isAwaited: true)
        _ = try await core.carryOut(
            charge, onDossier: code, by: "clerk6", for: nil, key: "c", at: now)
        let life = try await core.carryOut(
            pay, onDossier: code, by: "clerk6", for: nil, key: "k", at: now)
        #expect(life.paid == 8_000)
    }

    @Test func `begins with the visit that brought it, and keeps its life over a restart`()
        async throws
    {
        let code: String
        do {
            let core = try core()
            code = try await received(core)
            #expect(try await core.history(ofDossier: code).map(\.sequence) == [1, 2])
            let sent = try await core.act(
                .forward(to: "tu-phap", note: ""), onDossier: code, by: Self.clerk,
                at: try Self.at("11-23T10:00"))
            #expect(sent.sentTo == "tu-phap" && sent.filing.field == "ho-tich")
        }
        let core = try core()
        let justice = Official("tu-phap-1", of: "tu-phap")
        for (action, at) in [
            (DossierAction.accept, "11-23T11:00"), (.finish(result: "Trích lục 1"), "11-25T16:00"),
        ] {
            try await core.act(action, onDossier: code, by: justice, at: try Self.at(at))
        }
        let history = try await core.history(ofDossier: code)
        let dossier = try #require(Dossier(code: code, history: history))
        #expect(dossier.state == .finished && dossier.timeliness == .onTime)
        #expect(ControlSlip.rows(history).map(\.office) == ["mot-cua", "tu-phap"])
        #expect(try report("12-01T08:00").counts.resolvedOnTime == 1)
    }

    @Test func `is refused in words what the workflow does not allow, and nothing changes`()
        async throws
    {
        let core = try core()
        let code = try await received(core)
        let before = try await core.history(ofDossier: code)
        let error = await #expect(throws: DossierError.self) {
            try await core.act(
                .handOver(.online), onDossier: code, by: Self.clerk,
                at: try Self.at("11-23T10:00"))
        }
        #expect(error?.code == .refused && error?.isRetryable == false)
        #expect(error?.cause.contains("được tiếp nhận") == true)
        #expect(try await core.history(ofDossier: code) == before)
        for unknown in ["H53.12.3-261123-9999", "' OR 1=1 --"] {
            let error = await #expect(throws: DossierError.self) {
                try await core.act(
                    .withdraw(reason: "x"), onDossier: unknown, by: Self.clerk,
                    at: try Self.at("11-23T10:00"))
            }
            #expect(error?.code == .unknownDossier)
        }
    }

    @Test func `owes one apology for a promise that passed, whoever asks and after a restart`()
        async throws
    {
        let code = try await received(core())
        // Promised for Wednesday 25 November.
        for (moment, noted) in [
            ("11-25T23:59", []), ("11-26T00:00", [code]), ("11-26T00:01", []), ("11-30T08:00", []),
        ] {
            #expect(try await core().noteLateness(at: try Self.at(moment)) == noted)
        }
        let lists = try await core().urgingLists(at: try Self.at("11-27T08:00"))
        #expect(lists.map(\.office) == ["mot-cua"])
        #expect(lists.first?.entries.map(\.urgency) == [.late])
        let early = try await core().urgingLists(at: try Self.at("11-24T08:00"))
        #expect(early.first?.entries.map(\.urgency) == [.dueSoon])
        #expect(try await core().urgingLists(at: try Self.at("11-23T09:00"), soonDays: 1).isEmpty)
        #expect(try report("11-27T08:00").counts.overdue == 1)
    }

    @Test func `is noted late by a watch whose clock is believed, and by no other`() async throws {
        let core = try core()
        let code = try await received(core)
        let clock = TestClock("2026-11-26T00:00:00+07:00")
        for isTrusted in [false, true] {
            let watch = LatenessWatch(
                core: core, clock: clock, isTrusted: { isTrusted },
                logger: ControllerRig.silent)
            await watch.look()
            let dossier = Dossier(code: code, history: try await core.history(ofDossier: code))
            #expect(dossier?.apologiesOwed.isEmpty == !isTrusted)
        }
    }

    @Test func `of a store from before the workflow is taken up as it stood`() async throws {
        let (open, ready): (String, String)
        do {
            let core = try core()
            open = try await received(core, "A")
            ready = try await received(core, "B")
            try await core.noteResult(
                ofDossier: ready, isReady: true, by: "clerk6", at: try Self.at("11-24T10:00"))
        }
        let lives = try await [
            core().history(ofDossier: open), core().history(ofDossier: ready),
        ]
        let store = try DatabaseQueue(path: path)
        try await store.write { db in
            try db.execute(sql: "DELETE FROM dossier_events; DELETE FROM ledger")
        }
        try store.close()
        let core = try core()
        #expect(try await core.history(ofDossier: open) == lives[0])
        #expect(try await core.history(ofDossier: ready) == lives[1])
        #expect(try report("11-25T08:00").counts.resolvedEarly == 1)
        #expect(try report("11-25T08:00").counts.notDue == 1)
    }

    @Test(arguments: [3, 5, 8] as [UInt64])
    func `is counted by the store as one by one`(_ seed: UInt64) async throws {
        let core = try core()
        var dice = Dice(seed: seed)
        var codes: [String] = []
        for index in 0..<40 {
            let code = try await received(core, "T\(index)")
            codes.append(code)
            var now = try Self.at("11-23T10:00")
            for _ in 0..<Int.random(in: 0...8, using: &dice) {
                now = now + .minutes(Int.random(in: 0...4_000, using: &dice))
                let action = try #require(Self.actions.randomElement(using: &dice))
                let office: OfficeID = Bool.random(using: &dice) ? "mot-cua" : "tu-phap"
                _ = try? await core.act(
                    action, onDossier: code, by: Official("x", of: office), at: now)
            }
        }
        for asOf in ["11-24T12:00", "11-26T00:00", "12-02T08:00", "12-31T08:00"] {
            for (from, to) in [("11-01", "11-30"), ("11-24", "11-24"), ("12-01", "12-31")] {
                let first = try #require(ServiceDay("2026-\(from)"))
                let last = try #require(ServiceDay("2026-\(to)"))
                let end = try Self.at(asOf)
                let period = try #require(ReportPeriod(from: first, to: last, asOf: end))
                var builder = PeriodReport.Builder(period)
                for code in codes {
                    let history = try await core.history(ofDossier: code)
                    let entry = try #require(Dossier(code: code, history: history)?.periodEntry)
                    builder.add(entry)
                }
                let counted = try DossierReader(path: path).report(period)
                let wanted = builder.report(ProcedureCatalogue())
                #expect(counted.counts == wanted.counts && counted.parts == wanted.parts)
                #expect(counted.counts.isClosed)
            }
        }
    }

    private static let actions: [DossierAction] = [
        .forward(to: "tu-phap", note: ""), .accept, .finish(result: "Kết quả"),
        .withdraw(reason: "x"),
        .stop(reason: "x"), .suspend(reason: "x"), .goOn, .noteLateness,
        .askSupplement(papers: ["Ảnh"], reason: "x"), .supply(through: .direct),
        .takeBackResult(reason: "x"), .handOver(.counter(note: "Ký nhận")),
    ]
}

/// SplitMix64: the same dice on every machine.
private struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
