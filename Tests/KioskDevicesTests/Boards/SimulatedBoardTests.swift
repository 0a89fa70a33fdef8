import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

@Suite(.timeLimit(.minutes(5))) struct SimulatedBoardTests {
    private static let wires: [BoardSettings.Wire] = [
        .modbusRTU(address: 1, register: 0, encoding: .ascii),
        .modbusRTU(address: 1, register: 100, encoding: .bcd),
        .modbusRTU(address: 1, register: 7, encoding: .binary),
        .cd5220,
    ]

    @Test(arguments: wires)
    func `the same driver, the same bytes, decoded to segments`(
        wire: BoardSettings.Wire
    ) async throws {
        let health = HealthWatch()
        let made = BoardFactory.make(
            [BoardBench.settings("board-6", port: "/dev/sim", wire: wire)], health: health.board,
            simulated: true)
        let board = try #require(made.boards.first?.board)
        let simulator = try #require(made.simulators.first)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await board.run() }
            await health.wait("board-6", .ready)
            try await board.show(BoardFace(.number("1002")))
            #expect(simulator.text == "1002")
            #expect(simulator.picture().segments == [0x06, 0x3F, 0x3F, 0x5B])
            #expect(!simulator.picture().lastFrame.isEmpty)
            try await board.show(BoardFace(.number("12")))
            #expect(simulator.text == "  12")
            group.cancelAll()
        }
    }

    @Test(arguments: ShippedBoards.families)
    func `a board that lost its power remembers nothing, and shows what it is told again`(
        family: FrameProtocol
    ) async throws {
        let health = HealthWatch()
        let made = BoardFactory.make(
            [ShippedBoards.settings(family, port: "/dev/sim")], shelf: ShippedBoards.shelf,
            health: health.board, simulated: true)
        let board = try #require(made.boards.first?.board)
        let simulator = try #require(made.simulators.first)
        let blank = simulator.text
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await board.run() }
            await health.wait("board-6", .ready)
            let face = BoardFace(.number("102"))
            try await board.show(face)
            let shown = simulator.text
            #expect(shown.contains("102"))
            #expect(simulator.set(.dead, true))
            #expect(simulator.text == blank)
            try? await board.show(face)
            #expect(simulator.text == blank)
            #expect(simulator.set(.dead, false))
            try await board.show(face)
            #expect(simulator.text == shown)
            group.cancelAll()
        }
    }

    @Test func `boards of one port share a line, and each shows its own`() async throws {
        let health = HealthWatch()
        let settings = [
            BoardBench.settings("board-1", port: "/dev/a", unit: 1),
            BoardBench.settings("board-3", port: "/dev/b", unit: 1),
            BoardBench.settings("board-2", port: "/dev/a", unit: 2),
        ]
        let made = BoardFactory.make(
            settings, health: health.board, simulated: true)
        #expect(made.boards.map(\.settings.id) == ["board-1", "board-3", "board-2"])
        #expect(made.simulators.map(\.settings.id) == ["board-1", "board-3", "board-2"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (_, board) in made.boards { group.addTask { await board.run() } }
            for (settings, _) in made.boards { await health.wait(settings.id, .ready) }
            for (index, entry) in made.boards.enumerated() {
                try await entry.board.show(BoardFace(.number("\(index + 1)001")))
            }
            group.cancelAll()
        }
        #expect(made.simulators.map(\.text) == ["1001", "2001", "3001"])
    }

    @Test func `the same digits after short darkness are a blink`() {
        let settings = BoardBench.settings(
            "board-6", port: "/dev/a", wire: .modbusRTU(address: 1, register: 0, encoding: .bcd))
        let board = SimulatedBoard(settings)
        let lit: [UInt8] = [1, 0x10, 0, 0, 0, 1, 2, 0x10, 0x02, 0x2A, 0x51]
        let dark: [UInt8] = [1, 0x10, 0, 0, 0, 1, 2, 0xFF, 0xFF, 0xA7, 0xE0]
        let start = ContinuousClock.now
        #expect(board.receive(lit, at: start).count == 8)
        #expect(!board.picture(at: start).blinks)
        _ = board.receive(dark, at: start + .milliseconds(500))
        _ = board.receive(lit, at: start + .milliseconds(1_000))
        #expect(board.picture(at: start + .milliseconds(1_100)).blinks)
        _ = board.receive(dark, at: start + .milliseconds(1_500))
        let picture = board.picture(at: start + .milliseconds(1_600))
        #expect(picture.blinks)
        #expect(picture.segments == [0x06, 0x3F, 0x3F, 0x5B])
        #expect(board.picture(at: start + .milliseconds(4_000)).segments == [0, 0, 0, 0])
    }

    @Test func `a register that the board has not is refused and changes nothing`() {
        let settings = BoardBench.settings("board-6", port: "/dev/a")
        let board = SimulatedBoard(settings)
        _ = board.receive([1, 0x10, 0, 0, 0, 1, 2, 0x10, 0x02, 0x2A, 0x51])
        let classic: [UInt8] = [
            0x11, 0x10, 0, 1, 0, 2, 4, 0, 0x0A, 1, 2, 0xC6, 0xF0,
        ]
        #expect(board.receive(classic).isEmpty)
        // Two registers where the board has one.
        let wide: [UInt8] = [1, 0x10, 0, 0, 0, 2, 4, 0, 0, 0, 0x64, 0xF2, 0x44]
        #expect(board.receive(wide) == [1, 0x90, 2, 0xCD, 0xC1])
        #expect(board.text == "1002")
    }

    @Test func `random bytes leave the digits in place`() {
        let board = SimulatedBoard(BoardBench.settings("board-6", port: "/dev/a"))
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...300)).map { _ in UInt8.random(in: 0...255) }
            #expect(board.receive(bytes).count <= 8)
            #expect(board.text.count == 4)
        }
    }
}
