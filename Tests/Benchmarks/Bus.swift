import DeviceWire
import Foundation
import Kiosk
import KioskDevices
import QueueCore
import Synchronization

extension Benchmarks {
    /// An hour of sixteen boards and sixteen keypads in simulated time, and the way of a call's
    /// first byte through the real owner of a real port.
    static func bus() async throws {
        for baud in [9_600, 19_200, 38_400] {
            for faults in [0, 100] { hour(baud, oneFaultIn: faults) }
        }
        try await firstBytes(keypads: 0)
        try await firstBytes(keypads: 16)
    }

    private static func hour(_ baud: Int, oneFaultIn faults: Int) {
        var scene = BusHour.Scene()
        scene.baud = baud
        scene.oneFaultIn = faults
        guard let hour = BusHour(scene)?.run() else { return }
        let wire = faults == 0 ? "clean" : "one frame in \(faults) spoilt"
        let line = "\(baud) baud, \(wire)"
        let promise = baud == 19_200 ? "≤ 1 of 400 ms" : "no promise; beside 400 ms"
        report(
            "\(line): key press to command",
            "p50 \(milliseconds(hour.keys.percentile(0.5))) ms, p95 "
                + "\(milliseconds(hour.keys.percentile(0.95))) ms of \(hour.keys.count)",
            hour.keys.percentile(0.95) / .milliseconds(400), goal: promise)
        let idle = hour.idleFirstBytes
        report(
            "\(line): call to board's first byte, line idle",
            "p50 \(milliseconds(idle.percentile(0.5))) ms, p99 "
                + "\(milliseconds(idle.percentile(0.99))) ms of \(idle.count); "
                + "whoever had the line: p95 \(milliseconds(hour.firstBytes.percentile(0.95))) ms",
            idle.percentile(0.99) / .milliseconds(3), goal: "≤ 1 of 3 ms")
        print(
            "  \(hour.turns) turns, \(hour.faults) faults; wrong boards \(hour.wrongBoards), "
                + "wrong keys \(hour.wrongKeys), keys \(hour.delivered) of \(hour.pressed)")
    }

    private static func milliseconds(_ length: Duration) -> String {
        rounded(length / .milliseconds(1), 2)
    }

    /// Calls over a pseudo-terminal, from `show` to the byte at the far end.
    private static func firstBytes(keypads: Int) async throws {
        let baud = 19_200
        let far = try FarEnd(keypads: keypads)
        let bus = SerialBus(
            label: "bench", baud: baud, transport: TTYTransport(path: far.path, baud: baud))
        let health = HealthBoard(clock: BenchClock())
        let board = SerialBoard(
            BoardSettings(
                id: "board", view: .counter(1), port: far.path, baud: baud,
                wire: .modbusRTU(address: 1, register: 0, encoding: .bcd), digits: 4,
                answers: true), bus: bus, health: health)
        await bus.join()
        for slot in 0..<keypads {
            guard let keypad = LatchedKeypad(address: FarEnd.firstKeypad + slot) else { continue }
            await bus.add(keypad: slot, keypad) { _ in }
        }
        var samples = Samples()
        var late = 0
        for call in 0..<2_000 {
            // People do not call in step with the polls.
            try await Task.sleep(for: .microseconds(500 + call * 7_919 % 3_000))
            let start = ContinuousClock.now
            do {
                try await board.show(BoardFace(.number("\(1_000 + call % 9_000)")))
            } catch {
                late += 1
                continue
            }
            if let first = far.firstByte { samples.add(start.duration(to: first)) }
        }
        for slot in 0..<keypads { await bus.remove(keypad: slot) }
        await bus.leave()
        far.stop()
        report(
            "call to first byte over a pseudo-terminal, \(keypads) keypads asked beside it",
            "p50 \(rounded(samples.p50 / 1_000, 3)) ms, p99 "
                + "\(rounded(samples.p99 / 1_000, 3)) ms of \(samples.count); \(late) not answered",
            samples.p99 / 3_000,
            goal: "≤ 1 of 3 ms")
    }
}

/// A board and keypads at the far end of a pseudo-terminal.
private final class FarEnd: @unchecked Sendable {
    static let firstKeypad = 101

    let path: String
    private let master: Int32
    private let observer: Int32
    private let state = Mutex((first: ContinuousClock.Instant?.none, isOver: false))
    private let done = DispatchSemaphore(value: 0)

    init(keypads: Int) throws {
        var (near, far): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: Int(PATH_MAX))
        guard openpty(&near, &far, &name, nil, nil) == 0 else {
            throw CocoaError(.fileNoSuchFile)
        }
        (master, observer, path) = (near, far, String(cString: &name))
        var settings = termios()
        tcgetattr(observer, &settings)
        cfmakeraw(&settings)
        tcsetattr(observer, TCSANOW, &settings)
        let made = (0..<keypads).compactMap {
            LatchedKeypad(address: Self.firstKeypad + $0).map(LatchedKeypadDevice.init)
        }
        DispatchQueue(label: "far-end", qos: .userInteractive).async { [self] in
            var devices = made
            var board = ModbusRequestDecoder()
            var bytes = [UInt8](repeating: 0, count: 256)
            while !state.withLock({ $0.isOver }) {
                var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
                guard poll(&entry, 1, 20) > 0 else { continue }
                let count = read(master, &bytes, bytes.count)
                let now = ContinuousClock.now
                guard count > 0 else { continue }
                let heard = Array(bytes.prefix(count))
                if heard[0] == 1 { state.withLock { $0.first = now } }
                for request in board.feed(heard) { say(request.answer) }
                for index in devices.indices {
                    if let answer = devices[index].receive(heard) { say(answer) }
                }
            }
            done.signal()
        }
    }

    /// When the last request for the board began to arrive.
    var firstByte: ContinuousClock.Instant? { state.withLock { $0.first } }

    /// Waits for the last turn and closes the line.
    func stop() {
        state.withLock { $0.isOver = true }
        done.wait()
        close(observer)
        close(master)
    }

    private func say(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
    }
}
