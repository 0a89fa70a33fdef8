import Kiosk

extension Raster {
    /// Blackens the dots that are black in `picture` when its top left lies at (`x`, `y`), or
    /// whitens them; what hangs over an edge is left out.
    mutating func stamp(_ picture: Raster, x: Int, y: Int, isWhite: Bool = false) {
        let rows = max(0, y)..<max(0, min(heightDots, y + picture.heightDots))
        guard !rows.isEmpty, x > -picture.widthDots, x < widthDots else { return }
        let isInside = x >= 0 && x + picture.widthDots <= widthDots
        if isInside, !isWhite {
            blacken(picture, x: x, y: y, rows: rows)
        } else {
            paint(picture, x: x, y: y, rows: rows, isWhite: isWhite)
        }
    }

    /// The usual way: every dot lies inside.
    private mutating func blacken(_ picture: Raster, x: Int, y: Int, rows: Range<Int>) {
        let (pictureBytes, ownBytes) = (picture.bytesPerRow, bytesPerRow)
        let shift = UInt8(x % 8)
        picture.bytes.withUnsafeBufferPointer { source in
            bytes.withUnsafeMutableBufferPointer { target in
                for row in rows {
                    var from = (row - y) * pictureBytes
                    var to = row * ownBytes + x / 8
                    var carried: UInt8 = 0
                    for _ in 0..<pictureBytes {
                        let dots = source[from]
                        target[to] |= carried | dots >> shift
                        // All eight when nothing is shifted: Swift's shift then leaves none.
                        carried = dots << (8 - shift)
                        from += 1
                        to += 1
                    }
                    // A row's padding is white, so nothing black is pushed beyond its end.
                    if carried != 0 { target[to] |= carried }
                }
            }
        }
    }

    /// Dot by dot, for what hangs over an edge or is white.
    private mutating func paint(
        _ picture: Raster, x: Int, y: Int, rows: Range<Int>, isWhite: Bool
    ) {
        let columns = max(0, -x)..<min(picture.widthDots, widthDots - x)
        for row in rows {
            let source = (row - y) * picture.bytesPerRow
            for column in columns {
                let mask: UInt8 = 0x80 >> UInt8(column % 8)
                guard picture.bytes[source + column / 8] & mask != 0 else { continue }
                let index = row * bytesPerRow + (x + column) / 8
                let dot: UInt8 = 0x80 >> UInt8((x + column) % 8)
                if isWhite { bytes[index] &= ~dot } else { bytes[index] |= dot }
            }
        }
    }

    /// Blackens whole rows, as far as there are any.
    mutating func fill(rows: Range<Int>) {
        let lastByteMask = widthDots % 8 == 0 ? 0xFF : ~(UInt8(0xFF) >> UInt8(widthDots % 8))
        for row in rows.clamped(to: 0..<heightDots) {
            let start = row * bytesPerRow
            for index in start..<start + bytesPerRow { bytes[index] = 0xFF }
            bytes[start + bytesPerRow - 1] = lastByteMask
        }
    }
}
