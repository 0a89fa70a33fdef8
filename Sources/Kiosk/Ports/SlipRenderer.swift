/// Draws slips as dots.
package protocol SlipRenderer: Sendable {
    /// The slip's bands, top to bottom, each `widthDots` wide and at most `maxBandRows` high.
    ///
    /// Called on the printer's executor. Bands are drawn as the iterator is asked for them, so that
    /// the first can be on its way before the last exists; a whole slip takes about a millisecond.
    ///
    /// - Parameters:
    ///   - slip: what is written.
    ///   - widthDots: printable dots in a row, 576 for 80 mm paper, 384 for 58 mm.
    ///   - maxBandRows: rows in one band at most.
    /// - Returns: the bands; their heights add up to the slip's.
    /// - Throws: `StationeryError` when a font or the QR encoder fails. The caller prints plain
    ///   digits then: a citizen never goes without a number because of a font.
    func bands(of slip: Slip, widthDots: Int, maxBandRows: Int) throws(StationeryError)
        -> AnyIterator<Raster>
}

/// Why a slip or picture could not be drawn.
package struct StationeryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong.
    package enum Code: String, Hashable, Sendable {
        case fontMissing
        case textTooLong
        case qrTooLong
        case drawingFailed
    }

    package let code: Code
    /// A sentence for the operator, in English.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
