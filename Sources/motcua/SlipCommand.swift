import ArgumentParser
import Foundation
import Kiosk
import KioskDevices
import QueueCore
import Stationery

/// Draws a slip without a printer.
struct SlipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slip", abstract: "Draw a ticket slip as a picture or as printer bytes.")

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    @Option(help: "The number to print.")
    var number: String

    @Option(help: "The line, such as ho-tich.")
    var line: String

    @Option(help: "Where to write the picture.")
    var png: String?

    @Option(help: "Where to write the ESC/POS bytes.")
    var escpos: String?

    @Option(help: "Printable dots in a row: 576 for 80 mm paper, 384 for 58 mm.")
    var width = 576

    @Option(help: "The language of the words.")
    var language = Texts.defaultLanguage

    func validate() throws {
        guard png != nil || escpos != nil else {
            throw ValidationError("Give --png or --escpos, or both.")
        }
        guard (3...6).contains(number.count), number.allSatisfy({ $0.isASCII && $0.isNumber })
        else { throw ValidationError("--number \(number) is no number of 3 to 6 digits.") }
        guard (256...1_024).contains(width), width.isMultiple(of: 8) else {
            throw ValidationError("--width \(width) must be 256 to 1024 dots, a multiple of 8.")
        }
    }

    func run() throws {
        let configuration = try CheckConfig.load(config)
        let line = LineID(line)
        guard configuration.lineNames[line] != nil else {
            let known = configuration.plan.lines.map(\.id.rawValue).joined(separator: ", ")
            throw ValidationError("There is no line \(line); the lines are \(known).")
        }
        let counters = configuration.plan.counters.filter { $0.lines.contains(line) }
        let order = SlipOrder(
            ticket: "SAMPLE", number: number, line: line,
            kiosk: configuration.defaultKiosk ?? "kiosk", language: language,
            statusToken: "sample-of-a-status-link", issuedAt: SystemClock().now(), print: 1,
            counters: counters.map(\.number), ahead: 4,
            estimate: EstimateRange(lowSeconds: 600, highSeconds: 1_200))
        let slip = SlipWriter(configuration).ticketSlip(order)
        let renderer = PangoSlipRenderer()
        if let png {
            let bands = try renderer.bands(of: slip, widthDots: width, maxBandRows: 10_000)
            let rows = Array(bands)
            let whole = Raster(
                widthDots: width, heightDots: rows.reduce(0) { $0 + $1.heightDots },
                bytes: rows.flatMap(\.bytes))
            try write(PNGPicture.encode(whole), to: png)
        }
        if let escpos {
            let bytes = try SlipBytes.escPos(slip, renderer: renderer, widthDots: width)
            try write(bytes, to: escpos)
        }
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw ValidationError("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
