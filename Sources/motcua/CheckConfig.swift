import ArgumentParser
import DeviceWire
import Foundation
import Kiosk
import KioskSettings
import QueueCore

/// Checks a configuration without starting anything.
struct CheckConfig: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Check a configuration; exits 1 when it has mistakes.")

    @Argument(help: "The centre's configuration.")
    var file: String

    func run() throws {
        let configuration = try Self.load(file)
        if let fault = ListenCheck.fault(of: configuration.listen) {
            FileHandle.standardError.write(Data("\(file): \(fault).\n".utf8))
            throw ExitCode.failure
        }
        print(
            "\(file) is right: \(configuration.plan.lines.count) lines, "
                + "\(configuration.plan.counters.count) counters, "
                + "\(configuration.procedures.count) procedures, "
                + "\(configuration.plan.clerks.count) clerks.")
    }

    /// Loads a configuration or prints every mistake in it and ends the program.
    static func load(_ path: String) throws -> Configuration {
        do {
            return try ConfigurationLoader.load(
                path: path, printerProfiles: PrinterProfiles.shelf(besides: path).names,
                layouts: .stationery)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode.failure
        }
    }

    /// The printer profiles of a configuration; prints every mistake in them and ends the program.
    static func shelf(_ config: String) throws -> PrinterShelf {
        do {
            return try PrinterProfiles.shelf(besides: config)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}
