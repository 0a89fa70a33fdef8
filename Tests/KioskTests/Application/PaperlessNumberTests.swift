import Kiosk
import KioskTesting
import QueueCore
import Testing

/// Where buttons alone give numbers, one that is on no paper is nobody's.
@Suite(.timeLimit(.minutes(5)))
struct `A number without paper` {
    private static let dead = PrintOutcome.failed(
        PrintFailure(stage: .before, condition: .paperOut))
    private static let torn = PrintOutcome.failed(
        PrintFailure(stage: .midway, condition: .paperOut))

    /// A hall whose kiosk has two printers, and the slips that it ordered.
    private struct Scene {
        let rig: ControllerRig
        let desk: SlipDesk
        let printers: [FakePrinter]

        init(hasScreen: Bool = false, isHeld: Bool = false, _ outcomes: [PrintOutcome]) throws {
            rig = try ControllerRig()
            printers = zip(["printer-1", "printer-2"] as [DeviceID], outcomes).map { id, outcome in
                FakePrinter(id, isHeld: isHeld) { _, _ in outcome }
            }
            desk = SlipDesk(
                kiosks: [
                    KioskSettings(
                        id: "kiosk-1", printers: printers.map(\.id), isDefault: true,
                        hasScreen: hasScreen)
                ],
                printers: Dictionary(uniqueKeysWithValues: printers.map { ($0.id, $0) }),
                writer: SlipWriter(SampleConfiguration.make()), logger: ControllerRig.silent)
        }

        /// Takes number A, and hands its slips to the desk once they are durable.
        func take(_ channel: Channel = .kiosk) async {
            await rig.adopt()
            var request = SamplePlan.request("A", kiosk: "kiosk-1")
            request.channel = channel
            await rig.submit(.issue(request))
        }

        /// Prints what was ordered so far, until a commit more than `body` made.
        func print(_ body: @Sendable () async -> Void = {}) async {
            func slips(_ orders: [DeliveryOrder]) -> [SlipOrder] {
                orders.compactMap { order in
                    guard case .slip(let slip) = order else { return nil }
                    return slip
                }
            }
            desk.accept(slips(await rig.ordered()))
            let running = Task { await desk.run(controller: rig.controller) }
            await body()
            let before = rig.store.commits.value
            for printer in printers { printer.release() }
            await rig.store.commits.until { $0 > before }
            running.cancel()
            await running.value
        }

        var ticket: Ticket? { get async { await rig.record("A")?.ticket } }
    }

    @Test func `is cancelled when no printer of buttons alone took a byte`() async throws {
        let scene = try Scene([Self.dead, Self.dead])
        await scene.take()
        await scene.print()
        #expect(await scene.ticket?.state == .cancelled)
        #expect(await scene.rig.record("A")?.settlement.slip == .failed)
        #expect(scene.rig.store.notes.values.contains(SlipDesk.noPaperNote))
        // The workflow learns that nobody comes.
        #expect(await scene.ticket?.handOffSteps == 2)
    }

    @Test(arguments: [
        [dead, .confirmed], [dead, .probable], [dead, torn], [torn, dead],
        [dead, .unknown(reason: "cable")],
    ])
    func `stays when any printer took some of it`(_ outcomes: [PrintOutcome]) async throws {
        let scene = try Scene(outcomes)
        await scene.take()
        await scene.print()
        #expect(await scene.ticket?.state == .waiting)
        #expect(await scene.rig.record("A")?.settlement.slip != .pending)
    }

    @Test func `stays where a screen shows it`() async throws {
        let scene = try Scene(hasScreen: true, [Self.dead, Self.dead])
        await scene.take()
        await scene.print()
        #expect(await scene.ticket?.state == .waiting)
        #expect(await scene.rig.record("A")?.settlement.slip == .failed)
    }

    @Test(arguments: [Channel.desk, .online, .post])
    func `stays when it was taken where somebody knows it`(_ channel: Channel) async throws {
        let scene = try Scene([Self.dead, Self.dead])
        await scene.take(channel)
        await scene.print()
        #expect(await scene.ticket?.state == .waiting)
    }

    @Test func `stays when it was called before its printers gave up`() async throws {
        let scene = try Scene(isHeld: true, [Self.dead, Self.dead])
        await scene.take()
        await scene.print {
            await scene.printers[0].slips.until { !$0.isEmpty }
            await scene.rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
            await scene.rig.submit(.callNext(6), by: SamplePlan.clerk(6))
        }
        #expect(await scene.ticket?.state == .called)
        #expect(await scene.rig.record("A")?.settlement.slip == .failed)
    }

    @Test func `stays when it waits again after a call, for somebody met it`() async throws {
        let scene = try Scene(isHeld: true, [Self.dead, Self.dead])
        await scene.take()
        await scene.print {
            await scene.printers[0].slips.until { !$0.isEmpty }
            await scene.rig.submit(.openCounter(6), by: SamplePlan.clerk(6))
            await scene.rig.submit(.callNext(6), by: SamplePlan.clerk(6))
            await scene.rig.submit(
                .transfer(6, to: .line("chung-thuc"), place: .last), by: SamplePlan.clerk(6))
        }
        #expect(await scene.ticket?.state == .waiting)
    }

    @Test func `stays when a clerk has it printed again meanwhile`() async throws {
        let scene = try Scene(isHeld: true, [Self.dead, Self.dead])
        await scene.take()
        await scene.print {
            await scene.printers[0].slips.until { !$0.isEmpty }
            await scene.rig.submit(.reprint("A"), by: SamplePlan.clerk(6))
        }
        #expect(await scene.ticket?.state == .waiting)
        #expect(await scene.ticket?.prints == 2)
    }

    @Test func `is not looked for in the hall of another day`() async throws {
        let scene = try Scene(isHeld: true, [Self.dead, Self.dead])
        await scene.take()
        await scene.print {
            await scene.printers[0].slips.until { !$0.isEmpty }
            scene.rig.clock.advance(by: .seconds(24 * 3_600))
        }
        let last = scene.rig.store.journal.last?.event
        #expect(last == .slipSettled(ticket: "A", print: 1, state: .failed))
    }
}
