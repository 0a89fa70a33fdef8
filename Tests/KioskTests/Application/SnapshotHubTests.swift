import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The snapshot hub` {
    private func snapshot(_ sequence: Int64) -> Snapshot {
        Snapshot(
            Hall(), kiosks: [], sequence: sequence, at: Instant(millisecondsSinceEpoch: sequence))
    }

    @Test func `gives a slow reader the newest and one signal`() async throws {
        let hub = SnapshotHub()
        let changes = try #require(hub.changes())
        let day: Int64 = 24 * 3_600_000
        for number in 1...100 {
            // Another day each: what looks the same wakes nobody.
            let next = snapshot(Int64(number) * day)
            hub.prepare { _ in next }
            hub.show()
        }
        hub.finish()
        var signals = 0
        for await _ in changes { signals += 1 }
        #expect(signals == 1)
        #expect(hub.latest?.sequence == 100 * day)
    }

    @Test func `what is prepared is seen, and wakes views if it looks different`() async throws {
        let hub = SnapshotHub()
        let made = Watched(0)
        func prepare(_ sequence: Int64) {
            let next = snapshot(sequence)
            hub.prepare { _ in
                made.change { $0 += 1 }
                return next
            }
        }
        prepare(1)
        #expect(hub.latest?.sequence == 1)
        let changes = try #require(hub.changes())
        var signals = changes.makeAsyncIterator()
        // The signal that every reader begins with.
        await signals.next()
        hub.show()
        await signals.next()
        prepare(2)
        hub.show()
        #expect(hub.latest?.sequence == 1, "it looks the same")
        #expect(made.value == 2)
        let dayLater: Int64 = 24 * 3_600_000
        prepare(dayLater)
        hub.show()
        await signals.next()
        #expect(hub.latest?.sequence == dayLater)
        hub.finish()
        #expect(await signals.next() == nil)
        #expect(made.value == 3)
    }

    @Test func `admits so many readers, and another once one has left`() async throws {
        let hub = SnapshotHub()
        var readers: [AsyncStream<Void>] = []
        for _ in 0..<SnapshotHub.readersMax { readers.append(try #require(hub.changes())) }
        #expect(hub.changes() == nil)
        let leaver = Task { [first = readers[0]] in for await _ in first {} }
        leaver.cancel()
        await leaver.value
        #expect(hub.changes() != nil)
        #expect(readers.count == SnapshotHub.readersMax)
    }
}

struct `The health of devices` {
    @Test func `is counted from the change of its word`() {
        let clock = TestClock("2026-11-23T08:00:00+07:00")
        let health = HealthBoard(clock: clock)
        let changes = Watched(0)
        health.onChange { changes.change { $0 += 1 } }
        #expect(health.health(of: "printer-1") == nil)
        func report(_ condition: DeviceCondition) -> String? {
            clock.advance(by: .minutes(1))
            health.report("printer-1", .printer, condition)
            return health.health(of: "printer-1")?.since.clockText
        }
        #expect(report(DeviceCondition(.ready)) == "08:01")
        #expect(report(DeviceCondition(.ready)) == "08:01")
        #expect(report(DeviceCondition(.ready, detail: "port 1-2")) == "08:01")
        #expect(report(DeviceCondition(.paperOut)) == "08:04")
        #expect(report(DeviceCondition(.ready)) == "08:05")
        #expect(changes.value == 4)
        #expect(health.devices.map(\.id) == ["printer-1"])
    }

    @Test func `of a kiosk is that of its best printer`() {
        let health = HealthBoard(clock: TestClock("2026-11-23T08:00:00+07:00"))
        let kiosks = KioskHealth(
            kiosks: [
                KioskSettings(id: "kiosk-1", printers: ["p1", "p2"], isDefault: true),
                KioskSettings(id: "kiosk-2", printers: [], isDefault: false),
            ], health: health)
        #expect(kiosks.views().map { $0.printer?.condition.code } == [nil, nil])
        health.report("p1", .printer, DeviceCondition(.paperOut))
        health.report("p2", .printer, DeviceCondition(.paperLow))
        #expect(kiosks.views().first?.printer?.id == "p2")
        health.report("p1", .printer, DeviceCondition(.ready))
        #expect(kiosks.views().map { $0.printer?.id } == ["p1", nil])
    }

    @Test func `of a kiosk without paper counts from when its last printer failed`() {
        let clock = TestClock("2026-11-23T08:00:00+07:00")
        let health = HealthBoard(clock: clock)
        let kiosks = KioskHealth(
            kiosks: [KioskSettings(id: "kiosk-1", printers: ["p1", "p2"], isDefault: true)],
            health: health)
        func view(_ id: DeviceID, _ code: DeviceCondition.Code) -> String? {
            clock.advance(by: .minutes(1))
            health.report(id, .printer, DeviceCondition(code))
            return kiosks.views().first?.printer.map {
                "\($0.id) \($0.condition.code.rawValue) \($0.since.clockText)"
            }
        }
        #expect(view("p1", .ready) == "p1 ready 08:01")
        #expect(view("p2", .paperOut) == "p1 ready 08:01")
        #expect(view("p1", .missing) == "p2 paper-out 08:03")
        #expect(view("p2", .silent) == "p2 silent 08:04")
    }
}
