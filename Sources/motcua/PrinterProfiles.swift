import DeviceWire
import Foundation
import KioskSettings

/// Where the printer profiles are, and what they say.
enum PrinterProfiles {
    /// The profiles for a centre: those in `printers` beside its configuration, else those that
    /// came with the program.
    ///
    /// - Throws: every mistake in the files at once.
    static func shelf(besides config: String) throws(ConfigurationMistakes) -> PrinterShelf {
        let folder = DeviceFolder.find("printers", besides: config)
        return try PrinterShelfReader.read(folder: folder, name: name(of: folder))
    }

    /// The last two parts of the path: enough to find a line by, short enough for a log.
    private static func name(of folder: String) -> String {
        folder.split(separator: "/").suffix(2).joined(separator: "/")
    }
}
