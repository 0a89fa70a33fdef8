package import Kiosk

/// Slips drawn with Pango, Cairo and libqrencode.
///
/// Safe to share: two slips drawn at once take turns with the fonts, a band at a time. The first
/// slip of a renderer loads the fonts (some ten milliseconds); one renderer is meant to live as long
/// as the program.
package struct PangoSlipRenderer: SlipRenderer {
    private let typeCase = TypeCase()

    package init() {}

    /// The port's promise; throws `fontMissing` where no font at all is installed, `textTooLong` for
    /// a slip longer than 300 mm or with more parts than one can read, `qrTooLong` for a link whose
    /// modules would be too small to print, and `drawingFailed` for a width no paper has.
    ///
    /// Everything is placed before this returns, so a slip that begins to print can be finished.
    package func bands(of slip: Slip, widthDots: Int, maxBandRows: Int) throws(StationeryError)
        -> AnyIterator<Raster>
    {
        guard SlipStyle.widths.contains(widthDots) else {
            throw StationeryError(.drawingFailed, "no paper is \(widthDots) dots wide")
        }
        try Self.checkLengths(of: slip)
        let style = SlipStyle(widthDots: widthDots)
        var status: Raster?
        if let link = slip.statusURL { status = try Self.statusPicture(of: link, style) }
        let sheet = try layOut(slip, style, status)
        guard sheet.heightDots <= SlipStyle.maxHeightDots else {
            throw StationeryError(
                .textTooLong, "a slip of \(sheet.heightDots) dots is longer than 300 mm")
        }
        let painter = try BandPainter(sheet: sheet, typeCase: typeCase, maxBandRows: maxBandRows)
        return AnyIterator { painter.next() }
    }

    private func layOut(_ slip: Slip, _ style: SlipStyle, _ status: Raster?)
        throws(StationeryError) -> Sheet
    {
        try typeCase.locked { shelf throws(StationeryError) in
            guard shelf.resolvedFamily != nil else {
                throw StationeryError(.fontMissing, "no font is installed: fonts-noto-core has one")
            }
            var composer = SheetComposer(shelf: shelf, style: style)
            composer.place(slip, status: status)
            return Sheet(
                typeCase: typeCase, widthDots: style.widthDots, heightDots: composer.heightDots,
                parts: composer.parts)
        }
    }

    private static func checkLengths(of slip: Slip) throws(StationeryError) {
        let longest = max(slip.heading.count, slip.facts.count, slip.closing.count)
        guard longest <= SlipStyle.maxTextsInPart else {
            throw StationeryError(
                .textTooLong, "\(longest) lines in one part, \(SlipStyle.maxTextsInPart) at most")
        }
        guard slip.number.count <= SlipStyle.maxNumberLength else {
            throw StationeryError(
                .textTooLong, "a number of \(slip.number.count) digits is no ticket's")
        }
    }

    private static func statusPicture(of link: String, _ style: SlipStyle)
        throws(StationeryError) -> Raster
    {
        let modules = try QRModules(link)
        let fitting = style.qrTarget / modules.sizeWithQuietZone
        let moduleDots = min(max(fitting, style.qrSmallestModule), style.qrLargestModule)
        guard modules.sizeWithQuietZone * moduleDots <= style.widthDots else {
            throw StationeryError(
                .qrTooLong, "a link of \(link.utf8.count) bytes needs a QR wider than the paper")
        }
        return try modules.raster(moduleDots: moduleDots)
    }
}
