import Foundation
import KioskStore

/// A data directory of one test, removed with it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "motcua-store-\(UUID().uuidString)"
        try DataDirectory(path: path).create()
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    var hall: String { DataDirectory(path: path).hallPath }

    /// Opens the hall's store.
    func store(
        _ mode: SQLiteStore.Mode = .centre, faultPoint: @escaping FaultPoint = { _ in }
    ) throws -> SQLiteStore {
        try SQLiteStore(path: hall, mode: mode, faultPoint: faultPoint)
    }

    /// Every file and its bytes.
    func contents() throws -> [String: Data] {
        var contents: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            contents[name] = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)"))
        }
        return contents
    }

    func write(_ bytes: Data, to name: String = "hall.sqlite") throws {
        try bytes.write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
}
