import CDispatch  // Beside NIO's packages the compiler finds `stat` there.
import Foundation
import Glibc

/// A file read whole and never beyond a bound, whatever lies under its name.
struct BoundedFile {
    /// Why it was not read.
    enum Fault: Error, Hashable, CustomStringConvertible {
        case missing
        case notRegular
        case tooLarge(limit: Int)
        case unreadable(String)

        var description: String {
            switch self {
            case .missing: "there is no such file"
            case .notRegular: "it is no ordinary file: a folder, a pipe or a device"
            case .tooLarge(let limit): "it is larger than \(limit) bytes"
            case .unreadable(let reason): reason
            }
        }
    }

    let bytes: Data
    /// Its permission bits.
    let mode: UInt32

    /// Reads a file without waiting for one that is a pipe.
    ///
    /// - Parameters:
    ///   - path: where it lies.
    ///   - limit: bytes that it may have.
    ///   - followsLinks: whether it may be reached by a link; not where others may lay files.
    /// - Throws: why there is nothing to be read.
    init(path: String, limit: Int, followsLinks: Bool = true) throws(Fault) {
        let flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW)
        let descriptor = open(path, flags)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: throw .missing
            default: throw .unreadable(String(cString: strerror(errno)))
            }
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .unreadable(String(cString: strerror(errno)))
        }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
        guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
        var bytes = Data()
        var buffer = [UInt8](repeating: 0, count: 16 * 1_024)
        while bytes.count <= limit {
            let count = read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw .unreadable(String(cString: strerror(errno))) }
            if count == 0 { break }
            bytes.append(contentsOf: buffer[..<count])
        }
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
        self.bytes = bytes
        mode = status.st_mode
    }
}
