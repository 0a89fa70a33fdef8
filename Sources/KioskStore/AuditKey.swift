import Crypto
import Foundation
package import Kiosk

/// The centre's own key for the marks on its heads.
///
/// Lies apart from the database, so that who copies the one has not the other.
package struct AuditKey: Sendable {
    private static let byteCount = 32

    let symmetric: SymmetricKey

    /// A key of 32 random bytes.
    package init() {
        symmetric = SymmetricKey(size: .bits256)
    }

    private init?(text: String) {
        let digits = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let bytes = Data(hexadecimal: digits), bytes.count == Self.byteCount else {
            return nil
        }
        symmetric = SymmetricKey(data: bytes)
    }

    private var text: String {
        symmetric.withUnsafeBytes { Data($0).hexadecimal } + "\n"
    }

    /// A secret of its own for another purpose, 32 bytes, the same after every restart.
    ///
    /// Who learns it learns neither this key nor the secret of any other purpose.
    package func secret(for purpose: String) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array(purpose.utf8), using: symmetric))
    }

    /// Reads the key of a data directory.
    ///
    /// - Parameter directory: the centre's.
    /// - Returns: nil when none was made yet.
    /// - Throws: `StoreError` when there is one that cannot be read.
    package static func existing(in directory: DataDirectory) throws(StoreError) -> AuditKey? {
        let path = directory.auditKeyPath
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw StoreError(
                .inputOutput, cause: "cannot read \(path): \(error.localizedDescription)",
                hint: "Run this as the user whose data it is.")
        }
        guard let key = AuditKey(text: text) else {
            throw StoreError(
                .corrupt, cause: "\(path) holds no key",
                hint: "Put the key back from the file that \"motcua backup --keys\" wrote.")
        }
        return key
    }

    /// Reads the key of a data directory, making it at first need.
    ///
    /// Two that make one at once get the same key.
    ///
    /// - Parameter directory: the centre's.
    /// - Returns: the key, which then lies on the disk.
    /// - Throws: `StoreError` when it can neither be read nor made.
    package static func orNew(in directory: DataDirectory) throws(StoreError) -> AuditKey {
        if let key = try existing(in: directory) { return key }
        let key = AuditKey()
        try RawFile.makeDirectory(directory.keysPath)
        let draft = "\(directory.auditKeyPath).\(getpid())"
        unlink(draft)
        defer { unlink(draft) }
        try RawFile.write(Array(key.text.utf8), toNew: draft)
        // Made by root, it must still be readable by the server.
        var owner = stat()
        if geteuid() == 0, stat(directory.path, &owner) == 0 {
            for path in [directory.keysPath, draft] { _ = chown(path, owner.st_uid, owner.st_gid) }
        }
        // A link never replaces: whoever comes second finds the first one's key.
        if link(draft, directory.auditKeyPath) != 0, errno != EEXIST {
            throw RawFile.failure("cannot make \(directory.auditKeyPath)")
        }
        try RawFile.syncDirectory(directory.keysPath)
        return try existing(in: directory) ?? key
    }
}

extension DataDirectory {
    /// The folder of the centre's keys, which ordinary backups leave out.
    package var keysPath: String { "\(path)/keys" }
    var auditKeyPath: String { "\(keysPath)/audit.key" }
    /// The master key of the applicants' vault, which the dossier core makes and reads.
    package var vaultKeyPath: String { "\(keysPath)/vault.key" }

    /// Makes the folder of keys where there is none, for its owner alone.
    package func makeKeysFolder() throws(StoreError) { try RawFile.makeDirectory(keysPath) }
}
