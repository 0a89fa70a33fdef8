import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

/// The core's part of a backup.
@Suite(.timeLimit(.minutes(5)))
struct DossierCopyTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var source: String { "\(directory.path)/dossier.db" }
    private var copy: String { "\(directory.path)/copy.db" }

    @Test func `a copy beside a running core gives the receipts that the core gave`() async throws {
        let steps = try SampleVisit.completed(
            "A", .dossierReceived, procedures: [SamplePlan.birth])
        let core = try directory.core()
        var receipts: [HandOffReceipt] = []
        for step in steps { receipts.append(try await core.handOver(step, key: step.key)) }
        #expect(try DossierCopy.copy(source, to: copy))
        let later = try SampleVisit.completed("B", .dossierReceived, procedures: [SamplePlan.birth])
        for step in later { _ = try await core.handOver(step, key: step.key) }
        let second = try directory.core("copy.db")
        for (step, receipt) in zip(steps, receipts) {
            #expect(try await second.handOver(step, key: step.key) == receipt)
        }
        let ticket = try #require(later.first?.ticket)
        #expect(try await second.reception(of: ticket) == nil)
        #expect(try await core.reception(of: ticket) != nil)
    }

    @Test func `a core that is elsewhere is no error`() throws {
        #expect(try !DossierCopy.copy(source, to: copy))
        #expect(!FileManager.default.fileExists(atPath: copy))
    }

    @Test(arguments: ["", "a letter, not a database\n"])
    func `a file of another program is not copied and stays as it was`(content: String) throws {
        try content.write(toFile: source, atomically: true, encoding: .utf8)
        let error = #expect(throws: DossierError.self) {
            try DossierCopy.copy(source, to: copy)
        }
        #expect(error?.code == .storage)
        #expect(try String(contentsOfFile: source, encoding: .utf8) == content)
    }
}
