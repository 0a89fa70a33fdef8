import DossierCore
import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskDossier

/// Applicants: sealed on disk, found by their marks, erased for good, each look noted.
@Suite(.timeLimit(.minutes(5)))
struct VaultTests {
    private static let person = Applicant(
        name: "Nguyễn Thị Ví Dụ", identity: "072000000001", phone: "0900 000 002",
        address: "Số 1 đường Thí Dụ", email: "vidu@example.vn")
    private static let secrets = [
        "Nguyễn", "nguyen", "NGUYEN", "072000000001", "0900000002", "Thí Dụ", "vidu@example",
    ]

    private let directory: TemporaryDirectory
    private var path: String { "\(directory.path)/dossier.db" }
    private var keyPath: String { "\(directory.path)/vault.key" }

    init() throws { directory = try TemporaryDirectory() }

    private func core(_ ring: VaultRing?) throws -> EmbeddedCore {
        let birth = ProcedureEntry(
            code: SamplePlan.birth, name: "Khai sinh", field: "ho-tich", line: "ho-tich",
            limit: "2 working_day", feeVND: nil, decision: "")
        return try EmbeddedCore(
            path: path, settings: DossierSettings(authority: .embedded, agencyCode: "H53.12.3"),
            law: CentreLaw(procedures: [birth], plan: .empty), ring: ring)
    }

