import Foundation
import Kiosk

/// How the server hides what is said, as written.
enum TLSDraft {
    case selfSigned
    /// The names of both files.
    case files(certificate: Place, key: Place)
    /// A mistake is written down.
    case unreadable
}

/// Reads `tls:` and asks for it where other machines are served.
enum TransportReader {
    private static let usual = "self-signed, or {certificate, key} with the names of PEM files"

    static func tls(_ place: Place) -> TLSDraft {
        if place.scalarText != nil {
            return place.choice(of: Word.self) == nil ? .unreadable : .selfSigned
        }
        guard let entries = place.entries(["certificate", "key"]) else { return .unreadable }
        let certificate = entries.required("certificate", "a file's name")
        let key = entries.required("key", "a file's name")
        guard let certificate, let key else { return .unreadable }
        return .files(certificate: certificate, key: key)
    }

    private enum Word: String, CaseIterable {
        case selfSigned = "self-signed"
    }

    /// What was written, with files as they are reached from anywhere.
    ///
    /// - Returns: nil for plain HTTP, and where a mistake was written down.
    static func check(_ draft: CentreDraft, resolved: (String) -> String) -> TLSSettings? {
        switch draft.tls {
        case .selfSigned?: return .selfSigned
        case .files(let certificate, let key)?:
            let paths = [certificate, key].compactMap { place -> String? in
                guard let name = place.lineOfText("a file's name", limit: 500) else { return nil }
                let path = resolved(name)
                guard FileManager.default.isReadableFile(atPath: path) else {
                    place.mistake(
                        found: "no file at \(quoted(name)) that this user may read",
                        expected: "a PEM file as \(place.name)")
                    return nil
                }
                return path
            }
            return paths.count == 2 ? .files(certificate: paths[0], key: paths[1]) : nil
        case .unreadable?: return nil
        case nil:
            refusePlain(draft)
            return nil
        }
    }

    /// Whoever shares the network would read passwords and tickets, and could change them.
    private static func refusePlain(_ draft: CentreDraft) {
        guard let listen = draft.listen, !listen.isLoopback, !listen.allowsPlainHTTP else { return }
        draft.listenPlace.mistake(
            found: "listen.host \(listen.host), which other machines reach, without tls",
            expected: "tls: \(usual); or, where nobody can listen in, plainHTTP: allowed in listen")
    }
}
