import Foundation
import Testing

/// The project's own files, as text.
enum SourceTree {
    /// The repository's top, found from this file.
    static let top = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// A file and its lines.
    struct File: CustomTestStringConvertible {
        /// Path from the top, `Sources/QueueCore/Hall/Hall.swift`.
        let path: String
        let lines: [Substring]

        var testDescription: String { path }

        /// The room it is in: `QueueCore`.
        var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    /// Files with one of the endings below the given folders, by path.
    static func files(in folders: [String], endings: Set<String>) -> [File] {
        folders.flatMap { folder -> [File] in
            let root = top.appendingPathComponent(folder)
            guard let all = FileManager.default.enumerator(atPath: root.path) else { return [] }
            return all.compactMap { entry -> File? in
                guard let name = entry as? String,
                    endings.contains(String(name.split(separator: ".").last ?? "")),
                    let text = try? String(
                        contentsOf: root.appendingPathComponent(name), encoding: .utf8)
                else { return nil }
                return File(
                    path: "\(folder)/\(name)",
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false))
            }
        }.sorted { $0.path < $1.path }
    }

    static var swift: [File] { files(in: ["Sources", "Tests"], endings: ["swift"]) }
}
