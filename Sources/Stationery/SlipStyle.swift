import Kiosk

/// The measures of a slip, in dots of 1/8 mm, by the width of its paper.
struct SlipStyle {
    /// Widths that a slip can be laid out in: from 58 mm paper's less common 360 dots and below to
    /// 112 mm paper's 832.
    static let widths = 256...1024
    /// Below this nobody reads a toned letter on thermal paper.
    static let smallestTextDots = 20
    /// Blocks and paragraphs in one slip at most; more is a mistake in the configuration.
    static let maxTexts = 160
    /// Digits in a number at most.
    static let maxNumberLength = 12
    /// A slip is 300 mm long at most, so that no mistake empties a roll.
    static let maxHeightDots = 2400
    /// White modules round a QR, as its standard demands.
    static let quietModules = 4

    private static let dotsPerMillimetre = 8.0
    /// Text on narrow paper, beside what it is on wide.
    private static let narrowText = 0.85
    /// Narrow paper makes no text smaller than this, in millimetres.
    private static let narrowSmallest = 2.75

    let widthDots: Int
    let paper: SlipPaper

    init(widthDots: Int) {
        self.widthDots = widthDots
        paper = SlipPaper(widthDots: widthDots)
    }

    private var isWide: Bool { paper == .wide }

    /// White left and right of all text.
    var margin: Int { isWide ? 12 : 6 }
    var textWidth: Int { widthDots - 2 * margin }

    /// A length that is the same on all paper.
    func dots(_ millimetres: Double) -> Int {
        let largest = Double(Self.maxHeightDots)
        let dots = (millimetres * Self.dotsPerMillimetre).rounded()
        return dots.isFinite ? Int(min(max(0, dots), largest)) : 0
    }

    /// The em square of text that is so large on 80 mm paper.
    func textDots(_ millimetres: Double) -> Int {
        let shrunk = max(millimetres * Self.narrowText, min(millimetres, Self.narrowSmallest))
        return max(Self.smallestTextDots, dots(isWide ? millimetres : shrunk))
    }

    // MARK: The number

    /// Width of the number, unless it has fewer digits than four.
    func numberWidth(percent: Int) -> Int { widthDots * min(max(10, percent), 100) / 100 }

    /// Four digits of this size fill a width; fewer are not made bigger, more are made smaller.
    func numberLargest(width: Int) -> Int { width * 13 / 30 }

    // MARK: The QR

    /// Below this a worn head prints modules that phones misread.
    var qrSmallestModule: Int { isWide ? 4 : 3 }
    let qrLargestModule = 8

    // MARK: White

    /// Wrapped lines of a fact begin further right, so that each fact is seen as one.
    let hangingIndent = 24
    /// Above and below words that are white on black.
    let barPadding = 6
    let tail = 8
}
