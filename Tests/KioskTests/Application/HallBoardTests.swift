import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The hall board` {
    private let rig: ControllerRig
    private let clock = ManualClock()
    private let rows = (1...3).map { FakeBoard(DeviceID("row-\($0)")) }

    init() throws {
        rig = try ControllerRig()
    }

    /// Five counters open with somebody waiting for each.
    private func openHall() async {
        await rig.adopt()
        for (counter, line) in zip(1...5, ["dat-dai", "dat-dai", "dat-dai", "xay-dung", "cu-tru"]) {
            await rig.issue("\(counter)", line: LineID(line))
            await rig.submit(.openCounter(counter), by: SamplePlan.clerk(counter))
        }
    }

    private func run(_ body: () async -> Void) async {
        let board = HallBoardReconciler(
            rows: rows.map { .init($0, counterDigits: 2) }, logger: ControllerRig.silent)
        let running = Task { [rig, clock] in
            await board.run(hub: rig.hub, wallClock: rig.clock, clock: clock)
        }
        await body()
        rig.hub.finish()
        await running.value
    }

    private func shows(_ faces: [BoardFace]) async {
        for (row, face) in zip(rows, faces) { await row.faces.until { $0.last == face } }
    }

    private func new(_ digits: String) -> BoardFace { BoardFace(.number(digits), blinks: true) }

    @Test func `gives each of five calls at once its whole time`() async {
        await openHall()
        await run {
            for counter in 1...5 {
                await rig.submit(.callNext(counter), by: SamplePlan.clerk(counter))
            }
            let first = [new("300303"), new("300202"), new("300101")]
            await shows(first)
            await clock.sleeper(for: .seconds(20))
            clock.advance(by: .seconds(19))
            let told = rows.map(\.faces.value.count)
            rig.hub.beat()
            for (row, count) in zip(rows, told) { await row.faces.until { $0.count > count } }
            #expect(rows.map(\.faces.value.last) == first)
            clock.advance(by: .seconds(1))
            await shows([new("500105"), new("400104"), BoardFace(.number("300303"))])
            await clock.advance(past: .seconds(20))
            let last = ["500105", "400104", "300303"].map { BoardFace(.number($0)) }
            await shows(last)
        }
    }

    @Test func `tells the other rows while one is dead, and that one when it is back`() async {
        await openHall()
        rows[1].beSilent(true)
        await run {
            for counter in 1...2 {
                await rig.submit(.callNext(counter), by: SamplePlan.clerk(counter))
            }
            await shows([new("300202"), new("300101"), BoardFace(.blank)])
            rows[1].beSilent(false)
            let told = rows[1].faces.value.count
            rig.hub.beat()
            await rows[1].faces.until { $0.count > told && $0.last == new("300101") }
        }
    }

    @Test func `takes a call from the rows that was taken back`() async {
        await openHall()
        await run {
            for counter in 1...2 {
                await rig.submit(.callNext(counter), by: SamplePlan.clerk(counter))
                rig.clock.advance(by: .seconds(1))
            }
            await shows([new("300202"), new("300101")])
            await rig.submit(.undo(2), by: SamplePlan.clerk(2))
            await shows([new("300101"), BoardFace(.blank), BoardFace(.blank)])
        }
    }

    @Test(arguments: [(0, "7001"), (1, "700112"), (2, "700112"), (3, "7001012")])
    func `says the counter in the digits it has`(digits: Int, text: String) {
        let call = CallRecord(
            number: "7001", ticket: "t", counter: 12, call: 1,
            at: Instant(millisecondsSinceEpoch: 0))
        var calls = CallRows(count: 2, dwell: .seconds(10))
        calls.take([call], now: .zero, at: call.at)
        func face(_ row: Int) -> BoardFace {
            HallBoardReconciler.face(row: row, of: calls, counterDigits: digits)
        }
        #expect(face(0) == new(text))
        #expect(face(1) == BoardFace(.blank))
    }
}
