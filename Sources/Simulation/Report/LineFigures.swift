package import QueueCore

/// Figures by line, as somebody writes them: `ho-tich=12/h,dat-dai=6.5`.
package struct LineFigures: Sendable {
    /// In the order written.
    package let figures: [(line: LineID, value: Double)]

    /// - Parameters:
    ///   - text: pairs with commas between them.
    ///   - unit: what may stand after each number, such as `/h`.
    ///   - limit: the largest number; nil is returned for larger ones, and for 0 and below.
    package init?(_ text: String, unit: String, upTo limit: Double) {
        var found: [(line: LineID, value: Double)] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "=", omittingEmptySubsequences: false)
            guard halves.count == 2, !halves[0].isEmpty else { return nil }
            let line = LineID(String(halves[0]))
            let number = halves[1].hasSuffix(unit) ? halves[1].dropLast(unit.count) : halves[1]
            guard let value = Self.number(number), value > 0, value <= limit,
                !found.contains(where: { $0.line == line })
            else { return nil }
            found.append((line, value))
        }
        figures = found
    }

    /// Digits with at most one point: neither `inf` nor `0x1p3`.
    package static func number(_ text: some StringProtocol) -> Double? {
        let isPlain = text.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
        }
        guard isPlain, text.utf8.count <= 12 else { return nil }
        return Double(String(text))
    }
}
