import Crypto
import Foundation
package import Kiosk
import QueueCore

/// The configuration's folder on disk: what stands beside `centre.yaml` under the usual names.
package actor ConfigurationFolder: ConfigurationShelf {
    /// Reads and checks the whole set of files, the centre's own at this path, as a start does.
    package typealias Check =
        @Sendable (_ path: String) throws(ConfigurationMistakes) -> Configuration

    /// How many bytes of a file are taken; the readers have narrower bounds for YAML.
    package static let bytesMax = 1 << 20
    private static let procedureBytesMax = SourceFile.procedureLimit

    private let executor = SerialQueueExecutor(label: "motcua.configuration")
    private let folder: String
    private let centre: String
    private let past: FileHistory
    private let clock: any WallClock
    private let load: Check
    /// Names of the files and their versions when the program started.
    private let started: [String: String]

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Blocks while the files are read, to know later which ones changed.
    ///
    /// - Parameters:
    ///   - path: of the centre's file.
    ///   - history: the folder for what was replaced; made when first needed.
    ///   - clock: says when it was.
    ///   - load: reads and checks the set of files.
    package init(path: String, history: String, clock: any WallClock, load: @escaping Check) {
        let url = URL(filePath: path)
        folder = url.deletingLastPathComponent().path
        centre = url.lastPathComponent
        past = FileHistory(folder: history)
        self.clock = clock
        self.load = load
        started = Self.versions(in: folder, centre)
    }

    package func files() throws(ShelfFault) -> [ShelfFile] {
        var files: [ShelfFile] = []
        for name in names() {
            let bytes = try bytes(of: name)
            // What is no text cannot be edited here; the check by hand says what is wrong in it.
            guard let text = String(validating: bytes, as: UTF8.self) else { continue }
            files.append(
                ShelfFile(
                    id: Self.id(of: name), name: name, version: Self.version(of: bytes),
                    text: SecretMask(of: text).hide(text)))
        }
        return files
    }

    package func state() throws(ShelfFault) -> ShelfState {
        let now = Self.versions(in: folder, centre)
        let changed = Set(now.keys).union(started.keys).filter { now[$0] != started[$0] }
        var mistakes: [DraftMistake] = []
        if !changed.isEmpty {
            do throws(ConfigurationMistakes) {
                _ = try load("\(folder)/\(centre)")
            } catch {
                mistakes = Self.mistakes(error)
            }
        }
        return ShelfState(changed: changed.sorted(), mistakes: mistakes)
    }

    package func check(_ id: String, text: String) throws(ShelfFault) -> [DraftMistake]? {
        guard let name = name(of: id) else { return nil }
        switch try judge(name, try restored(text, in: name)) {
        case .success: return []
        case .failure(let wrong): return wrong.mistakes
        }
    }

    package func write(
        _ id: String, text: String, over version: String
    ) throws(ShelfFault) -> ShelfOutcome {
        guard let name = name(of: id) else { return .unknown }
        let before = try bytes(of: name)
        guard Self.version(of: before) == version else { return .changedMeanwhile }
        let text = try restored(text, in: name)
        switch try judge(name, text) {
        case .failure(let wrong): return .mistaken(wrong.mistakes)
        case .success(let configuration):
            let after = Array(text.utf8)
            if after != before {
                try past.keep(before, of: id, version: version, at: clock.now())
                // Somebody may have written it by hand while this one was being checked.
                guard try bytes(of: name) == before else { return .changedMeanwhile }
                try WholeFile.write(after, to: "\(folder)/\(name)")
            }
            return .written(version: Self.version(of: after), plan: configuration.plan)
        }
    }

    package func history(of id: String) throws(ShelfFault) -> [ShelvedVersion]? {
        name(of: id) == nil ? nil : past.versions(of: id)
    }

    package func text(of id: String, at version: String) throws(ShelfFault) -> String? {
        guard let name = name(of: id),
            let bytes = try past.bytes(of: id, at: version, limit: Self.limit(of: name))
        else { return nil }
        let now = String(decoding: try self.bytes(of: name), as: UTF8.self)
        return SecretMask(of: now).hide(String(decoding: bytes, as: UTF8.self))
    }

    // MARK: Names

    /// Found by listing, never made of what somebody sent: no path leads outside.
    private func names() -> [String] { Self.names(in: folder, centre) }

    private static func names(in folder: String, _ centre: String) -> [String] {
        var names = [centre, "calendar.yaml", "procedures.tsv"]
        for part in ["texts", "layouts", "forms"] {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(part)"))
            names += (files ?? []).sorted()
                .filter { $0.wholeMatch(of: #/[0-9A-Za-z_-]{1,60}\.yaml/#) != nil }
                .map { "\(part)/\($0)" }
        }
        return names.filter { WholeFile.isPlain("\(folder)/\($0)") }
    }

    /// A file that cannot be read counts as one that is gone.
    private static func versions(in folder: String, _ centre: String) -> [String: String] {
        var versions: [String: String] = [:]
        for name in names(in: folder, centre) {
            guard let bytes = try? WholeFile.read("\(folder)/\(name)", limit: limit(of: name))
            else { continue }
            versions[name] = version(of: bytes)
        }
        return versions
    }

    private static func id(of name: String) -> String { name.replacing("/", with: "--") }

    private func name(of id: String) -> String? { names().first { Self.id(of: $0) == id } }

    private static func limit(of name: String) -> Int {
        name.hasSuffix(".tsv") ? procedureBytesMax : bytesMax
    }

    private func bytes(of name: String) throws(ShelfFault) -> [UInt8] {
        try WholeFile.read("\(folder)/\(name)", limit: Self.limit(of: name))
    }

    private static func version(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count < 2 ? "0" + digits : digits
        }.joined()
    }

    // MARK: Drafts

    private func restored(_ text: String, in name: String) throws(ShelfFault) -> String {
        let now = String(decoding: try bytes(of: name), as: UTF8.self)
        return SecretMask(of: now).restore(text).precomposedStringWithCanonicalMapping
    }

    /// Mistakes in words for people, who know nothing of the folder a draft was laid out in.
    private static func mistakes(
        _ error: ConfigurationMistakes, draft: String? = nil
    ) -> [DraftMistake] {
        func plain(_ words: String) -> String {
            draft.map { words.replacing($0 + "/", with: "") } ?? words
        }
        return error.mistakes.map {
            DraftMistake(
                file: plain($0.file), line: $0.line, found: plain($0.found),
                expected: plain($0.expected))
        }
    }

    /// Reads the set of files with one replaced, from a folder of links to the others.
    private func judge(
        _ name: String, _ text: String
    ) throws(ShelfFault) -> Result<Configuration, Wrong> {
        let files = FileManager.default
        let draft = files.temporaryDirectory.path + "/motcua-draft-\(UUID().uuidString)"
        defer { try? files.removeItem(atPath: draft) }
        do {
            try files.createDirectory(
                atPath: draft, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
            let parts = name.split(separator: "/").map(String.init)
            try link(from: folder, to: draft, except: parts[0])
            if parts.count == 2 {
                try files.createDirectory(
                    atPath: "\(draft)/\(parts[0])", withIntermediateDirectories: false)
                try link(
                    from: "\(folder)/\(parts[0])", to: "\(draft)/\(parts[0])", except: parts[1])
            }
            try Data(text.utf8).write(to: URL(filePath: "\(draft)/\(name)"))
        } catch {
            throw ShelfFault("a draft could not be laid out for its check: \(error)")
        }
        do throws(ConfigurationMistakes) {
            return .success(try load("\(draft)/\(centre)"))
        } catch {
            return .failure(Wrong(mistakes: Self.mistakes(error, draft: draft)))
        }
    }

    /// A draft that is not written.
    private struct Wrong: Error {
        let mistakes: [DraftMistake]
    }

    private func link(from folder: String, to draft: String, except name: String) throws {
        let files = FileManager.default
        let whole = URL(filePath: folder).resolvingSymlinksInPath().path
        for entry in try files.contentsOfDirectory(atPath: folder) where entry != name {
            try files.createSymbolicLink(
                atPath: "\(draft)/\(entry)", withDestinationPath: "\(whole)/\(entry)")
        }
    }
}
