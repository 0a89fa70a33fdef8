/// A part of a whole that is always told with both.
package struct Share: Hashable, Sendable, Codable {
    package let part: Int
    /// The denominator.
    package let whole: Int

    package init(_ part: Int, of whole: Int) {
        self.part = part
        self.whole = whole
    }

    /// In hundredths of a percent, halves up: 4,180 is 41.80 %; nil of nothing.
    package var basisPoints: Int? {
        guard whole > 0, part >= 0 else { return nil }
        // By parts, so that no count that fits a register overflows.
        let (whole, part) = (whole.magnitude, part.magnitude)
        let wide = part.multipliedFullWidth(by: 10_000)
        guard wide.high < whole else { return nil }
        let (quotient, rest) = whole.dividingFullWidth(wide)
        return Int(exactly: quotient + (rest >= whole - rest ? 1 : 0))
    }
}

/// Which language's marks a figure is written with.
package enum FigureStyle: String, Hashable, Sendable, CaseIterable {
    /// 16.183 and 41,80 %.
    case vietnamese = "vi"
    /// 16,183 and 41.80 %.
    case english = "en"

    /// A count with its thousands apart.
    package func text(_ count: Int) -> String {
        let mark: Character = self == .vietnamese ? "." : ","
        var text = ""
        for (index, digit) in String(count.magnitude).reversed().enumerated() {
            if index > 0, index.isMultiple(of: 3) { text.append(mark) }
            text.append(digit)
        }
        return (count < 0 ? "-" : "") + String(text.reversed())
    }

    /// A share in percent with two places; “–” of nothing.
    package func text(_ share: Share) -> String {
        guard let points = share.basisPoints else { return "–" }
        let rest = points % 100
        let mark = self == .vietnamese ? "," : "."
        return "\(text(points / 100))\(mark)\(rest < 10 ? "0" : "")\(rest) %"
    }
}
