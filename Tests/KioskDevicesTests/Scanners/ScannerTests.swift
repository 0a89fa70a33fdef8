import CUSBSim
import Glibc
import Kiosk
import KioskDevices
import KioskTesting
import QueueCore
import Testing

private let code = "H53.12.3-261123-0007"
private let card = "072188000017||TRẦN THỊ MINH ÁNH|29021988|Nữ|Khu phố 3|01072024"

/// Runs a scanner while `body` reads its scans.
private func watch(
    _ scanner: any Scanner, _ body: (AsyncStream<Scan>) async throws -> Void
) async throws {
    let scans = scanner.scans
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await scanner.run() }
        try await body(scans)
        group.cancelAll()
    }
}

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `A scanner on a serial port` {
    private let health = HealthWatch()

    private func scanner(_ path: String) -> BarcodeScanner {
        BarcodeScanner(
            ScannerSettings(
                id: "scanner-1", connection: .serial(path: path, baud: 9_600),
                position: .kiosk("kiosk-1", results: "tra-ket-qua")),
            health: health.board, clock: StillClock(), searchInterval: .milliseconds(20))
    }

    @Test func `reads what a scanner sends`() async throws {
        let line = try PseudoTerminal()
        try await watch(scanner(line.path)) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            line.write(Array("\(code)\r\n\(card)\r".utf8))
            #expect(await scans.next()?.content == .dossier(code: code))
            guard case .card(let read) = await scans.next()?.content else {
                Issue.record("no card")
                return
            }
            #expect(read.identity == "072188000017" && read.name == "TRẦN THỊ MINH ÁNH")
            #expect(read.bornOn.description == "1988-02-29")
        }
    }

    @Test(arguments: ScannerConformance.allCases)
    func `keeps what every scanner promises`(_ promise: ScannerConformance) async throws {
        let peer = try SerialScannerPeer()
        try await promise.check(scanner(peer.place), peer, health)
    }

    @Test func `gives half a line up, and reads the next`() async throws {
        let line = try PseudoTerminal()
        try await watch(scanner(line.path)) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            line.write(Array("H53.12.3-2611".utf8))
            #expect(await scans.next()?.content == .refused("unfinished"))
            line.write(Array("\(code)\r".utf8))
            #expect(await scans.next()?.content == .dossier(code: code))
        }
    }

    @Test func `vanishes and comes back at the same place`() async throws {
        let place = "/tmp/motcua-scanner-\(getpid())"
        defer { unlink(place) }
        var line: PseudoTerminal? = try PseudoTerminal()
        // Made while the first is there: it cannot get the first one's number.
        let second = try PseudoTerminal()
        unlink(place)
        #expect(symlink(line?.path ?? "", place) == 0)
        try await watch(scanner(place)) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            unlink(place)
            line = nil
            await health.wait("scanner-1", .missing)
            #expect(symlink(second.path, place) == 0)
            await health.wait("scanner-1", .ready)
            second.write(Array("\(code)\r".utf8))
            #expect(await scans.next()?.content == .dossier(code: code))
        }
    }
}

// Part of the panels' suite: both move one emulated node, and must not do so at once.
extension EvdevPanelTests {
    private func scanner() -> BarcodeScanner {
        BarcodeScanner(
            ScannerSettings(
                id: "scanner-1", connection: .keyboardNamed("Newland"), position: .counter(6)),
            health: health.board, clock: StillClock(), searchInterval: .milliseconds(20))
    }

    /// Types a text as a scanner does, with the kernel's report behind each edge.
    private func type(_ text: String, enter: Bool = true) {
        let keys: [Character: (UInt16, Bool)] = [
            "H": (35, true), "5": (6, false), "3": (4, false), ".": (52, false), "1": (2, false),
            "2": (3, false), "-": (12, false), "6": (7, false), "0": (11, false), "7": (8, false),
        ]
        func edge(_ code: UInt16, _ value: Int32) {
            evdevsim_event(1, code, value, 1_000_000)
            evdevsim_event(0, 0, 0, 1_000_000)
        }
        for character in text {
            guard let (code, isShifted) = keys[character] else { continue }
            if isShifted { edge(42, 1) }
            edge(code, 1)
            edge(code, 0)
            if isShifted { edge(42, 0) }
        }
        if enter {
            edge(28, 1)
            edge(28, 0)
        }
    }

    @Test(arguments: ScannerConformance.allCases)
    func `a scanner that types keeps what every scanner promises`(
        _ promise: ScannerConformance
    ) async throws {
        let peer = TypedScannerPeer()
        try peer.plug()
        defer { peer.unplug() }
        try await promise.check(scanner(), peer, health)
    }

    @Test func `a scanner that types is grabbed and read`() async throws {
        try #require(evdevsim_plug(7, "Newland HID KBW", 1, 100) == 0)
        defer { evdevsim_unplug() }
        try await watch(scanner()) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            #expect(evdevsim_is_grabbed())
            type(code)
            #expect(await scans.next()?.content == .dossier(code: code))
        }
    }

    @Test func `a scanner that was overrun gives no half code`() async throws {
        try #require(evdevsim_plug(7, "Newland HID KBW", 1, 100) == 0)
        defer { evdevsim_unplug() }
        try await watch(scanner()) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            type("H53.12.3-26", enter: false)
            evdevsim_event(0, 3, 0, 2_000_000)
            evdevsim_event(0, 0, 0, 2_000_000)
            type(code)
            #expect(await scans.next()?.content == .refused("damaged"))
            type(code)
            #expect(await scans.next()?.content == .dossier(code: code))
        }
    }

    @Test func `a scanner that is unplugged is missing, and is found again`() async throws {
        try #require(evdevsim_plug(7, "Newland HID KBW", 1, 100) == 0)
        try await watch(scanner()) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            evdevsim_unplug()
            await health.wait("scanner-1", .missing)
            try #require(evdevsim_plug(7, "Newland HID KBW", 1, 100) == 0)
            await health.wait("scanner-1", .ready)
            type(code)
            #expect(await scans.next()?.content == .dossier(code: code))
        }
        evdevsim_unplug()
    }
}

@Suite(.timeLimit(.minutes(5)))
struct `A simulated scanner` {
    @Test func `reads as a real one does`() async throws {
        let health = HealthWatch()
        let scanner = SimulatedScanner(
            ScannerSettings(
                id: "scanner-1", connection: .keyboardNamed("x"), position: .counter(6)),
            health: health.board, clock: StillClock())
        try await watch(scanner) { stream in
            var scans = stream.makeAsyncIterator()
            await health.wait("scanner-1", .ready)
            scanner.scan(code)
            #expect(await scans.next()?.content == .dossier(code: code))
            scanner.scan("nothing")
            #expect(await scans.next()?.content == .refused("unrecognised"))
        }
    }
}
