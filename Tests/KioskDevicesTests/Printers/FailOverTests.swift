import DeviceWire
import Kiosk
import KioskDevices
import KioskTesting
import QueueCore
import Testing

/// A kiosk with two printers, a real socket between it and the second: no number is lost silently.
@Suite(.timeLimit(.minutes(5))) struct `A kiosk whose first printer fails` {
    /// What the first printer does to the tickets that follow.
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case none, unplugged, paperOut, stopsMidway

        var testDescription: String { rawValue }
    }

    private let first = SimulatedPrinter(id: "printer-1")
    private let second = SimulatedPrinter(id: "printer-2")

    private func driver(_ id: DeviceID, _ connector: some PrinterConnector) -> any TicketPrinter {
        var timing = PrinterTiming.patient
        timing.band = .milliseconds(500)
        return TicketPrinterDriver(
            settings: PrinterSettings(id: id), connector: connector, renderer: NumberRenderer(),
            health: HealthBoard(clock: StandingPrinterClock()), timing: timing)
    }

    private func apply(_ fault: Fault) {
        var status = PrinterStatus()
        switch fault {
        case .none: break
        case .unplugged: first.setPlugged(false)
        case .paperOut:
            (status.isOffline, status.paperEnd) = (true, true)
            first.set(status)
        case .stopsMidway: first.hold(after: 2_000)
        }
    }

    private func mend() {
        first.setPlugged(true)
        first.set(PrinterStatus())
        first.hold(after: nil)
    }

    /// Numbers that came out of a printer whole.
    private func papers(_ printer: SimulatedPrinter) -> [String] {
        guard printer.slipCount > 0 else { return [] }
        return (1...printer.slipCount).compactMap { printer.slip($0) }
            .compactMap(NumberRenderer.reading)
    }

    @Test(arguments: Fault.allCases)
    func `prints every number once, or marks it, or knows that it failed`(
        fault: Fault
    ) async throws {
        let peer = try NetworkPeer(second)
        defer { peer.stop() }
        let rig = try ControllerRig()
        await rig.adopt()
        let ids: [DeviceID] = ["printer-1", "printer-2"]
        let desk = SlipDesk(
            kiosks: [KioskSettings(id: "kiosk-1", printers: ids, isDefault: true)],
            printers: [
                "printer-1": driver("printer-1", SimulatedPrinterConnector(first)),
                "printer-2": driver(
                    "printer-2", TCPConnector(host: "127.0.0.1", port: peer.port)),
            ],
            writer: SlipWriter(SampleConfiguration.make()), logger: ControllerRig.silent)
        let running = Task { await desk.run(controller: rig.controller) }
        let names = (1...6).map { "T\($0)" }
        for (index, name) in names.enumerated() {
            if index == 2 { apply(fault) }
            if index == 4 { mend() }
            await print(name, rig, desk)
        }
        // Whoever has no paper, or nobody knows, gets a second print, which says so.
        for name in names {
            let state = await rig.record(TicketID(name))?.settlement.slip
            guard state == .failed || state == .unknown else { continue }
            await rig.submit(.reprint(TicketID(name)))
            await settle(name, rig, desk, print: 2)
        }
        running.cancel()
        await running.value

        let whole = papers(first) + papers(second)
        #expect(Set(whole).count == whole.count, "\(whole)")
        for name in names {
            let record = try #require(await rig.record(TicketID(name)))
            let number = record.ticket.number
            let prints = whole.filter { $0.hasPrefix(number) }
            #expect(record.settlement.slip == .confirmed, "\(number) \(record.settlement.slip)")
            #expect(prints == [number] || prints == ["\(number) again"], "\(prints)")
        }
        #expect(whole.count == names.count)
        #expect(papers(second).isEmpty == (fault == .none || fault == .stopsMidway))
    }

    /// Takes a ticket and waits until its slip's fate is written down.
    private func print(_ name: String, _ rig: ControllerRig, _ desk: SlipDesk) async {
        await rig.issue(name, kiosk: "kiosk-1")
        await settle(name, rig, desk, print: 1)
    }

    private func settle(
        _ name: String, _ rig: ControllerRig, _ desk: SlipDesk, print: Int
    ) async {
        @Sendable func slip(_ orders: [DeliveryOrder]) -> SlipOrder? {
            for case .slip(let slip) in orders
            where slip.ticket == TicketID(name) && slip.print == print {
                return slip
            }
            return nil
        }
        let orders = await rig.orders.until { slip($0) != nil }
        guard let order = slip(orders) else { return }
        let before = rig.store.commits.value
        desk.accept([order])
        await rig.store.commits.until { $0 > before }
    }
}
