import Foundation
import Kiosk
import KioskStore
import KioskWeb
import Logging
import QueueCore

/// How the server's certificate is found, told and looked after.
enum Transport {
    /// Browsers go by the machine's clock, also where a demonstration was given another.
    private static var machineTime: Date {
        let milliseconds = SystemClock().now().millisecondsSinceEpoch
        return Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    }

    /// The certificate that a server is to show, made if need be; nil for plain HTTP.
    ///
    /// - Throws: `ServerCertificate.Fault` when it cannot be used.
    static func certificate(_ parts: Centre.Parts) throws -> ServerCertificate? {
        let (configuration, logger) = (parts.configuration, parts.logger)
        guard let settings = configuration.tls else {
            if !configuration.listen.isLoopback {
                logger.warning(
                    "passwords and tickets go over the network unencrypted: tls: self-signed hides them"
                )
            }
            return nil
        }
        let (certificate, isNew) = try settings.certificate(
            in: parts.directory.tlsPath, names: OwnNames.all(configuration), at: machineTime)
        for finding in certificate.findings(at: machineTime) {
            logger.warning("\(finding.words): \(finding.remedy)")
        }
        let words = "\(isNew ? "new " : "")certificate, SHA-256 \(certificate.fingerprint)"
        FileHandle.standardOutput.write(Data("  TLS      \(words)\n".utf8))
        return certificate
    }

    /// What is wrong with a configured certificate, and what will be; nothing for one that is made
    /// at the first start.
    ///
    /// - Parameters:
    ///   - configuration: the centre's.
    ///   - directory: nil where a self-signed one is not to be looked at.
    /// - Returns: each with what to do.
    static func findings(
        _ configuration: Configuration, _ directory: DataDirectory?
    ) -> [ServerCertificate.Finding] {
        guard let settings = configuration.tls else { return [] }
        if settings == .selfSigned, directory == nil { return [] }
        do {
            return try settings.existing(in: directory?.tlsPath ?? "")?.findings(at: machineTime)
                ?? []
        } catch {
            return [.init(words: error.cause, remedy: error.remedy, isFault: true)]
        }
    }
}

extension DataDirectory {
    /// Where a self-signed certificate lies with its key.
    var tlsPath: String { "\(path)/tls" }
}

extension Doctor {
    func checkCertificate(_ configuration: Configuration?, _ report: inout Findings) {
        guard let configuration else { return }
        report.head("Encryption")
        guard let settings = configuration.tls else {
            if configuration.listen.isLoopback {
                report.good("none: only this machine is served")
            } else {
                report.note(
                    "none: whoever shares the network reads passwords and tickets",
                    "write tls: self-signed into \(config)")
            }
            return
        }
        let directory = DataDirectory(path: data)
        for finding in Transport.findings(configuration, directory) {
            if finding.isFault {
                report.fault(finding.words, finding.remedy)
            } else {
                report.note(finding.words, finding.remedy)
            }
        }
        guard let certificate = try? settings.existing(in: directory.tlsPath) else {
            if settings == .selfSigned { report.good("a certificate is made at the first start") }
            return
        }
        let day = certificate.end.formatted(.iso8601.year().month().day())
        report.good("certificate until \(day), SHA-256 \(certificate.fingerprint)")
    }
}
