import Kiosk

/// Draws a slip so that a test can tell its number, and whether it is a reprint, from the dots.
struct NumberRenderer: SlipRenderer {
    private static let bandCount = 4
    private static let digits = 4

    func bands(of slip: Slip, widthDots: Int, maxBandRows: Int) throws(StationeryError)
        -> AnyIterator<Raster>
    {
        var band = Raster(widthDots: widthDots, heightDots: maxBandRows)
        // The highest bit keeps every byte away from commands and from white.
        let code = slip.number.utf8.prefix(Self.digits) + [slip.mark == nil ? 0 : 1]
        for row in 0..<maxBandRows {
            for (column, byte) in code.enumerated() {
                band.bytes[row * band.bytesPerRow + column] = byte | 0x80
            }
        }
        return AnyIterator(Array(repeating: band, count: Self.bandCount).makeIterator())
    }

    /// What stands on a paper: `1001`, or `1001 again`; nil for one that is torn.
    static func reading(_ paper: Raster) -> String? {
        guard paper.heightDots == bandCount * 64 else { return nil }
        let row = paper.bytes.prefix(digits + 1).map { $0 & 0x7F }
        guard row.count == digits + 1 else { return nil }
        let number = String(decoding: row.prefix(digits), as: UTF8.self)
        return row[digits] == 0 ? number : "\(number) again"
    }
}
