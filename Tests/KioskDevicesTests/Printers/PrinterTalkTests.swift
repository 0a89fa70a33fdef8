import DeviceWire
import Synchronization
import Testing

@testable import KioskDevices

@Suite(.timeLimit(.minutes(5))) struct `A printer's answer` {
    @Test func `is heard out though a slip waits, so that no later question gets it`() async {
        let printer = LatePrinter()
        let talk = PrinterTalk(
            transport: printer, choice: PrinterShelf([]).choose(named: nil, for: nil),
            timing: .patient)
        // Someone put a roll in between the two questions.
        var empty = PrinterStatus()
        empty.paperEnd = true
        printer.answer(empty.realTimeAnswer(to: .paper), PrinterStatus().realTimeAnswer(to: .paper))
        talk.isInterrupted = true
        let first = await talk.ask(.realTime(.paper), adding: PrinterStatus())
        #expect(first == .heard(empty))
        talk.isInterrupted = false
        let second = await talk.ask(.realTime(.paper), adding: PrinterStatus())
        #expect(second == .heard(PrinterStatus()))
    }
}

/// Says what it is told to, each byte in a piece of its own, and is interrupted before each.
private final class LatePrinter: PrinterTransport {
    private struct State {
        var answers: [UInt8] = []
        var isInterrupted = true
    }

    private let state = Mutex(State())

    let canReceive = true
    let detail = "late"
    let isGone = false

    func answer(_ bytes: UInt8...) { state.withLock { $0.answers += bytes } }

    func send(_ bytes: [UInt8], within limit: Duration) async -> Sent {
        Sent(accepted: bytes.count)
    }

    func receive(within limit: Duration) async -> Received {
        // What came before a question is taken from the line before it is asked.
        guard limit > .zero else { return .nothing }
        return state.withLock { state in
            defer { state.isInterrupted.toggle() }
            guard !state.isInterrupted, !state.answers.isEmpty else { return .nothing }
            return .bytes([state.answers.removeFirst()])
        }
    }

    func interrupt() {}
    func portStatus() async -> UInt8? { nil }
    func close() async {}
}
