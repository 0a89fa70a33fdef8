import Foundation
import GRDB
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskStore

/// Announcements on a real file: durable with their call and no sync more, and gone after a day.
@Suite(.timeLimit(.minutes(5)))
struct AnnouncementTests {
    private let directory: TemporaryDirectory
    private let disk: FaultyDisk
    private let store: SQLiteStore
    private let clock = TestClock("2026-11-23T08:00:00+07:00")

    init() throws {
        directory = try TemporaryDirectory()
        disk = try FaultyDisk(under: directory.hall)
        store = try directory.store()
    }

    /// A controller whose calls are said in as many zones.
    private func controller(zones: Int) throws -> Controller {
        let zones = (0..<zones).map { VoiceZone(id: ZoneID("zone-\($0)"), output: .page) }
        return Controller(
            store: store, restored: try store.restore(), clock: clock, hub: SnapshotHub(),
            logger: ControllerRig.silent,
            announcements: AnnouncementRules(VoiceSettings(zones: zones)), onOrders: { _ in },
            onStoreFailure: { Issue.record("the store failed: \($0)") })
    }

    private func open(_ controller: Controller, tickets: Int) async {
        _ = await controller.submit(Request(.adopt(SamplePlan.plan()), by: .system))
        _ = await controller.submit(Request(.openCounter(6), by: SamplePlan.clerk(6)))
        for number in 0..<tickets {
            let press = SamplePlan.request("T\(number)-\(clock.now())", kiosk: "kiosk-1")
            _ = await controller.submit(Request(.issue(press), by: SamplePlan.kiosk))
        }
    }

    private func rows() throws -> [String] {
        try store.pool.read { db in
            try String.fetchAll(
                db,
                sql: "SELECT zone || ' ' || state || ' ' || coalesce(note, '-') "
                    + "FROM announcements ORDER BY id")
        }
    }

    @Test(arguments: [0, 1, 16])
    func `a call syncs once, in however many zones it is said`(zones: Int) async throws {
        let controller = try controller(zones: zones)
        await open(controller, tickets: 1)
        let before = disk.walSyncs
        let reply = await controller.submit(Request(.callNext(6), by: SamplePlan.clerk(6)))
        guard case .done = reply else {
            Issue.record("no call: \(reply)")
            return
        }
        #expect(disk.walSyncs == before + 1)
        #expect(try rows().count == zones)
        #expect(try store.restore().openAnnouncements.count == zones)
    }

    @Test func `outcomes share one sync, and those of notices cost none`() async throws {
        let controller = try controller(zones: 2)
        await open(controller, tickets: 1)
        _ = await controller.submit(Request(.callNext(6), by: SamplePlan.clerk(6)))
        let names = try store.restore().openAnnouncements
        let (syncs, writes) = (disk.walSyncs, disk.walWrites)
        await controller.settle(announcements: ["opening-1/zone-0": .spoken])
        #expect(disk.walSyncs == syncs && disk.walWrites == writes)
        let long = String(repeating: "x", count: 2_000)
        await controller.settle(announcements: [names[0]: .chimed, names[1]: .failed(long)])
        #expect(disk.walSyncs == syncs + 1)
        let kept = long.prefix(AnnouncementOutcome.reasonMax)
        #expect(try rows() == ["zone-0 chimed -", "zone-1 failed \(kept)"])
        #expect(try store.compareWithRebuild() == [])
    }

    @Test func `what was said is forgotten when a day has passed`() async throws {
        let controller = try controller(zones: 1)
        await open(controller, tickets: 1)
        _ = await controller.submit(Request(.callNext(6), by: SamplePlan.clerk(6)))
        #expect(try rows().count == 1)
        clock.advance(by: .seconds(86_400 + 60))
        await open(controller, tickets: 1)
        #expect(try rows().isEmpty)
    }

    @Test func `a store of before there was a voice is taken over`() throws {
        try store.pool.write { db in
            try db.execute(sql: "DROP TABLE announcements")
            try db.execute(
                sql: "DELETE FROM grdb_migrations WHERE identifier = 'announcements'")
        }
        // A doctor that only reads finds nothing to complain about.
        #expect(try directory.store(.reading).restore().openAnnouncements == [])
        try store.close()
        #expect(try directory.store().restore().openAnnouncements == [])
    }
}
