import DeviceWire
import Kiosk
import KioskDevices
import Synchronization

/// A printer whose faults are written down beforehand.
struct PrinterScript: Sendable {
    var canReceive = true
    var answersStatus = true
    var answersPrinted = true
    var answersInOrder = true
    /// Questions, from the first, that it leaves unanswered all the same.
    var ignoredQuestions = 0
    var portStatus: UInt8? = 0x18
    var status = PrinterStatus()
    /// After so many bytes it takes no more, or is gone, or reports.
    var stopsAfter: Int?
    /// After so many bytes it answers nothing any more.
    var isSilentAfter: Int?
    /// What its port says once it stopped.
    var stopPortStatus: UInt8?
    var isGoneAfter: Int?
    var reports: (after: Int, status: PrinterStatus)?
    /// What stands between a transfer and its being taken.
    var gate: PrinterGate?
}

final class ScriptedPrinter: PrinterTransport, PrinterConnector {
    private struct State {
        var script: PrinterScript
        var decoder = EscPosDecoder(widthDots: 576)
        var received: [UInt8] = []
        var slips: [DecodedSlip] = []
        var answers: [UInt8] = []
        var questions = 0
        var isGone = false
        var listener: CheckedContinuation<Void, Never>?
        var isInterrupted = false
    }

    let detail = "scripted"
    let canReceive: Bool
    /// Opens when the first question arrived.
    let asked = PrinterGate()
    private let state: Mutex<State>

    init(_ script: PrinterScript) {
        canReceive = script.canReceive
        state = Mutex(State(script: script))
    }

    var received: [UInt8] { state.withLock { $0.received } }
    var slips: [DecodedSlip] { state.withLock { $0.slips } }
    var isGone: Bool { state.withLock { $0.isGone } }

    /// Someone stood by the printer.
    func change(_ change: @Sendable (inout PrinterScript) -> Void) {
        state.withLock { change(&$0.script) }
    }

    func connect(choosing chooser: PrinterChooser, onLoss: @escaping @Sendable () -> Void) async
        -> PrinterConnection<ScriptedPrinter>
    {
        .open(self, chooser.choose(for: nil))
    }

    func send(_ bytes: [UInt8], within limit: Duration) async -> Sent {
        if let gate = state.withLock({ $0.script.gate }) { await gate.wait() }
        let (sent, wasAsked) = state.withLock { state in
            let before = state.questions
            let sent = Self.take(bytes, &state)
            return (sent, state.questions > before)
        }
        if wasAsked { asked.open() }
        wakeListener()
        return sent
    }

    private static func take(_ bytes: [UInt8], _ state: inout State) -> Sent {
        guard !state.isGone else { return Sent(accepted: 0, fault: .gone) }
        let room = min(state.script.stopsAfter ?? .max, state.script.isGoneAfter ?? .max)
        let taken = bytes.prefix(max(0, room - state.received.count))
        let before = state.received.count
        state.received += taken
        for event in state.decoder.feed(Array(taken)) { answer(event, &state) }
        if let report = state.script.reports, before < report.after,
            state.received.count >= report.after
        {
            state.script.status = report.status
            state.answers += report.status.automaticAnswer
        }
        if taken.count == bytes.count { return Sent(accepted: taken.count) }
        state.script.portStatus = state.script.stopPortStatus ?? state.script.portStatus
        state.isGone = state.script.isGoneAfter.map { state.received.count >= $0 } ?? false
        return Sent(accepted: taken.count, fault: state.isGone ? .gone : .timedOut)
    }

    private static func answer(_ event: EscPosDecoder.Event, _ state: inout State) {
        switch event {
        case .slip(let slip): state.slips.append(slip)
        case .statusAsked(let question):
            state.questions += 1
            let isSilent = state.script.isSilentAfter.map { state.received.count > $0 } ?? false
            guard state.script.answersStatus, !isSilent,
                state.questions > state.script.ignoredQuestions
            else { return }
            state.answers.append(state.script.status.realTimeAnswer(to: question))
        case .paperAskedInOrder:
            if state.script.answersInOrder { state.answers.append(0) }
        case .printedAsked(let id):
            if state.script.answersPrinted { state.answers += [0x37, 0x22] + id.digits + [0] }
        default: break
        }
    }

    func receive(within limit: Duration) async -> Received {
        if let received = take() { return received }
        guard limit > .zero, canReceive else { return .nothing }
        let expiry = Task {
            try await Task.sleep(for: limit)
            self.wakeListener()
        }
        await withCheckedContinuation { continuation in
            let isDue = state.withLock { state -> Bool in
                if state.isInterrupted || !state.answers.isEmpty || state.isGone {
                    state.isInterrupted = false
                    return true
                }
                state.listener = continuation
                return false
            }
            if isDue { continuation.resume() }
        }
        expiry.cancel()
        return take() ?? .nothing
    }

    private func take() -> Received? {
        state.withLock { state in
            guard state.answers.isEmpty else {
                defer { state.answers = [] }
                return .bytes(state.answers)
            }
            return state.isGone ? .gone : nil
        }
    }

    func interrupt() {
        state.withLock { state in
            if state.listener == nil { state.isInterrupted = true }
        }
        wakeListener()
    }

    private func wakeListener() {
        let listener = state.withLock { state -> CheckedContinuation<Void, Never>? in
            defer { state.listener = nil }
            return state.listener
        }
        listener?.resume()
    }

    func portStatus() async -> UInt8? {
        state.withLock { $0.isGone ? nil : $0.script.portStatus }
    }

    func close() async { wakeListener() }
}
