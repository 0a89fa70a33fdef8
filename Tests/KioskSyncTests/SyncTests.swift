import Foundation
import Kiosk
import KioskDossier
import KioskTesting
import QueueCore
import Testing

@testable import KioskSync

/// Every change of a dossier takes effect at a hostile receiver once, in order.
@Suite(.timeLimit(.minutes(5)))
struct `Changes told to a province` {
    /// A core's store in a folder that goes with the test.
    private final class Rig: Sendable {
        let path = NSTemporaryDirectory() + "motcua-sync-\(UUID().uuidString)"
        let clock = TestClock(SampleVisit.morning + .seconds(7_200))

        init() throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func core() throws -> EmbeddedCore {
            try EmbeddedCore(
                path: "\(path)/dossier.db",
                settings: DossierSettings(authority: .embedded, agencyCode: "H53.12.3"))
        }

        func worker(_ core: EmbeddedCore, port: Int) -> SyncWorker {
            let settings = SyncSettings(
                url: "http://127.0.0.1:\(port)", unit: "H53.12.3", credentialFile: "")
            let credential = SyncCredential(
                username: "u", password: "p", destination: "VN:GOV:G22")
            return SyncWorker(
                store: core,
                endpoint: SyncEndpoint(settings, credential, answerTime: .milliseconds(700)),
                names: SyncNames(SampleConfiguration.make()), clock: clock,
                logger: ControllerRig.silent)
        }

        /// Tells until nothing waits, an hour of the clock after each look.
        func tellAll(_ core: EmbeddedCore, _ worker: SyncWorker, looks: Int = 200) async throws {
            for _ in 0..<looks {
                if try await core.syncBacklog(limit: 1).waiting == 0 { return }
                await worker.tellDue()
                clock.advance(by: .seconds(2 * SyncWorker.delayMax))
            }
        }

        /// Dossiers with five changes each: filed, received, charged, paid, finished.
        func dossiers(_ core: EmbeddedCore, _ count: Int) async throws -> [String] {
            var codes: [String] = []
            for number in 0..<count {
                for step in try SampleVisit.completed(
                    "T\(number)", .dossierReceived, procedures: [SamplePlan.birth])
                {
                    codes += try await core.handOver(step, key: step.key).dossiers.map(\.code)
                }
            }
            for code in codes {
                for (index, deed) in [
                    DossierDeed.charge(amount: 8_000, reason: "Lệ phí", isAwaited: false),
                    .pay(amount: 8_000, receipt: "BL 1"), .finish(result: "Trích lục"),
                ].enumerated() {
                    _ = try await core.carryOut(
                        deed, onDossier: code, by: "clerk6", for: nil, key: "\(code)/\(index)",
                        at: clock.now())
                }
            }
            return codes
        }
    }

    /// Numbers in no rhythm, the same in each run.
    private static func mixed(_ number: Int) -> Int {
        var bits = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return Int((bits ^ (bits >> 27)) >> 32)
    }

