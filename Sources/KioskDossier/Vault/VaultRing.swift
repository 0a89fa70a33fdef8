import CDispatch  // Beside other packages the compiler finds `stat` there.
import Crypto
import Foundation
import Glibc

/// The vault's key on disk, and the one before it while records still need that.
///
/// `vault.key` in the folder of the centre's keys, 64 hexadecimal digits, readable by its owner
/// alone. To rotate, it is renamed to `vault-old.key`, a new one is made, and the core seals its
/// records anew; then the old one is removed.
package struct VaultRing: Sendable {
    /// Why there is no key.
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    let current: VaultKey
    let old: VaultKey?
    /// Whether the key was made now, and must be backed up.
    package let isNew: Bool
    private let path: String?

    /// Keys in memory alone.
    package init(current: VaultKey, old: VaultKey? = nil) {
        (self.current, self.old, isNew, path) = (current, old, false, nil)
    }

    /// Reads the key, making one where `mayMake` and there is none.
    ///
    /// - Parameters:
    ///   - path: of `vault.key`.
    ///   - mayMake: false where records are there that no new key would open.
    /// - Throws: `Fault` for a key that is missing, damaged, or open to others.
    package init(path: String, mayMake: Bool) throws(Fault) {
        self.path = path
        old = try Self.read(Self.old(path))
        if let known = try Self.read(path) {
            (current, isNew) = (known, false)
            return
        }
        guard mayMake else {
            throw Fault(
                description: "\(path) is missing, and applicants are sealed by it: "
                    + "put it back from its backup")
        }
        let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        try Self.write(bytes, to: path)
        guard let made = VaultKey(bytes) else { throw Fault(description: "no key could be made") }
        (current, isNew) = (made, true)
    }

    private static func old(_ path: String) -> String {
        (path.hasSuffix(".key") ? String(path.dropLast(4)) : path) + "-old.key"
    }

    /// The key by which a record is sealed.
    func key(_ id: String) -> VaultKey? { [current, old].compactMap { $0 }.first { $0.id == id } }

    /// Removes the old key from the disk, once nothing is sealed by it.
    func forgetOld() { if let path { unlink(Self.old(path)) } }

    /// Puts a new key in the place of the one that is there; records follow when the core opens.
    ///
    /// A stop half-way leaves the old key under one of the two names.
    package static func rotate(path: String) throws(Fault) {
        guard try read(path) != nil else { throw Fault(description: "there is no key at \(path)") }
        guard try read(Self.old(path)) == nil else {
            throw Fault(description: "records are still being sealed anew: start motcua once")
        }
        guard rename(path, Self.old(path)) == 0 else {
            throw Fault(description: "could not rename \(path)")
        }
        try write(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }, to: path)
    }

    private static func read(_ path: String) throws(Fault) -> VaultKey? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Fault(description: "cannot read \(path): \(String(cString: strerror(errno)))")
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_mode & 0o077 == 0
        else { throw Fault(description: "\(path) can be read by others: chmod 600 it") }
        let bytes = (try? file.read(upToCount: 100)) ?? Data()
        let digits = String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        guard let key = Self.bytes(digits).flatMap(VaultKey.init) else {
            throw Fault(description: "\(path) holds no key: put it back from its backup")
        }
        return key
    }

    private static func bytes(_ digits: String) -> [UInt8]? {
        guard digits.utf8.count == 2 * VaultKey.byteCount else { return nil }
        let digits = Array(digits)
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(digits[index...index + 1]), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    /// Written beside and renamed: a key is there whole or not at all.
    private static func write(_ bytes: [UInt8], to path: String) throws(Fault) {
        let part = "\(path).part"
        unlink(part)
        let descriptor = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Fault(description: "cannot write \(part): \(String(cString: strerror(errno)))")
        }
        let digits = bytes.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }
        let text = Array((digits.joined() + "\n").utf8)
        let isWritten =
            Glibc.write(descriptor, text, text.count) == text.count && fsync(descriptor) == 0
        close(descriptor)
        guard isWritten, rename(part, path) == 0 else {
            throw Fault(description: "cannot write \(path)")
        }
        let folder = open(
            URL(filePath: path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY)
        if folder >= 0 {
            fsync(folder)
            close(folder)
        }
    }
}
