/// A rectangle of dots, one bit each, the leftmost dot in the highest bit; 1 is black.
///
/// Rows are padded to whole bytes with white.
package struct Raster: Hashable, Sendable {
    package let widthDots: Int
    package let heightDots: Int
    /// `bytesPerRow * heightDots` bytes, top row first.
    package var bytes: [UInt8]

    package var bytesPerRow: Int { (widthDots + 7) / 8 }

    /// A raster of the given bytes.
    ///
    /// - Precondition: `bytes` holds exactly `heightDots` rows.
    package init(widthDots: Int, heightDots: Int, bytes: [UInt8]) {
        precondition(widthDots > 0 && heightDots >= 0, "a raster needs a width")
        precondition(bytes.count == (widthDots + 7) / 8 * heightDots, "bytes do not fill the rows")
        self.widthDots = widthDots
        self.heightDots = heightDots
        self.bytes = bytes
    }

    /// A white raster.
    package init(widthDots: Int, heightDots: Int) {
        self.init(
            widthDots: widthDots, heightDots: heightDots,
            bytes: Array(repeating: 0, count: (widthDots + 7) / 8 * heightDots))
    }
}
