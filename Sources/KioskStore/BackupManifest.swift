import Foundation
import Kiosk
import QueueCore

/// What a backup says of itself; its first member.
package struct BackupManifest: Hashable, Sendable, Codable {
    /// What is in the file.
    package enum Kind: String, Hashable, Sendable, Codable {
        case data, keys
    }

    /// A file in the backup.
    package struct Member: Hashable, Sendable, Codable {
        package let name: String
        package let size: Int64
        /// SHA-256 of its content, hexadecimal.
        package let sha256: String
    }

    /// The manifest's name in the archive; also what tells a backup from any other file.
    static let name = "motcua-backup.json"
    static let formatNow = 1
    private static let bytesMax = 65_536
    private static let membersMax = 64

    package let format: Int
    package let kind: Kind
    /// When it was made, RFC 3339.
    package let madeAt: String
    /// The last event in it; 0 when there is none.
    package let sequence: Int64
    /// The chain's link there, hexadecimal.
    package let hash: String
    /// The head of the day then open, with the centre's mark if there was a key.
    package let head: String?
    package let members: [Member]

    /// Reads the start of a backup.
    ///
    /// - Parameters:
    ///   - reader: at its start; afterwards at the first member.
    ///   - kind: what it must hold.
    ///   - path: named in the error.
    /// - Returns: the manifest; the file's length agrees with it.
    /// - Throws: `StoreError` when it is foreign, newer, of the other kind, cut short or damaged.
    static func read(
        _ reader: ArchiveReader, _ kind: Kind, _ path: String
    ) throws(StoreError) -> BackupManifest {
        guard let header = try reader.header(), header.name == name,
            let bytes = try reader.bytes(of: header, max: bytesMax)
        else {
            throw StoreError(
                .foreign, cause: "\(path) is no backup of motcua",
                hint: "Give the file that \"motcua backup\" wrote; nothing was changed.")
        }
        struct Format: Decodable { let format: Int }
        let data = Data(bytes)
        guard let format = try? JSONDecoder().decode(Format.self, from: data) else {
            throw damaged(path)
        }
        guard format.format <= formatNow else {
            throw StoreError(
                .foreign, cause: "\(path) was written by a newer motcua",
                hint: "Install that version and restore with it; nothing was changed.")
        }
        guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data),
            manifest.members.count <= membersMax,
            Set(manifest.members.map(\.name)).count == manifest.members.count,
            manifest.members.allSatisfy({ $0.size >= 0 && isAllowed($0.name, manifest.kind) })
        else { throw damaged(path) }
        guard manifest.kind == kind else {
            throw StoreError(
                .foreign,
                cause: manifest.kind == .keys
                    ? "\(path) holds keys and no data" : "\(path) holds data and no keys",
                hint: "Give the backup as FILE and the file of keys with --keys.")
        }
        let length = manifest.members.reduce(header.length + 2 * Int64(BackupArchive.block)) {
            let member = BackupArchive.Header(name: $1.name, size: min($1.size, 1 << 60))
            return $0.addingReportingOverflow(member.length).partialValue
        }
        guard reader.size == length else {
            throw StoreError(
                .corrupt,
                cause: "\(path) has \(reader.size) bytes where a whole backup has \(length)",
                hint: "It was cut short or grew in copying: copy it again, or take an older one.")
        }
        return manifest
    }

    /// Only names that this program gives: no backup writes beside its folder.
    private static func isAllowed(_ name: String, _ kind: Kind) -> Bool {
        switch kind {
        case .data: return [Backup.hallName, Backup.coreName].contains(name)
        case .keys:
            guard name.hasPrefix(Backup.keysPrefix) else { return false }
            let rest = name.dropFirst(Backup.keysPrefix.count)
            return (1...64).contains(rest.utf8.count) && rest.first != "."
                && rest.utf8.allSatisfy {
                    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                        || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-")
                }
        }
    }

    static func damaged(_ path: String) -> StoreError {
        StoreError(
            .corrupt, cause: "\(path) is damaged",
            hint: "Copy it again from where it was kept, or take an older backup; nothing was "
                + "changed.")
    }

    func bytes() throws(StoreError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(self))
        } catch {
            throw StoreError(.other, cause: "\(error)", hint: "Report this.")
        }
    }
}
