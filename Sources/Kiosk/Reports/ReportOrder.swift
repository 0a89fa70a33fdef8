/// The order of a report's rows: known keys as they are configured, the rest by name.
struct ReportOrder {
    private let known: [String: Int]

    init(_ order: [String]) {
        known = Dictionary(
            order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func sorted(_ keys: some Sequence<String>) -> [String] {
        keys.sorted { (known[$0] ?? .max, padded($0)) < (known[$1] ?? .max, padded($1)) }
    }

    /// Makes counter 10 come after counter 9, and both after nobody's; names stay as they are.
    private func padded(_ key: String) -> String {
        (key == "-" || key.allSatisfy(\.isNumber)) && key.count < 8
            ? String(repeating: " ", count: 8 - key.count) + key : key
    }
}
