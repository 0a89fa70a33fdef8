import Crypto
import Foundation
import SwiftASN1
import X509

/// Makes a certificate that nobody vouches for but whoever compares its fingerprint.
enum SelfSigned {
    /// As long as any browser takes one that was added by hand.
    static let lifetime: TimeInterval = 820 * 86_400

    static func certificatePath(_ folder: String) -> String { "\(folder)/certificate.pem" }
    static func keyPath(_ folder: String) -> String { "\(folder)/key.pem" }

    /// Writes a new certificate and its key; the key's file is its owner's alone.
    ///
    /// - Parameters:
    ///   - folder: made if it is missing.
    ///   - names: host names and addresses that browsers may call the server.
    ///   - now: the certificate begins a day earlier, for clocks that are late.
    /// - Throws: `ServerCertificate.Fault` when they cannot be written.
    static func make(
        in folder: String, names: [String], at now: Date
    ) throws(ServerCertificate.Fault) {
        do {
            let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
            let certificate = try certificate(for: names, key, at: now)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            // The key first: without its certificate it is made anew, and no key is without.
            try write(try key.serializeAsPEM().pemString, to: keyPath(folder))
            try write(try certificate.serializeAsPEM().pemString, to: certificatePath(folder))
        } catch {
            throw ServerCertificate.Fault(
                cause: "no certificate could be made in \(folder): \(error)",
                remedy: "Give this user the right to write there")
        }
    }

    private static func certificate(
        for names: [String], _ key: Certificate.PrivateKey, at now: Date
    ) throws -> Certificate {
        let subject = try DistinguishedName {
            CommonName("motcua \(names.first ?? "localhost")")
        }
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now - 86_400, notValidAfter: now + lifetime, issuer: subject,
            subject: subject, signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames(names.map(generalName))
            }, issuerPrivateKey: key)
    }

    private static func generalName(_ name: String) -> GeneralName {
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, name, &bytes) == 1 {
                return .ipAddress(ASN1OctetString(contentBytes: bytes[...]))
            }
        }
        return .dnsName(name)
    }

    /// Whole or not at all, and never readable by others, not even for a moment.
    private static func write(_ text: String, to path: String) throws {
        let draft = "\(path).new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteNoPermission) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try file.write(contentsOf: Data((text + "\n").utf8))
        try file.synchronize()
        guard rename(draft, path) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
