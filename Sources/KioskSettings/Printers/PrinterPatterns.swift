import DeviceWire

/// Reads the patterns of device IDs that a profile is for.
enum PrinterPatterns {
    /// Patterns of one profile.
    private static let limit = 50
    /// Characters of a maker's or model's pattern; an ID has 1,024 in all.
    private static let lengthLimit = 64

    /// A list of `{maker: …, model: …}`, each pattern once; nil where a mistake was written down.
    static func read(_ place: Place) -> [Located<PrinterProfile.Match>]? {
        guard let items = place.list("patterns of device IDs") else { return nil }
        guard (1...limit).contains(items.count) else {
            place.mistake(
                found: items.isEmpty ? "an empty list" : "\(items.count) patterns",
                expected: "1 to \(limit) patterns, or no key “match”")
            return nil
        }
        let patterns = items.map(pattern)
        return patterns.contains { $0 == nil } ? nil : patterns.compactMap(\.self)
    }

    private static func pattern(_ place: Place) -> Located<PrinterProfile.Match>? {
        guard let entries = place.entries(["maker", "model"]) else { return nil }
        let maker = entries.required("maker", "a pattern such as “EPSON” or “*”").flatMap(half)
        let model = entries.required("model", "a pattern such as “TM-T20*”").flatMap(half)
        guard let maker, let model else { return nil }
        guard !"\(maker)\(model)".allSatisfy({ $0 == "*" }) else {
            place.mistake(
                found: "a pattern that fits every printer",
                expected: "one that fits a family; what no profile fits gets the generic one")
            return nil
        }
        return Located(value: PrinterProfile.Match(maker: maker, model: model), place: place)
    }

    /// Device IDs are printable ASCII.
    private static func half(_ place: Place) -> String? {
        let expected = "printable ASCII, “*” for any characters"
        guard let text = place.lineOfText(expected, limit: lengthLimit) else { return nil }
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return text
    }
}
