import Foundation
import Kiosk

/// Tells a store that was lost from one that never was.
///
/// SQLite takes a file without a byte for a new database. Where something of the same centre lies
/// beside it, the day's numbers would be given a second time.
enum LostStore {
    /// What a centre that once worked leaves in its folder.
    private static let leftovers = ["lock", "keys", "restoring"]
    /// The same, where it holds something.
    private static let filledLeftovers = ["-wal", "-journal"]

    /// Refuses to begin anew beside what an earlier store left.
    ///
    /// - Parameters:
    ///   - path: of a store that is empty or missing.
    ///   - isMissing: the first start of a centre finds no file, and a lock that it made itself.
    /// - Throws: `StoreError` with code `.corrupt`; nothing is touched.
    static func refuse(_ path: String, isMissing: Bool) throws(StoreError) {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        let others =
            filledLeftovers.map { name + $0 }.filter { isFilled("\(folder)/\($0)") }
            + ["dossier.sqlite"].filter { isFilled("\(folder)/\($0)") }
        let marks = isMissing ? [] : leftovers.filter { exists("\(folder)/\($0)") }
        let traces = (others + marks).sorted()
        guard !traces.isEmpty else { return }
        throw StoreError(
            .corrupt,
            cause: "\(path) is \(isMissing ? "missing" : "empty"), but beside it lies "
                + traces.joined(separator: ", "),
            hint: "Keep the folder aside and restore the last backup into an empty one. If the "
                + "centre never gave a number, delete what lies there and start again.")
    }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private static func isFilled(_ path: String) -> Bool {
        let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        return (size ?? 0) > 0
    }
}
