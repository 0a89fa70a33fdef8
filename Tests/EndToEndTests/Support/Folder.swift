import Foundation

/// A folder of a test's own, removed with it.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "motcua-e2e-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func path(_ name: String) -> String { "\(path)/\(name)" }

    /// A copy of the shipped configuration with some words replaced.
    ///
    /// - Parameter changes: each text as it stands in the file, and what stands there instead.
    /// - Returns: the path of the changed configuration.
    /// - Throws: when the file has not the words to replace.
    func configuration(_ changes: [(String, String)]) throws -> String {
        let copy = path("Config-\(UUID().uuidString)")
        let shipped = URL(fileURLWithPath: Program.root + "/Config").resolvingSymlinksInPath().path
        try FileManager.default.copyItem(atPath: shipped, toPath: copy)
        let file = "\(copy)/centre.yaml"
        var text = try String(contentsOfFile: file, encoding: .utf8)
        for (old, new) in changes {
            guard text.contains(old) else {
                throw TimedOut(description: "centre.yaml has no \(old)")
            }
            text = text.replacingOccurrences(of: old, with: new)
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return file
    }
}
