import CUSBSim
import Glibc
import Kiosk
import KioskDevices
import QueueCore
import Synchronization
import Testing

/// A scanner's other end, in the hands of a test.
protocol ScannerPeer: Sendable {
    /// Sends the text as this kind of scanner does, with or without the end of a line.
    func send(_ text: String, ended: Bool)
    /// What this kind can send in the middle of a line that nobody wrote, and what the log says of
    /// each.
    var spoilings: [(reason: String, send: @Sendable () -> Void)] { get }
    func unplug()
    func plug() throws
}

/// What both kinds of scanners must keep, whatever comes over their line.
enum ScannerConformance: String, CaseIterable, Sendable {
    case split, doubled, garbage, overLong, spoilt, wrongAlphabet, unplugged, halfUnplugged

    static let code = "H53.12.3-261123-0007"

    /// Runs the scanner and holds the promise against it.
    func check(
        _ scanner: any Scanner, _ peer: any ScannerPeer, _ health: HealthWatch
    ) async throws {
        let scans = scanner.scans
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await scanner.run() }
            var stream = scans.makeAsyncIterator()
            await health.wait(scanner.id, .ready)
            for expected in try await play(peer, scanner.id, health) {
                let content = await stream.next()?.content
                #expect(content == expected, "\(rawValue)")
            }
            // Whatever came before, the next whole scan is read.
            peer.send("H53.12.3-261123-0042", ended: true)
            var next = await stream.next()?.content
            // The half line was given up already where the cable came out late.
            if self == .halfUnplugged, next == .refused("unfinished") {
                next = await stream.next()?.content
            }
            #expect(next == .dossier(code: "H53.12.3-261123-0042"))
            group.cancelAll()
        }
    }

    /// Sends what the promise is about; the scans that must come of it.
    private func play(
        _ peer: any ScannerPeer, _ id: DeviceID, _ health: HealthWatch
    ) async throws -> [Scan.Content] {
        let whole = Scan.Content.dossier(code: Self.code)
        switch self {
        case .split:
            for character in Self.code { peer.send(String(character), ended: false) }
            peer.send("", ended: true)
            return [whole]
        case .doubled:
            peer.send(Self.code, ended: true)
            peer.send(Self.code, ended: true)
            // Two codes in one line are no code.
            peer.send(Self.code + Self.code, ended: true)
            return [whole, whole, .refused("unrecognised")]
        case .garbage:
            peer.send("00020101021138570010A000000727", ended: true)
            peer.send("|||||||", ended: true)
            peer.send("072188000017||A|31022000|Nam||01072024", ended: true)
            return [.refused("unrecognised"), .refused("bad-identity"), .refused("bad-date")]
        case .overLong:
            peer.send(String(repeating: "7", count: 1_100), ended: true)
            return [.refused("too-long")]
        case .spoilt:
            return peer.spoilings.map { spoiling in
                peer.send("H53.12.3-26", ended: false)
                spoiling.send()
                peer.send("1123-0007", ended: true)
                return .refused(spoiling.reason)
            }
        case .wrongAlphabet:
            peer.send("H53.12.3)261123)0007", ended: true)
            return [.refused("unrecognised")]
        case .unplugged:
            peer.unplug()
            await health.wait(id, .missing)
            try peer.plug()
            await health.wait(id, .ready)
            peer.send(Self.code, ended: true)
            return [whole]
        case .halfUnplugged:
            // Half a line from before the cable was pulled is no beginning of the next one.
            peer.send("H53.12.3-26", ended: false)
            peer.unplug()
            await health.wait(id, .missing)
            try peer.plug()
            await health.wait(id, .ready)
            return []
        }
    }
}

/// A serial scanner: a pseudo-terminal that is plugged in at a place of its own.
final class SerialScannerPeer: ScannerPeer {
    let place: String
    private let line: Mutex<PseudoTerminal?>

    init() throws {
        place = "/tmp/motcua-scanner-\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
        line = Mutex(nil)
        try plug()
    }

    deinit { Glibc.unlink(place) }

    func send(_ text: String, ended: Bool) {
        line.withLock { $0?.write(Array(text.utf8) + (ended ? [0x0D, 0x0A] : [])) }
    }

    private func write(_ bytes: [UInt8]) { line.withLock { $0?.write(bytes) } }

    var spoilings: [(reason: String, send: @Sendable () -> Void)] {
        [
            ("control-character", { [self] in write([0]) }),
            ("control-character", { [self] in write([0x1B, 0x40]) }),
            ("not-utf-8", { [self] in write([0xFF]) }),
            ("not-utf-8", { [self] in write([0xC3]) }),
            ("not-utf-8", { [self] in write([0xED, 0xA0, 0x80]) }),
            // A mark that turns the direction of reading: nothing that a code is printed with.
            ("control-character", { [self] in write([0xE2, 0x80, 0xAE]) }),
        ]
    }

    func unplug() {
        Glibc.unlink(place)
        line.withLock { $0 = nil }
    }

    func plug() throws {
        let fresh = try PseudoTerminal()
        guard symlink(fresh.path, place) == 0 else { throw PseudoTerminal.Failure() }
        line.withLock { $0 = fresh }
    }
}

/// A scanner that types: the emulated keyboard, of which there is one.
struct TypedScannerPeer: ScannerPeer {
    static let name = "Newland HID KBW"
    private static let keys: [Character: (code: UInt16, isShifted: Bool)] = {
        var keys: [Character: (code: UInt16, isShifted: Bool)] = [:]
        for (first, plain, shifted) in [
            (2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"),
            (30, "asdfghjkl;", "ASDFGHJKL:"), (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
        ] {
            for (place, character) in plain.enumerated() {
                keys[character] = (UInt16(first + place), false)
            }
            for (place, character) in shifted.enumerated() {
                keys[character] = (UInt16(first + place), true)
            }
        }
        return keys
    }()

    private static func edge(_ code: UInt16, _ value: Int32) {
        evdevsim_event(1, code, value, 1_000_000)
        evdevsim_event(0, 0, 0, 1_000_000)
    }

    private static func press(_ code: UInt16) {
        edge(code, 1)
        edge(code, 0)
    }

    func send(_ text: String, ended: Bool) {
        for character in text {
            guard let key = Self.keys[character] else { continue }
            if key.isShifted { Self.edge(42, 1) }
            Self.press(key.code)
            if key.isShifted { Self.edge(42, 0) }
        }
        if ended { Self.press(28) }
    }

    var spoilings: [(reason: String, send: @Sendable () -> Void)] {
        // F1, left Alt, Backspace: what scanners type for a letter that no keyboard has.
        let codes: [UInt16] = [59, 56, 14]
        return codes.map { code in (reason: "damaged", send: { @Sendable in Self.press(code) }) }
    }

    func unplug() { evdevsim_unplug() }

    func plug() throws {
        guard evdevsim_plug(7, Self.name, 1, 100) == 0 else { throw PseudoTerminal.Failure() }
    }
}
