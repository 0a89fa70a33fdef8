import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A simulated printer` {
    private let health = PrinterHealthWatch()
    private let simulator = SimulatedPrinter(id: "printer-1", widthDots: 384)

    private var driver: TicketPrinterDriver<SimulatedPrinterConnector> {
        TicketPrinterDriver(
            settings: PrinterSettings(id: "printer-1", widthDots: 384),
            connector: SimulatedPrinterConnector(simulator), renderer: StripeRenderer(),
            health: health.board, timing: .test)
    }

    @Test func `shows the slip that the driver sent`() async {
        #expect(await driver.print(.example) == .confirmed)
        #expect(simulator.slip(1) == StripeRenderer().paper(widthDots: 384))
        #expect(simulator.slip(0) == nil)
        #expect(simulator.slip(2) == nil)
        #expect(simulator.bytesReceived > 0)
    }

    @Test func `keeps the newest twenty slips`() async {
        let driver = driver
        for _ in 0..<21 { #expect(await driver.print(.example) == .confirmed) }
        #expect(simulator.slipCount == 21)
        #expect(simulator.slip(1) == nil)
        #expect(simulator.slip(2) != nil)
        #expect(simulator.slip(21) != nil)
    }

    @Test func `is watched: out of paper, back, unplugged, back`() async {
        let driver = driver
        let life = Task { await driver.run() }
        await health.wait(for: .ready, of: "printer-1")
        var status = PrinterStatus()
        status.paperEnd = true
        simulator.set(status)
        await health.wait(for: .paperOut, of: "printer-1")
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .before, condition: .paperOut)))
        simulator.set(PrinterStatus())
        await health.wait(for: .ready, of: "printer-1")
        simulator.setPlugged(false)
        await health.wait(for: .missing, of: "printer-1")
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .before, condition: .missing)))
        simulator.setPlugged(true)
        await health.wait(for: .ready, of: "printer-1")
        #expect(await driver.print(.example) == .confirmed)
        life.cancel()
        await life.value
        #expect(simulator.slipCount == 1)
    }

    @Test func `comes out of the factory`() async {
        let made = PrinterFactory.makeSimulated(
            settings: PrinterSettings(id: "printer-2", widthDots: 576),
            renderer: StripeRenderer(), health: health.board)
        #expect(await made.printer.print(.example) == .confirmed)
        #expect(made.simulator.slip(1) == StripeRenderer().paper(widthDots: 576))
    }
}
