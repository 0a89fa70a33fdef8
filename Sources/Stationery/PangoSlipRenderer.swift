package import Kiosk

/// Slips drawn with Pango, Cairo and libqrencode.
///
/// Safe to share: two slips drawn at once take turns with the fonts, a text at a time. The first
/// slip of a renderer loads the fonts (some ten milliseconds), and words that were on one of the
/// last slips are not drawn again; so one renderer is meant to live as long as the program.
package struct PangoSlipRenderer: SlipRenderer {
    /// Texts kept as dots when nobody says otherwise: those of some ten slips, about half a MiB.
    package static let keptTexts = 256

    private let typeCase: TypeCase

    /// A renderer that keeps so many texts drawn; 0 draws every word anew.
    package init(keptTexts: Int = Self.keptTexts) {
        typeCase = TypeCase(keptTexts: keptTexts)
    }

    /// The port's promise; throws `fontMissing` where no font at all is installed, `textTooLong` for
    /// a slip longer than 300 mm or with more parts than one can read, `qrTooLong` for a link whose
    /// modules would be too small to print, and `drawingFailed` for a width no paper has.
    ///
    /// Everything is placed before this returns, so a slip that begins to print can be finished.
    /// A band ends where a block ends, so that its dots fill a box no larger than the block.
    package func bands(of slip: Slip, widthDots: Int, maxBandRows: Int) throws(StationeryError)
        -> AnyIterator<Raster>
    {
        guard SlipStyle.widths.contains(widthDots) else {
            throw StationeryError(.drawingFailed, "no paper is \(widthDots) dots wide")
        }
        let texts = slip.blocks.reduce(0) { sum, block in
            if case .text(let paragraphs, _) = block.content { return sum + paragraphs.count }
            return sum + 1
        }
        guard texts <= SlipStyle.maxTexts else {
            throw StationeryError(
                .textTooLong, "\(texts) texts in one slip, \(SlipStyle.maxTexts) at most")
        }
        let sheet = try layOut(slip, SlipStyle(widthDots: widthDots))
        guard sheet.heightDots <= SlipStyle.maxHeightDots else {
            throw StationeryError(
                .textTooLong, "a slip of \(sheet.heightDots) dots is longer than 300 mm")
        }
        let painter = BandPainter(sheet: sheet, typeCase: typeCase, maxBandRows: maxBandRows)
        return AnyIterator { painter.next() }
    }

    private func layOut(_ slip: Slip, _ style: SlipStyle) throws(StationeryError) -> Sheet {
        try typeCase.locked { shelf throws(StationeryError) in
            guard shelf.resolvedFamily != nil else {
                throw StationeryError(.fontMissing, "no font is installed: fonts-noto-core has one")
            }
            var composer = SheetComposer(shelf: shelf, style: style)
            for block in slip.blocks { try composer.place(block) }
            return Sheet(
                typeCase: typeCase, widthDots: style.widthDots, heightDots: composer.heightDots,
                stops: composer.stops, parts: composer.parts)
        }
    }
}
