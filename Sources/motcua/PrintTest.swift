import ArgumentParser
import DeviceWire
import Foundation
import Kiosk
import KioskDevices
import QueueCore
import Stationery

/// Prints a test slip, for an installer with the printer in hand.
struct PrintTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print-test",
        abstract: "Print a test slip; say what is known of it, and why.",
        discussion: """
            The slip has the whole alphabet, both edges of the paper and a QR code. motcua must \
            not be serving at the same time: it holds the printer.
            """)

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    @Option(help: "The printer, such as printer-1; without it the first one configured.")
    var printer: String?

    func run() async throws {
        let configuration = try CheckConfig.load(config)
        let shelf = try CheckConfig.shelf(config)
        let settings = try settings(in: configuration)
        let clock = SystemClock()
        let driver = PrinterFactory.make(
            settings: settings, shelf: shelf, renderer: PangoSlipRenderer(),
            health: HealthBoard(clock: clock))
        let found = await driver.examine()
        print("\(settings.id): \(settings.connection)")
        if let choice = found.profile {
            print("  found    \(found.detail)")
            print("  profile  \(choice.profile.name), \(choice.profile.title)")
            print("           because \(choice.reason)")
            if !choice.profile.isTriedOnHardware {
                print("           nobody has tried it on a real printer: look at the paper closely")
            }
        }
        print("  status   \(found.condition.code.rawValue) \(found.condition.detail)")
        var facts = TestFacts(printer: settings.id)
        facts.model = found.detail.isEmpty ? nil : found.detail
        facts.profile = found.profile?.profile.name
        facts.widthDots = settings.widthDots ?? found.profile?.profile.widthDots
        facts.statusURL = configuration.publicBaseURL ?? "https://example.vn/thu"
        let slip = SlipWriter(configuration).testSlip(facts, at: SlipMoment(clock.now()))
        let outcome = await driver.print(slip)
        let words = OutcomeWords(outcome)
        print("  outcome  \(words.outcome)")
        print("           \(words.meaning)")
        if !words.isGood { throw ExitCode.failure }
    }

    private func settings(in configuration: Configuration) throws -> PrinterSettings {
        guard let printer else {
            guard let first = configuration.printers.first else {
                throw ValidationError("\(config) has no printer under devices.")
            }
            return first
        }
        let known = configuration.printers.map(\.id.rawValue)
        guard let settings = configuration.printers.first(where: { $0.id.rawValue == printer })
        else {
            throw ValidationError(
                "There is no printer \(printer); there is \(known.joined(separator: ", ")).")
        }
        return settings
    }
}

/// What became of a slip, for people.
struct OutcomeWords {
    let outcome: String
    /// What it means, in Vietnamese and English.
    let meaning: String
    let isGood: Bool

    init(_ outcome: PrintOutcome) {
        switch outcome {
        case .confirmed:
            self.outcome = "confirmed"
            meaning = "máy in báo đã in xong / the printer said that it printed this slip"
            isGood = true
        case .probable:
            self.outcome = "probable"
            meaning =
                "máy in nhận đủ và không báo lỗi / it took the slip and is well; it can say no more"
            isGood = true
        case .failed(let failure):
            let stage = failure.stage == .before ? "before the first byte" : "in the middle"
            self.outcome = "failed \(stage): \(failure.condition.rawValue)"
            meaning =
                failure.stage == .before
                ? "không có gì được in / nothing was printed"
                : "phiếu in dở, hãy bỏ đi / a torn slip may lie in the slot: throw it away"
            isGood = false
        case .unknown(let reason):
            self.outcome = "unknown: \(reason)"
            meaning = "hãy xem giấy / look at the paper: nobody can know"
            isGood = false
        }
    }
}
