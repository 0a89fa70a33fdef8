import Crypto
package import Foundation
import Kiosk
import NIOSSL
import SwiftASN1
import X509

/// The certificate that a server shows, with the key that proves it.
package struct ServerCertificate: Sendable {
    /// So long before its end it is told that one ends.
    package static let warningTime: TimeInterval = 30 * 86_400
    /// No PEM file of a server is as large.
    private static let bytesMax = 1 << 20

    /// Why a certificate cannot be used, in an operator's words.
    package struct Fault: Error, CustomStringConvertible {
        package let cause: String
        package let remedy: String

        package var description: String { "\(cause). \(remedy)." }
    }

    /// What is to be told of one, in an operator's words.
    package struct Finding: Sendable {
        package let words: String
        package let remedy: String
        /// Whether browsers refuse it already.
        package let isFault: Bool

        package init(words: String, remedy: String, isFault: Bool) {
            self.words = words
            self.remedy = remedy
            self.isFault = isFault
        }
    }

    private let chain: [Certificate]
    private let chainDER: [[UInt8]]
    private let keyDER: [UInt8]
    private let path: String
    /// Whether others than its owner may read the key's file.
    private let isKeyOpen: Bool

    /// Reads a certificate and its key.
    ///
    /// - Parameters:
    ///   - path: of a PEM file, the server's own certificate first.
    ///   - keyPath: of a PEM file.
    /// - Throws: `Fault` when one cannot be read, or they do not belong together.
    package init(certificate path: String, key keyPath: String) throws(Fault) {
        self.path = path
        let blocks = try Self.blocks(path).filter { $0.discriminator == "CERTIFICATE" }
        do {
            chain = try blocks.map { try Certificate(pemDocument: $0) }
        } catch {
            throw Fault(
                cause: "\(path) holds a certificate that cannot be read",
                remedy: "Ask whoever made it for a PEM file")
        }
        guard let own = chain.first else {
            throw Fault(
                cause: "\(path) holds no certificate",
                remedy: "Name the PEM file that begins with -----BEGIN CERTIFICATE-----")
        }
        chainDER = blocks.map(\.derBytes)
        let keyBlock = try Self.blocks(keyPath).first { $0.discriminator.hasSuffix("PRIVATE KEY") }
        guard let keyBlock, let key = try? Certificate.PrivateKey(pemDocument: keyBlock) else {
            throw Fault(
                cause: "\(keyPath) holds no key that can be read, or one behind a password",
                remedy: "Name the PEM file with the key, without a password on it")
        }
        guard key.publicKey == own.publicKey else {
            throw Fault(
                cause: "the key \(keyPath) does not belong to the certificate \(path)",
                remedy: "Name the two files that were made together")
        }
        keyDER = keyBlock.derBytes
        let mode = try? FileManager.default.attributesOfItem(atPath: keyPath)[.posixPermissions]
        isKeyOpen = ((mode as? Int) ?? 0) & 0o007 != 0
    }

    private static func blocks(_ path: String) throws(Fault) -> [PEMDocument] {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: bytesMax)
        else {
            throw Fault(
                cause: "\(path) cannot be read", remedy: "Give this user the right to read it")
        }
        do {
            return try PEMDocument.parseMultiple(
                pemString: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw Fault(cause: "\(path) is no PEM file", remedy: "Name a PEM file")
        }
    }

    /// SHA-256 of the certificate, as browsers show it: `AB:CD:…`.
    package var fingerprint: String {
        SHA256.hash(data: chainDER.first ?? []).hexadecimal.map { $0.uppercased() }
            .joined(separator: ":")
    }

    /// After this moment browsers refuse it.
    package var end: Date { chain.first?.notValidAfter ?? .distantPast }

    /// What is wrong with it today, and what will be soon.
    ///
    /// - Parameter now: the clock's time.
    /// - Returns: each with what to do.
    package func findings(at now: Date) -> [Finding] {
        let renew =
            "put a new one in its place, or remove a self-signed one, and start motcua again"
        let day = end.formatted(.iso8601.year().month().day())
        var findings: [Finding] = []
        func add(_ words: String, _ remedy: String, isFault: Bool) {
            findings.append(Finding(words: words, remedy: remedy, isFault: isFault))
        }
        if end < now {
            add("the certificate \(path) ended on \(day)", renew, isFault: true)
        } else if end < now + Self.warningTime {
            add("the certificate \(path) ends on \(day)", renew, isFault: false)
        }
        if let begin = chain.first?.notValidBefore, begin > now {
            let day = begin.formatted(.iso8601.year().month().day())
            add(
                "the certificate \(path) begins on \(day) only", "set the clock right",
                isFault: true)
        }
        if isKeyOpen {
            add(
                "everybody on this machine may read the key of \(path)", "chmod 600 it",
                isFault: false)
        }
        return findings
    }

    /// What the server needs of it: TLS 1.2 at least.
    func serverConfiguration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try chainDER.map {
                .certificate(try NIOSSLCertificate(bytes: $0, format: .der))
            },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: keyDER, format: .der)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return configuration
    }
}

extension TLSSettings {
    /// The certificate that these settings mean; a self-signed one is made when there is none.
    ///
    /// - Parameters:
    ///   - folder: where a self-signed one lies.
    ///   - names: names and addresses that a new one is for.
    ///   - now: the clock's time: one that ended is replaced.
    /// - Returns: the certificate, and whether it was made just now.
    /// - Throws: `ServerCertificate.Fault`.
    package func certificate(
        in folder: String, names: [String], at now: Date
    ) throws(ServerCertificate.Fault) -> (certificate: ServerCertificate, isNew: Bool) {
        switch self {
        case .files(let certificate, let key):
            return (try ServerCertificate(certificate: certificate, key: key), false)
        case .selfSigned:
            if let known = try existing(in: folder), known.end > now { return (known, false) }
            try SelfSigned.make(in: folder, names: names, at: now)
            return (try ServerCertificate(folder: folder), true)
        }
    }

    /// The certificate as it lies there; nil for a self-signed one that was not made yet.
    package func existing(
        in folder: String
    ) throws(ServerCertificate.Fault) -> ServerCertificate? {
        switch self {
        case .files(let certificate, let key):
            return try ServerCertificate(certificate: certificate, key: key)
        case .selfSigned:
            let path = SelfSigned.certificatePath(folder)
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return try ServerCertificate(folder: folder)
        }
    }
}

extension ServerCertificate {
    /// The self-signed one of a folder.
    fileprivate init(folder: String) throws(Fault) {
        try self.init(
            certificate: SelfSigned.certificatePath(folder), key: SelfSigned.keyPath(folder))
    }
}
