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

// MARK: Reading

extension PNGPicture {
    /// Dots along an edge of a picture that is read; more would not fit a slip.
    package static let maxEdge = 2_400

    /// The dots of a PNG: what is darker than half gray is black, what is transparent white.
    ///
    /// - Throws: `drawingFailed` for bytes that are no PNG, or one of more than `maxEdge` dots an
    ///   edge.
    package static func decode(_ bytes: [UInt8]) throws(StationeryError) -> Raster {
        try checkSize(bytes)
        var rest = bytes[...]
        let picture: OpaquePointer = withUnsafeMutablePointer(to: &rest) { rest in
            cairo_image_surface_create_from_png_stream(take, rest)
        }
        defer { cairo_surface_destroy(picture) }
        guard cairo_surface_status(picture) == CAIRO_STATUS_SUCCESS else {
            throw StationeryError(.drawingFailed, "the bytes are no PNG")
        }
        let width = cairo_image_surface_get_width(picture)
        let height = cairo_image_surface_get_height(picture)
        // Onto white paper, in a format that is known.
        let paper: OpaquePointer = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height)
        defer { cairo_surface_destroy(paper) }
        let cairo: OpaquePointer = cairo_create(paper)
        cairo_set_source_rgb(cairo, 1, 1, 1)
        cairo_paint(cairo)
        cairo_set_source_surface(cairo, picture, 0, 0)
        cairo_paint(cairo)
        cairo_destroy(cairo)
        cairo_surface_flush(paper)
        guard let pixels = cairo_image_surface_get_data(paper) else {
            throw StationeryError(.drawingFailed, "no memory for a picture")
        }
        let stride = Int(cairo_image_surface_get_stride(paper))
        var dots = Raster(widthDots: Int(width), heightDots: Int(height))
        for row in 0..<dots.heightDots {
            for column in 0..<dots.widthDots {
                let pixel = pixels + row * stride + 4 * column
                guard Self.isDark(pixel) else { continue }
                dots.bytes[row * dots.bytesPerRow + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        return dots
    }

    /// By the weights of ITU-R BT.601; the bytes are blue, green, red.
    private static func isDark(_ pixel: UnsafeMutablePointer<UInt8>) -> Bool {
        114 * Int(pixel[0]) + 587 * Int(pixel[1]) + 299 * Int(pixel[2]) < 128 * 1_000
    }

    /// Reads the size in the header, so that no small file unpacks to gigabytes.
    private static func checkSize(_ bytes: [UInt8]) throws(StationeryError) {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        guard bytes.count > 24, bytes.starts(with: signature) else {
            throw StationeryError(.drawingFailed, "the bytes are no PNG")
        }
        for edge in [bytes[16..<20], bytes[20..<24]] {
            let dots = edge.reduce(0) { $0 << 8 | Int($1) }
            guard (1...maxEdge).contains(dots) else {
                throw StationeryError(.drawingFailed, "a picture with an edge of \(dots) dots")
            }
        }
    }

    private static let take: cairo_read_func_t = { closure, target, length in
        guard let rest = closure?.assumingMemoryBound(to: ArraySlice<UInt8>.self), let target,
            rest.pointee.count >= Int(length)
        else { return CAIRO_STATUS_READ_ERROR }
        for (index, byte) in rest.pointee.prefix(Int(length)).enumerated() { target[index] = byte }
        rest.pointee = rest.pointee.dropFirst(Int(length))
        return CAIRO_STATUS_SUCCESS
    }
}
