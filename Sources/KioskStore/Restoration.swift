import Foundation
import Kiosk

/// Puts a backup into an empty data directory.
package enum Restoration {
    /// Restores into a directory that is empty or missing.
    ///
    /// While it works, a file `restoring` keeps every server out of the directory.
    ///
    /// - Parameters:
    ///   - path: the backup.
    ///   - keys: the file of keys, if there is one.
    ///   - directory: where to.
    /// - Returns: what the backup says of itself.
    /// - Throws: `StoreError`; the directory is then as it was.
    package static func restore(
        _ path: String, keys: String?, into directory: DataDirectory
    ) throws -> BackupManifest {
        // Both are read to their ends before anything is made.
        let manifest = try Backup.verify(path, .data)
        guard manifest.members.contains(where: { $0.name == Backup.hallName }) else {
            throw BackupManifest.damaged(path)
        }
        if let keys { try Backup.verify(keys, .keys) }
        let isNew = !FileManager.default.fileExists(atPath: directory.path)
        try refuseInhabited(directory)
        try directory.create()
        let lock = try directory.lock()
        do {
            try withExtendedLifetime(lock) {
                try fill(directory, path, keys, manifest)
            }
            return manifest
        } catch {
            // Only what this restore made: the directory was empty.
            let manager = FileManager.default
            for name in try manager.contentsOfDirectory(atPath: directory.path) {
                try? manager.removeItem(atPath: "\(directory.path)/\(name)")
            }
            if isNew { rmdir(directory.path) }
            throw error
        }
    }

    private static func refuseInhabited(_ directory: DataDirectory) throws {
        guard FileManager.default.fileExists(atPath: directory.path) else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        } catch {
            throw StoreError(
                .inputOutput, cause: "cannot read the folder \(directory.path)",
                hint: "Give a folder with --data that this user may read and write.")
        }
        guard !names.isEmpty else { return }
        // A running server is the better thing to say.
        if names.contains("lock") { _ = try directory.lock() }
        throw StoreError(
            .inputOutput, cause: "\(directory.path) is not empty",
            hint: "Restore into an empty folder: nothing is ever overwritten.")
    }

    private static func fill(
        _ directory: DataDirectory, _ path: String, _ keys: String?, _ manifest: BackupManifest
    ) throws {
        let marker = directory.restoringPath
        try RawFile.write([], toNew: marker)
        try RawFile.syncDirectory(directory.path)
        try unpack(path, .data, into: directory)
        if let keys {
            try RawFile.makeDirectory(directory.keysPath)
            try unpack(keys, .keys, into: directory)
            try RawFile.syncDirectory(directory.keysPath)
        }
        let store = try SQLiteStore(path: directory.hallPath, mode: .reading)
        let end = try store.checkedEnd()
        let head = try store.head()
        try store.close()
        guard end.sequence == manifest.sequence, end.hash.hexadecimal == manifest.hash else {
            throw BackupManifest.damaged(path)
        }
        try checkMark(manifest, head, directory, path)
        unlink(marker)
        try RawFile.syncDirectory(directory.path)
    }

    /// With the centre's key at hand a backup that somebody else made up shows.
    private static func checkMark(
        _ manifest: BackupManifest, _ head: AuditHead?, _ directory: DataDirectory, _ path: String
    ) throws {
        guard let key = try AuditKey.existing(in: directory),
            let noted = manifest.head.flatMap({ AuditHead($0) }), noted.mark != nil
        else { return }
        guard noted.isMarked(with: key), noted.hash == head?.hash else {
            throw StoreError(
                .foreign, cause: "\(path) does not bear the mark of the key that was given",
                hint: "Give the file of keys of the same centre, or restore without --keys.")
        }
    }

    private static func unpack(
        _ path: String, _ kind: BackupManifest.Kind, into directory: DataDirectory
    ) throws(StoreError) {
        let reader = try ArchiveReader(path)
        let manifest = try BackupManifest.read(reader, kind, path)
        for member in manifest.members {
            guard let header = try reader.header(), header.name == member.name,
                header.size == member.size
            else { throw BackupManifest.damaged(path) }
            let output = try RawFile(new: "\(directory.path)/\(member.name)")
            guard try reader.content(of: header, to: output)?.hexadecimal == member.sha256 else {
                throw BackupManifest.damaged(path)
            }
            try output.sync()
        }
    }
}
