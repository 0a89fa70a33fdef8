import Foundation
import Kiosk
import KioskSettings
import Stationery

extension LayoutTools {
    /// The machine's fonts, Cairo's pictures and the layouts that came with the program.
    static let stationery = LayoutTools(
        shippedFolder: shippedLayouts,
        missingCharacters: { FontCheck.missingCharacters(in: $0) },
        picture: { try PNGPicture.decode($0) })

    /// Folders above the program that are looked into: from a build's folder up to its checkout.
    private static let levels = 6

    /// `Config/layouts` beside the program, or above it where it was built; else below the working
    /// folder, where the configuration is looked for too.
    private static var shippedLayouts: String {
        let name = "Config/layouts"
        var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        for _ in 0..<levels {
            folder.deleteLastPathComponent()
            let path = folder.appending(path: name).path(percentEncoded: false)
            if FileManager.default.fileExists(atPath: "\(path)/ticket.yaml") { return path }
        }
        return name
    }
}
