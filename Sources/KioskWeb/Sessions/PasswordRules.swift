import Foundation
package import Kiosk

/// Which passwords are taken: long ones that nobody tries first (NIST SP 800-63B).
///
/// No character classes and no date of expiry: they make people write passwords down.
package struct PasswordRules: Sendable {
    package static let longest = 128
    /// The fewest that any account takes.
    package static let shortest = 8

    /// What is wrong with one; the code that the API answers.
    package enum Fault: String, Sendable {
        case short = "password-short"
        case long = "password-long"
        case common = "password-common"
        /// Made of the account's own name or the centre's.
        case near = "password-near"
    }

    /// Word lists of Debian's packages (cracklib-runtime, john-data), asked where they are.
    static let systemLists = ["/usr/share/dict/cracklib-small", "/usr/share/john/password.lst"]
    private static let listBytesMax = 4 << 20

    private let names: Set<String>

    /// Rules that refuse these names too: the centre's, its places'.
    package init(names: [String] = []) {
        self.names = Set(
            names.flatMap { name in
                let words = Self.plain(name).split { !$0.isLetter && !$0.isNumber }
                return words.map(String.init) + [words.joined()]
            }.filter { $0.count >= 4 })
    }

    /// Rules that know the centre's own names.
    package init(_ configuration: Configuration) {
        self.init(
            names: [configuration.centre.name.vi, configuration.centre.name.en]
                + configuration.centre.heading + configuration.lineNames.values.map(\.vi))
    }

    /// Characters that a password of this role has at least.
    package static func shortest(_ role: Role) -> Int { role == .clerk ? shortest : 12 }

    /// What is wrong with a password; nil for nothing.
    ///
    /// Reads word lists: some milliseconds.
    ///
    /// - Parameters:
    ///   - password: as typed.
    ///   - role: of the account.
    ///   - user: the account's name; empty where it is not known.
    /// - Returns: the first fault.
    package func fault(in password: String, role: Role, user: String) -> Fault? {
        let text = password.precomposedStringWithCanonicalMapping
        guard text.count >= Self.shortest(role) else { return .short }
        guard text.count <= Self.longest else { return .long }
        let plain = Self.plain(text)
        let forms = Self.forms(plain)
        if Set(plain).count <= 3 || Self.isRun(plain) { return .common }
        let near = names.union([Self.plain(user)].filter { $0.count >= 3 })
        // What is left without a name may be too little for a secret.
        let isNear = near.contains { name in
            forms.contains(name)
                || plain.contains(name)
                    && plain.replacing(name, with: "").filter(\.isLetter).count < 4
        }
        if isNear { return .near }
        return Self.isListed(forms) ? .common : nil
    }

    /// The password itself, without what is put at its ends, and with letters for digits.
    private static func forms(_ plain: String) -> Set<String> {
        let core = trimmed(plain)
        let letters: [Character: Character] = [
            "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s",
        ]
        let spelt = String(plain.map { letters[$0] ?? $0 })
        return Set([plain, core, spelt, trimmed(spelt)].filter { $0.count >= 4 })
    }

    private static func trimmed(_ text: String) -> String {
        var letters = Substring(text)
        while let last = letters.last, !last.isLetter { letters.removeLast() }
        while let first = letters.first, !first.isLetter { letters.removeFirst() }
        return String(letters)
    }

    /// `12345678`, `hgfedcba`, and a word that is said again and again.
    private static func isRun(_ text: String) -> Bool {
        let values = text.unicodeScalars.map { Int($0.value) }
        let steps = Set(zip(values, values.dropFirst()).map { $1 - $0 })
        if steps.isSubset(of: [1, -9]) || steps.isSubset(of: [-1, 9]) { return true }
        return (1...max(1, values.count / 2)).contains { length in
            values.indices.allSatisfy { values[$0] == values[$0 % length] }
        }
    }

    private static func isListed(_ forms: Set<String>) -> Bool {
        let own = Bundle.module.url(
            forResource: "common-passwords", withExtension: "txt", subdirectory: "Lists")
        for path in [own?.path].compactMap(\.self) + systemLists {
            guard let file = FileHandle(forReadingAtPath: path),
                let bytes = try? file.read(upToCount: listBytesMax)
            else { continue }
            for line in bytes.split(separator: UInt8(ascii: "\n"))
            where forms.contains(String(decoding: line, as: UTF8.self).lowercased()) {
                return true
            }
        }
        return false
    }

    /// Lower case, without accents: whoever guesses leaves them out.
    private static func plain(_ text: String) -> String {
        text.lowercased().replacing("đ", with: "d")
            .folding(options: .diacriticInsensitive, locale: nil)
    }
}
