import Foundation
import Glibc

/// A file for another program to read or write, nobody else's, gone with this value.
struct PrivateFile: ~Copyable {
    let path: String

    /// Makes an empty one; nil when the folder for such files takes none.
    init?() {
        let folder = FileManager.default.temporaryDirectory.path(percentEncoded: false)
        var name = Array("\(folder)/motcua-XXXXXX.wav".utf8CString)
        let descriptor = mkstemps(&name, 4)
        guard descriptor >= 0 else { return nil }
        close(descriptor)
        path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { unlink(path) }

    /// Puts bytes into it; false when the disk is full or the file is gone.
    func write(_ bytes: [UInt8]) -> Bool {
        (try? Data(bytes).write(to: URL(filePath: path))) != nil
    }

    /// Its bytes, at most `limit`; nil when it cannot be read or is larger.
    func read(atMost limit: Int) -> [UInt8]? { Self.bytes(of: path, atMost: limit) }

    /// The bytes of any plain file, at most `limit`; nil when it cannot be read or is larger.
    static func bytes(of path: String, atMost limit: Int) -> [UInt8]? {
        // Nothing is waited for: a pipe or a device of that name is no file.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_size <= limit
        else { return nil }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
        guard let data = try? handle.read(upToCount: limit + 1), data.count <= limit else {
            return nil
        }
        return Array(data)
    }
}
