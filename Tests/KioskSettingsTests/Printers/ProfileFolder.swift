import DeviceWire
import Foundation
import KioskSettings
import Testing

/// A folder of printer profiles for one test.
struct ProfileFolder: ~Copyable {
    static let good = """
        title: A printer
        triedOnHardware: false
        match:
          - {maker: EPSON, model: "TM-T20*"}
        commandSet: esc-pos
        widthDots: 576
        dotsPerInch: 203
        bandRows: 64
        cut: feed-and-partial
        abilities: [real-time-status, process-id]
        quirks: [empty-packet]
        millimetresPerSecond: 150
        """
    static let presenter = """
        title: A presenter
        triedOnHardware: true
        commandSet: esc-pos
        widthDots: 384
        dotsPerInch: 180
        bandRows: 255
        cut: presenter
        feedRowsBeforeCut: 40
        present: 1D 65 03 28
        retract: 1d 65 02
        abilities: [presenter-status]
        millimetresPerSecond: 20
        """
    static let star = """
        title: A star
        triedOnHardware: false
        commandSet: star-raster
        widthDots: 832
        dotsPerInch: 203
        bandRows: 1
        cut: tear-bar
        abilities: [star-status, star-counter, automatic-status, port-status]
        quirks: [close-slowly]
        millimetresPerSecond: 100
        """

    let folder: URL

    /// Makes the folder with files of these texts, by their names without ending.
    init(_ files: [String: String]) throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "profiles-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in files {
            try Data(text.utf8).write(to: folder.appending(path: "\(name).yaml"))
        }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func read() throws(ConfigurationMistakes) -> PrinterShelf {
        try PrinterShelfReader.read(folder: folder.path + "/", name: "printers")
    }

    /// What is wrong with the folder; empty when it is read.
    func mistakes() -> [Mistake] {
        do throws(ConfigurationMistakes) {
            _ = try read()
            return []
        } catch {
            return error.mistakes
        }
    }
}
