import CUSBSim
import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Synchronization
import Testing

/// Real pseudo-terminals, with a board's script at the far end.
@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct SerialBoardTests {
    private let port = temporaryPort()

    private var bench: BoardBench { BoardBench([BoardBench.settings("board-6", port: port)]) }

    /// The first request for a number, and how many were for one in all.
    private func numbers(_ far: ScriptedBoard, count: Int) async -> [[UInt16]] {
        var seen: [[UInt16]] = []
        for await request in far.requests where request.values != [0xFFFF] {
            seen.append(request.values)
            if seen.count == count { break }
        }
        return seen
    }

    @Test func `a number goes out as the configured registers`() async throws {
        let far = try ScriptedBoard(at: port)
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002")))
            #expect(await numbers(far, count: 1) == [[0x1002]])
            try await board.show(BoardFace(.closed))
            #expect(await numbers(far, count: 1) == [[0xAAAA]])
        }
    }

    @Test func `an answer in pieces is an answer`() async throws {
        let far = try ScriptedBoard(at: port) { _, request in
            .pieces(request.answer.map { [$0] })
        }
        try await bench.run { try await $0.show(BoardFace(.number("1002"))) }
        withExtendedLifetime(far) {}
    }

    @Test func `an echoing adapter is understood`() async throws {
        let far = try ScriptedBoard(at: port) { _, request in
            .pieces([request.frame, request.answer])
        }
        try await bench.run { try await $0.show(BoardFace(.number("1002"))) }
        withExtendedLifetime(far) {}
    }

    @Test(arguments: ["corrupted", "other unit", "none", "late"])
    func `a spoilt first answer is asked for again`(fault: String) async throws {
        let isSpoilt = Mutex(false)
        let far = try ScriptedBoard(at: port) { _, request in
            guard request.values == [0x1002] else { return .bytes(request.answer) }
            let isFirst = isSpoilt.withLock { spoilt in
                defer { spoilt = true }
                return !spoilt
            }
            switch (isFirst, fault) {
            case (true, "corrupted"): return .bytes(request.answer.dropLast() + [0])
            case (true, "other unit"): return .bytes([0x02] + request.answer.dropFirst())
            case (true, _): return .nothing
            // The answer to the first request arrives together with the second one's.
            case (false, "late"): return .bytes(request.answer + request.answer)
            case (false, _): return .bytes(request.answer)
            }
        }
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002")))
            #expect(await numbers(far, count: 2) == [[0x1002], [0x1002]])
            // What came in late must not be taken for the next answer's beginning.
            try await board.show(BoardFace(.number("1003")))
            #expect(await numbers(far, count: 1) == [[0x1003]])
        }
    }

    @Test func `a board that never answers is silent after two requests`() async throws {
        let count = Mutex(0)
        let far = try ScriptedBoard(at: port) { _, request in
            guard request.values == [0x1002] else { return .bytes(request.answer) }
            count.withLock { $0 += 1 }
            return .nothing
        }
        var timing = BoardBench.timing
        timing.beat = .seconds(60)
        let bench = BoardBench([BoardBench.settings("board-6", port: port)], timing: timing)
        try await bench.run { board in
            await #expect(throws: DeviceError.self) {
                try await board.show(BoardFace(.number("1002")))
            }
            #expect(bench.health.board.health(of: "board-6")?.condition.code == .silent)
            #expect(count.withLock { $0 } == timing.attempts)
        }
        withExtendedLifetime(far) {}
    }

    @Test func `a board that refuses its registers is offline, asked once`() async throws {
        let far = try ScriptedBoard(at: port) { _, request in .bytes(request.exception(2)) }
        try await bench.run(from: .offline) { board in
            let error = await #expect(throws: DeviceError.self) {
                try await board.show(BoardFace(.number("1002")))
            }
            #expect(error?.condition == .offline)
            #expect(error?.cause.contains("exception 2") == true)
        }
        withExtendedLifetime(far) {}
    }

    @Test func `a line cut in the middle is missing, and heals when it is back`() async throws {
        let first = try ScriptedBoard(at: port) { _, request in
            request.values == [0x1002] ? .hangUp : .bytes(request.answer)
        }
        let bench = bench
        try await bench.run { board in
            let error = await #expect(throws: DeviceError.self) {
                try await board.show(BoardFace(.number("1002")))
            }
            #expect(error?.condition == .missing)
            await bench.health.wait("board-6", .missing)
            let second = try ScriptedBoard(at: port)
            // Nobody says it again: the driver itself tells the board what it missed.
            #expect(await numbers(second, count: 1) == [[0x1002]])
            await bench.health.wait("board-6", .ready)
        }
        withExtendedLifetime(first) {}
    }

    @Test func `a port that is not there is missing, one in use is offline`() async throws {
        let bench = bench
        try await bench.run(from: .missing) { board in
            let error = await #expect(throws: DeviceError.self) {
                try await board.show(BoardFace(.number("1002")))
            }
            #expect(error?.condition == .missing)
            let far = try ScriptedBoard(at: port)
            await bench.health.wait("board-6", .ready)
            let other = BoardBench([BoardBench.settings("board-7", port: port)])
            try await other.run(from: .offline) { _ in }
            withExtendedLifetime(far) {}
        }
    }

    @Test func `a number that does not fit darkens the board and is an error`() async throws {
        let far = try ScriptedBoard(at: port)
        let bench = BoardBench([BoardBench.settings("board-6", port: port, digits: 3)])
        try await bench.run { board in
            try await board.show(BoardFace(.number("102")))
            #expect(await numbers(far, count: 1) == [[0xF102]])
            let error = await #expect(throws: DeviceError.self) {
                try await board.show(BoardFace(.number("1002")))
            }
            #expect(error?.cause == "1002 does not fit on 3 digits")
            for await request in far.requests where request.values == [0xFFFF] { break }
            await bench.health.wait("board-6", .unknown)
        }
    }

    @Test func `a new call blinks`() async throws {
        let far = try ScriptedBoard(at: port)
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002"), blinks: true))
            var seen: [[UInt16]] = []
            for await request in far.requests where seen.last != request.values {
                seen.append(request.values)
                if seen.count == 5 { break }
            }
            #expect(seen.suffix(4) == [[0x1002], [0xFFFF], [0x1002], [0xFFFF]])
        }
    }

    @Test func `boards on one line take turns`() async throws {
        let shown = Mutex([UInt8: [UInt16]]())
        let far = try ScriptedBoard(at: port) { _, request in
            shown.withLock { $0[request.unit] = request.values }
            return .bytes(request.answer)
        }
        let settings = (1...4).map { unit in
            BoardBench.settings(DeviceID("board-\(unit)"), port: port, unit: unit)
        }
        let bench = BoardBench(settings)
        try await bench.run { _ in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (index, board) in bench.boards.enumerated() {
                    group.addTask {
                        for turn in 0..<5 {
                            try await board.show(BoardFace(.number("\(index + 1)00\(turn)")))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
        let expected: [UInt8: [UInt16]] = [1: [0x1004], 2: [0x2004], 3: [0x3004], 4: [0x4004]]
        #expect(shown.withLock { $0 } == expected)
        withExtendedLifetime(far) {}
    }

    @Test func `a turn that comes too late is not begun`() async throws {
        let bus = SerialBus(
            label: "test", baud: 9_600, transport: TTYTransport(path: port, baud: 9_600))
        let fault = await #expect(throws: SerialFault.self) {
            try await bus.exchange(until: .now, attempts: 2, patience: .seconds(1)) {
                Issue.record("a request was made")
                return .init(bytes: [], answer: nil)
            }
        }
        #expect(fault == .late("the line was busy"))
    }

    @Test func `nine boards in doubt leave the tenth its turn within a second`() {
        let timing = BoardTiming()
        // Four ASCII digits, the longest request.
        let wire = BaudRate.duration(ofBytes: 17 * 2, at: 9_600)
        let turn = LineTiming.gap(at: 9_600) + wire + timing.doubtfulPatience
        #expect(turn * 9 < timing.longestShow)
        #expect(timing.longestShow < .seconds(1))
    }

    @Test(arguments: [0, 9_601, -1])
    func `a speed that no port has is refused`(baud: Int) throws {
        let terminal = try PseudoTerminal()
        #expect(throws: SerialFault.self) { _ = try SerialPort(path: terminal.path, baud: baud) }
    }

    @Test func `a file is no port`() {
        #expect(throws: SerialFault.self) { _ = try SerialPort(path: "/dev/null", baud: 9_600) }
    }

    @Test func `a CD5220 display is believed once its bytes left`() async throws {
        let terminal = try PseudoTerminal()
        let settings = BoardBench.settings("board-6", port: terminal.path, wire: .cd5220)
        let bench = BoardBench([settings])
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002")))
            var display = CD5220Decoder()
            while !String(decoding: display.upper, as: UTF8.self).hasSuffix("1002") {
                display.feed(terminal.read(milliseconds: 1_000))
            }
            #expect(bench.health.board.health(of: "board-6")?.condition.code == .ready)
        }
    }
}
