import DossierCore
import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

/// What papers say that no visitor waits for in a test of the whole program: lateness, refusals,
/// long names, many dossiers.
@Suite(.timeLimit(.minutes(5)))
struct DossierPaperTests {
    private static let clerk = Official("clerk6", of: "mot-cua")
    /// As long as the longest real one.
    private static let longName = String(repeating: "Thủ tục đăng ký ", count: 69).prefix(1_094)

    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func core(_ authority: DossierSettings.Authority = .embedded) throws -> EmbeddedCore {
        let birth = ProcedureEntry(
            code: SamplePlan.birth, name: String(Self.longName), field: "ho-tich", line: "ho-tich",
            limit: "2 working_day", feeVND: nil, decision: "")
        return try EmbeddedCore(
            path: "\(directory.path)/dossier.db",
            settings: DossierSettings(authority: authority, agencyCode: "H53.12.3"),
            law: CentreLaw(
                procedures: [birth], plan: SamplePlan.plan(hours: SamplePlan.workingHours)))
    }

    private func received(_ core: EmbeddedCore, _ ticket: String = "A") async throws -> String {
        var codes: [String] = []
        for step in try SampleVisit.completed(
            ticket, .dossierReceived, procedures: [SamplePlan.birth])
        {
            codes = try await core.handOver(step, key: step.key).dossiers.map(\.code)
        }
        return try #require(codes.first)
    }

    private static func at(_ text: String) throws -> Instant {
        try #require(Instant(rfc3339: "2026-\(text):00+07:00"))
    }

    @Test func `a late dossier's apology has what was promised, why, and the new day`()
        async throws
    {
        let core = try core()
        let code = try await received(core)
        let late = try Self.at("11-27T09:00")
        #expect(try await core.noteLateness(at: late) == [code])
        let day = try #require(ServiceDay("2026-12-01"))
        _ = try await core.carryOut(
            .apologise(number: 1, reason: "Chờ xác minh", newDay: day), onDossier: code,
            by: "clerk6", for: nil, key: "k", at: late)
        let papers = try await core.papers(ofDossier: code, at: late)
        #expect(papers.map(\.form) == ["01", "04", "06"])
        let values = papers[1].values
        #expect(values["originalDue"] == "ngày 25 tháng 11 năm 2026")
        #expect(values["newDue"] == "ngày 01 tháng 12 năm 2026")
        #expect(values["reason"] == "Chờ xác minh" && values["dossierCode"] == code)
        #expect(values["procedure"] == "\(Self.longName) (\(SamplePlan.birth))")
        // Nobody wrote an applicant down, and the receipt leaves room for a pen.
        #expect(values["applicant"] == nil)
        #expect(papers[0].values["applicant"]?.allSatisfy { $0 == "…" } == true)
        #expect(papers[0].values["dueAt"] == "ngày 25 tháng 11 năm 2026")
    }

    @Test func `a stop and a refusal have their forms`() async throws {
        let core = try core()
        let (stopped, now) = (try await received(core), try Self.at("11-23T10:00"))
        _ = try await core.carryOut(
            .stop(reason: "Không bổ sung"), onDossier: stopped, by: "clerk6", for: nil, key: "s",
            at: now)
        let papers = try await core.papers(ofDossier: stopped, at: now)
        #expect(papers.map(\.form) == ["01", "05", "06"])
        #expect(papers[1].values["reason"] == "Không bổ sung" && papers[1].id == "05-3")
        let arrival = try IntakeRig.arrival("DVC-7", minted: true)
        _ = try await core.takeIn(arrival, from: "portal", at: now)
        let life = try await core.decide(
            .refuse(reason: "Ngoài địa bàn"), onArrival: "DVC-7", by: "clerk6", key: "r", at: now)
        let refused = try await core.papers(ofDossier: life.code, at: now)
        #expect(refused.map(\.form) == ["03", "06"])
        #expect(refused[0].values["receivedAt"] == "20 giờ 15 phút, ngày 21 tháng 11 năm 2026")
    }

    @Test func `the control slip says who handed it to whom, and how it ended`() async throws {
        let core = try core()
        let code = try await received(core)
        for (action, by, at) in [
            (DossierAction.forward(to: "tu-phap", note: "Kính chuyển"), Self.clerk, "11-23T10:00"),
            (.accept, Official("tp1", of: "tu-phap"), "11-23T10:20"),
            (.finish(result: "Trích lục"), Official("tp1", of: "tu-phap"), "11-24T16:00"),
        ] {
            try await core.act(action, onDossier: code, by: by, at: try Self.at(at))
        }
        let papers = try await core.papers(ofDossier: code, at: try Self.at("11-25T08:00"))
        let rows = try #require(papers.last?.tables["offices"])
        #expect(rows.map { $0["office"] } == ["mot-cua", "tu-phap"])
        #expect(rows[1]["handed"] == "10 giờ 00 phút, 23/11/2026 – clerk6")
        #expect(rows[1]["taken"] == "10 giờ 20 phút, 23/11/2026 – tp1")
        #expect(rows[1]["timeliness"] == "trước hạn" && rows[1]["note"] == "Kính chuyển")
        await #expect(throws: DossierError.self) {
            try await core.papers(ofDossier: "H53.12.3-261123-9999", at: try Self.at("11-25T08:00"))
        }
    }

    @Test func `a register holds 500, and more are refused in words`() async throws {
        let core = try core()
        let (day, now) = (try #require(ServiceDay("2026-11-23")), try Self.at("11-23T16:00"))
        for number in 1...FormLimits.rows { _ = try await received(core, "T\(number)") }
        let full = try await core.register(from: day, to: day, at: now)
        #expect(full.tables["dossiers"]?.count == FormLimits.rows && full.values["count"] == "500")
        let other = try await core.register(
            from: day.advanced(by: 1), to: day.advanced(by: 9), at: now)
        #expect(other.tables["dossiers"]?.isEmpty == true)
        _ = try await received(core, "T501")
        let refusal = await #expect(throws: DossierError.self) {
            try await core.register(from: day, to: day, at: now)
        }
        #expect(refusal?.code == .refused)
    }
}
