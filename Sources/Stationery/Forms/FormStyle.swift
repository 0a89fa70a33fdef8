import Kiosk

/// Measures of a form on one paper, in dots of a tenth of a point.
///
/// Dots and not points, so that places are whole numbers and one form is one sequence of bytes.
struct FormStyle: Hashable {
    static let dotsPerPoint = 10

    let pageWidth: Int
    let pageHeight: Int
    let margin: Int
    /// Left, where a folder's holes are punched.
    let bindingMargin: Int
    let text: Typeface
    let small: Typeface
    let title: Typeface
    let ruleThickness: Int
    let qrTarget: Int
    let barcodeHeight: Int

    init(paper: FormPaper, isLandscape: Bool) {
        let (width, height): (Int, Int)
        let size: Int
        switch paper {
        case .a4: (width, height, size) = (Self.dots(210), Self.dots(297), 110)
        case .a5: (width, height, size) = (Self.dots(148), Self.dots(210), 80)
        }
        (pageWidth, pageHeight) = isLandscape ? (height, width) : (width, height)
        margin = Self.dots(paper == .a4 ? 15 : 9)
        bindingMargin = Self.dots(paper == .a4 ? 20 : 12)
        text = Typeface(sizeDots: size)
        small = Typeface(sizeDots: size * 3 / 4)
        title = Typeface(sizeDots: size * 5 / 4, isBold: true)
        ruleThickness = 5
        qrTarget = Self.dots(paper == .a4 ? 22 : 18)
        barcodeHeight = Self.dots(paper == .a4 ? 10 : 8)
    }

    /// A length in millimetres.
    static func dots(_ millimetres: Int) -> Int {
        (millimetres * 72 * dotsPerPoint * 10 + 127) / 254
    }

    var textWidth: Int { pageWidth - bindingMargin - margin }
    var bodyHeight: Int { pageHeight - 2 * margin }
    /// White between two parts.
    var gap: Int { text.sizeDots / 4 }
    /// White between columns that stand beside each other.
    var gutter: Int { text.sizeDots }
    /// White around a table's words.
    var cellPadding: Int { text.sizeDots / 3 }
    /// Room for a hand's signature.
    var signatureRoom: Int { text.sizeDots * 9 / 2 }
    var boxEdge: Int { text.sizeDots * 9 / 10 }
    /// Motto and heading are shrunk to their half of the page, not below this part of the text.
    var smallestHead: Int { text.sizeDots * 6 / 10 }
    /// A module of 0.25 mm is read by any phone and by a counter's scanner.
    var smallestModule: Int { 7 }
    var largestQR: Int { Self.dots(40) }
    /// Widest module of a barcode.
    var largestBar: Int { 10 }
    /// Narrowest bar that office printers keep apart: 0.17 mm at 600 dpi.
    var smallestBar: Int { 5 }
}
