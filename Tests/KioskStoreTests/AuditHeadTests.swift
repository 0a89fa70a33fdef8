import Foundation
import Kiosk
import QueueCore
import Testing

@testable import KioskStore

/// Heads as text, their marks, and the key that makes them.
@Suite struct AuditHeadTests {
    private static let head = AuditHead(
        centre: "H53.12.3", day: ServiceDay(daysSinceEpoch: 20_780), sequence: 1_234, count: 567,
        hash: Data((0..<32).map { UInt8($0) }))

    @Test func `a head is the same after the letter box`() throws {
        let key = AuditKey()
        for head in [Self.head, Self.head.marked(with: key)] {
            #expect(AuditHead(head.text) == head)
            let torn = head.text.replacing(" ", with: "\n  ")
            #expect(AuditHead(torn) == head)
        }
        #expect(Self.head.text.hasPrefix("motcua-head H53.12.3 2026-11-23 1234 567 000102"))
    }

    @Test func `a mark is right for its content and its key alone`() {
        let key = AuditKey()
        let head = Self.head.marked(with: key)
        #expect(head.isMarked(with: key))
        #expect(!head.isMarked(with: AuditKey()))
        #expect(!Self.head.isMarked(with: key))
        let altered = head.text.replacing(" 567 ", with: " 568 ")
        #expect(AuditHead(altered)?.isMarked(with: key) == false)
    }

    @Test(arguments: [
        "", "motcua-head", "motcua-head a 2026-11-23 1 1 00 -", "head " + head.text.dropFirst(12),
        head.text + " x", head.text.replacing(" 1234 ", with: " -1 "),
        head.text.replacing(" 567 ", with: " 1235 "), head.text.replacing(" 567 ", with: " 0 "),
        head.text.replacing("2026-11-23", with: "2026-13-01"),
        head.text.replacing("0001", with: "00+1"), head.text.dropLast(1) + "00ff",
        head.text.replacing("H53.12.3", with: String(repeating: "x", count: 101)),
    ])
    func `a text that is no whole head is none`(text: String) {
        #expect(AuditHead(text) == nil)
    }

    @Test func `the key is made once, for its owner alone`() throws {
        let temporary = try TemporaryDirectory()
        let directory = DataDirectory(path: temporary.path)
        #expect(try AuditKey.existing(in: directory) == nil)
        let head = Self.head.marked(with: try AuditKey.orNew(in: directory))
        #expect(head.isMarked(with: try AuditKey.orNew(in: directory)))
        let manager = FileManager.default
        for (name, mode) in [("keys", 0o700), ("keys/audit.key", 0o600)] {
            let attributes = try manager.attributesOfItem(atPath: "\(temporary.path)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == mode)
        }
        #expect(try manager.contentsOfDirectory(atPath: directory.keysPath) == ["audit.key"])
    }

    @Test(arguments: ["", "00", "xyz", String(repeating: "0", count: 66)])
    func `a key's file that holds none is refused and kept`(content: String) throws {
        let temporary = try TemporaryDirectory()
        let directory = DataDirectory(path: temporary.path)
        _ = try AuditKey.orNew(in: directory)
        try content.write(toFile: directory.auditKeyPath, atomically: false, encoding: .utf8)
        for read in [AuditKey.existing, { try AuditKey.orNew(in: $0) }]
            as [(DataDirectory) throws -> AuditKey?]
        {
            let error = #expect(throws: StoreError.self) { try read(directory) }
            #expect(error?.code == .corrupt)
        }
        #expect(try String(contentsOfFile: directory.auditKeyPath, encoding: .utf8) == content)
    }
}
