import Foundation
import Testing

@testable import KioskStore

/// What is made of the centre's key.
@Suite struct AuditKeyTests {
    @Test func `a secret is the same after a restart, and another for each purpose and centre`()
        throws
    {
        let place = FileManager.default.temporaryDirectory.appendingPathComponent(
            "motcua-key-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: place) }
        let directory = DataDirectory(path: place.path)
        try directory.create()
        let key = try AuditKey.orNew(in: directory)
        let secret = key.secret(for: "persons")
        #expect(secret.count == 32)
        #expect(try AuditKey.orNew(in: directory).secret(for: "persons") == secret)
        #expect(key.secret(for: "other") != secret)
        #expect(AuditKey().secret(for: "persons") != secret)
    }
}
