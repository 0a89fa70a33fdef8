/// The measures of a slip, in dots of 1/8 mm, by the width of its paper.
struct SlipStyle {
    /// Widths that a slip can be laid out in: from 58 mm paper's less common 360 dots and below to
    /// 112 mm paper's 832.
    static let widths = 256...1024
    /// Below this nobody reads a toned letter on thermal paper.
    static let smallestTextDots = 20
    /// Lines given in one part of a slip at most; more is a mistake in the configuration.
    static let maxTextsInPart = 16
    /// Digits in a number at most.
    static let maxNumberLength = 12
    /// A slip is 300 mm long at most, so that no mistake empties a roll.
    static let maxHeightDots = 2400
    /// White modules round a QR, as its standard demands.
    static let quietModules = 4

    let widthDots: Int
    /// Paper of 80 mm and wider.
    var isWide: Bool { widthDots >= 512 }

    /// White left and right of all text.
    var margin: Int { isWide ? 12 : 6 }
    var textWidth: Int { widthDots - 2 * margin }

    // MARK: Text

    var headingLargest: Int { isWide ? 32 : 28 }
    var headingSmallest: Int { isWide ? 26 : 24 }
    var caption: Typeface { Typeface(sizeDots: isWide ? 30 : 26) }
    var fact: Typeface { Typeface(sizeDots: isWide ? 30 : 24) }
    var closing: Typeface { Typeface(sizeDots: isWide ? 26 : 22) }
    var statusCaption: Typeface { Typeface(sizeDots: isWide ? 24 : 22) }
    var mark: Typeface { Typeface(sizeDots: isWide ? 44 : 36, isBold: true) }
    /// The most lines that one text of each part may fill before it is shortened.
    let headingLines = 3
    let captionLines = 2
    let factLines = 4
    let closingLines = 4
    let markLines = 2

    // MARK: The number

    /// Width of the number, unless `numberLargest` is reached first.
    var numberWidth: Int { widthDots * 15 / 16 }
    /// Four digits of this size fill `numberWidth`; fewer are not made bigger, more are made smaller.
    var numberLargest: Int { widthDots * 13 / 32 }

    // MARK: The QR

    /// With the quiet zone about 33 mm, which phones read from a hand's distance.
    let qrTarget = 264
    var qrSmallestModule: Int { isWide ? 4 : 3 }
    let qrLargestModule = 8

    // MARK: White and lines

    let gap = 14
    let smallGap = 6
    /// Above and below the number, which has no white of its own.
    let numberGap = 16
    /// Wrapped lines of a fact begin further right, so that each fact is seen as one.
    let hangingIndent = 24
    let ruleThickness = 3
    let markPadding = 6
    let tail = 8
}
