import CUSBSim
import Foundation
import Kiosk
import KioskDevices
import QueueCore
import Testing

/// Adapters as the kernel names them, each leading to a pseudo-terminal.
private struct Adapters {
    let folder: String
    var byPath: String { "\(folder)/by-path" }

    init() throws {
        folder = temporaryPort("adapters")
        try FileManager.default.createDirectory(
            atPath: byPath, withIntermediateDirectories: true)
    }

    /// Plugs an adapter in: the kernel's number and the name of its socket.
    func plug(_ terminal: PseudoTerminal, as name: String, at socket: String) throws {
        for path in ["\(folder)/\(name)", "\(byPath)/\(socket)"] {
            try FileManager.default.createSymbolicLink(
                atPath: path, withDestinationPath: terminal.path)
        }
    }

    func unplug(_ name: String, at socket: String) throws {
        for path in ["\(folder)/\(name)", "\(byPath)/\(socket)"] {
            try FileManager.default.removeItem(atPath: path)
        }
    }

    func transport(_ name: String) -> TTYTransport {
        TTYTransport(path: "\(folder)/\(name)", baud: 9_600, byPath: byPath)
    }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `A USB adapter that vanishes` {
    @Test func `and returns under another name is found by its socket`() async throws {
        let adapters = try Adapters()
        defer { adapters.remove() }
        var first: PseudoTerminal? = try PseudoTerminal()
        try adapters.plug(try #require(first), as: "ttyUSB0", at: "usb-0:1:1.0-port0")
        let bus = SerialBus(label: "test", baud: 9_600, transport: adapters.transport("ttyUSB0"))
        let health = HealthWatch()
        let board = SerialBoard(
            BoardBench.settings("board-6", port: "any", wire: .cd5220), bus: bus,
            health: health.board, timing: BoardBench.timing)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await board.run() }
            await health.wait("board-6", .ready)
            first = nil
            try adapters.unplug("ttyUSB0", at: "usb-0:1:1.0-port0")
            await health.wait("board-6", .missing)
            let second = try PseudoTerminal()
            try adapters.plug(second, as: "ttyUSB1", at: "usb-0:1:1.0-port0")
            await health.wait("board-6", .ready)
            try await board.show(BoardFace(.number("1002")))
            var heard: [UInt8] = []
            while !String(decoding: heard, as: UTF8.self).contains("1002") {
                heard += second.read(milliseconds: 1_000)
            }
            group.cancelAll()
        }
    }

    @Test func `leaves its name to another, which is not taken for it`() throws {
        let adapters = try Adapters()
        defer { adapters.remove() }
        let (hall, stranger) = (try PseudoTerminal(), try PseudoTerminal())
        try adapters.plug(hall, as: "ttyUSB0", at: "usb-0:1:1.0-port0")
        let line = adapters.transport("ttyUSB0")
        try line.open()
        line.close()
        try adapters.unplug("ttyUSB0", at: "usb-0:1:1.0-port0")
        try adapters.plug(stranger, as: "ttyUSB0", at: "usb-0:2:1.0-port0")
        let fault = #expect(throws: SerialFault.self) { try line.open() }
        guard case .missing(let words) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(words.contains("ttyUSB0 is another adapter now"))
        #expect(words.contains("usb-0:1:1.0-port0 is not plugged in"))
        // Who starts anew takes what is there.
        try adapters.transport("ttyUSB0").open()
    }

    @Test func `has no socket's name on a plain port`() throws {
        let adapters = try Adapters()
        defer { adapters.remove() }
        let terminal = try PseudoTerminal()
        #expect(SerialInventory.socketName(of: terminal.path, in: adapters.byPath) == nil)
        #expect(SerialInventory.socketName(of: "/dev/nothing", in: adapters.byPath) == nil)
        try adapters.plug(terminal, as: "ttyUSB0", at: "socket")
        #expect(
            SerialInventory.socketName(of: "\(adapters.folder)/ttyUSB0", in: adapters.byPath)
                == "\(adapters.byPath)/socket")
    }
}
