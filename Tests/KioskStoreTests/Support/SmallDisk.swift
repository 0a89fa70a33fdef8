import Foundation
import Testing

/// A file system in memory that is soon full; needs the right to mount.
final class SmallDisk: Sendable {
    /// Whether this process may mount one; tried once.
    static let isPossible = (try? SmallDisk(kilobytes: 64)) != nil

    /// Why there is none.
    struct Refused: Error {}

    let path: String

    init(kilobytes: Int) throws {
        path = NSTemporaryDirectory() + "motcua-disk-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k") == 0 else {
            rmdir(path)
            throw Refused()
        }
    }

    deinit {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }

    /// Gives the disk another size; what lies on it stays.
    func resize(kilobytes: Int) throws {
        let flags = UInt(MS_REMOUNT)
        guard mount("tmpfs", path, "tmpfs", flags, "size=\(kilobytes)k") == 0 else {
            throw Refused()
        }
    }
}
