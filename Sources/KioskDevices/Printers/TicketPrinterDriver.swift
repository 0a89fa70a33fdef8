package import DeviceWire
package import Kiosk
package import Logging

/// One ticket printer, whatever carries its bytes: finds it, asks how it is, prints slips.
///
/// What it may ask and believe stands in the profile that was chosen when it was found. Lives on
/// an executor of its own, since its transport blocks. One thing at a time is said to the printer:
/// whoever speaks holds the turn, and a slip that waits for it makes questions that can wait end
/// at once.
package actor TicketPrinterDriver<Connector: PrinterConnector>: TicketPrinter {
    typealias Talk = PrinterTalk<Connector.Transport>

    /// Slips that wait at most; the delivery worker hands over one at a time.
    static var maximumWaitingSlips: Int { 16 }

    package nonisolated let id: DeviceID
    private nonisolated let executor: SerialQueueExecutor
    let settings: PrinterSettings
    let renderer: any SlipRenderer
    let timing: PrinterTiming
    let logger: Logger
    let pause = WakeSignal()
    private let connector: Connector
    let chooser: PrinterChooser
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
    /// When the printer vanished, and when it was looked for in vain.
    private var lostAt: ContinuousClock.Instant?
    private var missedAt: ContinuousClock.Instant?
    private var isTurnTaken = false
    private var turnWaiters: [CheckedContinuation<Void, Never>] = []
    private var waitingSlips = 0
    /// A slip's own questions are not interrupted by the next slip.
    var isPrinting = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    package init(
        settings: PrinterSettings, shelf: PrinterShelf = PrinterShelf([]), connector: Connector,
        renderer: any SlipRenderer, health: HealthBoard, logger: Logger = .silent,
        timing: PrinterTiming = PrinterTiming()
    ) {
        id = settings.id
        executor = SerialQueueExecutor(label: "motcua.\(settings.id)")
        self.settings = settings
        self.connector = connector
        chooser = PrinterChooser(shelf: shelf, name: settings.profile)
        self.renderer = renderer
        self.health = health
        self.logger = logger
        self.timing = timing
    }

    package func run() async {
        let watch = connector.watch { [wake] in wake.raise() }
        defer { watch?.end() }
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

    /// What is known of the printer now: its place and what it calls itself, the profile and why
    /// it was chosen, and how it is; found first where it was not.
    package func examine() async -> PrinterExamination {
        await takeTurn()
        defer { releaseTurn() }
        await look()
        let condition = condition ?? DeviceCondition(.unknown)
        guard let talk else {
            return PrinterExamination(condition: condition, detail: "", profile: nil)
        }
        return PrinterExamination(
            condition: condition, detail: talk.transport.detail,
            profile: talk.choice)
    }

    /// One look at the printer, found anew where it was missing.
    private func look() async {
        await connectIfMissing()
        guard let talk else { return }
        var refreshed = await refresh(talk)
        if case .known = refreshed, !unfinished.isEmpty, await settleUnfinished(talk) {
            // In the middle of a command it could not be asked.
            refreshed = await refresh(talk)
        }
        switch refreshed {
        case .gone: return await lose()
        case .known, .unanswered:
            guard self.talk != nil else { return }
            let talk = await identify(talk)
            report(talk)
            await learn(talk)
            await clearOutput(talk)
        case .interrupted: break
        }
    }

    /// Looks for a missing printer.
    ///
    /// - Parameter isPatient: whether one that was not there a moment ago is left to the next
    ///   regular look: a dead network address costs a second, which the citizen's other printer
    ///   does not have to wait for.
    func connectIfMissing(isPatient: Bool = false) async {
        guard talk == nil else { return }
        let now = ContinuousClock.now
        if let lostAt, now - lostAt < connector.replugPause { return }
        if isPatient, let missedAt, now - missedAt < timing.scan { return }
        switch await connector.connect(choosing: chooser, onLoss: { [wake] in wake.raise() }) {
        case .open(let transport, let choice):
            let opened = Talk(transport: transport, choice: choice, timing: timing)
            opened.isInterrupted = waitingSlips > 0 && !isPrinting
            talk = opened
            (lostAt, missedAt) = (nil, nil)
            logger.info(
                "printer found",
                metadata: [
                    "printer": "\(transport.detail)", "profile": "\(choice.profile.name)",
                    "reason": "\(choice.reason)",
                ])
        case .absent(let condition):
            missedAt = .now
            say(condition)
        }
    }

    /// Goes on talking with the printer by another profile.
    func replace(_ old: Talk, by choice: PrinterShelf.Choice) -> Talk {
        let new = Talk(transport: old.transport, choice: choice, timing: timing)
        new.takeOver(old)
        talk = new
        return new
    }

    /// Why there is no printer to talk to.
    var absence: DeviceCondition.Code { condition?.code == .offline ? .offline : .missing }

    /// The printer was unplugged.
    func lose() async {
        lostAt = .now
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
        var details = [words, talk.transport.detail, talk.profileWords]
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

/// What a driver found out about its printer.
package struct PrinterExamination: Sendable {
    package let condition: DeviceCondition
    /// Where the printer is and what it calls itself; empty where none was found.
    package let detail: String
    /// The profile and why it is the one; nil where no printer was found.
    package let profile: PrinterShelf.Choice?
}

/// A ticket printer that says what it found out.
package protocol ExaminedPrinter: TicketPrinter {
    /// Looks at the printer once; takes as long as its questions do.
    func examine() async -> PrinterExamination
}

extension TicketPrinterDriver: ExaminedPrinter {}

extension Logger {
    /// Writes nowhere; for those who do not want to hear.
    package static var silent: Logger {
        Logger(label: "motcua.silent", factory: { _ in SwiftLogNoOpLogHandler() })
    }
}
