import DeviceWire
import Kiosk
import KioskDevices
import QueueCore
import Testing

/// Printers at the end of a plain line, which no bus names: they are asked who they are.
@Suite(.serialized, .timeLimit(.minutes(5))) struct `A printer that no bus names` {
    private static func named(_ family: PrinterFamily) -> PrinterProfile {
        var profile = family.profile
        profile.matches = [PrinterProfile.Match(maker: "motcua", model: "\(family.rawValue)*")]
        profile.matchPlaces = ["printers/\(family.rawValue).yaml:7"]
        return profile
    }

    private static let shelf = PrinterShelf([named(.clone), named(.epson), .generic80])

    /// A driver of a network printer; `body` runs while it does.
    private func watching(
        _ profile: PrinterProfile, named name: String? = nil,
        _ body: (any ExaminedPrinter, SimulatedPrinter, PrinterHealthWatch) async -> Void
    ) async throws {
        let printer = SimulatedPrinter(id: "printer-1", profile: profile)
        let peer = try NetworkPeer(printer)
        let health = PrinterHealthWatch()
        var timing = PrinterTiming.patient
        timing.identity = profile.abilities.contains(.identity) ? .seconds(5) : .milliseconds(50)
        let driver = TicketPrinterDriver(
            settings: PrinterSettings(
                id: "printer-1", connection: .tcp(host: "127.0.0.1", port: peer.port),
                profile: name),
            shelf: Self.shelf, connector: TCPConnector(host: "127.0.0.1", port: peer.port),
            renderer: StripeRenderer(), health: health.board, timing: timing)
        let life = Task { await driver.run() }
        await body(driver, printer, health)
        life.cancel()
        await life.value
        peer.stop()
    }

    @Test func `has the profile that fits what it says, and the line that won is named`()
        async throws
    {
        try await watching(Self.named(.epson)) { driver, printer, health in
            await health.wait(for: .ready, of: "printer-1")
            let choice = await driver.examine().profile
            #expect(choice?.profile.name == "epson")
            #expect(choice?.reason == "printers/epson.yaml:7 matches \"MOTCUA epson\"")
            #expect(await driver.print(.example) == .confirmed)
            #expect(printer.slip(1) == StripeRenderer().paper(widthDots: 576))
        }
    }

    @Test func `that keeps silent is taken for a generic one, and prints`() async throws {
        var silent = PrinterProfile.generic80
        silent.name = "silent"
        try await watching(silent) { driver, printer, health in
            await health.wait(for: .ready, of: "printer-1")
            let choice = await driver.examine().profile
            #expect(choice?.profile.name == "generic-80mm")
            #expect(await driver.print(.example) == .confirmed)
            #expect(printer.slip(1) == StripeRenderer().paper(widthDots: 576))
        }
    }

    @Test func `is what the configuration says, whatever it says itself`() async throws {
        try await watching(Self.named(.epson), named: "clone") { driver, _, health in
            await health.wait(for: .ready, of: "printer-1")
            let choice = await driver.examine().profile
            #expect(choice?.reason == "clone, as configured")
        }
    }
}
