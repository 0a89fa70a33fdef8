import ArgumentParser
import DeviceWire
import Foundation
import Kiosk
import KioskDevices
import KioskSettings
import KioskStore
import QueueCore
import Stationery

/// Looks at the machine: what is there, what is wrong, and what to do.
struct Doctor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Look for devices, rights, disk, clock and fonts; say what to do.")

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    @Option(help: "The folder for the centre's data.")
    var data = "data"

    /// Bytes free below which a disk is called full.
    private static let freeBytesWanted = 200 * 1_024 * 1_024

    func run() async throws {
        var report = Findings()
        let configuration = checkConfiguration(&report)
        checkCertificate(configuration, &report)
        await checkAccounts(configuration, &report)
        await checkPrinters(configuration, &report)
        checkPorts(configuration, &report)
        checkPanels(configuration, &report)
        await checkVoice(configuration, &report)
        checkDisk(&report)
        let book = checkStore(&report)
        checkClock(book, &report)
        checkCalendar(configuration, &report)
        checkFonts(configuration, &report)
        print(report.text, terminator: "")
        if report.hasFaults { throw ExitCode.failure }
    }

    private func checkConfiguration(_ report: inout Findings) -> Configuration? {
        report.head("Configuration")
        do {
            // Mistakes in the profiles themselves are told with the printers.
            let profiles = try? PrinterProfiles.shelf(besides: config).names
            let configuration = try ConfigurationLoader.load(
                path: config, printerProfiles: profiles,
                boards: try? BoardFamilies.shelf(besides: config), layouts: .stationery)
            report.good("\(config) is right")
            if let fault = ListenCheck.fault(of: configuration.listen) {
                report.fault(fault, "write an address of this machine into \(config)")
            }
            return configuration
        } catch {
            report.fault("\(error)", "mend these lines; motcua does not start before")
            return nil
        }
    }

    private func checkPorts(_ configuration: Configuration?, _ report: inout Findings) {
        report.head("Serial ports")
        for port in SerialInventory.ports() {
            let name = "\(port.path) \(port.name)"
            if port.mayRead, port.mayWrite {
                report.good(name)
            } else {
                report.fault("\(name): no right to use it", "add this user to group dialout")
            }
        }
        for board in configuration?.boards ?? []
        where !FileManager.default.fileExists(atPath: board.port) {
            report.fault(
                "\(board.id) of \(board.view): there is no \(board.port)",
                "plug its adapter in, or write the right port into \(config)")
        }
    }

    private func checkPanels(_ configuration: Configuration?, _ report: inout Findings) {
        report.head("Buttons and keys")
        let found = InputInventory.devices()
        for device in found {
            if device.mayRead {
                report.good("\(device.path) \(device.name)")
            } else {
                report.fault("\(device.path): no right to read", "add this user to group input")
            }
        }
        for panel in configuration?.panels ?? [] {
            let isThere =
                panel.path.map { path in FileManager.default.fileExists(atPath: path) }
                ?? found.contains { $0.name.hasPrefix(panel.name ?? "") }
            if !isThere {
                report.fault(
                    "\(panel.id) is not found", "plug it in; its name is in the list above")
            }
        }
    }

    private func checkDisk(_ report: inout Findings) {
        report.head("Disk")
        let folder = FileManager.default.fileExists(atPath: data) ? data : "."
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        guard let free = attributes?[.systemFreeSize] as? Int else {
            report.fault("\(folder) cannot be looked at", "choose another folder with --data")
            return
        }
        let words = "\(free / 1_048_576) MiB free for \(data)"
        if free < Self.freeBytesWanted {
            report.fault(words, "free some space: a full disk stops the numbers")
        } else {
            report.good(words)
        }
    }

    private func checkFonts(_ configuration: Configuration?, _ report: inout Findings) {
        report.head("Fonts")
        guard let family = FontCheck.resolvedFamily(), family.hasPrefix(FontCheck.wantedFamily)
        else {
            report.fault("\(FontCheck.wantedFamily) is missing", "apt install fonts-noto-core")
            return
        }
        let texts = configuration?.texts.all(in: Texts.defaultLanguage).values.joined() ?? ""
        let missing = FontCheck.missingCharacters(in: texts)
        if missing.isEmpty {
            report.good("\(family) has every character of the texts")
        } else {
            report.fault(
                "\(family) lacks \(missing.map(String.init).joined(separator: " "))",
                "change the words or the font")
        }
    }
}

/// What the doctor found, a line each.
struct Findings {
    private(set) var text = ""
    private(set) var hasFaults = false

    mutating func head(_ words: String) { text += "\(words)\n" }
    mutating func good(_ words: String) { text += "  ok     \(words)\n" }

    /// Says what is right today and wants doing in time.
    mutating func note(_ words: String, _ remedy: String) {
        text += "  note   \(words)\n         → \(remedy)\n"
    }

    mutating func fault(_ words: String, _ remedy: String) {
        hasFaults = true
        text += "  FAULT  \(words)\n         → \(remedy)\n"
    }
}
