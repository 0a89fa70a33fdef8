/// Hides what nobody should read on a screen: hashes of passwords and PINs, and of tokens.
struct SecretMask {
    /// Each secret once, in the order of the file.
    private let secrets: [String]

    /// - Parameter text: of the file as it stands on disk; its secrets are the known ones.
    init(of text: String) {
        var secrets: [String] = []
        for secret in Self.secrets(in: text) where !secrets.contains(secret) {
            secrets.append(secret)
        }
        self.secrets = secrets
    }

    /// The text with each secret hidden; one that the file on disk has not is lost.
    func hide(_ text: String) -> String {
        text.replacing(Self.pattern) { match in
            secrets.firstIndex(of: String(match.output)).map { "[hidden-\($0 + 1)]" }
                ?? "[hidden-lost]"
        }
    }

    /// The text with the known secrets back in their places.
    func restore(_ text: String) -> String {
        text.replacing(#/\[hidden-([1-9][0-9]{0,3})\]/#) { match in
            guard let number = Int(match.1), secrets.indices.contains(number - 1) else {
                return String(match.0)
            }
            return secrets[number - 1]
        }
    }

    private static var pattern: Regex<Substring> {
        // The patterns that comments explain it by are no secrets.
        #/scrypt\$[0-9]+\$[0-9A-Za-z+\/=$]{16,}|\b[0-9a-fA-F]{64}\b/#
    }

    private static func secrets(in text: String) -> [String] {
        text.matches(of: pattern).map { String($0.output) }
    }
}
