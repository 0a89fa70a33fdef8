import DeviceWire
package import Kiosk
package import Logging

/// One ticket printer, whatever carries its bytes: finds it, asks how it is, prints slips.
///
/// Lives on an executor of its own, since its transport blocks. One thing at a time is said to the
/// printer: whoever speaks holds the turn, and a slip that waits for it makes questions that can
/// wait end at once.
package actor TicketPrinterDriver<Connector: PrinterConnector>: TicketPrinter {
    typealias Talk = PrinterTalk<Connector.Transport>

    /// Slips that wait at most; the delivery worker hands over one at a time.
    static var maximumWaitingSlips: Int { 16 }

    package nonisolated let id: DeviceID
    private nonisolated let executor: SerialQueueExecutor
    let widthDots: Int
    let renderer: any SlipRenderer
    let timing: PrinterTiming
    let logger: Logger
    private let connector: Connector
    private let health: HealthBoard
    private let wake = WakeSignal()

    /// The printer while it is plugged in.
    private(set) var talk: Talk?
    /// What a printer that holds half a slip needs before anything else: the rest of the command
    /// that it waits for, and a cut.
    ///
    /// Kept over unplugging, since its power may have stayed.
    var unfinished: [UInt8] = []
    var jobID = ProcessID()
    private var condition: DeviceCondition?
    private var isTurnTaken = false
    private var turnWaiters: [CheckedContinuation<Void, Never>] = []
    private var waitingSlips = 0
    /// A slip's own questions are not interrupted by the next slip.
    var isPrinting = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init(
        settings: PrinterSettings, connector: Connector, renderer: any SlipRenderer,
        health: HealthBoard, logger: Logger = .silent,
        timing: PrinterTiming = PrinterTiming()
    ) {
        id = settings.id
        executor = SerialQueueExecutor(label: "motcua.\(settings.id)")
        widthDots = settings.widthDots
        self.connector = connector
        self.renderer = renderer
        self.health = health
        self.logger = logger
        self.timing = timing
    }

    package func run() async {
        while !Task.isCancelled {
            if waitingSlips == 0 {
                await takeTurn()
                await look()
                releaseTurn()
            }
            await wake.waitUnlessCancelled(atMost: talk == nil ? timing.scan : timing.poll)
        }
        await takeTurn()
        await disconnect(DeviceCondition(.unknown, detail: "not watched any more"))
        releaseTurn()
    }

    package func print(_ slip: Slip) async -> PrintOutcome {
        guard waitingSlips < Self.maximumWaitingSlips else {
            return .failed(PrintFailure(stage: .before, condition: .offline))
        }
        waitingSlips += 1
        if !isPrinting {
            talk?.isInterrupted = true
            talk?.transport.interrupt()
        }
        await takeTurn()
        waitingSlips -= 1
        talk?.isInterrupted = false
        let outcome = await printNow(slip)
        releaseTurn()
        return outcome
    }

    /// One look at the printer, found anew where it was missing.
    private func look() async {
        await connectIfMissing()
        guard let talk else { return }
        switch await refresh(talk) {
        case .gone: return await lose()
        case .known, .unanswered:
            report(talk)
            await settleUnfinished(talk)
            await learn(talk)
        case .interrupted: break
        }
    }

    func connectIfMissing() async {
        guard talk == nil else { return }
        switch await connector.connect(onLoss: { [wake] in wake.raise() }) {
        case .open(let transport):
            let opened = Talk(transport: transport, timing: timing)
            opened.isInterrupted = waitingSlips > 0 && !isPrinting
            talk = opened
            logger.info("printer found", metadata: ["printer": "\(transport.detail)"])
        case .absent(let condition):
            say(condition)
        }
    }

    /// The printer was unplugged.
    func lose() async {
        await disconnect(DeviceCondition(.missing, detail: "it was unplugged or switched off"))
    }

    private func disconnect(_ condition: DeviceCondition) async {
        guard let talk else { return }
        self.talk = nil
        await talk.transport.close()
        say(condition)
    }

    /// Tells people how the printer is, by what it said last.
    func report(_ talk: Talk) {
        let (code, words) = talk.condition
        var details = [words, talk.transport.detail]
        if talk.answersStatus == .absent { details.append("it gives no status") }
        say(DeviceCondition(code, detail: details.filter { !$0.isEmpty }.joined(separator: "; ")))
    }

    func say(_ condition: DeviceCondition) {
        health.report(id, .printer, condition)
        guard self.condition != condition else { return }
        self.condition = condition
        logger.info(
            "printer is \(condition.code.rawValue)", metadata: ["detail": "\(condition.detail)"])
    }

    private func takeTurn() async {
        guard isTurnTaken else {
            isTurnTaken = true
            return
        }
        await withCheckedContinuation { turnWaiters.append($0) }
    }

    private func releaseTurn() {
        guard turnWaiters.isEmpty else { return turnWaiters.removeFirst().resume() }
        isTurnTaken = false
    }
}

extension Logger {
    /// Writes nowhere; for those who do not want to hear.
    package static var silent: Logger {
        Logger(label: "motcua.silent", factory: { _ in SwiftLogNoOpLogHandler() })
    }
}
