/// What a whole scan is.
package enum ScanPayload: Hashable, Sendable {
    /// A dossier's code, from the bars or QR of its receipt; only its shape was looked at.
    case dossier(code: String)
    /// The token of a ticket's status link, from the QR on its slip.
    case statusLink(token: String)
    case card(CardFields)

    private static let codeMax = 64
    /// Characters of a status token.
    private static let tokenLength = 22

    /// Says what the bytes of one scan are, without the end of their line.
    ///
    /// - Throws: `ScanRefusal`; total for any bytes.
    package init(_ bytes: [UInt8]) throws(ScanRefusal) {
        guard bytes.count <= ScanLineReader.lengthMax else { throw .tooLong }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
        guard text.unicodeScalars.allSatisfy(Self.isPlain) else { throw .controlCharacter }
        if text.utf8.contains(UInt8(ascii: "|")) {
            self = .card(
                try CardFields(text.split(separator: "|", omittingEmptySubsequences: false)))
            return
        }
        let word = text.drop { $0 == " " }
        guard let payload = Self.link(word) ?? Self.code(word).map({ .dossier(code: $0) }) else {
            throw .unrecognised
        }
        self = payload
    }

    /// Our links: `…/t/<token>` of a slip, or any address that ends in a dossier's code.
    ///
    /// Nobody is asked at that address; the last parts are all that is read of it.
    private static func link(_ text: Substring) -> ScanPayload? {
        let lower = text.prefix(8).lowercased()
        guard lower.hasPrefix("https://") || lower.hasPrefix("http://") else { return nil }
        let address = text.prefix { $0 != "?" && $0 != "#" }
        let parts = address.split(separator: "/", omittingEmptySubsequences: false)
        // Scheme, nothing, host, and a way of at least one part.
        guard parts.count >= 4, !parts[2].isEmpty, let last = parts.last else { return nil }
        if parts.count >= 5, parts[parts.count - 2] == "t", isToken(last) {
            return .statusLink(token: String(last))
        }
        return code(last).map { .dossier(code: $0) }
    }

    private static func isToken(_ text: Substring) -> Bool {
        text.utf8.count == tokenLength
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
                    || $0 == 45 || $0 == 95
            }
    }

    /// A code of the shape `agency-six digits-four to seven digits`, in capitals.
    ///
    /// Small letters are a scanner whose caps lock is turned. Whether there is such an agency, and
    /// such a dossier, the core knows.
    private static func code(_ text: Substring) -> String? {
        var text = text
        while text.last == " " { text.removeLast() }
        guard text.utf8.count <= codeMax, text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, isDigits(parts[1], 6),
            (4...7).contains(where: { isDigits(parts[2], $0) }), isAgency(parts[0])
        else { return nil }
        return text.uppercased()
    }

    /// `H53.12.3` or the older `000.00.04.H40`: letters and digits between single dots, one letter.
    private static func isAgency(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let letters = text.utf8.count { (65...90).contains($0 & 0xDF) }
        return letters == 1
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count)
                    && part.utf8.allSatisfy {
                        (48...57).contains($0) || (65...90).contains($0 & 0xDF)
                    }
            }
    }

    /// Whether the scalar is something that people see and read.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.properties.isDefaultIgnorableCodePoint else { return false }
        return switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
            .paragraphSeparator:
            false
        default: true
        }
    }
}
