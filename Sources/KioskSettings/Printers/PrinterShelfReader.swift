package import DeviceWire
import Foundation

/// Reads a folder of printer profiles, `Firmware-Protocols/printers/*.yaml`, into a shelf.
package enum PrinterShelfReader {
    /// How many profiles a folder may have.
    static let profileLimit = 100
    /// Profiles whose names begin so are for printers that no other profile is for.
    static let genericPrefix = "generic-"

    /// Reads every profile of a folder.
    ///
    /// They are tried in the order of their names, the generic ones last. Blocks while files are
    /// read: call it before the program serves, or from a thread that may wait.
    ///
    /// - Parameters:
    ///   - folder: the folder's path; files of other endings than `.yaml` are left alone.
    ///   - name: what mistakes and the log call the folder; nil takes its path.
    /// - Returns: the shelf, with the place of each pattern.
    /// - Throws: every mistake in all the files at once.
    package static func read(
        folder: String, name: String? = nil
    ) throws(ConfigurationMistakes) -> PrinterShelf {
        let mistakes = MistakeList()
        let called = trimmed(name ?? folder)
        var profiles: [PrinterProfile] = []
        var drafts: [PrinterProfileDraft] = []
        for file in files(in: folder, called: called, mistakes) {
            let place = "\(called)/\(file).yaml"
            guard isIdentifier(file) else {
                mistakes.add(
                    place, 0, found: "the file name \(quoted(file))",
                    expected: "a profile's name of 1 to 40 of a-z, 0-9 and “-”")
                continue
            }
            let path = "\(trimmed(folder))/\(file).yaml"
            guard let root = root(path: path, called: place, mistakes),
                let draft = PrinterProfileDraft(root)
            else { continue }
            drafts.append(draft)
            if let profile = draft.profile(named: file) { profiles.append(profile) }
        }
        checkRepeats(drafts)
        guard mistakes.isEmpty else { throw mistakes.error() }
        return PrinterShelf(profiles)
    }

    /// The names of the profiles' files without their ending, in the order of choice.
    private static func files(
        in folder: String, called name: String, _ mistakes: MistakeList
    ) -> [String] {
        let all: [String]
        do {
            all = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            mistakes.add(
                name, 0, found: "no readable folder at \(quoted(path: folder))",
                expected: "a folder of printer profiles")
            return []
        }
        let named = all.filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
            .map { String($0.dropLast(".yaml".count)) }
        guard (1...profileLimit).contains(named.count) else {
            mistakes.add(
                name, 0, found: "\(named.count) files that end in .yaml",
                expected: "1 to \(profileLimit) printer profiles")
            return []
        }
        return named.sorted { (isGeneric($0) ? 1 : 0, $0) < (isGeneric($1) ? 1 : 0, $1) }
    }

    private static func isGeneric(_ name: String) -> Bool { name.hasPrefix(genericPrefix) }

    private static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    private static func root(
        path: String, called name: String, _ mistakes: MistakeList
    ) -> Place? {
        do {
            let file = try SourceFile.read(
                path: path, name: name, limit: SourceFile.yamlLimit, mistakes: mistakes)
            return file.flatMap { YAMLDocument.root(of: $0, mistakes: mistakes) }
        } catch {
            mistakes.add(name, 0, found: error.found, expected: error.expected)
            return nil
        }
    }

    /// A pattern or title that stands in two files: which one wins would hang on a file's name.
    private static func checkRepeats(_ drafts: [PrinterProfileDraft]) {
        var titles: [String: Place] = [:]
        var patterns: [PrinterProfile.Match: Place] = [:]
        for draft in drafts {
            if let title = draft.title {
                check(title.value.lowercased(), title.place, in: &titles, "the title")
            }
            for match in draft.matches ?? [] {
                let pattern = PrinterProfile.Match(
                    maker: match.value.maker.lowercased(), model: match.value.model.lowercased())
                check(pattern, match.place, in: &patterns, "the pattern")
            }
        }
    }

    private static func check<Key: Hashable>(
        _ key: Key, _ place: Place, in seen: inout [Key: Place], _ kind: String
    ) {
        guard let first = seen[key] else {
            seen[key] = place
            return
        }
        place.mistake(
            found: "\(kind) of \(first.file):\(first.line) again",
            expected: "each in one profile only")
    }
}
