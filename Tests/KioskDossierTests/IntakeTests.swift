import DossierCore
import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

/// Where codes come from, for tests of what arrives.
struct IntakeRig {
    let directory: TemporaryDirectory
    var path: String { "\(directory.path)/dossier.db" }

    init() throws { directory = try TemporaryDirectory() }

    func core(_ authority: DossierSettings.Authority = .province) throws -> EmbeddedCore {
        var birth = ProcedureEntry(
            code: SamplePlan.birth, name: "Khai sinh", field: "ho-tich", line: "ho-tich",
            limit: "5 working_day", feeVND: nil, decision: "")
        (birth.onlineLimit, birth.postalLimit) = ("3 working_day", "4 working_day")
        let plan = SamplePlan.plan(hours: SamplePlan.workingHours)
        return try EmbeddedCore(
            path: path, settings: DossierSettings(authority: authority, agencyCode: "H53.12.3"),
            law: CentreLaw(procedures: [birth], plan: plan))
    }

    static let code = "H53.12.3-261121-000123"

    static func arrival(
        _ id: String = IntakeRig.code, minted: Bool = false, papers: Int = 3,
        via channel: DossierArrival.Channel = .online, filed: String = "11-21T20:15"
    ) throws -> DossierArrival {
        DossierArrival(
            reference: id, code: minted ? nil : id, procedure: SamplePlan.birth, channel: channel,
            filedAt: try at(filed), papers: papers)
    }

    static func at(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: "2026-\(text):00+07:00"))
    }
}

/// Dossiers that come by portal and post wait for a clerk, once each.
@Suite(.timeLimit(.minutes(5)))
struct `A dossier from outside` {
    private let rig: IntakeRig
    private let now: Instant

    init() throws {
        rig = try IntakeRig()
        now = try IntakeRig.at("11-23T09:00")
    }

    private func refusal(_ body: () async throws -> Bool) async -> IntakeFault? {
        do {
            _ = try await body()
            return nil
        } catch {
            return (error as? IntakeRefusal)?.fault
        }
    }

    @Test func `filed on a Saturday evening is received on Monday, by the online limit`()
        async throws
    {
        let core = try rig.core()
        let arrival = try IntakeRig.arrival()
        #expect(try await core.takeIn(arrival, from: "cổng", at: now))
        #expect(try await core.status(ofDossier: arrival.id) == .awaitsClerk(SamplePlan.birth))
        let life = try await core.decide(
            .receive, onArrival: arrival.id, by: "clerk6", key: "k1", at: now)
        #expect(life.state == "received" && life.code == arrival.id)
        // Monday 23 November; the 24th is counted as the sample's calendar has it.
        let history = try await core.history(ofDossier: arrival.id)
        guard case .filed(let filing) = history.first?.fact,
            case .received(let course, _) = history.last?.fact
        else {
            Issue.record("\(history)")
            return
        }
        #expect(filing.channel == .online && filing.at == arrival.filedAt)
        #expect(course.limit == TimeLimit(published: "3 working_day"))
        #expect(ServiceDay(at: course.receivedAt) == ServiceDay("2026-11-23"))
        #expect(try await core.waiting(limit: 10).count == 0)
        #expect(try await core.status(ofDossier: arrival.id) != .awaitsClerk(SamplePlan.birth))
    }

    @Test func `the same again has one effect; other content under its code is refused and listed`()
        async throws
    {
        let core = try rig.core()
        #expect(try await core.takeIn(try IntakeRig.arrival(), from: "a", at: now))
        #expect(try await core.takeIn(try IntakeRig.arrival(), from: "b", at: now) == false)
        let other = try IntakeRig.arrival(papers: 4)
        #expect(await refusal { try await core.takeIn(other, from: "c", at: now) } == .conflict)
        // Also after a clerk received it, and over a restart.
        _ = try await core.decide(
            .receive, onArrival: other.id, by: "clerk6", key: "k1", at: now)
        let again = try rig.core()
        #expect(try await again.takeIn(try IntakeRig.arrival(), from: "a", at: now) == false)
        #expect(await refusal { try await again.takeIn(other, from: "d", at: now) } == .conflict)
        let waiting = try await again.waiting(limit: 10)
        #expect(waiting.count == 0)
        #expect(waiting.refused.map(\.source) == ["d", "c"])
        #expect(try await again.history(ofDossier: other.id).count == 2)
    }

