import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The result of a dossier` {
    private let directory: TemporaryDirectory
    private let core: EmbeddedCore
    private let path: String
    private static let now = SampleVisit.morning

    init() throws {
        directory = try TemporaryDirectory()
        path = "\(directory.path)/dossier.db"
        let birth = ProcedureEntry(
            code: SamplePlan.birth, name: "Khai sinh", field: "ho-tich", line: "ho-tich",
            limit: "2 working_day", feeVND: nil, decision: "")
        core = try EmbeddedCore(
            path: path, settings: DossierSettings(authority: .embedded, agencyCode: "H53.12.3"),
            law: CentreLaw(procedures: [birth], plan: .empty))
    }

    private func received(_ steps: [HandOffStep]) async throws -> String {
        var codes: [String] = []
        for step in steps {
            codes += try await core.handOver(step, key: step.key).dossiers.map(\.code)
        }
        return try #require(codes.first)
    }

    private func note(_ code: String, _ isReady: Bool = true) async throws {
        try await core.noteResult(ofDossier: code, isReady: isReady, by: "clerk6", at: Self.now)
    }

    @Test func `is promised, noted, withdrawn and noted again`() async throws {
        let code = try await received(
            SampleVisit.completed("A", .dossierReceived, procedures: [SamplePlan.birth]))
        let work = DossierStatus.inWork(due: ServiceDay("2026-11-25"))
        #expect(try await core.status(ofDossier: code) == work)
        for (isReady, status) in [(true, DossierStatus.ready), (false, work), (true, .ready)] {
            for _ in 0..<2 {
                try await note(code, isReady)
                #expect(try await core.status(ofDossier: code) == status)
            }
        }
    }

    @Test(arguments: [
        "H53.12.3-261123-9999", "", "' OR 1=1 --", "x-261123-0001",
        String(repeating: "9", count: 100_000),
    ])
    func `of a dossier that nobody knows is none`(code: String) async throws {
        for isReady in [true, false] {
            await expect(.unknownDossier) { try await note(code, isReady) }
            await expect(.unknownDossier) {
                try ResultBook.note(code, isReady: isReady, in: path, by: "x", at: Self.now)
            }
        }
        #expect(try await core.status(ofDossier: code) == .unknown)
    }

    @Test func `is noted from beside a running core`() async throws {
        let code = try await received(
            SampleVisit.completed("A", .dossierReceived, procedures: [SamplePlan.birth]))
        try ResultBook.note(code, isReady: true, in: path, by: "command-line", at: Self.now)
        #expect(try await core.status(ofDossier: code) == .ready)
        try ResultBook.note(code, isReady: false, in: path, by: "command-line", at: Self.now)
        #expect(try await core.status(ofDossier: code) != .ready)
    }

    @Test func `is written into no file that is not there or not ours`() async throws {
        let code = "H53.12.3-261123-0001"
        let missing = "\(directory.path)/none.db"
        await expect(.storage) {
            try ResultBook.note(code, isReady: true, in: missing, by: "x", at: Self.now)
        }
        #expect(!FileManager.default.fileExists(atPath: missing))
        let foreign = "\(directory.path)/foreign.db"
        try Data(repeating: 65, count: 4_096).write(to: URL(filePath: foreign))
        await expect(.storage) {
            try ResultBook.note(code, isReady: true, in: foreign, by: "x", at: Self.now)
        }
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
