import Foundation

/// Finds the files that describe a family of devices.
enum DeviceFolder {
    /// Folders above the program that are looked into: from a build's folder up to its checkout.
    private static let levels = 6
    private static let shipped = "Firmware-Protocols"

    /// The folder `name` beside a centre's configuration, else the one that came with the program.
    static func find(_ name: String, besides config: String) -> String {
        let own = URL(filePath: config).deletingLastPathComponent().appending(path: name)
        var candidates = [own]
        var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        for _ in 0..<levels {
            folder.deleteLastPathComponent()
            candidates.append(folder.appending(path: "\(shipped)/\(name)"))
        }
        let paths = candidates.map { $0.path(percentEncoded: false) }
        return paths.first { FileManager.default.fileExists(atPath: $0) } ?? "\(shipped)/\(name)"
    }
}