    private func key(_ byte: UInt8 = 7) throws -> VaultKey {
        try #require(VaultKey([UInt8](repeating: byte, count: 32)))
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

    /// Every byte of the store's files, the log of changes too.
    private func bytes() throws -> Data {
        try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
            .filter { $0.hasPrefix("dossier.db") }
            .reduce(into: Data()) { all, name in
                all += try Data(contentsOf: URL(filePath: "\(directory.path)/\(name)"))
            }
    }

    private func change(_ sql: String) throws {
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
    }

    @Test func `nothing of a person stands in the store's files, and the right key reads it all`()
        async throws
    {
        let core = try core(VaultRing(current: key()))
        let (code, now) = (try await received(core), try Self.at("11-23T10:00"))
        try await core.keep(Self.person, ofDossier: code, by: "clerk6", at: now)
        let disk = try bytes()
        #expect(disk.range(of: Data(code.utf8)) != nil)
        for secret in Self.secrets {
            #expect(disk.range(of: Data(secret.utf8)) == nil, "\(secret)")
        }
        let read = try await core.read(
            ofDossier: code, .read, reason: "gọi lại", by: "clerk6", at: now)
        var wanted = Self.person
        wanted.phone = "0900000002"
        #expect(read == wanted)
        guard case .kept(let masked) = try await core.state(ofDossier: code) else {
            Issue.record("it is not kept")
            return
        }
        #expect(masked.name == "N*** T*** V*** D***")
        #expect(masked.identity == "0720*****001" && masked.phone == "09*****002")
        let notes = try await core.readings(limit: 9)
        #expect(notes.map(\.deed) == [.read, .kept] && notes[0].reason == "gọi lại")
    }

    @Test(
        arguments: [
            "Nguyễn Thị Ví Dụ", "nguyen thi vi du", "  NGUYỄN   thị ví DỤ ", "072000000001",
            "0900000002", "+84900000002", "0900 000 002",
        ])
    func `is found by`(words: String) async throws {
        let core = try core(VaultRing(current: key()))
        let (code, now) = (try await received(core), try Self.at("11-23T10:00"))
        try await core.keep(Self.person, ofDossier: code, by: "clerk6", at: now)
        let found = try await core.find(words, limit: 9, by: "clerk6", at: now)
        #expect(found.map(\.code) == [code])
        #expect(try await core.readings(limit: 1).first?.deed == .found)
        let long = String(repeating: "x", count: 900)
        for other in ["Nguyễn Thị", "", " ", "%", "072000000002", long] {
            #expect(try await core.find(other, limit: 9, by: "c", at: now).isEmpty, "\(other)")
        }
    }

    @Test(
        arguments: [
            "UPDATE applicants SET sealed = "
                + "CAST(substr(sealed, 1, 20) || x'00' || substr(sealed, 22) AS BLOB)",
            "UPDATE applicants SET wrapped_key = zeroblob(60)",
            "UPDATE applicants SET code = 'H53.12.3-261123-0002'",
            "UPDATE applicants SET sealed = x''", "UPDATE applicants SET wrapped_key = NULL",
        ])
    func `a record that was changed or moved is never read`(sql: String) async throws {
        var code = ""
        do {
            let core = try core(VaultRing(current: key()))
            code = try await received(core)
            _ = try await received(core, "B")
            try await core.keep(
                Self.person, ofDossier: code, by: "c", at: try Self.at("11-23T10:00"))
        }
        try change(sql)
        let core = try core(VaultRing(current: key()))
        for place in [code, "H53.12.3-261123-0002"] {
            let read = try? await core.read(
                ofDossier: place, .read, reason: "x", by: "c", at: try Self.at("11-23T11:00"))
            #expect(read == nil, "\(place)")
        }
    }

    @Test func `another key opens nothing, and no key keeps nothing`() async throws {
        let code: String
        let now = try Self.at("11-23T10:00")
        do {
            let core = try core(VaultRing(current: key()))
            code = try await received(core)
            try await core.keep(Self.person, ofDossier: code, by: "c", at: now)
        }
        #expect(EmbeddedCore.sealedCount(at: path) == 1)
        let other = try await #require(throws: DossierError.self) {
            try await core(VaultRing(current: key(8)))
                .read(ofDossier: code, .read, reason: "x", by: "c", at: now)
        }
        #expect(other.code == .unavailable)
        let none = try await #require(throws: DossierError.self) {
            try await core(nil).keep(Self.person, ofDossier: code, by: "c", at: now)
        }
        #expect(none.code == .unavailable)
        // A key is made for an empty store alone.
        #expect(throws: VaultRing.Fault.self) { try VaultRing(path: keyPath, mayMake: false) }
        let made = try VaultRing(path: keyPath, mayMake: true)
        let known = try VaultRing(path: keyPath, mayMake: false)
        #expect(made.isNew && !known.isNew && known.current.id == made.current.id)
        chmod(keyPath, 0o644)
        #expect(throws: VaultRing.Fault.self) { try VaultRing(path: keyPath, mayMake: true) }
    }

    @Test func `erased is gone from the files, cannot be written again, and no report changes`()
        async throws
    {
        let core = try core(VaultRing(current: key()))
        let (code, now) = (try await received(core), try Self.at("11-23T10:00"))
        try await core.keep(Self.person, ofDossier: code, by: "c", at: now)
        let sealed = try await #require(
            core.pool.read { try Data.fetchOne($0, sql: "SELECT sealed FROM applicants") })
        let wrapped = try await #require(
            core.pool.read { try Data.fetchOne($0, sql: "SELECT wrapped_key FROM applicants") })
        let day = try #require(ServiceDay("2026-11-23"))
        let period = try #require(ReportPeriod(from: day, to: day, asOf: now))
        let before = try DossierReader(path: path).report(period)
        #expect(try await core.erase(ofDossier: code, reason: "yêu cầu", by: "m1", at: now))
        #expect(try await !core.erase(ofDossier: code, reason: "yêu cầu", by: "m1", at: now))
        #expect(try await core.state(ofDossier: code) == .erased(at: now))
        #expect(try await core.find("nguyen thi vi du", limit: 9, by: "c", at: now).isEmpty)
        #expect(
            try await core.read(ofDossier: code, .read, reason: "x", by: "c", at: now) == nil)
        await #expect(throws: DossierError.self) {
            try await core.keep(Self.person, ofDossier: code, by: "c", at: now)
        }
        #expect(try DossierReader(path: path).report(period) == before)
        let erased = try await core.readings(limit: 9).filter { $0.deed == .erased }
        #expect(erased.map(\.by) == ["m1"] && erased[0].reason == "yêu cầu")
        // Overwritten, once the log of changes has been taken into the file.
        try await core.pool.writeWithoutTransaction { db in
            _ = try db.checkpoint(.truncate)
        }
        let disk = try bytes()
        #expect(disk.range(of: sealed) == nil && disk.range(of: wrapped) == nil)
    }

    @Test func `a new key takes every record over, also when it is stopped half-way`()
        async throws
    {
        let now = try Self.at("11-23T10:00")
        let first = try VaultRing(path: keyPath, mayMake: true)
        var codes: [String] = []
        do {
            let core = try core(first)
            for number in 0..<VaultBook.batchMax + 20 {
                let code = try await received(core, "T\(number)")
                try await core.keep(
                    Applicant(name: "Người \(number)"), ofDossier: code, by: "c", at: now)
                codes.append(code)
            }
        }
        try VaultRing.rotate(path: keyPath)
        // Not a second time before all is sealed anew.
        #expect(throws: VaultRing.Fault.self) { try VaultRing.rotate(path: keyPath) }
        do {
            // One batch, then a kill.
            let core = try core(try VaultRing(path: keyPath, mayMake: false))
            #expect(try await core.resealOld() == VaultBook.batchMax)
            let found = try await core.find("nguoi 119", limit: 9, by: "c", at: now)
            #expect(found.map(\.code) == [codes[119]])
        }
        let core = try core(try VaultRing(path: keyPath, mayMake: false))
        await VaultWatch(
            core: core, months: nil, clock: TestClock(now), isTrusted: { true },
            logger: ControllerRig.silent
        ).look()
        let ring = try VaultRing(path: keyPath, mayMake: false)
        #expect(ring.old == nil && ring.current.id != first.current.id)
        for (number, code) in codes.enumerated() {
            let read = try await core.read(
                ofDossier: code, .read, reason: "x", by: "c", at: now)
            #expect(read?.name == "Người \(number)")
        }
        let found = try await core.find("nguoi 5", limit: 9, by: "c", at: now)
        #expect(found.map(\.code) == [codes[5]])
    }

    @Test func `what ended long ago is erased by rule, what is open is not`() async throws {
        let core = try core(VaultRing(current: key()))
        let now = try Self.at("11-23T10:00")
        let (over, open) = (try await received(core, "A"), try await received(core, "B"))
        for code in [over, open] {
            try await core.keep(Self.person, ofDossier: code, by: "c", at: now)
        }
        _ = try await core.carryOut(
            .withdraw(reason: "Rút"), onDossier: over, by: "c", for: nil, key: "w", at: now)
        let clock = TestClock(now + .seconds(86_400 * 30))
        let watch = VaultWatch(
            core: core, months: 1, clock: clock, isTrusted: { true },
            logger: ControllerRig.silent)
        await watch.look()
        #expect(EmbeddedCore.sealedCount(at: path) == 2)
        clock.advance(by: .seconds(86_400 * 2))
        await watch.look()
        guard case .erased = try await core.state(ofDossier: over),
            case .kept = try await core.state(ofDossier: open)
        else {
            Issue.record("the wrong one was erased")
            return
        }
        #expect(try await core.readings(limit: 1).first?.by == "motcua")
    }

    @Test(
        arguments: [
            (Applicant(name: " "), "name"), (Applicant(name: "A\u{202E}B"), "name"),
            (Applicant(name: String(repeating: "x", count: 301)), "name"),
            (Applicant(name: "A", identity: "12-x!"), "identity"),
            (Applicant(name: "A", phone: "call me"), "phone"),
            (Applicant(name: "A", address: String(repeating: "x", count: 501)), "address"),
        ])
    func `what is out of its bounds is refused by its name`(
        applicant: Applicant, member: String
    ) async throws {
        let core = try core(VaultRing(current: key()))
        let code = try await received(core)
        let now = try Self.at("11-23T10:00")
        let refusal = try await #require(throws: DossierError.self) {
            try await core.keep(applicant, ofDossier: code, by: "c", at: now)
        }
        #expect(refusal == DossierError(.malformed, member))
        let unknown = try await #require(throws: DossierError.self) {
            try await core.keep(Self.person, ofDossier: "H53.12.3-261123-9999", by: "c", at: now)
        }
        #expect(unknown.code == .unknownDossier)
        #expect(try await core.state(ofDossier: code) == .none)
    }
}
