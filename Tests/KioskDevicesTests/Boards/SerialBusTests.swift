import CUSBSim
import DeviceWire
import Dispatch
import Kiosk
import KioskDevices
import QueueCore
import Synchronization
import Testing

/// A keypad at the far end of a pseudo-terminal, and a board that answers beside it.
private final class ScriptedKeypad: Sendable {
    private let device: Mutex<LatchedKeypadDevice>
    private let terminal: PseudoTerminal
    private let isOver = Mutex(false)
    private let queue = DispatchQueue(label: "scripted-keypad")

    init(_ keypad: LatchedKeypad, _ terminal: PseudoTerminal, echoes: Bool) {
        device = Mutex(LatchedKeypadDevice(keypad))
        self.terminal = terminal
        queue.async { [self] in
            var boards = ModbusRequestDecoder()
            while !isOver.withLock({ $0 }) {
                let bytes = terminal.read(milliseconds: 20)
                guard !bytes.isEmpty else { continue }
                if echoes { terminal.write(bytes) }
                if let answer = device.withLock({ $0.receive(bytes) }) {
                    terminal.write(answer)
                } else {
                    for request in boards.feed(bytes) { terminal.write(request.answer) }
                }
            }
        }
    }

    func press(_ key: UInt8) { _ = device.withLock { $0.press(key) } }
    func stop() { isOver.withLock { $0 = true } }
}

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct SerialBusTests {
    @Test(arguments: [false, true])
    func `a keypad and a board share a line`(echoes: Bool) async throws {
        let terminal = try PseudoTerminal()
        let keypad = try #require(LatchedKeypad(address: 17))
        let far = ScriptedKeypad(keypad, terminal, echoes: echoes)
        defer { far.stop() }
        let bus = SerialBus(
            label: "test", baud: 19_200,
            transport: TTYTransport(path: terminal.path, baud: 19_200))
        let (heard, continuation) = AsyncStream.makeStream(of: PolledAnswer?.self)
        await bus.join()
        await bus.add(keypad: 0, keypad) { result in
            if case .success(let key) = result { continuation.yield(key) }
        }
        var answers = heard.makeAsyncIterator()
        // Two answers: what was held before the start is past.
        for _ in 0..<2 { _ = await answers.next() }
        for key in 1...3 { far.press(UInt8(key)) }
        let write = try #require(
            ModbusWrite(.writeMultiple, unit: 1, register: 0, values: [0x1002]))
        try await bus.exchange(until: .now + .seconds(10), attempts: 3, patience: .seconds(1)) {
            .init(bytes: write.frame, answer: ModbusAnswerParser(to: write))
        }
        var keys: [UInt8] = []
        while keys.count < 3, let answer = await answers.next() {
            if let key = answer?.key { keys.append(key) }
        }
        #expect(keys == [1, 2, 3])
        await bus.remove(keypad: 0)
        await bus.leave()
    }

    @Test func `a second owner is refused with words`() throws {
        let terminal = try PseudoTerminal()
        let first = TTYTransport(path: terminal.path, baud: 9_600)
        try first.open()
        let second = TTYTransport(path: terminal.path, baud: 9_600)
        let fault = #expect(throws: SerialFault.self) { try second.open() }
        guard case .refused(let words) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(words.hasPrefix("\(terminal.path) "))
        first.close()
        try second.open()
    }

    @Test(arguments: [LineDirection.automatic, .rts(sendsHigh: true), .rts(sendsHigh: false)])
    func `a line without RS-485 in the kernel works all the same`(
        direction: LineDirection
    ) throws {
        let terminal = try PseudoTerminal()
        let line = TTYTransport(path: terminal.path, baud: 9_600, direction: direction)
        try line.open()
        terminal.write([1, 2, 3])
        #expect(try line.read(until: .now + .seconds(5)) == [1, 2, 3])
    }

    @Test func `a scan finds boards and a double address`() throws {
        let port = temporaryPort()
        let far = try ScriptedBoard(at: port) { _, request in
            switch request.unit {
            case 3: .bytes(request.answer)
            case 5: .bytes(request.answer.dropLast(2) + [0, 1])
            case 6: .bytes(request.exception(2))
            default: .nothing
            }
        }
        let line = TTYTransport(path: port, baud: 9_600)
        try line.open()
        let scanner = BusScanner(ModbusScan(register: 0, encoding: .bcd, digits: 4))
        let result = try scanner.scan(line, baud: 9_600, addresses: 1...7)
        #expect(result.findings == [3: .board, 5: .collision, 6: .refuses(2)])
        #expect(BusScanResult.hints([result]).count == 1)
        withExtendedLifetime(far) {}
    }
}
