import Kiosk

extension Raster {
    /// Blackens the dots that are black in `picture` when its top left lies at (`x`, `y`); what
    /// hangs over an edge is left out.
    mutating func stamp(_ picture: Raster, x: Int, y: Int) {
        precondition(x >= 0 && x + picture.widthDots <= widthDots, "a picture wider than its paper")
        let firstByte = x / 8
        let shift = UInt8(x % 8)
        let top = max(0, y)
        let bottom = min(heightDots, y + picture.heightDots)
        guard top < bottom else { return }
        for row in top..<bottom {
            let source = (row - y) * picture.bytesPerRow
            let target = row * bytesPerRow + firstByte
            for column in 0..<picture.bytesPerRow {
                let dots = picture.bytes[source + column]
                guard dots != 0 else { continue }
                bytes[target + column] |= dots >> shift
                // The row's padding is white, so nothing black is pushed beyond its end.
                let rest = shift == 0 ? 0 : dots << (8 - shift)
                if rest != 0 { bytes[target + column + 1] |= rest }
            }
        }
    }
}
