import Foundation
import Kiosk
import KioskDevices
import Logging
import QueueCore
import Stationery

/// The measurements, each beside its limit in the same run.
///
/// Milliseconds vary with the machine;
/// the ratios hold.
enum Benchmarks {
    /// Press → durable and answered, over HTTP, beside an append and `fdatasync` of 512 bytes.
    ///
    /// Without devices, and with a simulated printer that draws and decodes a slip for each press on
    /// the same processors, as only a demonstration does: with 50 presses a second, which is more
    /// than a hall full of printers can print, and with one press after the other, where drawing
    /// takes all the time that the processors have.
    static func press(_ folder: String, _ config: String) throws {
        let bare = try withoutDevices(config, in: folder)
        try press("press, durable and answered", "\(folder)/bare", bare)
        try press(
            "the same with simulated paper, 50 a second", "\(folder)/paced", config, count: 500,
            pause: 20_000)
        try press(
            "the same with simulated paper, without a pause", "\(folder)/paper", config)
    }

    /// A copy of the configuration with neither kiosks nor devices.
    private static func withoutDevices(_ config: String, in folder: String) throws -> String {
        let source = URL(fileURLWithPath: config).deletingLastPathComponent()
        let copy = URL(fileURLWithPath: folder).appendingPathComponent("Config")
        try FileManager.default.copyItem(at: source, to: copy)
        let file = copy.appendingPathComponent("centre.yaml")
        let text = try String(contentsOf: file, encoding: .utf8)
        guard let start = text.range(of: "\nkiosks:"), let end = text.range(of: "\naccounts:")
        else {
            throw CocoaError(.fileReadCorruptFile)
        }
        let bare = text[..<start.lowerBound] + text[end.lowerBound...]
        try String(bare).write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private static func press(
        _ name: String, _ data: String, _ config: String, count: Int = 3_000,
        pause microseconds: UInt32 = 0
    ) throws {
        let program = try Program(data: data, config: config)
        defer { program.stop() }
        let disk = try Disk(path: "\(data)/append")
        let connection = try HTTPConnection(port: program.port)
        var presses = Samples()
        var syncs = Samples()
        let clock = ContinuousClock()
        let lines = ["ho-tich", "chung-thuc", "dat-dai", "xay-dung", "cu-tru"]
        for number in 0..<count {
            if microseconds > 0 { usleep(microseconds) }
            syncs.add(disk.appendAndSync())
            let start = clock.now
            let answer = try connection.request(
                "POST", "/api/v1/tickets", token: "demo-device", key: "press-\(number)",
                body: "{\"line\":\"\(lines[number % lines.count])\"}")
            presses.add(start.duration(to: clock.now))
            guard answer.status == 201 else { return print("press refused: \(answer)") }
        }
        report(
            name,
            "p50 \(rounded(presses.p50, 0)) µs, p99 \(rounded(presses.p99, 0)) µs; append and "
                + "fdatasync p50 \(rounded(syncs.p50, 0)) µs, p99 \(rounded(syncs.p99, 0)) µs",
            presses.p50 / syncs.p50, goal: "≤ 3.3")
    }

    /// The same without HTTP: what the writer itself takes.
    static func commit(_ folder: String) async throws {
        let engine = try await Engine(folder: folder)
        let disk = try Disk(path: "\(folder)/append")
        var presses = Samples()
        var syncs = Samples()
        let clock = ContinuousClock()
        for number in 0..<3_000 {
            syncs.add(disk.appendAndSync())
            let start = clock.now
            _ = await engine.press(number)
            presses.add(start.duration(to: clock.now))
        }
        report(
            "press, durable, without HTTP",
            "p50 \(rounded(presses.p50, 0)) µs; append and fdatasync p50 "
                + "\(rounded(syncs.p50, 0)) µs", presses.p50 / syncs.p50, goal: "≤ 3.3")
    }

    /// Durable tickets a second with 64 clients, beside SQLite's own group commit of 8.
    static func throughput(_ folder: String) async throws {
        let engine = try await Engine(folder: folder)
        var ours: [Double] = []
        var peers: [Double] = []
        var processor = 0.0
        for round in 0..<3 {
            peers.append(
                try Disk.rowsPerSecond(
                    path: "\(folder)/peer-\(round).sqlite", group: 8, for: .seconds(2)))
            let tickets = 20_000
            let before = Self.processorMicroseconds()
            let clock = ContinuousClock()
            let start = clock.now
            await withDiscardingTaskGroup { group in
                for client in 0..<64 {
                    group.addTask {
                        for number in stride(from: client, to: tickets, by: 64) {
                            _ = await engine.press(round * tickets + number)
                        }
                    }
                }
            }
            let spent = start.duration(to: clock.now) / .seconds(1)
            ours.append(Double(tickets) / spent)
            processor += Self.processorMicroseconds() - before
        }
        let (mine, theirs) = (ours.sorted()[1], peers.sorted()[1])
        print("processor time, clients included: \(rounded(processor / 60_000, 0)) µs a ticket")
        report(
            "durable tickets with 64 clients",
            "\(rounded(mine, 0)) a second; SQLite alone, 8 rows a commit: \(rounded(theirs, 0))",
            mine / theirs, goal: "≥ 0.25")
    }

    private static func processorMicroseconds() -> Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let (user, system) = (usage.ru_utime, usage.ru_stime)
        return Double(user.tv_sec + system.tv_sec) * 1e6 + Double(user.tv_usec + system.tv_usec)
    }

    /// Press → first byte at the printer's transport.
    static func firstByte(_ folder: String, _ config: String) async throws {
        let writer = try slipWriter(config)
        let clock = ContinuousClock()
        let slips = AsyncStream.makeStream(of: SlipOrder.self)
        let engine = try await Engine(folder: folder) { orders in
            for case .slip(let slip) in orders { slips.continuation.yield(slip) }
        }
        let health = HealthBoard(clock: BenchClock())
        let made = PrinterFactory.makeSimulated(
            settings: PrinterSettings(id: "printer", widthDots: 576),
            renderer: PangoSlipRenderer(), health: health)
        let driver = Task { await made.printer.run() }
        defer { driver.cancel() }
        var samples = Samples()
        var orders = slips.stream.makeAsyncIterator()
        for number in 0..<300 {
            let before = made.simulator.bytesReceived
            let start = clock.now
            _ = await engine.press(number)
            guard let order = await orders.next() else { return }
            let slip = writer.ticketSlip(order)
            async let outcome = made.printer.print(slip)
            while made.simulator.bytesReceived == before { await Task.yield() }
            samples.add(start.duration(to: clock.now))
            _ = await outcome
        }
        report(
            "press to first byte at the printer",
            "p50 \(rounded(samples.p50 / 1_000, 2)) ms, p99 \(rounded(samples.p99 / 1_000, 2)) ms",
            samples.p99 / 10_000, goal: "≤ 1 of 10 ms at p99")
    }

    /// From the start of the program to its first answer.
    static func start(_ folder: String, _ config: String) throws {
        var samples = Samples()
        for _ in 0..<11 {
            let program = try Program(data: "\(folder)/start", config: config)
            samples.add(program.startTime)
            program.stop()
        }
        report(
            "start to first answer", "p50 \(rounded(samples.p50 / 1_000, 0)) ms",
            samples.p50 / 250_000, goal: "≤ 1 of 250 ms")
    }
}
