import DeviceWire
import Kiosk

/// The conversation with one open printer: what was asked, what it said, what it is able to say.
///
/// Belongs to its driver and lives on the driver's executor.
final class PrinterTalk<Transport: PrinterTransport> {
    /// Whether a printer knows how to answer something; learnt by asking.
    enum Ability { case untried, present, absent }

    /// The end of one DLE EOT.
    enum Answer: Hashable {
        case byte(UInt8)
        case silence
        /// The printer did not take the question.
        case refused
        case interrupted
        case gone
    }

    /// The end of one listening.
    enum Heard {
        case events([StatusEvent])
        case silence
        case gone
    }

    /// Questions without an answer after which a printer is taken for mute.
    private static var missesUntilMute: Int { 2 }
    /// Port status questions without an answer after which it is not asked again: each may block.
    private static var missesUntilPortless: Int { 2 }
    private static var largestTransfer: Int { 4_096 }
    private static var maximumStalls: Int { 2 }

    let transport: Transport
    private let timing: PrinterTiming
    private var stream = StatusStream()
    private var misses = 0
    private var portMisses = 0
    private(set) var statusAt: ContinuousClock.Instant?
    private(set) var status = PrinterStatus()
    /// Whether a printer that used to answer does not any more.
    private var isSilent = false
    private(set) var answersStatus: Ability
    var answersPrinted = Ability.untried
    /// The job that the printer said last it had printed; may come while something is still sent.
    private(set) var printedID: ProcessID?
    /// Set when a slip waits: questions that can wait end at once.
    var isInterrupted = false

    init(transport: Transport, timing: PrinterTiming) {
        self.transport = transport
        self.timing = timing
        answersStatus = transport.canReceive ? .untried : .absent
    }

    func note(_ status: PrinterStatus) {
        self.status = status
        statusAt = .now
        isSilent = false
    }

    /// Notes that no answer came from a printer that can give one.
    func noteSilence() {
        var status = PrinterStatus()
        status.isOffline = true
        note(status)
        isSilent = true
    }

    /// The word for how the printer is, and what an operator can do about it.
    var condition: (code: DeviceCondition.Code, words: String) {
        isSilent ? (.silent, "it does not answer: switch it off and on") : status.condition
    }

    /// Whether what is known of the printer is young enough to begin a slip on.
    var isStatusFresh: Bool {
        statusAt.map { ContinuousClock.now - $0 < timing.statusAge } ?? false
    }

    /// Listens; automatic statuses are taken over by the way.
    func listen(within limit: Duration) async -> Heard {
        switch await transport.receive(within: limit) {
        case .gone: return .gone
        case .nothing: return .silence
        case .bytes(let bytes):
            let events = bytes.compactMap { stream.feed($0) }
            for event in events {
                if case .automatic(let status) = event { note(status) }
                if case .printed(let id) = event { printedID = id }
            }
            return .events(events)
        }
    }

    /// Takes what came without being asked for; false when the printer is gone.
    func drain() async -> Bool {
        while true {
            switch await listen(within: .zero) {
            case .gone: return false
            case .silence: return !transport.isGone
            case .events: continue
            }
        }
    }

    /// Asks one DLE EOT and awaits its answer.
    func ask(_ question: EscPos.StatusQuestion) async -> Answer {
        guard await drain() else { return .gone }
        let bytes = EscPos.askStatus(question)
        let sent = await transport.send(bytes, within: timing.question)
        if sent.fault == .gone { return .gone }
        guard sent.accepted == bytes.count else { return .refused }
        let deadline = ContinuousClock.now + timing.answer
        while true {
            if isInterrupted { return .interrupted }
            let left = deadline - .now
            guard left > .zero else { break }
            switch await listen(within: left) {
            case .gone: return .gone
            case .silence: continue
            case .events(let events):
                for case .realTime(let byte) in events {
                    misses = 0
                    answersStatus = .present
                    return .byte(byte)
                }
            }
        }
        misses += 1
        if answersStatus == .untried, misses >= Self.missesUntilMute { answersStatus = .absent }
        return .silence
    }

    /// The port status, unless the printer never answers it.
    func portStatus() async -> PrinterStatus? {
        guard portMisses < Self.missesUntilPortless else { return nil }
        // Zero is what printers answer that never wrote the answer: not even "error" fits it.
        guard let byte = await transport.portStatus(), byte != 0 else {
            portMisses += 1
            return nil
        }
        portMisses = 0
        return PrinterStatus(portStatus: byte)
    }

    /// Sends all of `bytes` or until `deadline`; stops at once when the printer reports a fault.
    func send(_ bytes: [UInt8], until deadline: ContinuousClock.Instant) async -> Sent {
        var accepted = 0
        var stalls = 0
        while accepted < bytes.count {
            let left = deadline - .now
            guard left > .zero, status.isClean else {
                return Sent(accepted: accepted, fault: .timedOut)
            }
            let end = min(accepted + Self.largestTransfer, bytes.count)
            let sent = await transport.send(Array(bytes[accepted..<end]), within: left)
            accepted += sent.accepted
            switch sent.fault {
            case .gone: return Sent(accepted: accepted, fault: .gone)
            case .stalled:
                stalls += 1
                if stalls > Self.maximumStalls { return Sent(accepted: accepted, fault: .stalled) }
            case .timedOut where sent.accepted == 0:
                return Sent(accepted: accepted, fault: .timedOut)
            case .timedOut, nil: break
            }
            guard await drain() else { return Sent(accepted: accepted, fault: .gone) }
        }
        return Sent(accepted: accepted)
    }
}
