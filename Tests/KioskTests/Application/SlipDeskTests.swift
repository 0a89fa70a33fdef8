import Kiosk
import KioskTesting
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5)))
struct `The slip desk` {
    /// Takes a ticket on paper and returns the slip that was ordered.
    private func order(_ name: String, _ rig: ControllerRig) async throws -> SlipOrder {
        await rig.issue(name, kiosk: "kiosk-1")
        func slips(_ orders: [DeliveryOrder]) -> [SlipOrder] {
            orders.compactMap { order in
                guard case .slip(let slip) = order, slip.ticket == TicketID(name) else {
                    return nil
                }
                return slip
            }
        }
        return try #require(slips(await rig.ordered()).last)
    }

    private func desk(_ printers: [FakePrinter]) -> SlipDesk {
        SlipDesk(
            kiosks: [
                KioskSettings(id: "kiosk-1", printers: printers.map(\.id), isDefault: true)
            ],
            printers: Dictionary(uniqueKeysWithValues: printers.map { ($0.id, $0) }),
            writer: SlipWriter(SampleConfiguration.make()), logger: ControllerRig.silent)
    }

    /// Runs the desk until so many more commits were made.
    private func run(
        _ desk: SlipDesk, _ rig: ControllerRig, untilCommits count: Int,
        _ body: @Sendable () async -> Void = {}
    ) async {
        let before = rig.store.commits.value
        let running = Task { await desk.run(controller: rig.controller) }
        await body()
        await rig.store.commits.until { $0 >= before + count }
        running.cancel()
        await running.value
    }

    private static let dead = PrintFailure(stage: .before, condition: .missing)
    private static let torn = PrintFailure(stage: .midway, condition: .paperOut)

    @Test(arguments: [
        (PrintOutcome.confirmed, SlipState.confirmed, ""), (.probable, .probable, ""),
        (.failed(torn), .failed, "midway: paper-out"),
        (.unknown(reason: "cable"), .unknown, "cable"),
    ])
    func `an outcome reaches the ticket, and no second printer`(
        _ outcome: PrintOutcome, _ state: SlipState, _ note: String
    ) async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let first = FakePrinter("printer-1") { _, _ in outcome }
        let second = FakePrinter("printer-2")
        let desk = desk([first, second])
        desk.accept([try await order("A", rig)])
        await run(desk, rig, untilCommits: 1)
        #expect(await rig.record("A")?.settlement.slip == state)
        #expect(first.slips.value.map(\.number) == ["1001"])
        #expect(second.slips.value.isEmpty)
        #expect(try rig.store.restore().begunSlips.isEmpty)
        #expect(rig.store.notes.values.contains(note))
    }

    @Test func `a slip that no byte of was taken goes to the next printer`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let first = FakePrinter("printer-1") { _, _ in .failed(Self.dead) }
        let second = FakePrinter("printer-2")
        let desk = desk([first, second])
        desk.accept([try await order("A", rig)])
        await run(desk, rig, untilCommits: 1)
        #expect(first.slips.value == second.slips.value)
        #expect(await rig.record("A")?.settlement.slip == .confirmed)
    }

    @Test(arguments: [
        (PrintOutcome.failed(torn), SlipState.failed), (.unknown(reason: "cable"), .unknown),
    ])
    func `a slip that the second printer began goes to no third`(
        _ outcome: PrintOutcome, _ state: SlipState
    ) async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let first = FakePrinter("printer-1") { _, _ in .failed(Self.dead) }
        let second = FakePrinter("printer-2") { _, _ in outcome }
        let third = FakePrinter("printer-3")
        let desk = desk([first, second, third])
        desk.accept([try await order("A", rig)])
        await run(desk, rig, untilCommits: 1)
        #expect(first.slips.value.count == 1 && second.slips.value.count == 1)
        #expect(third.slips.value.isEmpty)
        #expect(await rig.record("A")?.settlement.slip == state)
    }

    @Test func `with every printer dead, or none at all, the slip has failed`() async throws {
        let dead = FakePrinter("printer-1") { _, _ in .failed(Self.dead) }
        for printers in [[dead], []] {
            let rig = try ControllerRig()
            await rig.adopt()
            let desk = desk(printers)
            desk.accept([try await order("A", rig)])
            await run(desk, rig, untilCommits: 1)
            #expect(await rig.record("A")?.settlement.slip == .failed)
        }
    }

    @Test func `64 slips wait at a slow printer, and one more has failed at once`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let printer = FakePrinter("printer-1", isHeld: true)
        let desk = desk([printer])
        var orders: [SlipOrder] = []
        for count in 0..<(SlipDesk.backlogMax + 2) {
            orders.append(try await order("t\(count)", rig))
        }
        let all = orders
        await run(desk, rig, untilCommits: 2) {
            desk.accept([all[0]])
            await printer.slips.until { $0.count == 1 }
            let before = rig.store.commits.value
            desk.accept(Array(all[1...]))
            await rig.store.commits.until { $0 == before + 1 }
            let last = await rig.record(all[all.count - 1].ticket)
            #expect(last?.settlement.slip == .failed)
            #expect(await rig.record(all[all.count - 2].ticket)?.settlement.slip == .pending)
            printer.release()
            await printer.slips.until { $0.count == all.count - 1 }
        }
        #expect(printer.slips.value.map(\.number) == all.dropLast().map(\.number))
    }

    @Test func `a stop waits for the slip in hand, not for those behind it`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let printer = FakePrinter("printer-1", isHeld: true)
        let desk = desk([printer])
        var orders: [SlipOrder] = []
        for name in ["A", "B", "C"] { orders.append(try await order(name, rig)) }
        desk.accept(orders)
        let running = Task { await desk.run(controller: rig.controller) }
        await printer.slips.until { $0.count == 1 }
        running.cancel()
        printer.release()
        await running.value
        #expect(printer.slips.value.map(\.number) == ["1001"])
        #expect(await rig.record("A")?.settlement.slip == .confirmed)
        let begun = try rig.store.restore().begunSlips.map(\.ticket)
        #expect(begun == [TicketID("B"), TicketID("C")])
    }

    @Test func `a slip for a kiosk that is not there has failed`() async throws {
        let rig = try ControllerRig()
        await rig.adopt()
        let desk = SlipDesk(
            kiosks: [], printers: [:], writer: SlipWriter(SampleConfiguration.make()),
            logger: ControllerRig.silent)
        desk.accept([try await order("A", rig)])
        await run(desk, rig, untilCommits: 1)
        #expect(await rig.record("A")?.settlement.slip == .failed)
    }
}