    @Test func `under a province's codes one without a code is refused, here one with a code`()
        async throws
    {
        let province = try rig.core()
        let bare = try IntakeRig.arrival("DVC-1", minted: true)
        #expect(
            await refusal { try await province.takeIn(bare, from: "a", at: now) } == .codeMissing)
        let odd = DossierArrival(
            reference: "x", code: "x", procedure: SamplePlan.birth, channel: .online,
            filedAt: now, papers: 0)
        #expect(
            await refusal { try await province.takeIn(odd, from: "a", at: now) } == .codeMalformed)
        let embedded = try IntakeRig()
        let core = try embedded.core(.embedded)
        let coded = try IntakeRig.arrival()
        #expect(await refusal { try await core.takeIn(coded, from: "a", at: now) } == .codeUnwanted)
        for (changed, fault) in [
            (
                DossierArrival(
                    reference: "a/b", code: nil, procedure: SamplePlan.birth, channel: .online,
                    filedAt: now, papers: 0), IntakeFault.reference
            ),
            (
                DossierArrival(
                    reference: "a", code: nil, procedure: "9.9", channel: .online, filedAt: now,
                    papers: 0), .unknownProcedure
            ),
            (
                DossierArrival(
                    reference: "a", code: nil, procedure: SamplePlan.birth, channel: .online,
                    filedAt: now + .seconds(1), papers: 0), .notYetFiled
            ),
            (
                DossierArrival(
                    reference: "a", code: nil, procedure: SamplePlan.birth, channel: .online,
                    filedAt: now - DossierArrival.age - .seconds(1), papers: 0), .tooOld
            ),
            (
                DossierArrival(
                    reference: "a", code: nil, procedure: SamplePlan.birth, channel: .online,
                    filedAt: now, papers: 1_001), .papers
            ),
        ] {
            #expect(await refusal { try await core.takeIn(changed, from: "a", at: now) } == fault)
        }
        #expect(try await core.waiting(limit: 20).refused.count == 6)
    }

    @Test func `a code is minted when a clerk decides, and not by a decision that is refused`()
        async throws
    {
        let core = try rig.core(.embedded)
        let arrival = try IntakeRig.arrival("DVC-1", minted: true, via: .postal)
        _ = try await core.takeIn(arrival, from: "clerk6", at: now)
        #expect(try await core.waiting(limit: 9).entries.map(\.code) == [nil])
        await #expect(throws: DossierError.self) {
            try await core.decide(
                .refuse(reason: ""), onArrival: "DVC-1", by: "clerk6", key: "k", at: now)
        }
        #expect(try await core.waiting(limit: 9).entries.map(\.code) == [nil])
        for _ in 1...2 {
            let life = try await core.decide(
                .receive, onArrival: "DVC-1", by: "clerk6", key: "k", at: now)
            #expect(life.code == "H53.12.3-261123-0001" && life.steps.count == 2)
        }
        guard
            case .filed(let filing) = try await core.history(ofDossier: "H53.12.3-261123-0001")
                .first?.fact
        else { return }
        #expect(filing.channel == .postal)
    }

    @Test func `asked for papers it waits for the citizen, then for the clerk again`()
        async throws
    {
        let core = try rig.core()
        let arrival = try IntakeRig.arrival()
        _ = try await core.takeIn(arrival, from: "a", at: now)
        _ = try await core.decide(
            .askSupplement(papers: ["Giấy chứng sinh"], reason: "Thiếu"), onArrival: arrival.id,
            by: "clerk6", key: "k1", at: now)
        #expect(try await core.waiting(limit: 9).count == 0)
        #expect(try await core.status(ofDossier: arrival.id) == .awaitsClerk(SamplePlan.birth))
        _ = try await core.carryOut(
            .supply, onDossier: arrival.id, by: "clerk6", for: nil, key: "k2", at: now)
        #expect(try await core.waiting(limit: 9).count == 1)
        let refused = try await core.decide(
            .refuse(reason: "Không thuộc thẩm quyền"), onArrival: arrival.id, by: "clerk6",
            key: "k3", at: now)
        #expect(refused.state == "not-received")
        #expect(try await core.waiting(limit: 9).count == 0)
    }

    @Test func `the oldest waits first`() async throws {
        let core = try rig.core(.embedded)
        for (id, filed) in [("b", "11-22T08:00"), ("a", "11-23T08:00"), ("c", "11-20T08:00")] {
            _ = try await core.takeIn(
                try IntakeRig.arrival(id, minted: true, filed: filed), from: "a", at: now)
        }
        let waiting = try await core.waiting(limit: 2)
        #expect(waiting.count == 3 && waiting.entries.map(\.arrival.id) == ["c", "b"])
    }

    @Test(arguments: [DossierSettings.Authority.province, .embedded])
    func `a visit for it receives it and opens no second dossier`(
        authority: DossierSettings.Authority
    ) async throws {
        let core = try rig.core(authority)
        // SampleVisit takes place on Monday 23 November.
        let arrival = try IntakeRig.arrival(minted: authority == .embedded)
        _ = try await core.takeIn(arrival, from: "a", at: try IntakeRig.at("11-21T20:16"))
        var codes: [String] = []
        for step in try SampleVisit.completed(
            "A", .dossierReceived, procedures: [SamplePlan.birth], bound: arrival.id)
        {
            for _ in 0..<2 {
                codes = try await core.handOver(step, key: step.key).dossiers.map(\.code)
            }
        }
        let code = try #require(codes.first)
        #expect(authority == .embedded || code == arrival.id)
        let life = try #require(try await core.life(ofDossier: code))
        #expect(life.state == "received" && life.steps.count == 2)
        #expect(try await core.waiting(limit: 9).count == 0)
    }
}
