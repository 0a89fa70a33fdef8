/// One part of a slip, across the paper's whole width.
package struct SlipBlock: Hashable, Sendable {
    /// What it shows; lengths are millimetres on 80 mm paper.
    package enum Content: Hashable, Sendable {
        /// Words in one style, a line or paragraph each.
        case text([String], SlipTextStyle)
        /// Digits as large as `widthPercent` of the paper allows for four of them.
        case number(String, widthPercent: Int)
        /// A QR about so large with its white margin.
        case qr(String, size: Double)
        /// A black line so thick.
        case rule(Double)
        /// A picture, dot for dot, in the middle.
        case image(Raster)
        /// White; of two that meet, the larger counts.
        case space(Double)
    }

    package var content: Content
    /// The paper it is for; nil for any.
    package var paper: SlipPaper?

    package init(_ content: Content, paper: SlipPaper? = nil) {
        self.content = content
        self.paper = paper
    }
}

/// The two widths of paper that layouts tell apart.
package enum SlipPaper: String, Hashable, Sendable, CaseIterable {
    case narrow = "58"
    case wide = "80"

    /// Dots in a row from which paper is wide: 180 dots an inch give 80 mm paper 512.
    private static let wideDots = 512

    /// The paper of a printer with so many dots in a row.
    package init(widthDots: Int) { self = widthDots >= Self.wideDots ? .wide : .narrow }
}

/// How the words of a block are set.
package struct SlipTextStyle: Hashable, Sendable {
    /// Where lines stand in the width.
    package enum Alignment: String, Hashable, Sendable, CaseIterable {
        case left
        /// In the middle, lines of about equal length.
        case centre
        case right
    }

    /// Names for sizes that go well together.
    package enum Size: String, Hashable, Sendable, CaseIterable {
        case small, normal, large, title, huge

        /// Millimetres from line top to line bottom without leading, on 80 mm paper; a capital is
        /// about seven tenths of it.
        package var millimetres: Double {
            switch self {
            case .small: 3
            case .normal: 3.25
            case .large: 3.5
            case .title: 4
            case .huge: 5.5
            }
        }
    }

    /// As `Size.millimetres`.
    package var size: Double
    /// Down to which size the text shrinks so that each paragraph stays one line; nil keeps `size`.
    package var smallest: Double?
    package var isBold: Bool
    /// White on black, from edge to edge.
    package var isInverse: Bool
    package var alignment: Alignment
    /// Lines a paragraph may fill before it is shortened with an ellipsis.
    package var maxLines: Int

    package init(
        size: Double = Size.normal.millimetres, smallest: Double? = nil, isBold: Bool = false,
        isInverse: Bool = false, alignment: Alignment = .left, maxLines: Int = 4
    ) {
        self.size = size
        self.smallest = smallest
        self.isBold = isBold
        self.isInverse = isInverse
        self.alignment = alignment
        self.maxLines = maxLines
    }
}
