import DeviceWire
import Foundation
import KioskSettings

/// Where the printer profiles are, and what they say.
enum PrinterProfiles {
    /// Folders above the program that are looked into: from a build's folder up to its checkout.
    private static let levels = 6
    private static let shipped = "Firmware-Protocols/printers"

    /// The profiles for a centre: those in `printers` beside its configuration, else those that
    /// came with the program.
    ///
    /// - Throws: every mistake in the files at once.
    static func shelf(besides config: String) throws(ConfigurationMistakes) -> PrinterShelf {
        let folder = folder(besides: config)
        return try PrinterShelfReader.read(folder: folder, name: name(of: folder))
    }

    private static func folder(besides config: String) -> String {
        let own = URL(filePath: config).deletingLastPathComponent().appending(path: "printers")
        var candidates = [own]
        var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        for _ in 0..<levels {
            folder.deleteLastPathComponent()
            candidates.append(folder.appending(path: shipped))
        }
        let paths = candidates.map { $0.path(percentEncoded: false) }
        return paths.first { FileManager.default.fileExists(atPath: $0) } ?? shipped
    }

    /// The last two parts of the path: enough to find a line by, short enough for a log.
    private static func name(of folder: String) -> String {
        folder.split(separator: "/").suffix(2).joined(separator: "/")
    }
}
