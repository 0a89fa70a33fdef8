import Foundation
import Kiosk
import QueueCore

/// The versions of files that were replaced, in a folder beside the data.
struct FileHistory {
    /// How many are kept of each file.
    static let keptMax = 100

    let folder: String

    /// Keeps a file's bytes, and no more than `keptMax`.
    func keep(_ bytes: [UInt8], of id: String, version: String, at now: Instant) throws(ShelfFault)
    {
        let place = "\(folder)/\(id)"
        do {
            try FileManager.default.createDirectory(
                atPath: place, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw ShelfFault("could not make \(place): \(error)")
        }
        try WholeFile.write(bytes, to: "\(place)/\(now.millisecondsSinceEpoch)-\(version)")
        for old in versions(of: id).dropFirst(Self.keptMax) {
            try? FileManager.default.removeItem(atPath: "\(place)/\(old.id)")
        }
    }

    /// The latest first; what bears another kind of name is nobody's version.
    func versions(of id: String) -> [ShelvedVersion] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(id)")) ?? []
        return names.compactMap { name -> ShelvedVersion? in
            guard let match = name.wholeMatch(of: #/([0-9]{1,15})-[0-9a-f]{64}/#),
                let time = Int64(match.1)
            else { return nil }
            return ShelvedVersion(id: name, replacedAt: Instant(millisecondsSinceEpoch: time))
        }.sorted { ($0.replacedAt, $0.id) > ($1.replacedAt, $1.id) }
    }

    func bytes(of id: String, at version: String, limit: Int) throws(ShelfFault) -> [UInt8]? {
        guard versions(of: id).contains(where: { $0.id == version }) else { return nil }
        return try WholeFile.read("\(folder)/\(id)/\(version)", limit: limit)
    }
}
