import Crypto
import Foundation
package import Kiosk
package import QueueCore

/// Makes backups of a data directory, also while a server works in it.
///
/// The hall's snapshot is held before the core's is taken: whatever the core knows of the hall's
/// hand-offs is then in the copy, or is handed over again with its key and has one effect.
package enum Backup {
    static let hallName = "hall.sqlite"
    static let coreName = "dossier.sqlite"
    static let keysPrefix = "keys/"
    /// Bytes that a key's file may have.
    private static let keyBytesMax = 65_536

    /// Writes one file with both databases, reads it again, and only then gives it its name.
    ///
    /// Needs room for two copies of the data beside the file. Blocks for as long as copying takes.
    ///
    /// - Parameters:
    ///   - path: the file to make; one that exists is never touched.
    ///   - directory: the centre's.
    ///   - now: noted in the backup.
    ///   - copyCore: copies the core's database to a path, false when there is none.
    /// - Returns: what the backup says of itself.
    /// - Throws: `StoreError`, or what `copyCore` throws; nothing is left behind then.
    package static func make(
        _ path: String, of directory: DataDirectory, at now: Instant,
        copyCore: (_ to: String) throws -> Bool
    ) throws -> BackupManifest {
        try refuseExisting(path)
        return try inWorkshop(path) { workshop in
            let (hall, core) = ("\(workshop)/\(hallName)", "\(workshop)/\(coreName)")
            let store = try SQLiteStore(path: directory.hallPath, mode: .reading)
            var hasCore = false
            try store.copy(to: hall) { hasCore = try copyCore(core) }
            try store.close()
            let key = try AuditKey.existing(in: directory)
            let copy = try SQLiteStore(path: hall, mode: .reading)
            let end = try copy.checkedEnd()
            let head = try copy.head().map { head in key.map { head.marked(with: $0) } ?? head }
            try copy.close()
            let files = [(hallName, hall)] + (hasCore ? [(coreName, core)] : [])
            let manifest = BackupManifest(
                format: BackupManifest.formatNow, kind: .data, madeAt: now.rfc3339,
                sequence: end.sequence, hash: end.hash.hexadecimal, head: head?.text,
                members: try files.map { try member($0.0, fileAt: $0.1) })
            let draft = "\(workshop)/archive"
            let archive = try ArchiveWriter(draft)
            try archive.add(BackupManifest.name, manifest.bytes())
            for (name, file) in files { try archive.add(name, fileAt: file) }
            try archive.finish()
            try verify(draft, .data)
            try publish(draft, as: path)
            return manifest
        }
    }

    /// Writes the centre's keys into a file of their own, for its owner alone.
    ///
    /// - Parameters:
    ///   - path: the file to make; one that exists is never touched.
    ///   - directory: the centre's.
    ///   - now: noted in the file.
    /// - Returns: how many keys there are.
    /// - Throws: `StoreError`.
    package static func makeKeys(
        _ path: String, of directory: DataDirectory, at now: Instant
    ) throws -> Int {
        try refuseExisting(path)
        // A centre that never needed its key has one from now on.
        _ = try AuditKey.orNew(in: directory)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.keysPath)
            .filter { $0.hasSuffix(".key") }.sorted()
        let keys = try names.map { name in
            let bytes = try RawFile(reading: "\(directory.keysPath)/\(name)").read(keyBytesMax)
            return (name: keysPrefix + name, bytes: bytes)
        }
        return try inWorkshop(path) { workshop in
            let manifest = BackupManifest(
                format: BackupManifest.formatNow, kind: .keys, madeAt: now.rfc3339, sequence: 0,
                hash: "", head: nil,
                members: keys.map { key in
                    BackupManifest.Member(
                        name: key.name, size: Int64(key.bytes.count),
                        sha256: Data(SHA256.hash(data: key.bytes)).hexadecimal)
                })
            let draft = "\(workshop)/archive"
            let archive = try ArchiveWriter(draft)
            try archive.add(BackupManifest.name, manifest.bytes())
            for key in keys { try archive.add(key.name, key.bytes) }
            try archive.finish()
            try verify(draft, .keys)
            try publish(draft, as: path)
            return keys.count
        }
    }

    /// Reads a whole backup and compares every member with what the manifest says.
    ///
    /// - Returns: the manifest.
    /// - Throws: `StoreError` when it is foreign, newer, cut short or damaged.
    @discardableResult
    package static func verify(
        _ path: String, _ kind: BackupManifest.Kind
    ) throws(StoreError) -> BackupManifest {
        let reader = try ArchiveReader(path)
        let manifest = try BackupManifest.read(reader, kind, path)
        for member in manifest.members {
            guard let header = try reader.header(), header.name == member.name,
                header.size == member.size,
                try reader.content(of: header)?.hexadecimal == member.sha256
            else { throw BackupManifest.damaged(path) }
        }
        guard try reader.isAtEnd() else { throw BackupManifest.damaged(path) }
        return manifest
    }

    private static func member(
        _ name: String, fileAt path: String
    ) throws(StoreError) -> BackupManifest.Member {
        let file = try RawFile(reading: path)
        var hash = SHA256()
        while true {
            let part = try file.read(BackupArchive.chunk)
            if part.isEmpty { break }
            hash.update(data: part)
        }
        return BackupManifest.Member(
            name: name, size: try file.size(), sha256: Data(hash.finalize()).hexadecimal)
    }

    /// A folder beside the file, gone when the work is done or failed.
    private static func inWorkshop<Value>(
        _ path: String, _ body: (String) throws -> Value
    ) throws -> Value {
        let workshop = "\(path).partial-\(getpid())"
        guard mkdir(workshop, 0o700) == 0 else {
            throw RawFile.failure("cannot make \(workshop)")
        }
        defer { try? FileManager.default.removeItem(atPath: workshop) }
        return try body(workshop)
    }

    private static func refuseExisting(_ path: String) throws(StoreError) {
        var status = stat()
        guard lstat(path, &status) != 0 else {
            throw StoreError(
                .inputOutput, cause: "\(path) exists already",
                hint: "Choose another name: a backup never replaces a file.")
        }
    }

    /// Gives the finished file its name.
    ///
    /// The name is taken first, and exclusively: not every disk that backups lie on knows links or
    /// a rename that replaces nothing.
    private static func publish(_ draft: String, as path: String) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            try refuseExisting(path)
            throw RawFile.failure("cannot make \(path)")
        }
        close(descriptor)
        guard rename(draft, path) == 0 else {
            let failure = RawFile.failure("cannot make \(path)")
            unlink(path)
            throw failure
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try RawFile.syncDirectory(folder)
    }
}
