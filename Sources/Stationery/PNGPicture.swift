import CPango
package import Kiosk

/// Rasters as PNG files, for screens and for looking at a slip without a printer.
package enum PNGPicture {
    /// A PNG in black and white; a slip takes a few milliseconds and some ten kilobytes.
    ///
    /// - Throws: `drawingFailed` for a raster without rows or beyond Cairo's 32,767 dots an edge.
    package static func encode(_ raster: Raster) throws(StationeryError) -> [UInt8] {
        let surface: OpaquePointer = cairo_image_surface_create(
            CAIRO_FORMAT_A8, Int32(clamping: raster.widthDots), Int32(clamping: raster.heightDots))
        defer { cairo_surface_destroy(surface) }
        guard raster.heightDots > 0, let target = cairo_image_surface_get_data(surface) else {
            throw StationeryError(
                .drawingFailed,
                "\(raster.widthDots) x \(raster.heightDots) dots make no PNG")
        }
        let stride = Int(cairo_image_surface_get_stride(surface))
        for row in 0..<raster.heightDots {
            for column in 0..<raster.widthDots {
                let dots = raster.bytes[row * raster.bytesPerRow + column / 8]
                let isBlack = dots & (0x80 >> UInt8(column % 8)) != 0
                // In a PNG made of coverage, all of it is white.
                target[row * stride + column] = isBlack ? 0 : .max
            }
        }
        cairo_surface_mark_dirty(surface)
        var bytes: [UInt8] = []
        let status = withUnsafeMutablePointer(to: &bytes) { bytes in
            cairo_surface_write_to_png_stream(surface, append, bytes)
        }
        guard status == CAIRO_STATUS_SUCCESS else {
            throw StationeryError(.drawingFailed, String(cString: cairo_status_to_string(status)))
        }
        return bytes
    }

    private static let append: cairo_write_func_t = { closure, data, length in
        guard let bytes = closure?.assumingMemoryBound(to: [UInt8].self) else {
            return CAIRO_STATUS_WRITE_ERROR
        }
        bytes.pointee.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
        return CAIRO_STATUS_SUCCESS
    }
}
