import CUSBSim
import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Synchronization
import Testing

/// What goes wrong with the answer that carries a key.
enum AnswerFault: String, Sendable, CaseIterable {
    case none, late, split, doubled, corrupted, missing, torn, echoed, otherAddress, garbage
}

/// A polled keypad's side of a line, with one fault in the first answer that has a key in it.
private final class ScriptedPad: Sendable {
    private struct State {
        var device: LatchedKeypadDevice
        var fault: AnswerFault
        var hangsUp = false
        /// Sent before the next answer.
        var stray: [UInt8] = []
    }

    private let state: Mutex<State>

    init(_ keypad: LatchedKeypad, _ fault: AnswerFault) {
        state = Mutex(State(device: LatchedKeypadDevice(keypad), fault: fault))
    }

    func press(_ key: UInt8) { _ = state.withLock { $0.device.press(key) } }
    func hangUpAtNextKey() { state.withLock { $0.hangsUp = true } }

    /// What comes back upon a poll; nil hangs up.
    func answer(_ poll: [UInt8]) -> [[UInt8]]? {
        state.withLock { state in
            guard let answer = state.device.receive(poll) else { return [] }
            let hasKey = answer[3] == 1
            if hasKey, state.hangsUp {
                state.hangsUp = false
                return nil
            }
            let stray = state.stray
            state.stray = []
            guard hasKey, state.fault != .none else { return [stray + answer] }
            defer { if state.fault != .echoed { state.fault = .none } }
            switch state.fault {
            case .none: return [answer]
            case .late:
                state.stray = answer
                return []
            case .split: return answer.map { [$0] }
            case .doubled: return [answer + answer]
            case .corrupted: return [answer.dropLast() + [answer[5] ^ 0x40]]
            case .missing: return []
            case .torn: return [Array(answer.dropLast(2))]
            case .echoed: return [poll + answer]
            case .otherAddress: return [CRC16Modbus.sealed([18] + answer[1..<4])]
            case .garbage: return [[0xFF, 0x00, 0xFF, 0xFF, 0x00, 0xFF, 0xFF, 0x00]]
            }
        }
    }
}

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `A polled keypad on a real line` {
    private let port = temporaryPort()
    private let frames: LatchedKeypad

    init() throws {
        // Patient with a busy machine.
        frames = try #require(LatchedKeypad(address: 17, patience: .milliseconds(500)))
    }

    private var rig: KeypadRig {
        KeypadRig(.polled(frames), keys: LatchedKeypad.usualKeys, port: port)
    }

    @Test(arguments: AnswerFault.allCases)
    func `tells each press once, whatever happens to an answer`(fault: AnswerFault) async throws {
        let pad = ScriptedPad(frames, fault)
        let line = try KeypadLine(at: port) { pad.answer($0) }
        try await rig.run { keys in
            pad.press(1)
            pad.press(2)
            let heard1 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard1 == [.next])
            pad.press(1)
            pad.press(4)
            let heard2 = await KeypadRig.keys(&keys, until: .complete)
            #expect(heard2 == [.next])
        }
        withExtendedLifetime(line) {}
    }

    @Test func `goes on when the line was cut in the middle, and no press is two`() async throws {
        let pad = ScriptedPad(frames, .none)
        let first = try KeypadLine(at: port) { pad.answer($0) }
        let rig = rig
        try await rig.run { keys in
            pad.hangUpAtNextKey()
            pad.press(1)
            await rig.health.wait("keypad-6", .missing)
            let second = try KeypadLine(at: port) { pad.answer($0) }
            await rig.health.wait("keypad-6", .ready)
            pad.press(2)
            let heard3 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard3 == [.next])
            withExtendedLifetime(second) {}
        }
        withExtendedLifetime(first) {}
    }

    /// Three polls are under a second, by the rests that the scheduler's own test pins; a clock on
    /// the wall would measure the machine that runs the test.
    @Test func `that does not answer is silent after three polls, and ready when it does`()
        async throws
    {
        let pad = ScriptedPad(try #require(LatchedKeypad(address: 17)), .none)
        let timing = BusKeypadTiming()
        #expect(timing.missesUntilSilent == 3)
        let isDead = Mutex(true)
        let missed = Mutex(0)
        let line = try KeypadLine(at: port) { poll in
            guard isDead.withLock({ $0 }) else { return pad.answer(poll) }
            missed.withLock { $0 += 1 }
            return []
        }
        let rig = KeypadRig(
            .polled(try #require(LatchedKeypad(address: 17))), keys: LatchedKeypad.usualKeys,
            port: port, timing: timing)
        try await rig.run(from: .silent) { _ in
            #expect(missed.withLock { $0 } >= timing.missesUntilSilent)
            isDead.withLock { $0 = false }
            await rig.health.wait("keypad-6", .ready)
            missed.withLock { $0 = 0 }
            isDead.withLock { $0 = true }
            await rig.health.wait("keypad-6", .silent)
            #expect(missed.withLock { $0 } >= timing.missesUntilSilent)
        }
        withExtendedLifetime(line) {}
    }

    @Test func `that was away for long forgets what was pressed meanwhile`() async throws {
        let pad = ScriptedPad(frames, .none)
        let isDead = Mutex(false)
        let pollsSinceBack = Mutex<Int?>(nil)
        let line = try KeypadLine(at: port) { poll in
            guard !isDead.withLock({ $0 }) else { return [] }
            // Whoever wonders whether it works again presses again and again, but no faster than
            // once in several polls.
            let presses = pollsSinceBack.withLock { polls in
                polls = polls.map { $0 + 1 }
                return polls.map { $0 % 8 == 0 } ?? false
            }
            if presses { pad.press(2) }
            return pad.answer(poll)
        }
        let quick = try #require(LatchedKeypad(address: 17))
        let rig = KeypadRig(
            .polled(quick), keys: LatchedKeypad.usualKeys, port: port,
            staleTime: .milliseconds(500))
        try await rig.run { keys in
            isDead.withLock { $0 = true }
            pad.press(1)
            // Three misses with their rests are more than half a second.
            await rig.health.wait("keypad-6", .silent)
            pollsSinceBack.withLock { $0 = 0 }
            isDead.withLock { $0 = false }
            let heard4 = await KeypadRig.keys(&keys, until: .recall)
            #expect(heard4 == [])
        }
        withExtendedLifetime(line) {}
    }

    @Test func `whose family is a file is asked by its poll`() async throws {
        let count = FramePart(.value(.sequence, .binary(bytes: 1, .big)))
        let place = FramePart(.value(.address, .binary(bytes: 1, .big)))
        let sum = FramePart(.checksum(ChecksumForm(.crc16Modbus)))
        let definition = FrameProtocol(
            name: "own", title: "the latched keypad, declared", kind: .keypad,
            addresses: Addresses(1...247), timing: FrameTiming(silence: 5, answer: 500),
            keys: [KeyCode(1, .next), KeyCode(2, .recall), KeyCode(0x31, .digit1)],
            sent: [
                Frame("poll", [place, FramePart(.bytes([0x50])), count, sum], answer: "key")
            ],
            received: [
                Frame("key", [place, FramePart(.bytes([0x51])), count, FramePart(.key), sum]),
                Frame("idle", [place, FramePart(.bytes([0x51, 0, 0])), sum]),
            ])
        #expect(definition.faults().isEmpty, "\(definition.faults())")
        let keypad = try #require(DeclaredKeypad(definition, address: 17))
        #expect(keypad.isPolled)
        #expect(keypad.poll(acknowledging: 3) == frames.poll(acknowledging: 3))
        for fault in [AnswerFault.doubled, .corrupted, .missing, .otherAddress] {
            let pad = ScriptedPad(frames, fault)
            let line = try KeypadLine(at: port) { pad.answer($0) }
            try await KeypadRig(.polled(keypad), keys: keypad.keys, port: port).run { keys in
                pad.press(1)
                pad.press(2)
                let heard5 = await KeypadRig.keys(&keys, until: .recall)
                #expect(heard5 == [.next])
            }
            line.hangUp()
        }
    }
}
