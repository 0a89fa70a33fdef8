import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

@Suite(.serialized, .timeLimit(.minutes(5))) struct `A network printer` {
    private let health = PrinterHealthWatch()
    private let printer = SimulatedPrinter(id: "printer-1")

    private func driver(
        port: Int, host: String = "127.0.0.1", timing: PrinterTiming = .patient
    ) -> TicketPrinterDriver<TCPConnector> {
        TicketPrinterDriver(
            settings: PrinterSettings(
                id: "printer-1", connection: .tcp(host: host, port: port)),
            shelf: PrinterFamily.shelf, connector: TCPConnector(host: host, port: port),
            renderer: StripeRenderer(), health: health.board, timing: timing)
    }

    private func watching(
        _ driver: TicketPrinterDriver<TCPConnector>, _ body: () async -> Void
    ) async {
        let life = Task { await driver.run() }
        await body()
        life.cancel()
        await life.value
    }

    @Test func `that refuses is off line, and says where`() async throws {
        let peer = try NetworkPeer(printer)
        peer.stop()
        let driver = driver(port: peer.port)
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .before, condition: .offline)))
        let condition = health.board.health(of: "printer-1")?.condition
        #expect(condition?.code == .offline)
        #expect(condition?.detail.contains("127.0.0.1:\(peer.port) refuses") == true)
    }

    @Test func `of a name that nobody knows is missing, and holds nobody up`() async {
        let driver = driver(port: 9_100, host: "printer.invalid")
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .before, condition: .missing)))
        #expect(health.board.health(of: "printer-1")?.condition.code == .missing)
    }

    @Test func `that hangs up is found again`() async throws {
        let peer = try NetworkPeer(printer)
        await watching(driver(port: peer.port)) {
            await health.wait(for: .ready, of: "printer-1")
            peer.hangUp()
            await health.wait(for: .missing, of: "printer-1")
            await health.wait(for: .ready, of: "printer-1")
        }
        peer.stop()
    }

    @Test func `that breaks the connection in the middle leaves a slip unknown`() async throws {
        let peer = try NetworkPeer(printer, manner: .breaks(after: 6_000))
        let driver = driver(port: peer.port)
        guard case .unknown = await driver.print(.example) else {
            Issue.record("a slip whose fate is known")
            return
        }
        peer.behave(.prints)
        await watching(driver) {
            await health.wait(for: .ready, of: "printer-1")
            #expect(await driver.print(.example) == .confirmed)
        }
        let paper = StripeRenderer().paper(widthDots: 576)
        #expect((printer.slip(printer.slipCount) == paper) as Bool)
        #expect(printer.slipCount == 2)
        peer.stop()
    }

    @Test func `that stops taking keeps what left, and is brought back in step`() async throws {
        let peer = try NetworkPeer(printer)
        var timing = PrinterTiming.patient
        timing.overhead = .seconds(2)
        timing.band = .seconds(1)
        timing.question = .seconds(1)
        timing.confirmation = .seconds(5)
        let driver = driver(port: peer.port, timing: timing)
        #expect(await driver.print(.example) == .confirmed)
        printer.hold(after: 3_000)
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .midway, condition: .offline)))
        printer.hold(after: nil)
        peer.resume()
        await watching(driver) {
            await health.wait(for: .ready, of: "printer-1")
            #expect(await driver.print(.example) == .confirmed)
        }
        let paper = StripeRenderer().paper(widthDots: 576)
        #expect((printer.slip(1) == paper) as Bool)
        #expect((printer.slip(printer.slipCount) == paper) as Bool)
        #expect(printer.slipCount == 3)
        peer.stop()
    }

    @Test func `at the end of a dead line never counts as printed`() async throws {
        let peer = try NetworkPeer(printer, manner: .deaf)
        var timing = PrinterTiming.test
        timing.overhead = .milliseconds(300)
        let driver = driver(port: peer.port, timing: timing)
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .midway, condition: .offline)))
        #expect(printer.bytesReceived == 0)
        peer.stop()
    }
}
