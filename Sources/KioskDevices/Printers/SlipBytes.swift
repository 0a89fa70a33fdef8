package import DeviceWire
package import Kiosk

/// The bytes of slips for printers of one profile: what a driver sends, piece by piece, and what a
/// file holds.
package struct SlipBytes: Sendable {
    /// What is sent at once: chunks, and how many rows of paper they take.
    struct Piece {
        let chunks: [EscPosChunk]
        var rows = 0

        var bytes: [UInt8] { chunks.flatMap(\.bytes) }
    }

    private let language: PrinterLanguage
    private let widthDots: Int

    /// - Parameters:
    ///   - profile: the printer's family.
    ///   - widthDots: printable dots in a row; nil takes the profile's.
    package init(_ profile: PrinterProfile, widthDots: Int? = nil) {
        language = PrinterLanguage(profile)
        self.widthDots = widthDots ?? profile.widthDots
    }

    /// What goes before the slip; a printer that was heard to answer is told to report changes.
    func prologue(isAnswering: Bool) -> Piece {
        Piece(chunks: [language.prologue(reportsChanges: isAnswering)])
    }

    /// The slip itself, a piece a band; each is drawn when it is asked for.
    func bands(of slip: Slip, by renderer: any SlipRenderer) throws(StationeryError)
        -> AnyIterator<Piece>
    {
        let bands = try renderer.bands(
            of: slip, widthDots: widthDots, maxBandRows: language.profile.bandRows)
        return AnyIterator { [language] in
            bands.next().map { band in
                let dots = DotBand(
                    widthDots: band.widthDots, heightDots: band.heightDots, bytes: band.bytes)
                return Piece(chunks: language.chunks(of: dots), rows: band.heightDots)
            }
        }
    }

    /// The slip in letters that need no font.
    func plainLetters(of slip: Slip) -> Piece {
        let lines = FallbackSlip.lines(of: slip, on: SlipPaper(widthDots: widthDots))
        return Piece(
            chunks: language.plainLetters(lines, widthDots: widthDots),
            rows: FallbackSlip.rows(of: lines))
    }

    /// What parts the slip from the roll and hands it out.
    var ending: Piece { Piece(chunks: [language.ending]) }

    /// The whole slip for a printer that answers, from initialisation to cut: every byte that a
    /// driver sends it, but for its questions how the printer is and whether the slip is printed.
    ///
    /// - Throws: `StationeryError` when it cannot be drawn.
    package func whole(_ slip: Slip, by renderer: any SlipRenderer) throws(StationeryError)
        -> [UInt8]
    {
        var bytes = prologue(isAnswering: true).bytes
        for band in try bands(of: slip, by: renderer) { bytes += band.bytes }
        return bytes + ending.bytes
    }
}
