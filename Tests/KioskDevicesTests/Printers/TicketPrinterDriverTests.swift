import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5))) struct `A ticket printer` {
    private let health = PrinterHealthWatch()
    private let settings = PrinterSettings(id: "printer-1", widthDots: 576)

    private func driver(
        _ printer: ScriptedPrinter, renderer: any SlipRenderer = StripeRenderer(),
        timing: PrinterTiming = .test
    ) -> TicketPrinterDriver<ScriptedPrinter> {
        TicketPrinterDriver(
            settings: settings, connector: printer, renderer: renderer, health: health.board,
            timing: timing)
    }

    private func print(_ script: PrinterScript) async -> PrintOutcome {
        await driver(ScriptedPrinter(script)).print(.example)
    }

    private static func status(_ change: (inout PrinterStatus) -> Void) -> PrinterStatus {
        var status = PrinterStatus()
        change(&status)
        return status
    }

    private static let paperOut = status { ($0.isOffline, $0.paperEnd) = (true, true) }
    private static let coverOpen = status { ($0.isOffline, $0.coverOpen) = (true, true) }

    // MARK: Outcomes

    @Test func `a slip that the printer says it printed is confirmed`() async {
        let printer = ScriptedPrinter(PrinterScript())
        #expect(await driver(printer).print(.example) == .confirmed)
        let paper = StripeRenderer().paper(widthDots: 576)
        #expect(printer.slips.map(\.dots.bytes) == [paper.bytes])
        #expect(health.board.health(of: "printer-1")?.condition.code == .ready)
    }

    @Test func `a printer that cannot say so gives a probable slip, and is asked once only`() async
    {
        let printer = ScriptedPrinter(PrinterScript(answersPrinted: false))
        let driver = driver(printer)
        #expect(await driver.print(.example) == .probable)
        let first = printer.received.count
        #expect(await driver.print(.example) == .probable)
        let question: [UInt8] = [0x1D, 0x28, 0x48]
        #expect(printer.received.prefix(first).contains(question))
        #expect(!printer.received.dropFirst(first).contains(question))
    }

    /// The answer is there before the question's sending has ended.
    @Test func `a printer that answers behind a slip at once is heard, and missed later`() async {
        let printer = ScriptedPrinter(PrinterScript())
        let clone = TicketPrinterDriver(
            settings: PrinterSettings(id: "printer-1", profile: "clone"),
            shelf: PrinterFamily.shelf, connector: printer, renderer: StripeRenderer(),
            health: health.board, timing: .test)
        #expect(await clone.print(.example) == .probable)
        printer.change { $0.answersInOrder = false }
        let reason = "the printer does not answer behind the slip"
        #expect(await clone.print(.example) == .unknown(reason: reason))
    }

    @Test(arguments: [true, false]) func `a mute printer is judged by its port`(hasIn: Bool) async {
        var script = PrinterScript(canReceive: hasIn, answersStatus: false, answersPrinted: false)
        #expect(await print(script) == .probable)
        script.portStatus = nil
        #expect(await print(script) == .unknown(reason: "the printer gives no status"))
        // Zero is no answer.
        script.portStatus = 0
        #expect(await print(script) == .unknown(reason: "the printer gives no status"))
    }

    @Test(
        arguments: [
            (paperOut, 0x38, .paperOut),
            (paperOut, 0x18, .paperOut),
            (coverOpen, 0x18, .coverOpen),
            (status { ($0.isOffline, $0.cutterError) = (true, true) }, 0x18, .cutter),
            (status { $0.isOffline = true }, 0x18, .offline),
        ] as [(PrinterStatus, UInt8, DeviceCondition.Code)])
    func `a printer that cannot print gets not one dot`(
        status: PrinterStatus, port: UInt8, code: DeviceCondition.Code
    ) async {
        let printer = ScriptedPrinter(PrinterScript(portStatus: port, status: status))
        let outcome = await driver(printer).print(.example)
        #expect(outcome == .failed(PrintFailure(stage: .before, condition: code)))
        #expect(!printer.received.contains([0x1B, 0x40]))
        #expect(health.board.health(of: "printer-1")?.condition.code == code)
    }

    @Test func `little paper left is a warning, not a fault`() async {
        let low = Self.status { $0.paperNearEnd = true }
        #expect(await print(PrinterScript(status: low)) == .confirmed)
        #expect(health.board.health(of: "printer-1")?.condition.code == .paperLow)
    }

    @Test func `a printer that takes no data at all is off line, and no slip was begun`() async {
        let outcome = await print(PrinterScript(stopsAfter: 0))
        #expect(outcome == .failed(PrintFailure(stage: .before, condition: .offline)))
    }

    @Test func `unplugged before the first byte is a failure, in the middle nobody knows`() async {
        #expect(
            await print(PrinterScript(isGoneAfter: 0))
                == .failed(PrintFailure(stage: .before, condition: .missing)))
        let middle = await print(PrinterScript(isGoneAfter: 3_000))
        #expect(
            middle == .unknown(reason: "the printer was unplugged in the middle of the slip"))
        #expect(health.board.health(of: "printer-1")?.condition.code == .missing)
    }

    @Test func `a printer that stops in the middle tore a slip`() async {
        let outcome = await print(PrinterScript(stopsAfter: 3_000))
        #expect(outcome == .failed(PrintFailure(stage: .midway, condition: .offline)))
    }

    @Test func `paper that ends in the middle is named, where only the port knows`() async {
        let printer = ScriptedPrinter(PrinterScript(stopsAfter: 3_000, stopPortStatus: 0x38))
        let outcome = await driver(printer).print(.example)
        #expect(outcome == .failed(PrintFailure(stage: .midway, condition: .paperOut)))
    }

    @Test func `an opened cover in the middle tears a slip; the next one comes out whole`() async {
        let printer = ScriptedPrinter(PrinterScript(reports: (5_000, Self.coverOpen)))
        let driver = driver(printer)
        let torn = await driver.print(.example)
        #expect(torn == .failed(PrintFailure(stage: .midway, condition: .coverOpen)))
        printer.change { $0.status = PrinterStatus() }
        #expect(await driver.print(.example) == .confirmed)
        let paper = StripeRenderer().paper(widthDots: 576)
        #expect(printer.slips.last?.dots.bytes == paper.bytes)
        #expect(printer.slips.count == 2)
    }

    @Test func `a slip stopped inside a picture does not swallow the next one`() async {
        let printer = ScriptedPrinter(PrinterScript(stopsAfter: 1_500))
        let driver = driver(printer)
        let torn = await driver.print(.example)
        #expect(torn == .failed(PrintFailure(stage: .midway, condition: .offline)))
        printer.change { $0.stopsAfter = nil }
        #expect(await driver.print(.example) == .confirmed)
        let paper = StripeRenderer().paper(widthDots: 576)
        #expect(printer.slips.last?.dots.bytes == paper.bytes)
        #expect(printer.slips.count == 2)
    }

    @Test func `a printer that falls silent behind a slip leaves it unknown`() async {
        let script = PrinterScript(answersPrinted: false, isSilentAfter: 5_000)
        let driver = driver(ScriptedPrinter(script))
        let reason = "the printer does not answer behind the slip"
        #expect(await driver.print(.example) == .unknown(reason: reason))
        #expect(health.board.health(of: "printer-1")?.condition.code == .silent)
        #expect(
            await driver.print(.example)
                == .failed(PrintFailure(stage: .before, condition: .silent)))
    }

    @Test func `a slip that cannot be drawn is its number in the printer's letters`() async {
        let printer = ScriptedPrinter(PrinterScript())
        #expect(await driver(printer, renderer: BrokenRenderer()).print(.example) == .confirmed)
        #expect(printer.slips.map(\.text) == ["SO THU TU\n1002\n"])
        #expect(printer.received.contains([0x1D, 0x21, 0x33]))
    }

    // MARK: Living with the printer

    @Test func `a slip that comes while an idle question stays without answer is printed`() async {
        let printer = ScriptedPrinter(PrinterScript(ignoredQuestions: 1))
        let driver = driver(printer)
        let life = Task { await driver.run() }
        await printer.asked.wait()
        #expect(await driver.print(.example) == .confirmed)
        life.cancel()
        await life.value
    }

    @Test(arguments: [(17, 0), (18, 1)])
    func `sixteen slips may wait`(slips: Int, refused: Int) async {
        let gate = PrinterGate()
        let printer = ScriptedPrinter(PrinterScript(gate: gate))
        let driver = driver(printer)
        let outcomes = await withTaskGroup(of: PrintOutcome.self) { group in
            for _ in 0..<slips { group.addTask { await driver.print(.example) } }
            var outcomes: [PrintOutcome] = []
            if refused > 0, let first = await group.next() { outcomes.append(first) }
            gate.open()
            for await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        let refusal = PrintOutcome.failed(PrintFailure(stage: .before, condition: .offline))
        #expect(outcomes.filter { $0 == refusal }.count == refused)
        #expect(outcomes.filter { $0 == .confirmed }.count == 17)
        #expect(printer.slips.count == 17)
    }
}

extension RandomAccessCollection where Element == UInt8 {
    /// Whether the bytes stand in it, next to each other.
    func contains(_ bytes: [UInt8]) -> Bool {
        indices.contains { self[$0...].starts(with: bytes) }
    }
}
