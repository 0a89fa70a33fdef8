import CPango
import Kiosk

/// Where the black of a text lies, from the layout's top left; never empty.
struct InkBox {
    var x = 0
    var y = 0
    var width = 1
    var height = 1
}

extension TextLayout {
    /// Draws the text in one bit a dot, as large as `ink`; once, and keeps it.
    ///
    /// Eight bits a dot and a threshold, not one: Cairo's one-bit text loses thin strokes.
    /// Where the machine has no memory for a few kilobytes it stays white: the rest of the slip is
    /// on its way by then.
    func dots() -> Raster {
        if let drawn { return drawn }
        let box = ink
        let width = (box.width + 7) / 8 * 8
        let surface: OpaquePointer = cairo_image_surface_create(
            CAIRO_FORMAT_A8, Int32(width), Int32(box.height))
        let cairo: OpaquePointer = cairo_create(surface)
        defer {
            cairo_destroy(cairo)
            cairo_surface_destroy(surface)
        }
        guard cairo_status(cairo) == CAIRO_STATUS_SUCCESS else {
            return Raster(widthDots: box.width, heightDots: box.height)
        }
        // On eight-bit coverage the same as OVER, in half the time.
        cairo_set_operator(cairo, CAIRO_OPERATOR_ADD)
        draw(on: cairo, x: -box.x, y: -box.y)
        cairo_surface_flush(surface)
        let dots = Raster.threshold(surface, widthDots: box.width, heightDots: box.height)
        drawn = dots
        return dots
    }
}

extension Raster {
    /// What is at least half covered on a surface of eight bits a dot, whose width is the raster's
    /// rounded up to whole bytes.
    fileprivate static func threshold(
        _ surface: OpaquePointer, widthDots: Int, heightDots: Int
    ) -> Raster {
        var dots = Raster(widthDots: widthDots, heightDots: heightDots)
        guard let coverage = cairo_image_surface_get_data(surface) else { return dots }
        let stride = Int(cairo_image_surface_get_stride(surface))
        let bytesPerRow = dots.bytesPerRow
        dots.bytes.withUnsafeMutableBufferPointer { bytes in
            for row in 0..<heightDots {
                let line = UnsafeRawPointer(coverage + row * stride)
                for column in 0..<bytesPerRow {
                    let eight = line.loadUnaligned(fromByteOffset: 8 * column, as: UInt64.self)
                    guard eight != 0 else { continue }
                    bytes[row * bytesPerRow + column] = highBits(of: UInt64(bigEndian: eight))
                }
            }
        }
        return dots
    }

    /// The highest bit of each of eight bytes, the first byte's highest.
    ///
    /// The multiplication moves the eight bits side by side into the highest byte; no two of its
    /// partial products meet there.
    private static func highBits(of bytes: UInt64) -> UInt8 {
        let ones = (bytes >> 7) & 0x0101_0101_0101_0101
        return UInt8(truncatingIfNeeded: (ones &* 0x0102_0408_1020_4080) >> 56)
    }
}
