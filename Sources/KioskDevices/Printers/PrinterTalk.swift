import DeviceWire
import Kiosk

/// The conversation with one open printer: what was asked, what it said, what it is able to say.
///
/// Belongs to its driver and lives on the driver's executor.
final class PrinterTalk<Transport: PrinterTransport> {
    /// Whether a printer knows how to answer something; learnt by asking.
    enum Ability { case untried, present, absent }

    /// The end of one question.
    enum Answer: Hashable {
        case heard(PrinterStatus)
        case silence
        /// The printer did not take the question.
        case refused
        case gone
    }

    /// The end of one listening.
    enum Heard {
        case events([PrinterEvent])
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
    let language: PrinterLanguage
    /// The profile, and why it is the one.
    let choice: PrinterShelf.Choice
    private let timing: PrinterTiming
    private var ears: PrinterEars
    private var misses = 0
    private var portMisses = 0
    private(set) var statusAt: ContinuousClock.Instant?
    private(set) var status = PrinterStatus()
    /// Whether a printer that used to answer does not any more.
    private var isSilent = false
    private(set) var answersStatus: Ability
    var answersPrinted: Ability
    /// Whether a question that stands behind the slip is answered, and how often one was.
    var answersParsed = Ability.untried
    private(set) var parsedAnswers = 0
    /// The mark behind a slip that the printer said last it had come to; may come while something
    /// is still sent.
    private(set) var printed: PrinterMark?
    /// Since when a slip lies in the presenter's mouth; nil where none does.
    private(set) var outputSince: ContinuousClock.Instant?
    /// Whether the printer was asked who it is, and what it said last; that may come while
    /// something is still sent.
    var wasAskedWho = false
    var saidName: String?
    /// Set when a slip waits: no further question is put that can wait.
    var isInterrupted = false

    init(transport: Transport, choice: PrinterShelf.Choice, timing: PrinterTiming) {
        self.transport = transport
        self.timing = timing
        language = PrinterLanguage(choice.profile)
        self.choice = choice
        ears = language.ears
        // Behind a serial port silence is all that a printer without power shows; one that could
        // not answer anyway has a profile that says so.
        answersStatus =
            !transport.canReceive || language.questions.isEmpty
            ? .absent : transport.showsPresence ? .untried : .present
        answersPrinted = language.marksSlips && transport.canReceive ? .untried : .absent
    }

    /// Goes on where the talk by another profile stood, as far as it holds for any.
    func takeOver(_ earlier: PrinterTalk) {
        isInterrupted = earlier.isInterrupted
        wasAskedWho = earlier.wasAskedWho
        if answersStatus != .absent { answersStatus = earlier.answersStatus }
        note(earlier.status)
    }

    /// The profile's name and why it is the one.
    var profileWords: String { "profile \(choice.profile.name) (\(choice.reason))" }

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

    /// Listens; what came without a question is taken over by the way.
    func listen(within limit: Duration) async -> Heard {
        switch await transport.receive(within: limit) {
        case .gone: return .gone
        case .nothing: return .silence
        case .bytes(let bytes):
            let events = ears.hear(bytes)
            for event in events {
                switch event {
                case .automatic(let status): note(status)
                case .printed(let mark): printed = mark
                case .output(let isOccupied):
                    outputSince = isOccupied ? outputSince ?? .now : nil
                case .inOrder: parsedAnswers += 1
                case .identity(let name): saidName = name
                case .flow, .realTime, .cleared, .offline, .block: break
                }
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

    /// Asks one thing and awaits its answer, which is added to what `status` says.
    ///
    /// A slip that comes meanwhile waits with it, at most `timing.answer`: an answer not awaited
    /// would be taken for the next question's.
    func ask(_ question: PrinterQuestion, adding status: PrinterStatus) async -> Answer {
        guard await drain() else { return .gone }
        let bytes = question.bytes
        let wire = transport.wireTime(of: bytes.count)
        let sent = await transport.send(bytes, within: timing.question + wire)
        if sent.fault == .gone { return .gone }
        guard sent.accepted == bytes.count else { return .refused }
        let deadline = ContinuousClock.now + timing.answer + wire
        while true {
            let left = deadline - .now
            guard left > .zero else { break }
            switch await listen(within: left) {
            case .gone: return .gone
            case .silence: continue
            case .events(let events):
                for event in events {
                    guard let answer = question.answer(event, adding: status) else { continue }
                    misses = 0
                    answersStatus = .present
                    return .heard(answer)
                }
            }
        }
        misses += 1
        if answersStatus == .untried, misses >= Self.missesUntilMute { answersStatus = .absent }
        return .silence
    }

    /// The port status, unless the printer never answers it.
    func portStatus() async -> PrinterStatus? {
        guard language.profile.abilities.contains(.portStatus),
            portMisses < Self.missesUntilPortless
        else { return nil }
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
            case .gone, .reset: return Sent(accepted: accepted, fault: sent.fault)
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
