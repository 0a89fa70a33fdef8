import ArgumentParser
import DeviceWire
import Foundation
import Kiosk
import KioskSettings
import KioskWeb
import QueueCore
import Stationery

/// Checks a configuration without starting anything.
struct CheckConfig: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Check a configuration; exits 1 when it has mistakes.")

    @Argument(help: "The centre's configuration.")
    var file: String

    func run() throws {
        let configuration: Configuration
        let forms = Self.forms(besides: file)
        do {
            configuration = try Self.load(file)
        } catch {
            forms.faults.forEach(Commanding.complain)
            throw error
        }
        try Commanding.fail(with: forms.faults)
        if let fault = ListenCheck.fault(of: configuration.listen) {
            FileHandle.standardError.write(Data("\(file): \(fault).\n".utf8))
            throw ExitCode.failure
        }
        for finding in Transport.findings(configuration, nil) {
            Commanding.complain("\(file): \(finding.words): \(finding.remedy).")
            if finding.isFault { throw ExitCode.failure }
        }
        print(
            "\(file) is right: \(configuration.plan.lines.count) lines, "
                + "\(configuration.plan.counters.count) counters, "
                + "\(configuration.procedures.count) procedures, "
                + "\(configuration.plan.clerks.count) clerks, \(forms.count) forms.")
        if let words = VoiceWords.summary(of: configuration) { print(words) }
    }

    /// How many forms lie beside a configuration, and what is wrong in them, each with its line.
    ///
    /// A centre need not have any.
    private static func forms(besides config: String) -> (count: Int, faults: [String]) {
        let folder = URL(filePath: config).deletingLastPathComponent().appending(path: "forms")
        guard FileManager.default.fileExists(atPath: folder.path) else { return (0, []) }
        do {
            let forms = try FormLoader.loadFolder(path: folder.path)
            let faults = forms.sorted { $0.key < $1.key }.flatMap { name, form in
                FontCheck.missingCharacters(in: form.words).filter { !$0.isWhitespace }
                    .map { "forms/\(name).yaml: no font has the character “\($0)”" }
            }
            return (forms.count, faults)
        } catch {
            return (0, error.description.split(separator: "\n").map(String.init))
        }
    }

    /// Loads a configuration or prints every mistake in it and ends the program.
    static func load(_ path: String) throws -> Configuration {
        do {
            return try ConfigurationLoader.load(
                path: path, printerProfiles: PrinterProfiles.shelf(besides: path).names,
                boards: BoardFamilies.shelf(besides: path),
                keypads: KeypadFamilies.shelf(besides: path), layouts: .stationery)
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
