import DeviceWire
package import Kiosk

/// The bytes of a slip without a printer: what a driver would send, but for questions to a printer.
package enum SlipBytes {
    /// The whole slip as ESC/POS, from initialisation to cut.
    ///
    /// - Parameters:
    ///   - slip: what is written.
    ///   - renderer: draws it.
    ///   - widthDots: printable dots in a row.
    /// - Returns: the bytes.
    /// - Throws: `StationeryError` when it cannot be drawn.
    package static func escPos(
        _ slip: Slip, renderer: any SlipRenderer, widthDots: Int
    ) throws(StationeryError) -> [UInt8] {
        var bytes = EscPosEncoder.prologue.bytes
        for band in try renderer.bands(of: slip, widthDots: widthDots, maxBandRows: 64) {
            let dots = DotBand(
                widthDots: band.widthDots, heightDots: band.heightDots, bytes: band.bytes)
            bytes += EscPosEncoder.chunks(of: dots).flatMap(\.bytes)
        }
        return bytes + EscPos.feedAndCut()
    }
}
