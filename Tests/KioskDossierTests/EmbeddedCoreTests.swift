import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

/// A directory that goes with the test.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "motcua-dossier-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func core(
        _ name: String = "dossier.db", _ authority: DossierSettings.Authority = .embedded
    ) throws -> EmbeddedCore {
        try EmbeddedCore(
            path: "\(path)/\(name)",
            settings: DossierSettings(authority: authority, agencyCode: "H53.12.3"))
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `The embedded dossier core` {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    @Test(arguments: DossierGatewayConformance.allCases)
    func `keeps the promises of a gateway`(_ promise: DossierGatewayConformance) async throws {
        try await promise.check { try directory.core() }
    }

    @Test(arguments: DossierGatewayConformance.allCases)
    func `mints nothing where the province does`(_ promise: DossierGatewayConformance) async throws
    {
        try await promise.check(mints: false) { try directory.core("dossier.db", .province) }
    }

    @Test func `keeps its receipts over a restart and counts on`() async throws {
        let first = try SampleVisit.completed(
            "A", .dossierReceived, procedures: [SamplePlan.birth])
        var receipts: [HandOffReceipt] = []
        do {
            let core = try directory.core()
            for step in first { receipts.append(try await core.handOver(step, key: step.key)) }
        }
        let core = try directory.core()
        for (step, receipt) in zip(first, receipts) {
            #expect(try await core.handOver(step, key: step.key) == receipt)
        }
        var codes = receipts.flatMap(\.dossiers).map(\.code)
        for step in try SampleVisit.completed("B", .dossierReceived, procedures: [SamplePlan.death])
        {
            codes += try await core.handOver(step, key: step.key).dossiers.map(\.code)
        }
        #expect(codes == ["H53.12.3-261123-0001", "H53.12.3-261123-0002"])
    }

    @Test func `counts codes anew each day`() async throws {
        let core = try directory.core()
        var codes: [String] = []
        for (ticket, days) in [("A", 0), ("B", 1), ("C", 1)] {
            let steps = try SampleVisit.completed(
                ticket, .dossierReceived, procedures: [SamplePlan.birth], minutes: days * 1_440)
            for step in steps {
                codes += try await core.handOver(step, key: step.key).dossiers.map(\.code)
            }
        }
        #expect(
            codes == ["H53.12.3-261123-0001", "H53.12.3-261124-0001", "H53.12.3-261124-0002"])
    }

    @Test func `steps over a code that a clerk entered by hand`() async throws {
        let core = try directory.core()
        let before = try SampleVisit.completed("A")
        for step in before { _ = try await core.handOver(step, key: step.key) }
        try await core.enter(code: "H53.12.3-261123-0001", for: SamplePlan.copy, ticket: "A")
        var codes: [String] = []
        for step in try SampleVisit.completed("B", .dossierReceived, procedures: [SamplePlan.birth])
        {
            codes += try await core.handOver(step, key: step.key).dossiers.map(\.code)
        }
        #expect(codes == ["H53.12.3-261123-0002"])
    }

    @Test func `refuses a file that another program wrote, and leaves it as it was`() throws {
        let path = "\(directory.path)/foreign.db"
        // A whole SQLite file of one table, made elsewhere.
        try Foreign.database.write(to: URL(fileURLWithPath: path))
        #expect(throws: DossierError.self) { try directory.core("foreign.db") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Foreign.database)
        let text = Data("no database at all, but long enough to be looked at".utf8)
        try text.write(to: URL(fileURLWithPath: "\(directory.path)/text.db"))
        #expect(throws: DossierError.self) { try directory.core("text.db") }
        #expect(try Data(contentsOf: URL(fileURLWithPath: "\(directory.path)/text.db")) == text)
    }

    @Test func `refuses a directory that is not there`() {
        #expect(throws: DossierError.self) { try directory.core("nowhere/dossier.db") }
    }

    @Test func `refuses a key of another step`() async throws {
        let core = try directory.core()
        let step = try SampleVisit.completed("A")[0]
        await #expect(throws: DossierError.self) { try await core.handOver(step, key: "A/2") }
        #expect(try await core.reception(of: "A") == nil)
    }
}

/// A small SQLite database of no program in particular.
private enum Foreign {
    static let database: Data = {
        var bytes = [UInt8](repeating: 0, count: 1_024)
        bytes.replaceSubrange(0..<16, with: Array("SQLite format 3".utf8) + [0])
        let header: [(Int, [UInt8])] = [
            // Page size 512, rollback journal, fractions 64/32/32, change counter 1, two pages.
            (16, [2, 0, 1, 1, 0, 64, 32, 32]), (27, [1]), (31, [2]),
            // Schema cookie 1, schema format 4, text in UTF-8, valid for change 1, SQLite 3.40.1.
            (43, [1]), (47, [4]), (59, [1]), (95, [1]), (96, [0, 0x2E, 0x6B, 0x99]),
        ]
        for (place, value) in header {
            bytes.replaceSubrange(place..<place + value.count, with: value)
        }
        let sql = Array("CREATE TABLE t(x)".utf8)
        let record: [UInt8] = [6, 23, 15, 15, 1, UInt8(13 + 2 * sql.count)]
        let row = record + Array("tablett".utf8) + [2] + sql
        let cell = [UInt8(row.count), 1] + row
        let start = 512 - cell.count
        bytes.replaceSubrange(start..<512, with: cell)
        // Page 1 is a leaf of one cell; page 2 an empty leaf.
        bytes.replaceSubrange(
            100..<110,
            with: [
                13, 0, 0, 0, 1, UInt8(start >> 8), UInt8(start & 255), 0, UInt8(start >> 8),
                UInt8(start & 255),
            ])
        bytes.replaceSubrange(512..<520, with: [13, 0, 0, 0, 0, 2, 0, 0])
        return Data(bytes)
    }()
}
