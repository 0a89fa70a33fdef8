import ArgumentParser
import DeviceWire
import Foundation
import Kiosk
import KioskDevices
import QueueCore
import Stationery

extension Slip.Kind: ExpressibleByArgument {}
extension SlipPaper: ExpressibleByArgument {}

/// Draws a slip without a printer.
struct SlipCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slip",
        abstract: "Draw a slip by its layout, as a picture or as printer bytes.")

    /// Rows of a band that is the whole slip.
    private static let wholeSlip = 10_000

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    @Option(help: "The number to print.")
    var number: String

    @Option(help: "The line, such as ho-tich.")
    var line: String

    @Option(help: "What the paper is; all but the ticket have sample values.")
    var kind = Slip.Kind.ticket

    @Option(help: "The paper's width in millimetres.")
    var paper: SlipPaper?

    @Option(help: "Printable dots in a row, where --paper is too coarse.")
    var width: Int?

    @Flag(help: "As it is printed a second time.")
    var reprint = false

    @Option(help: "The language of the words.")
    var language = Texts.defaultLanguage

    @Option(help: "Where to write the picture.")
    var png: String?

    @Option(help: "Where to write the bytes that a printer of the profile is sent.")
    var escpos: String?

    @Option(help: "The family of the printer that gets them, such as epson-tm-t20.")
    var profile: String?

    func validate() throws {
        guard png != nil || escpos != nil else {
            throw ValidationError("Give --png or --escpos, or both.")
        }
        guard (3...6).contains(number.count), number.allSatisfy({ $0.isASCII && $0.isNumber })
        else { throw ValidationError("--number \(number) is no number of 3 to 6 digits.") }
        guard paper == nil || width == nil else {
            throw ValidationError("Give --paper or --width, not both.")
        }
        guard (256...1_024).contains(widthDots), widthDots.isMultiple(of: 8) else {
            throw ValidationError("--width \(widthDots) must be 256 to 1024 dots, a multiple of 8.")
        }
    }

    private var widthDots: Int {
        width ?? SlipSamples.widthDots(of: paper ?? .wide)
    }

    func run() throws {
        let configuration = try CheckConfig.load(config)
        let line = LineID(line)
        guard configuration.lineNames[line] != nil else {
            let known = configuration.plan.lines.map(\.id.rawValue).joined(separator: ", ")
            throw ValidationError("There is no line \(line); the lines are \(known).")
        }
        var samples = SlipSamples(configuration: configuration, now: SystemClock().now())
        samples.language = language
        samples.print = reprint ? 2 : 1
        let slip = samples.slip(kind, number: number, line: line)
        let renderer = PangoSlipRenderer()
        if let png {
            let bands = try renderer.bands(
                of: slip, widthDots: widthDots, maxBandRows: Self.wholeSlip)
            let rows = Array(bands)
            let whole = Raster(
                widthDots: widthDots, heightDots: rows.reduce(0) { $0 + $1.heightDots },
                bytes: rows.flatMap(\.bytes))
            try write(PNGPicture.encode(whole), to: png)
        }
        if let escpos {
            let bytes = SlipBytes(try chosenProfile(configuration), widthDots: widthDots)
            try write(try bytes.whole(slip, by: renderer), to: escpos)
        }
    }

    /// The profile that is named, else the first printer's, else the generic one of the paper.
    private func chosenProfile(_ configuration: Configuration) throws -> PrinterProfile {
        let shelf = try CheckConfig.shelf(config)
        let generic = paper == .narrow ? "generic-58mm" : nil
        let name = profile ?? configuration.printers.first?.profile ?? generic
        if let profile, shelf.profile(named: profile) == nil {
            let known = shelf.names.joined(separator: ", ")
            throw ValidationError("There is no profile \(profile); there is \(known).")
        }
        return shelf.choose(named: name, for: nil).profile
    }

    private func write(_ bytes: [UInt8], to path: String) throws {
        do {
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        } catch {
            throw ValidationError("\(path) cannot be written: \(error.localizedDescription)")
        }
    }
}
