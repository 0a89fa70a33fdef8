import CUSBSim
import DeviceWire
import Kiosk
import KioskDevices
import KioskTesting
import QueueCore
import Testing

/// Every shipped family of boards with its driver on a real pseudo-terminal; the far end is made of
/// the family's own file, so that a new file is tested without new code.
@Suite(
    .serialized, .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `A board of a declared family on a real line` {
    private let port = temporaryPort()

    private func bench(_ family: FrameProtocol) -> BoardBench {
        BoardBench(
            [ShippedBoards.settings(family, port: port)], shelf: ShippedBoards.shelf,
            characters: family.line)
    }

    private func peer(_ family: FrameProtocol, _ fault: WireFault? = nil) throws -> DeclaredPeer {
        DeclaredPeer(try #require(ShippedBoards.device(family)), fault)
    }

    /// Tells the board again and again, as the hall's beats do, until it shows the number.
    private func heal(
        _ board: SerialBoard<TTYTransport>, _ peer: DeclaredPeer, _ number: Int
    ) async {
        while peer.number != number {
            try? await board.show(BoardFace(.number("\(number)")))
            await Task.yield()
        }
    }

    @Test func `is driven for each file that came with the program`() {
        #expect(ShippedBoards.families.count >= 15)
        #expect(ShippedBoards.answering.count >= 5)
        for family in ShippedBoards.families {
            #expect(family.undrivable == nil, "\(family.name)")
        }
    }

    @Test(arguments: ShippedBoards.families)
    func `says each face, or the nearest that it has and that it did`(
        family: FrameProtocol
    ) async throws {
        let peer = try peer(family)
        let line = try KeypadLine(at: port) { peer.answer($0) }
        let bench = bench(family)
        func detail() -> String {
            bench.health.board.health(of: "board-6")?.condition.detail ?? "?"
        }
        try await bench.run { board in
            for number in [1_002, 7, 9_999] {
                try await board.show(BoardFace(.number("\(number)")))
                _ = await peer.shown.until { $0?.values.numbers[.number] == number }
                #expect(!detail().contains("cannot show"))
                #expect(
                    detail().contains("cannot answer")
                        == !ShippedBoards.answering.contains(family))
            }
            for (content, frames) in [
                (BoardFace.Content.blank, ["blank"]), (.closed, ["closed", "blank"]),
                (.paused, ["paused", "closed", "blank"]),
            ] {
                try await board.show(BoardFace(content))
                let nearest = frames.first { name in family.sent.contains { $0.name == name } }
                _ = await peer.shown.until { shown in
                    nearest.map { $0 == shown?.name } ?? (shown?.values.numbers[.number] == 0)
                }
                #expect(detail().contains("cannot show") == (nearest != frames[0]), "\(detail())")
                if let nearest, nearest != frames[0] {
                    #expect(detail().contains("shows “\(nearest)”"))
                }
            }
        }
        withExtendedLifetime(line) {}
    }

    @Test(arguments: ShippedBoards.families)
    func `refuses a number that does not fit, and shows no other citizen's`(
        family: FrameProtocol
    ) async throws {
        let peer = try peer(family)
        let line = try KeypadLine(at: port) { peer.answer($0) }
        let bench = bench(family)
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002")))
            let error = await #expect(throws: DeviceError.self) {
                try await board.show(BoardFace(.number("10002")))
            }
            #expect(error?.cause == "10002 does not fit on 4 digits")
            _ = await peer.shown.until { shown in
                shown?.name == "blank" || shown?.values.numbers[.number] == 0
            }
            #expect(bench.health.board.health(of: "board-6")?.condition.code == .unknown)
        }
        withExtendedLifetime(line) {}
    }

    @Test(arguments: ShippedBoards.answering, WireFault.allCases)
    func `that answers shows the truth after each trouble, and is ready`(
        family: FrameProtocol, fault: WireFault
    ) async throws {
        let peer = try peer(family, fault)
        let line = try KeypadLine(at: port) { peer.answer($0) }
        let bench = bench(family)
        try await bench.run { board in
            await heal(board, peer, 1_002)
            // What came late must not be taken for the next answer.
            await heal(board, peer, 1_003)
            await bench.health.wait("board-6", .ready)
        }
        withExtendedLifetime(line) {}
    }

    @Test(
        arguments: ShippedBoards.families.filter { !ShippedBoards.answering.contains($0) },
        [WireFault.echo, .noise, .spoiltRequest, .lostRequest])
    func `that cannot answer shows the truth at the next repetition`(
        family: FrameProtocol, fault: WireFault
    ) async throws {
        let peer = try peer(family, fault)
        let line = try KeypadLine(at: port) { peer.answer($0) }
        let bench = bench(family)
        try await bench.run { board in
            await heal(board, peer, 1_002)
            await heal(board, peer, 1_003)
            #expect(bench.health.board.health(of: "board-6")?.condition.code == .ready)
        }
        withExtendedLifetime(line) {}
    }

    @Test(arguments: ShippedBoards.families)
    func `whose port disappears in the middle is told what it missed`(
        family: FrameProtocol
    ) async throws {
        let first = try peer(family)
        first.hangUpAtNextNumber()
        let line = try KeypadLine(at: port) { first.answer($0) }
        let bench = bench(family)
        try await bench.run { board in
            // A board that cannot answer is believed until its port is missed.
            try? await board.show(BoardFace(.number("1002")))
            await bench.health.wait("board-6", .missing)
            let second = try peer(family)
            let again = try KeypadLine(at: port) { second.answer($0) }
            // Nobody says it again: the driver itself does.
            _ = await second.shown.until { $0?.values.numbers[.number] == 1_002 }
            await bench.health.wait("board-6", .ready)
            if family.has(.start) { #expect(second.heard.value.first == "start") }
            withExtendedLifetime(again) {}
        }
        withExtendedLifetime(line) {}
    }

    @Test(arguments: ShippedBoards.families)
    func `blinks a new call where it can be dark, or by itself`(
        family: FrameProtocol
    ) async throws {
        let peer = try peer(family)
        let line = try KeypadLine(at: port) { peer.answer($0) }
        let bench = bench(family)
        try await bench.run { board in
            try await board.show(BoardFace(.number("1002"), blinks: true))
            if family.has(.showBlinking) {
                _ = await peer.shown.until { $0?.name == "show-blinking" }
            } else if family.has(.blank) {
                for _ in 0..<2 {
                    _ = await peer.shown.until { $0?.name == "blank" }
                    _ = await peer.shown.until { $0?.values.numbers[.number] == 1_002 }
                }
            } else {
                let detail = bench.health.board.health(of: "board-6")?.condition.detail
                #expect(detail?.contains("cannot blink") == true)
            }
            try await board.show(BoardFace(.number("1002")))
            _ = await peer.shown.until {
                $0?.name == "show" && $0?.values.numbers[.number] == 1_002
            }
        }
        withExtendedLifetime(line) {}
    }

    @Test func `of seven bits with parity is simulated and shared like any other`() throws {
        let family = try #require(ShippedBoards.shelf.definition(named: "alpha-m"))
        #expect(family.line.characters == "7E1")
        let device = SimulatedBoard(
            ShippedBoards.settings(family, port: port), shelf: ShippedBoards.shelf)
        let bytes = try family.encode("show", with: FrameValues([.address: 1, .number: 1_002]))
        #expect(device.receive(bytes) == [])
        #expect(device.text == "1002")
        _ = device.receive(try family.encode("closed", with: FrameValues([.address: 1])))
        #expect(device.text == "----")
    }
}
