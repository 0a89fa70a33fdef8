import DeviceWire
import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Stationery

extension Benchmarks {
    /// Ten slips are drawn before any is measured: fonts are loaded then.
    private static let warmUp = 10
    private static let rounds = 400
    /// What a slip of 80 mm × 106 mm may have: the length of the shipped ticket with its QR.
    private static let bytesMax = 25_000

    /// The words of slips as the shipped configuration has them.
    static func slipWriter(_ config: String) throws -> SlipWriter {
        var configuration = try ConfigurationLoader.load(path: config)
        configuration.publicBaseURL = "https://laysoxephang.example.gov.vn"
        return SlipWriter(configuration)
    }

    /// A ticket with QR, drawn and encoded: with every word drawn anew, and with what the last slips
    /// had kept; beside python-escpos, which has Pillow draw the same words.
    ///
    /// Number, link, citizens ahead, wait and minute differ from slip to slip.
    static func slip(_ folder: String, _ config: String) throws {
        let writer = try slipWriter(config)
        let cold = try slip(writer, PangoSlipRenderer(keptTexts: 0))
        report(
            "slip with QR, drawn and encoded, every word anew",
            "p50 \(rounded(cold.time.p50 / 1_000, 2)) ms, p99 "
                + "\(rounded(cold.time.p99 / 1_000, 2)) ms",
            cold.time.p50 / 1_000, goal: "≤ 1 of 1 ms")
        let kept = try slip(writer, PangoSlipRenderer())
        report(
            "the same with the words of the last slips kept",
            "p50 \(rounded(kept.time.p50 / 1_000, 2)) ms, p99 "
                + "\(rounded(kept.time.p99 / 1_000, 2)) ms",
            kept.time.p50 / 1_000, goal: "≤ 0.4 of 1 ms")
        let rightOnly = try bytes(
            of: writer.ticketSlip(order(0)), PangoSlipRenderer(), movesMargin: false)
        print("bytes for a printer whose raster GS L does not move: \(rightOnly.count)")
        report(
            "bytes of a slip of 80 mm x \(rounded(Double(kept.rows) / 8, 0)) mm",
            "\(kept.bytes)", Double(kept.bytes) / Double(bytesMax), goal: "≤ 1 of 25 kB")
        guard let peer = try peer(folder, writer) else {
            print("python-escpos: not there (a virtual environment or PyPI could not be had)")
            return
        }
        report(
            "python-escpos with Pillow, the same words",
            "p50 \(rounded(peer.milliseconds, 2)) ms, \(peer.bytes) bytes; ours beside it",
            cold.time.p50 / 1_000 / peer.milliseconds, goal: "≤ 0.1")
    }

    private static func slip(
        _ writer: SlipWriter, _ renderer: PangoSlipRenderer
    ) throws -> (time: Samples, bytes: Int, rows: Int) {
        let clock = ContinuousClock()
        var samples = Samples()
        var largest = 0
        for number in 0..<warmUp + rounds {
            let slip = writer.ticketSlip(order(number))
            let start = clock.now
            let bytes = try bytes(of: slip, renderer, movesMargin: true)
            if number >= warmUp { samples.add(start.duration(to: clock.now)) }
            largest = max(largest, bytes.count)
        }
        let bands = Array(
            try renderer.bands(
                of: writer.ticketSlip(order(0)), widthDots: 576, maxBandRows: 64))
        return (samples, largest, bands.reduce(0) { $0 + $1.heightDots })
    }

    /// What a printer of 80 mm is sent; nearly all profiles let GS L move a picture.
    private static func bytes(
        of slip: Slip, _ renderer: PangoSlipRenderer, movesMargin: Bool
    ) throws -> [UInt8] {
        var bytes = EscPosEncoder.prologue.bytes
        for band in try renderer.bands(of: slip, widthDots: 576, maxBandRows: 64) {
            let dots = DotBand(
                widthDots: band.widthDots, heightDots: band.heightDots, bytes: band.bytes)
            for chunk in EscPosEncoder.chunks(of: dots, movesMargin: movesMargin) {
                bytes += chunk.bytes
            }
        }
        return bytes + EscPos.feedAndCut()
    }

    /// The orders of a busy morning: five a minute.
    private static func order(_ number: Int) -> SlipOrder {
        let morning: Int64 = 1_795_395_600_000
        return SlipOrder(
            ticket: "BENCH", number: String(1_001 + number), line: "ho-tich", kiosk: "kiosk-1",
            language: "vi", statusToken: "9fKq2ZxR7bLm0a\(1_001 + number)",
            issuedAt: Instant(millisecondsSinceEpoch: morning + Int64(number) * 12_000), print: 1,
            counters: [6, 8, 9], ahead: number % 17,
            estimate: EstimateRange(
                lowSeconds: 60 * (number % 13 + 1), highSeconds: 60 * (number % 13 + 9)))
    }

    /// What python-escpos takes for the words of one of our slips; nil where it cannot be had.
    private static func peer(
        _ folder: String, _ writer: SlipWriter
    ) throws -> (milliseconds: Double, bytes: Int)? {
        let slip = writer.ticketSlip(order(0))
        var lines: [String] = []
        var link = ""
        for block in slip.blocks {
            switch block.content {
            case .text(let paragraphs, _): lines += paragraphs
            case .number(let number, _): lines.append("# \(number)")
            case .qr(let text, _):
                link = text
                lines.append("@")
            case .rule: lines.append("-")
            case .image, .space: continue
            }
        }
        let words = "\(folder)/words.txt"
        try ([link] + lines).joined(separator: "\n")
            .write(toFile: words, atomically: true, encoding: .utf8)
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "escpos_peer.sh").path
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["bash", script, folder, words, String(rounds / 4)]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let answer = String(
            decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let figures = answer.split(whereSeparator: \.isWhitespace)
        guard process.terminationStatus == 0, figures.count == 2,
            let milliseconds = Double(figures[0]), let bytes = Int(figures[1])
        else { return nil }
        return (milliseconds, bytes)
    }
}
