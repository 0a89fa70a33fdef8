import Foundation
import Kiosk

/// What an applicant is found by, in the one spelling that is marked.
enum VaultIndex {
    enum Kind: Int, CaseIterable {
        case name = 1
        case identity, phone
    }

    /// Every spelling under which an applicant is found.
    static func values(of applicant: Applicant) -> [(Kind, String)] {
        var values = [(Kind.name, folded(applicant.name))]
        if let identity = applicant.identity { values.append((.identity, identity)) }
        if let phone = applicant.phone { values.append((.phone, domestic(phone))) }
        return values
    }

    /// What words that somebody looks for may be.
    static func candidates(_ words: String) -> [(Kind, String)] {
        let plain = words.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        var candidates = [(Kind.name, folded(words))]
        if let identity = checkedIdentity(plain) { candidates.append((.identity, identity)) }
        if let phone = checkedPhone(plain) { candidates.append((.phone, domestic(phone))) }
        return candidates
    }

    /// Without case, accents and spare blanks: `nguyen thi vi du`.
    static func folded(_ name: String) -> String {
        let bare = name.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars
            .filter { $0.properties.generalCategory != .nonspacingMark }
            .map { $0 == "đ" ? "d" : Character($0) }
        return String(bare).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// `+84900000000` and `0900000000` are one number.
    private static func domestic(_ phone: String) -> String {
        phone.hasPrefix("+84") ? "0" + phone.dropFirst(3) : phone
    }

    static func checkedIdentity(_ text: String) -> String? {
        let plain = text.uppercased().filter { !$0.isWhitespace }
        let isWord = plain.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        return isWord && (6...20).contains(plain.utf8.count) ? plain : nil
    }

    static func checkedPhone(_ text: String) -> String? {
        let plain = text.filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        let digits = plain.hasPrefix("+") ? plain.dropFirst() : plain[...]
        let areDigits = digits.utf8.allSatisfy { (48...57).contains($0) }
        return areDigits && (8...15).contains(digits.utf8.count) ? plain : nil
    }
}

extension Applicant {
    /// The same in the spelling that is kept.
    ///
    /// - Throws: `DossierError` with code `.malformed` and the member's name as its cause.
    func checked() throws -> Applicant {
        func text(_ value: String?, _ member: String, _ limit: Int) throws -> String? {
            let plain = (value ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
                .precomposedStringWithCanonicalMapping
            if plain.isEmpty { return nil }
            let isPrintable = plain.unicodeScalars.allSatisfy {
                ![.control, .format, .surrogate, .privateUse].contains(
                    $0.properties.generalCategory)
            }
            guard isPrintable, plain.unicodeScalars.count <= limit else {
                throw DossierError(.malformed, member)
            }
            return plain
        }
        guard let name = try text(name, "name", 300) else {
            throw DossierError(.malformed, "name")
        }
        var checked = Applicant(name: name)
        if let given = try text(identity, "identity", 60) {
            guard let plain = VaultIndex.checkedIdentity(given) else {
                throw DossierError(.malformed, "identity")
            }
            checked.identity = plain
        }
        if let given = try text(phone, "phone", 60) {
            guard let plain = VaultIndex.checkedPhone(given) else {
                throw DossierError(.malformed, "phone")
            }
            checked.phone = plain
        }
        checked.address = try text(address, "address", 500)
        checked.email = try text(email, "email", 254)
        return checked
    }

    func masked(_ code: String) -> MaskedApplicant {
        func hidden(_ text: String, _ first: Int, _ last: Int) -> String {
            let hidden = text.count - first - last
            guard hidden > 0 else { return String(repeating: "*", count: text.count) }
            return text.prefix(first) + String(repeating: "*", count: hidden) + text.suffix(last)
        }
        let names = name.split(separator: " ").prefix(8).map { "\($0.prefix(1))***" }
        return MaskedApplicant(
            code: code, name: names.joined(separator: " "),
            identity: identity.map { hidden($0, 4, 3) }, phone: phone.map { hidden($0, 2, 3) })
    }
}
