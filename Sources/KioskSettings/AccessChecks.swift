import Kiosk

/// What must hold between accounts, device tokens, clerks and kiosks.
enum AccessChecks {
    static func run(_ draft: CentreDraft) {
        let accounts = draft.accounts ?? []
        _ = DeclaredNames("user", accounts.map(\.user))
        for account in accounts where account.role == .clerk {
            guard let user = account.user, let clerks = draft.names.clerks.names,
                !clerks.contains(user.value)
            else { continue }
            user.place.mistake(
                found: "clerk \(quoted(user.value)) without an entry under clerks"
                    + didYouMean(user.value, among: clerks),
                expected: "{id: \(user.value), fields: […]} under clerks")
        }
        let tokens = draft.deviceTokens ?? []
        _ = DeclaredNames("device token", tokens.map(\.name))
        draft.names.kiosks.check(tokens.compactMap(\.kiosk))
        if let numbers = draft.counters.map({ Set($0.compactMap { $0.number?.value }) }) {
            for counter in tokens.compactMap(\.counter) where !numbers.contains(counter.value) {
                counter.place.mistake(
                    found: "a device for the unknown counter \(counter.value)",
                    expected: anyOf(numbers.sorted().map(String.init)))
            }
        }
        var lines: [String: Int] = [:]
        for digest in tokens.compactMap(\.digest) {
            if let first = lines.updateValue(digest.place.line, forKey: digest.value) {
                digest.place.mistake(
                    found: "the same sha256 as in line \(first)",
                    expected: "a token of its own for each device")
            }
        }
    }
}
