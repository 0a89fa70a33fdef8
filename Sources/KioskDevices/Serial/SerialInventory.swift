import Glibc

/// A device node as `motcua doctor` lists it.
package struct DeviceNode: Hashable, Sendable {
    package let path: String
    /// What it is called: the kernel's name of an input device, the target of a link.
    package let name: String
    package let mayRead: Bool
    package let mayWrite: Bool

    /// A node with the rights that this program has on it.
    init(path: String, name: String) {
        self.path = path
        self.name = name
        mayRead = access(path, R_OK) == 0
        mayWrite = access(path, W_OK) == 0
    }
}

/// The serial ports of this machine.
package enum SerialInventory {
    /// Ports listed at most.
    package static let maximum = 256

    /// The folder of the names that say at which socket an adapter is.
    package static let byPath = "/dev/serial/by-path"

    /// The name by socket of the port that `path` leads to; nil for one that has none, and for a
    /// path that leads nowhere.
    package static func socketName(of path: String, in folder: String = byPath) -> String? {
        guard let wanted = Directory.resolved(path) else { return nil }
        return Directory.entries(of: folder).prefix(maximum).map { "\(folder)/\($0)" }
            .first { Directory.resolved($0) == wanted }
    }

    /// Every port, the stable names of USB adapters first; asks the file system only.
    package static func ports() -> [DeviceNode] {
        let stable = Directory.entries(of: byPath).map { "\(byPath)/\($0)" }
        let plain = Directory.entries(of: "/dev").filter(isPort).map { "/dev/\($0)" }
        return (stable + plain).prefix(maximum).map { path in
            DeviceNode(path: path, name: Directory.target(of: path) ?? "")
        }
    }

    /// Linux makes thirty-two `ttyS`, of which only those with a chip behind them are ports.
    private static func isPort(_ name: String) -> Bool {
        if name.hasPrefix("ttyUSB") || name.hasPrefix("ttyACM") { return true }
        guard name.hasPrefix("ttyS"), name.dropFirst(4).allSatisfy(\.isNumber) else { return false }
        let chip = Directory.firstLine(of: "/sys/class/tty/\(name)/type")
        return chip != nil && chip != "0"
    }
}

/// The little that drivers ask of a file system.
enum Directory {
    private static let longestLine = 128

    /// The names in a directory, `event10` after `event9`; none when it cannot be read.
    static func entries(of path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted { ($0.count, $0) < ($1.count, $1) }
    }

    /// Where a link leads, as written in it.
    static func target(of path: String) -> String? {
        let bytes = [CChar](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = max(0, readlink(path, start, Int(PATH_MAX)))
        }
        guard !bytes.isEmpty else { return nil }
        return String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The path without links in it; nil where it leads nowhere.
    static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The first line of a small file of the kernel.
    static func firstLine(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let bytes = [UInt8](unsafeUninitializedCapacity: longestLine) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = max(0, read(descriptor, start, longestLine))
        }
        return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