    private func check(_ receiver: HostileReceiver, _ codes: [String]) {
        #expect(receiver.breaches.isEmpty)
        #expect(Set(receiver.dossiers.keys) == Set(codes))
        for (code, kept) in receiver.dossiers {
            #expect(kept.created == 1, "\(code)")
            #expect(kept.marks == (1...5).map { "motcua/\($0)" }, "\(code)")
            #expect(
                kept.steps.map { String($0.prefix(7)) } == (1...5).map { "Bước \($0):" }, "\(code)")
            #expect(kept.record["TrangThaiHoSo"] == "9" && kept.record["KenhThucHien"] == "1")
        }
    }

    @Test(arguments: HostileReceiver.Fault.allCases)
    func `each fault at any request leaves one effect`(fault: HostileReceiver.Fault) async throws {
        let rig = try Rig()
        let core = try rig.core()
        try await core.keepSyncs(true)
        let codes = try await rig.dossiers(core, 2)
        // A third of the requests, in no rhythm: one that fits the worker's own rhythm would end
        // every session before it was of use.
        let receiver = HostileReceiver { Self.mixed($0) % 3 == 2 ? fault : .none }
        try await receiver.serving { port in
            try await rig.tellAll(core, rig.worker(core, port: port))
        }
        let backlog = try await core.syncBacklog(limit: 9)
        #expect(backlog.waiting == 0, "\(backlog.stuck)")
        check(receiver, codes)
    }

    @Test func `faults in no order at all leave one effect, over restarts`() async throws {
        let rig = try Rig()
        let receiver = HostileReceiver(lateness: .milliseconds(900)) { number in
            let faults = HostileReceiver.Fault.allCases
            // Half of the requests fail, each in another way.
            let mixed = Self.mixed(number)
            return mixed % 2 == 0 ? .none : faults[(mixed / 2) % faults.count]
        }
        let codes: [String]
        do {
            let core = try rig.core()
            try await core.keepSyncs(true)
            codes = try await rig.dossiers(core, 3)
        }
        try await receiver.serving { port in
            for _ in 0..<20 {
                // Each with a new process' memory: no session, and the store as it was left.
                let core = try rig.core()
                try await rig.tellAll(core, rig.worker(core, port: port), looks: 15)
            }
        }
        #expect(try await rig.core().syncBacklog(limit: 9).waiting == 0)
        check(receiver, codes)
    }

    @Test func `what was told and not written down before a crash is not told twice`()
        async throws
    {
        let rig = try Rig()
        let core = try rig.core()
        try await core.keepSyncs(true)
        let codes = try await rig.dossiers(core, 1)
        let receiver = HostileReceiver { _ in .none }
        try await receiver.serving { port in
            let settings = SyncSettings(
                url: "http://127.0.0.1:\(port)", unit: "H53.12.3", credentialFile: "")
            let endpoint = SyncEndpoint(
                settings,
                SyncCredential(username: "u", password: "p", destination: "VN:GOV:G22"))
            let first = try await core.dueSyncs(at: rig.clock.now(), limit: 1)
            // Heard, and nobody wrote it down: the next process tells it again.
            try await endpoint.tell(first[0], SyncNames(SampleConfiguration.make()))
            try await rig.tellAll(try rig.core(), rig.worker(try rig.core(), port: port))
        }
        check(receiver, codes)
    }

    @Test func `without a system to tell nothing is kept; once there is one, what changes then`()
        async throws
    {
        let rig = try Rig()
        let core = try rig.core()
        let codes = try await rig.dossiers(core, 1)
        #expect(try await core.syncBacklog(limit: 9).waiting == 0)
        try await core.keepSyncs(true)
        _ = try await core.carryOut(
            .handOverAtCounter(note: "sổ 1"), onDossier: codes[0], by: "clerk6", for: nil,
            key: "k", at: rig.clock.now())
        #expect(try await core.syncBacklog(limit: 9).waiting == 1)
        let receiver = HostileReceiver { _ in .none }
        try await receiver.serving { port in
            try await rig.tellAll(core, rig.worker(core, port: port))
        }
        #expect(receiver.dossiers[codes[0]]?.record["TrangThaiHoSo"] == "10")
        #expect(receiver.dossiers[codes[0]]?.created == 1)
    }

    @Test func `a receiver that is away parks the change; others go on, and a person resumes it`()
        async throws
    {
        let rig = try Rig()
        let core = try rig.core()
        try await core.keepSyncs(true)
        let codes = try await rig.dossiers(core, 1)
        // Nobody listens there.
        let away = rig.worker(core, port: 1)
        try await rig.tellAll(core, away, looks: SyncWorker.attemptsMax)
        let backlog = try await core.syncBacklog(limit: 9)
        #expect(backlog.waiting == 5 && backlog.parkedCount == 1)
        #expect(backlog.stuck.map(\.attempts) == [SyncWorker.attemptsMax])
        #expect(backlog.stuck.first?.nextAt == nil && backlog.stuck.first?.reason != "")
        #expect(try await core.dueSyncs(at: rig.clock.now(), limit: 9).isEmpty)
        #expect(try await core.resumeSync(ofDossier: codes[0]))
        #expect(try await core.resumeSync(ofDossier: codes[0]) == false)
        let receiver = HostileReceiver { _ in .none }
        try await receiver.serving { port in
            try await rig.tellAll(core, rig.worker(core, port: port))
        }
        check(receiver, codes)
    }

    @Test func `a record has the shape of the national list, times at the centre`() throws {
        let at = try #require(Instant(rfc3339: "2026-11-23T01:15:09Z"))
        #expect(at.syncText == "20261123081509")
        let change = SyncChange(
            code: "H53.12.3-261123-0001", sequence: 2, attempts: 0, procedure: SamplePlan.birth,
            field: "ho-tich", channel: 3, status: 2, filedAt: at, receivedAt: at, dueAt: nil,
            readyAt: nil, returnedAt: nil, refusedAt: nil, office: "mot-cua", by: "clerk6",
            at: at, words: "Tiếp nhận")
        let record = change.record(SyncNames(SampleConfiguration.make()), unit: "H53.12.3")
        #expect(record["HinhThuc"] == "1" && record["KenhThucHien"] == "3")
        #expect(record["NgayNopHoSo"] == "20261123081509" && record["NgayHenTra"] == nil)
        #expect(change.progress["NoiDungXuLy"] == "Bước 2: Tiếp nhận")
        for tries in 1...100 {
            let delay = SyncWorker.delay(afterTry: tries)
            #expect(delay >= .milliseconds(500) && delay <= .seconds(5_400))
        }
    }
}
