import Glibc

/// A text file of the configuration, read whole and bounded.
struct SourceFile {
    /// What mistakes call it.
    let name: String
    let text: String

    /// How many bytes a YAML file may have: a large centre has 30 KiB, and libYAML takes two
    /// seconds for the worst that fits in here.
    static let yamlLimit = 256 << 10
    /// How many bytes a list of procedures may have.
    static let procedureLimit = 8 << 20

    /// Why a file could not be read, worded for `found …`.
    struct Unreadable: Error {
        let found: String
        let expected: String
    }

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }

    /// Reads the file at `path`; writes down what is wrong with its bytes.
    ///
    /// Blocks for as long as the disk takes. Opening never blocks, also when a pipe stands there.
    ///
    /// - Returns: nil when a mistake was written down in the file's own name.
    /// - Throws: `Unreadable` when the file cannot be had at all, for the caller to say where it
    ///   was named.
    static func read(
        path: String, name: String, limit: Int, mistakes: MistakeList
    ) throws(Unreadable) -> SourceFile? {
        var bytes = try bytes(path: path, limit: limit)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if let zero = bytes.firstIndex(of: 0) {
            mistakes.add(
                name, line(of: zero, in: bytes), found: "a zero byte", expected: "UTF-8 text")
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let place = firstInvalidByte(in: bytes)
            mistakes.add(
                name, line(of: place, in: bytes), found: "bytes that are not UTF-8",
                expected: "text saved as UTF-8")
            return nil
        }
        if let control = bytes.firstIndex(where: isForbiddenControl) {
            mistakes.add(
                name, line(of: control, in: bytes),
                found: "a control character (byte \(bytes[control]))",
                expected: "text, tabs and line ends")
            return nil
        }
        return SourceFile(name: name, text: text)
    }

    /// The bytes of a file at `path`, at most `limit`; blocks as `read` does.
    static func bytes(path: String, limit: Int) throws(Unreadable) -> [UInt8] {
        // Swift passes a path on up to its first zero: another file than the one that was named.
        guard !path.utf8.contains(0) else {
            throw Unreadable(found: "a zero byte in the file's name", expected: "a file's path")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let cause = String(cString: strerror(errno))
            throw Unreadable(
                found: "no readable file at \(quoted(path: path)) (\(cause))", expected: "a file")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Unreadable(
                found: "something that is not a file at \(quoted(path: path))", expected: "a file")
        }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                let cause = String(cString: strerror(errno))
                throw Unreadable(
                    found: "no readable file at \(quoted(path: path)) (\(cause))",
                    expected: "a file")
            }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
        throw Unreadable(
            found: "a file of more than \(limit >> 10) KiB at \(quoted(path: path))",
            expected: "at most \(limit >> 10) KiB")
    }

    private static func line(of index: Int, in bytes: [UInt8]) -> Int {
        bytes[..<index].count { $0 == UInt8(ascii: "\n") } + 1
    }

    private static func isForbiddenControl(_ byte: UInt8) -> Bool {
        byte == 0x7F || (byte < 0x20 && ![0x09, 0x0A, 0x0D].contains(byte))
    }

    private static func firstInvalidByte(in bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var consumed = 0
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): consumed += UTF8.width(scalar)
            case .error: return min(consumed, bytes.count)
            case .emptyInput: return consumed
            }
        }
    }
}
