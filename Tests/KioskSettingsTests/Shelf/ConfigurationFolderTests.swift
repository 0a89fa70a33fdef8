import Foundation
import Kiosk
import QueueCore
import Testing

@testable import KioskSettings

/// The folder of the configuration as a shelf: read, checked, written whole, kept.
@Suite struct ConfigurationFolderTests {
    private struct Clock: WallClock {
        func now() -> Instant { Instant(millisecondsSinceEpoch: 1_795_396_500_000) }
    }

    private func shelf(_ path: String, _ history: URL) -> ConfigurationFolder {
        ConfigurationFolder(path: path, history: history.path, clock: Clock()) {
            path throws(ConfigurationMistakes) in try ConfigurationLoader.load(path: path)
        }
    }

    private func text(_ shelf: ConfigurationFolder, _ id: String) async throws -> ShelfFile {
        try #require(try await shelf.files().first { $0.id == id })
    }

    @Test func `a file is written whole, its mode stays and nothing lies beside it`() async throws {
        let fixture = try Fixture()
        let (path, history) = (fixture.path, fixture.folder.appending(path: "history"))
        chmod(path, 0o640)
        let shelf = shelf(path, history)
        let file = try await text(shelf, "centre.yaml")
        let outcome = try await shelf.write(
            file.id, text: file.text + "\n# mended", over: file.version)
        guard case .written = outcome else {
            Issue.record("\(outcome)")
            return
        }
        let now = try String(contentsOfFile: path, encoding: .utf8)
        #expect(now == Fixture.centre + "\n# mended")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
        #expect((mode as? NSNumber)?.intValue == 0o640)
        let beside = try FileManager.default.contentsOfDirectory(atPath: fixture.folder.path)
        #expect(beside.sorted() == ["centre.yaml", "history", "procedures.tsv", "texts"])
    }

    @Test func `secrets never leave, and come back when their places are kept`() async throws {
        let fixture = try Fixture()
        let shelf = shelf(fixture.path, fixture.folder.appending(path: "history"))
        let file = try await text(shelf, "centre.yaml")
        #expect(!file.text.contains("c2FsdHNhbHQ") && !file.text.contains("0123456789abcdef"))
        #expect(file.text.contains("[hidden-1]") && file.text.contains("[hidden-2]"))
        #expect(try await shelf.check(file.id, text: file.text) == [])
        // One that the file never had is no hash: the reader says so at its line.
        let strange = file.text.replacing("[hidden-2]", with: "[hidden-9]")
        #expect(try await shelf.check(file.id, text: strange)?.isEmpty == false)
    }

    @Test func `what was changed by hand meanwhile is not overwritten`() async throws {
        let fixture = try Fixture()
        let shelf = shelf(fixture.path, fixture.folder.appending(path: "history"))
        let file = try await text(shelf, "procedures.tsv")
        let byHand = Data((Fixture.procedures + "\n").utf8)
        try fixture.write(byHand, "procedures.tsv")
        let outcome = try await shelf.write(file.id, text: file.text, over: file.version)
        guard case .changedMeanwhile = outcome else {
            Issue.record("\(outcome)")
            return
        }
        let now = fixture.folder.appending(path: "procedures.tsv")
        #expect(try Data(contentsOf: now) == byHand)
    }

    @Test func `a hundred versions are kept of a file, the latest`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "history-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let history = FileHistory(folder: folder.path)
        let version = String(repeating: "a", count: 64)
        for time in 1...Int64(FileHistory.keptMax + 1) {
            try history.keep(
                [UInt8(ascii: "x")], of: "centre.yaml", version: version,
                at: Instant(millisecondsSinceEpoch: time))
        }
        let kept = history.versions(of: "centre.yaml")
        #expect(kept.count == FileHistory.keptMax)
        #expect(kept.last?.replacedAt == Instant(millisecondsSinceEpoch: 2))
        #expect(try history.bytes(of: "centre.yaml", at: "../x", limit: 10) == nil)
    }

    @Test func `a link is not written through`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "link-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (target, link) = (folder.path + "/target", folder.path + "/link")
        try WholeFile.write([1], to: target)
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
        #expect(throws: ShelfFault.self) { try WholeFile.write([2], to: link) }
        #expect(throws: ShelfFault.self) { try WholeFile.read(link, limit: 9) }
        #expect(try WholeFile.read(target, limit: 9) == [1])
    }
}
