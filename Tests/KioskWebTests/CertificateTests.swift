import Foundation
import Kiosk
import Testing

@testable import KioskWeb

/// What the server shows to be believed.
@Suite struct CertificateTests {
    private static let now = Date(timeIntervalSince1970: 1_795_396_500)

    /// A folder that goes with the test.
    private final class Folder {
        let path = NSTemporaryDirectory() + "motcua-tls-\(UUID().uuidString)"
        deinit { try? FileManager.default.removeItem(atPath: path) }

        var files: (certificate: String, key: String) {
            (SelfSigned.certificatePath(path), SelfSigned.keyPath(path))
        }
    }

    private func made(in folder: Folder, at now: Date = now) throws -> (ServerCertificate, Bool) {
        try TLSSettings.selfSigned.certificate(
            in: folder.path, names: ["hall", "10.0.0.7", "fd00::7"], at: now)
    }

    @Test func `a self-signed one is made once, and its key is nobody else's`() throws {
        let folder = Folder()
        #expect(try TLSSettings.selfSigned.existing(in: folder.path) == nil)
        let (first, isNew) = try made(in: folder)
        let (second, isNewAgain) = try made(in: folder)
        #expect(isNew && !isNewAgain)
        #expect(first.fingerprint == second.fingerprint)
        #expect(first.fingerprint.wholeMatch(of: /([0-9A-F]{2}:){31}[0-9A-F]{2}/) != nil)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.files.key)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        #expect(first.findings(at: Self.now).isEmpty)
        _ = try first.serverConfiguration()
    }

    @Test func `one that ended is replaced, and it is told a month before`() throws {
        let folder = Folder()
        let (first, _) = try made(in: folder)
        let month = first.findings(at: Self.now + SelfSigned.lifetime - 29 * 86_400)
        #expect(month.map(\.isFault) == [false])
        #expect(month.first?.words.contains("ends on 2029") == true, "\(month)")
        let end = Self.now + SelfSigned.lifetime + 1
        #expect(first.findings(at: end).map(\.isFault) == [true])
        let (second, isNew) = try made(in: folder, at: end)
        #expect(isNew && first.fingerprint != second.fingerprint)
        #expect(second.findings(at: end).isEmpty)
        #expect(second.findings(at: Self.now).map(\.isFault) == [true], "it begins later")
    }

    @Test func `a key of another certificate is refused in words`() throws {
        let (one, other) = (Folder(), Folder())
        _ = try made(in: one)
        _ = try made(in: other)
        let fault = #expect(throws: ServerCertificate.Fault.self) {
            try ServerCertificate(certificate: one.files.certificate, key: other.files.key)
        }
        #expect(fault?.description.contains("does not belong to the certificate") == true)
        let files = TLSSettings.files(
            certificate: one.files.certificate, key: one.files.key)
        #expect(try files.certificate(in: "/nowhere", names: [], at: Self.now).isNew == false)
    }

    @Test func `what is no certificate and no key is said so`() throws {
        let folder = Folder()
        _ = try made(in: folder)
        let (certificate, key) = folder.files
        for (wrong, words) in [
            ((key, key), "holds no certificate"), ((certificate, certificate), "holds no key"),
            (("/nowhere", key), "cannot be read"), ((#filePath, key), "holds no certificate"),
        ] {
            let fault = #expect(throws: ServerCertificate.Fault.self) {
                try ServerCertificate(certificate: wrong.0, key: wrong.1)
            }
            #expect(fault?.description.contains(words) == true, "\(wrong): \(fault as Any)")
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        let open = try ServerCertificate(certificate: certificate, key: key)
        #expect(open.findings(at: Self.now).map(\.remedy) == ["chmod 600 it"])
    }

    @Test func `this machine is called by its addresses and by what is configured`() {
        let names = OwnNames.all(.withPeople)
        for name in ["localhost", "127.0.0.1", "hall.example"] {
            #expect(names.filter { $0 == name }.count == 1, "\(names)")
        }
    }
}
