import Foundation
import Glibc
import Kiosk

/// Files read and written whole, never through a symbolic link.
enum WholeFile {
    /// - Throws: `ShelfFault` when it cannot be read or is longer than `limit` bytes.
    static func read(_ path: String, limit: Int) throws(ShelfFault) -> [UInt8] {
        guard isPlain(path) else { throw ShelfFault("\(path) is no plain file") }
        do {
            return try SourceFile.bytes(path: path, limit: limit)
        } catch {
            throw ShelfFault("found \(error.found); expected \(error.expected)")
        }
    }

    /// A file itself, no link to one.
    static func isPlain(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Writes beside, syncs, then renames: whoever reads finds the old file or the new one.
    ///
    /// Mode and owner stay those of the file that was there.
    static func write(_ bytes: [UInt8], to path: String) throws(ShelfFault) {
        var before = stat()
        let isThere = lstat(path, &before) == 0
        guard !isThere || before.st_mode & S_IFMT == S_IFREG else {
            throw ShelfFault("\(path) is no plain file")
        }
        // What a kill left of an earlier one makes room; one program writes at a time.
        let part = "\(path).part"
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw fault("write", part) }
        do throws(ShelfFault) {
            try fill(descriptor, part, bytes)
            if isThere {
                // Only root may give files away; anyone else's are the program's own.
                _ = fchown(descriptor, before.st_uid, before.st_gid)
                guard fchmod(descriptor, before.st_mode & 0o7777) == 0 else {
                    throw fault("set the mode of", part)
                }
            }
            guard fsync(descriptor) == 0 else { throw fault("sync", part) }
            guard rename(part, path) == 0 else { throw fault("rename", part) }
        } catch {
            close(descriptor)
            unlink(part)
            throw error
        }
        close(descriptor)
        try syncFolder(of: path)
    }

    private static func fill(
        _ descriptor: Int32, _ path: String, _ bytes: [UInt8]
    ) throws(ShelfFault) {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw fault("write", path) }
            done += count
        }
    }

    /// The new name is on disk only once the folder is.
    private static func syncFolder(of path: String) throws(ShelfFault) {
        let folder = URL(filePath: path).deletingLastPathComponent().path
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault("sync", folder) }
    }

    private static func fault(_ deed: String, _ path: String) -> ShelfFault {
        ShelfFault("could not \(deed) \(path): \(String(cString: strerror(errno)))")
    }
}
