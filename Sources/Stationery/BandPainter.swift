import CPango
import Kiosk

/// Draws a sheet band by band, each when it is asked for.
final class BandPainter {
    /// Coverage from which a dot is black: the upper half, so that the highest bit decides.
    private static let blackBit: UInt8 = 0x80

    private let sheet: Sheet
    private let typeCase: TypeCase
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let rowsOfBand: Int
    private var nextRow = 0

    /// A painter at the top of `sheet`.
    ///
    /// - Throws: `drawingFailed` when there is no memory for a band.
    init(sheet: Sheet, typeCase: TypeCase, maxBandRows: Int) throws(StationeryError) {
        self.sheet = sheet
        self.typeCase = typeCase
        rowsOfBand = min(max(1, maxBandRows), sheet.heightDots)
        let width = (sheet.widthDots + 7) / 8 * 8
        // Eight bits a dot and a threshold, not one: Cairo's one-bit text loses thin strokes.
        surface = cairo_image_surface_create(CAIRO_FORMAT_A8, Int32(width), Int32(rowsOfBand))
        cairo = cairo_create(surface)
        guard cairo_status(cairo) == CAIRO_STATUS_SUCCESS else {
            cairo_destroy(cairo)
            cairo_surface_destroy(surface)
            throw StationeryError(.drawingFailed, "cannot make a band of \(rowsOfBand) rows")
        }
    }

    deinit {
        cairo_destroy(cairo)
        cairo_surface_destroy(surface)
    }

    /// The next band, nil behind the last.
    func next() -> Raster? {
        guard nextRow < sheet.heightDots else { return nil }
        let rows = nextRow..<min(nextRow + rowsOfBand, sheet.heightDots)
        nextRow = rows.upperBound
        let visible = sheet.parts.filter {
            $0.top < rows.upperBound && $0.top + $0.height > rows.lowerBound
        }
        typeCase.locked { _ in paint(visible, above: rows.lowerBound) }
        var band = threshold(rows: rows.count)
        for part in visible {
            guard case .picture(let picture, let x) = part.content else { continue }
            band.stamp(picture, x: x, y: part.top - rows.lowerBound)
        }
        return band
    }
}

extension BandPainter {
    /// Draws `parts` on the surface, the slip's row `top` as its first.
    private func paint(_ parts: [Sheet.Part], above top: Int) {
        cairo_set_operator(cairo, CAIRO_OPERATOR_CLEAR)
        cairo_paint(cairo)
        // On eight-bit coverage the same as OVER, in half the time.
        cairo_set_operator(cairo, CAIRO_OPERATOR_ADD)
        for part in parts {
            let y = part.top - top
            switch part.content {
            case .text(let layout, let x, let rise):
                layout.draw(on: cairo, x: x, y: y + rise)
            case .bar(let layout, let x, let rise):
                fill(y: y, height: part.height)
                cairo_set_operator(cairo, CAIRO_OPERATOR_DEST_OUT)
                layout.draw(on: cairo, x: x, y: y + rise)
                cairo_set_operator(cairo, CAIRO_OPERATOR_ADD)
            case .rule:
                fill(y: y, height: part.height)
            case .picture:
                // Stamped into the band as dots: it has them already.
                break
            }
        }
        cairo_surface_flush(surface)
    }

    private func fill(y: Int, height: Int) {
        cairo_rectangle(cairo, 0, Double(y), Double(sheet.widthDots), Double(height))
        cairo_fill(cairo)
    }

    /// The surface's first `rows` in one bit a dot.
    private func threshold(rows: Int) -> Raster {
        var band = Raster(widthDots: sheet.widthDots, heightDots: rows)
        guard let coverage = cairo_image_surface_get_data(surface) else { return band }
        let stride = Int(cairo_image_surface_get_stride(surface))
        var target = 0
        for row in 0..<rows {
            let line = UnsafeRawPointer(coverage + row * stride)
            for column in 0..<band.bytesPerRow {
                let eight = line.loadUnaligned(fromByteOffset: 8 * column, as: UInt64.self)
                band.bytes[target] = Self.highBits(of: UInt64(bigEndian: eight))
                target += 1
            }
        }
        return band
    }

    /// The highest bit of each of eight bytes, the first byte's highest.
    ///
    /// The multiplication moves the eight bits side by side into the highest byte; no two of its
    /// partial products meet there.
    static func highBits(of bytes: UInt64) -> UInt8 {
        let ones = (bytes >> 7) & 0x0101_0101_0101_0101
        return UInt8(truncatingIfNeeded: (ones &* 0x0102_0408_1020_4080) >> 56)
    }
}
