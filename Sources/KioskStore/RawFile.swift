import Foundation
import Kiosk

/// A file by its descriptor: read, written and synced in pieces, with errors that name it.
final class RawFile {
    let path: String
    private let descriptor: Int32

    /// Makes a file that must not be there yet, readable by its owner alone.
    init(new path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("cannot make \(path)") }
    }

    init(reading path: String) throws(StoreError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("cannot read \(path)") }
    }

    deinit { close(descriptor) }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    func read(_ count: Int) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress?.advanced(by: filled), count - filled)
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure("cannot read \(path)") }
            if got == 0 { break }
            filled += got
        }
        bytes.removeLast(count - filled)
        return bytes
    }

    func write(_ bytes: [UInt8]) throws(StoreError) {
        var written = 0
        while written < bytes.count {
            let put = bytes.withUnsafeBytes {
                Foundation.write(
                    descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if put < 0, errno == EINTR { continue }
            guard put > 0 else { throw Self.failure("cannot write \(path)") }
            written += put
        }
    }

    func sync() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw Self.failure("cannot write \(path)") }
    }

    func size() throws(StoreError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure("cannot read \(path)") }
        return Int64(status.st_size)
    }

    /// The reason of the system call that failed last, in an operator's words.
    static func failure(_ what: String) -> StoreError {
        let number = errno
        let reason = String(cString: strerror(number))
        if number == ENOSPC || number == EDQUOT {
            return StoreError(
                .diskFull, cause: "\(what): \(reason)", hint: "Free space, or choose another disk.")
        }
        return StoreError(
            .inputOutput, cause: "\(what): \(reason)",
            hint: "Look at the place and at this user's rights there.")
    }

    /// Writes a whole new file and waits until the disk has it.
    static func write(_ bytes: [UInt8], toNew path: String) throws(StoreError) {
        let file = try RawFile(new: path)
        try file.write(bytes)
        try file.sync()
    }

    /// Makes a folder for its owner alone, if it is missing.
    static func makeDirectory(_ path: String) throws(StoreError) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw failure("cannot make the folder \(path)")
        }
    }

    /// Waits until the names in a folder are on the disk.
    static func syncDirectory(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("cannot read the folder \(path)") }
        defer { close(descriptor) }
        // Some file systems know no sync of a folder; they have nothing to wait for either.
        guard fsync(descriptor) == 0 || errno == EINVAL else {
            throw failure("cannot write the folder \(path)")
        }
    }
}
