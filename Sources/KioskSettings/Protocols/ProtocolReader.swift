package import DeviceWire
import Foundation

/// A protocol's file as it was read: the definition and its golden vectors.
package struct ProtocolFile: Hashable, Sendable {
    /// What mistakes call it: `boards/cd5220.yaml`.
    package let place: String
    package let definition: FrameProtocol
    /// At least one; all hold.
    package let vectors: [FrameVector]
}

/// Reads protocols of boards and keypads, `Firmware-Protocols/{boards,keypads}/*.yaml`.
///
/// A vector that fails is a mistake like any other. Blocks while files are read.
package enum ProtocolReader {
    /// How many protocols a folder may have.
    static let fileLimit = 100
    /// The folders of `Firmware-Protocols` that have protocols, with the kind that is in each.
    static let folders: [(name: String, kind: FrameProtocol.Kind)] = [
        ("boards", .board), ("keypads", .keypad),
    ]

    /// Reads one file.
    ///
    /// - Throws: every mistake in it at once.
    package static func read(file path: String) throws(ConfigurationMistakes) -> ProtocolFile {
        let mistakes = MistakeList()
        let parts = path.split(separator: "/")
        let read = protocolFile(
            path: path, place: parts.suffix(2).joined(separator: "/"), mistakes)
        guard let read, mistakes.isEmpty else { throw mistakes.error() }
        return read
    }

    /// Reads every protocol of a folder: of its `boards` and `keypads`, or else its own files.
    ///
    /// - Returns: the protocols by folder and name.
    /// - Throws: every mistake in all the files at once.
    package static func read(folder: String) throws(ConfigurationMistakes) -> [ProtocolFile] {
        let mistakes = MistakeList()
        var folder = folder
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        let below = folders.map { "\(folder)/\($0.name)" }
            .filter { FileManager.default.fileExists(atPath: $0) }
        var read: [ProtocolFile] = []
        for folder in below.isEmpty ? [folder] : below {
            let called = folder.split(separator: "/").last.map(String.init) ?? folder
            for file in names(in: folder, called: called, mistakes) {
                let place = "\(called)/\(file).yaml"
                let path = "\(folder)/\(file).yaml"
                if let file = protocolFile(path: path, place: place, mistakes) {
                    read.append(file)
                }
            }
        }
        guard mistakes.isEmpty else { throw mistakes.error() }
        return read
    }

    /// The protocols' files without their ending, sorted.
    private static func names(
        in folder: String, called name: String, _ mistakes: MistakeList
    ) -> [String] {
        let all: [String]
        do {
            all = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            mistakes.add(
                name, 0, found: "no readable folder at \(quoted(path: folder))",
                expected: "a folder of protocols")
            return []
        }
        let named = all.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(".yaml".count)) }
        guard (1...fileLimit).contains(named.count) else {
            mistakes.add(
                name, 0, found: "\(named.count) files that end in .yaml",
                expected: "1 to \(fileLimit) protocols")
            return []
        }
        return named.sorted()
    }

    private static func protocolFile(
        path: String, place: String, _ mistakes: MistakeList
    ) -> ProtocolFile? {
        let name = place.split(separator: "/").last.map { $0.split(separator: ".") }?.first
            .map(String.init)
        guard let name, isIdentifier(name), place.hasSuffix(".yaml") else {
            mistakes.add(
                place, 0, found: "the file name \(quoted(path: path))",
                expected: "a protocol's name of 1 to 40 of a-z, 0-9 and “-”, and .yaml")
            return nil
        }
        do {
            let file = try SourceFile.read(
                path: path, name: place, limit: SourceFile.yamlLimit, mistakes: mistakes)
            guard let root = file.flatMap({ YAMLDocument.root(of: $0, mistakes: mistakes) }) else {
                return nil
            }
            let folder = place.split(separator: "/").first.map(String.init)
            let kind = folders.first { $0.name == folder }?.kind
            return ProtocolDraft(root, kind: kind)?.file(named: name, place: place)
        } catch {
            mistakes.add(place, 0, found: error.found, expected: error.expected)
            return nil
        }
    }
}
