/// A rectangle of dots, one bit each, the leftmost dot in the highest bit; 1 is black.
///
/// Rows are padded to whole bytes with white.
package struct DotBand: Hashable, Sendable {
    package let widthDots: Int
    package let heightDots: Int
    /// `bytesPerRow * heightDots` bytes, top row first.
    package let bytes: [UInt8]

    package var bytesPerRow: Int { Self.bytesPerRow(widthDots) }

    /// A band of the given bytes.
    ///
    /// - Precondition: `bytes` holds exactly `heightDots` rows.
    package init(widthDots: Int, heightDots: Int, bytes: [UInt8]) {
        precondition(widthDots > 0 && heightDots >= 0, "a band needs a width")
        precondition(bytes.count == Self.bytesPerRow(widthDots) * heightDots, "rows are not full")
        self.widthDots = widthDots
        self.heightDots = heightDots
        self.bytes = bytes
    }

    static func bytesPerRow(_ widthDots: Int) -> Int { (widthDots + 7) / 8 }
}
