import CUSBSim
import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Synchronization
import Testing

/// A family that speaks by itself: what one keypad of it says.
struct SpokenFamily: Sendable, CustomTestStringConvertible {
    let name: String
    let address: Int
    /// What a centre's own file adds.
    var own: [UInt8: FrameKey] = [:]
    let next: [UInt8]
    let recall: [UInt8]
    /// The same press at another counter.
    let other: [UInt8]
    /// Bytes of `next` of which each, spoilt, is no press any more: all that the family can tell.
    let proven: Range<Int>

    var testDescription: String { name }

    /// `AA address key hi lo`: nothing proves the digits.
    static let vnAA = SpokenFamily(
        name: "vn-aa", address: 11, next: [0xAA, 0x11, 0x8B, 0, 0],
        recall: [0xAA, 0x11, 0x8F, 0, 0], other: [0xAA, 0x12, 0x8B, 0, 0], proven: 0..<3)
    /// `FF 68 length length 68 address command data sum 16`: its codes come from the centre.
    static let lcd = SpokenFamily(
        name: "lcd-21-key", address: 1, own: [5: .next, 6: .recall],
        next: [0xFF, 0x68, 3, 3, 0x68, 1, 1, 5, 7, 0x16],
        recall: [0xFF, 0x68, 3, 3, 0x68, 1, 1, 6, 8, 0x16],
        other: [0xFF, 0x68, 3, 3, 0x68, 2, 1, 5, 8, 0x16], proven: 0..<10)

    func node() throws -> (KeypadNode, [UInt8: FrameKey]) {
        let shelf = try ShippedKeypads.shelf()
        let node = try #require(shelf.node(family: name, address: address, own: own))
        return (node, shelf.keys(of: name, own: own))
    }

    /// Bytes in pieces, and whether they are one press.
    var cases: [(pieces: [[UInt8]], isPress: Bool)] {
        let noise: [UInt8] = [0x00, 0xFF, 0xAA, 0x68, 0x16]
        let told: [(pieces: [[UInt8]], isPress: Bool)] = [
            ([next], true),
            (next.map { [$0] }, true),
            ([Array(next.prefix(3)), Array(next.dropFirst(3))], true),
            ([next + next], true),
            ([next, next], true),
            ([Array(next.dropLast()) + next], true),
            ([noise + next + noise], true),
            ([[0xFF] + next], true),
            ([Array(next.prefix(2)) + next.dropFirst(3)], false),
            ([Array(next.dropLast(2))], false),
            ([other], false),
            ([noise], false),
        ]
        let spoilt = proven.map { place in
            var spoilt = next
            spoilt[place] ^= 0x80
            return (pieces: [spoilt], isPress: false)
        }
        return told + spoilt
    }
}

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `A keypad that speaks by itself, on a real line` {
    private static let families = [SpokenFamily.vnAA, .lcd]
    private let port = temporaryPort()

    private func rig(
        _ family: SpokenFamily, uptime: @escaping @Sendable () -> Duration
    ) throws -> KeypadRig {
        let (node, keys) = try family.node()
        return KeypadRig(node, keys: keys, port: port, uptime: uptime)
    }

    /// Time that goes on by two seconds between two cases, and stands still within one.
    private final class Steps: Sendable {
        private let now = Mutex(Duration.zero)
        func step(_ length: Duration = .seconds(2)) { now.withLock { $0 += length } }
        var uptime: @Sendable () -> Duration { { [self] in now.withLock { $0 } } }
    }

    @Test(arguments: families)
    func `tells each press once, whatever happens to its bytes`(family: SpokenFamily) async throws {
        let line = try KeypadLine(at: port)
        let steps = Steps()
        let rig = try rig(family, uptime: steps.uptime)
        try await rig.run { keys in
            for (pieces, isPress) in family.cases {
                steps.step()
                line.say(pieces)
                await rig.settle()
                // What is unfinished by now is torn.
                steps.step()
                line.say([family.recall])
                let heard = await KeypadRig.keys(&keys, until: .recall)
                #expect(heard == (isPress ? [.next] : []), "\(pieces)")
            }
            let detail = rig.health.board.health(of: "keypad-6")?.condition.detail
            #expect(detail == "speaks by itself, and was heard")
        }
    }

    @Test(arguments: families)
    func `is heard again when its port was away in the middle of a frame`(
        family: SpokenFamily
    ) async throws {
        let first = try KeypadLine(at: port)
        let steps = Steps()
        let rig = try rig(family, uptime: steps.uptime)
        try await rig.run { keys in
            let unheard = rig.health.board.health(of: "keypad-6")?.condition
            #expect(unheard?.detail.contains("nobody knows") == true)
            first.say([Array(family.next.prefix(3))])
            first.hangUp()
            await rig.health.wait("keypad-6", .missing)
            steps.step()
            let second = try KeypadLine(at: port)
            await rig.health.wait("keypad-6", .ready)
            second.say([Array(family.next.dropFirst(3)), family.next, family.recall])
            let heard1 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard1 == [.next])
        }
    }

    @Test func `sends the digits that were typed, once`() async throws {
        let line = try KeypadLine(at: port)
        let rig = try rig(.vnAA, uptime: Steps().uptime)
        try await rig.run { keys in
            let transfer: [UInt8] = [0xAA, 0x11, 0x8E, 0x00, 0x12]
            line.say([transfer + transfer, SpokenFamily.vnAA.recall])
            let heard2 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard2 == [.one, .two, .transfer])
        }
    }

    @Test func `with a key that repeats itself is stuck until the key is freed`() async throws {
        let line = try KeypadLine(at: port)
        let steps = Steps()
        let rig = try rig(.vnAA, uptime: steps.uptime)
        try await rig.run { keys in
            for _ in 0..<60 {
                line.say([SpokenFamily.vnAA.next])
                await rig.settle()
                steps.step(.milliseconds(400))
            }
            await rig.health.wait("keypad-6", .stuck)
            let detail = rig.health.board.health(of: "keypad-6")?.condition.detail
            #expect(detail?.contains("code 139") == true)
            while rig.health.board.health(of: "keypad-6")?.condition.code != .ready {
                steps.step(StrokeFilter.freeTime)
                await Task.yield()
            }
            line.say([SpokenFamily.vnAA.recall])
            let heard3 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard3 == [.next])
        }
    }

    /// The keypad's frame before, within and behind a board's answer, and beside its echo.
    @Test(arguments: ["before", "instead", "behind", "joined", "echo"])
    func `is heard in the middle of a board's turn`(place: String) async throws {
        let family = SpokenFamily.vnAA
        let isFirst = Mutex(true)
        let line = try KeypadLine(at: port) { bytes in
            var decoder = ModbusRequestDecoder()
            guard let request = decoder.feed(bytes).first else { return [] }
            let echo = place == "echo" ? request.frame : []
            let speaks = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            guard speaks else { return [echo + request.answer] }
            return switch place {
            case "before": [family.next + request.answer]
            case "instead": [family.next]
            case "behind": [request.answer, family.next]
            case "joined": [request.answer + family.next]
            default: [echo + request.answer, family.next]
            }
        }
        let rig = try rig(family, uptime: Steps().uptime)
        let board = SerialBoard(
            BoardBench.settings("board-6", port: port), bus: rig.bus, health: rig.health.board,
            timing: BoardBench.timing)
        try await rig.run { keys in
            try await board.show(BoardFace(.number("1002")))
            try await board.show(BoardFace(.number("1003")))
            line.say([family.recall])
            let heard4 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard4 == [.next])
        }
    }
}
