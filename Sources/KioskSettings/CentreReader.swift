import Foundation
import Kiosk
import QueueCore

/// Reads who the centre is, where its server listens and how its dossiers are numbered.
enum CentreReader {
    /// Lines that the head of a slip has room for.
    static let headingLimit = 4
    /// This machine only, until someone decides otherwise.
    static let defaultListen = ListenAddress(host: "127.0.0.1", port: 8080)

    static func centre(_ place: Place) -> CentreSettings? {
        guard let entries = place.entries(["code", "name", "heading"]) else { return nil }
        let code = entries.required("code", "the centre's code").flatMap(agencyCode)
        let name = HallReader.name(in: entries)
        let heading = entries.required("heading", "a list of lines").flatMap(heading)
        guard let code, let name, let heading else { return nil }
        return CentreSettings(code: code, heading: heading, name: name)
    }

    private static func heading(_ place: Place) -> [String]? {
        guard let items = place.list("lines of text") else { return nil }
        guard (1...headingLimit).contains(items.count) else {
            place.mistake(
                found: "\(items.count) lines", expected: "1 to \(headingLimit) as \(place.name)")
            return nil
        }
        return items.compactMap { $0.lineOfText("a line of text", limit: 80) }
    }

    /// A centre's or agency's code, `H53.12.3`.
    ///
    /// It stands in every event and in file names: ASCII, and short.
    static func agencyCode(_ place: Place) -> String? {
        let expected = "a code such as H53.12.3 (letters, digits, “.” and “-”, 40 at most)"
        guard let text = place.text(expected) else { return nil }
        guard text.utf8.count <= 40, isASCIIWord(text, with: ".-") else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return text
    }

    static func listen(_ place: Place) -> ListenAddress? {
        guard let entries = place.entries(["host", "port", "plainHTTP"]) else { return nil }
        let host = entries["host"].map(host) ?? defaultListen.host
        let port = entries["port"].map { $0.integer(in: 1...65_535) } ?? defaultListen.port
        let plain = entries["plainHTTP"].map { $0.choice(of: PlainHTTP.self) } ?? .refused
        guard let host, let port, let plain else { return nil }
        return ListenAddress(host: host, port: port, allowsPlainHTTP: plain == .allowed)
    }

    /// Whether other machines may be served without TLS, as written.
    private enum PlainHTTP: String, CaseIterable {
        case refused, allowed
    }

    private static func host(_ place: Place) -> String? {
        let expected = "an address or host name such as 127.0.0.1"
        guard let text = place.text(expected) else { return nil }
        guard HostName.isOne(text) else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return text
    }

    /// The beginning of every status link, so a slash at its end would stand there twice.
    static func publicBaseURL(_ place: Place) -> String? { baseURL(place) }

    /// The beginning of other URLs.
    static func baseURL(_ place: Place) -> String? {
        let expected = "an http or https URL without a slash at its end, without “?” and “#”"
        guard let text = place.text(expected, limit: 500) else { return nil }
        let components = URLComponents(string: text)
        let isGraphic = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        guard isGraphic, let components, ["http", "https"].contains(components.scheme),
            components.host?.isEmpty == false, components.user == nil,
            components.password == nil, components.query == nil, components.fragment == nil,
            components.port.map({ (1...65_535).contains($0) }) ?? true, !text.hasSuffix("/")
        else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return text
    }
}
