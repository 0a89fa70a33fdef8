import CQREncode
package import Kiosk

/// QR codes as dots.
package enum QRPicture {
    /// Bytes in one code at most: what the largest QR holds at this error correction.
    package static let maxBytes = 2331
    /// Dots along a module's edge.
    package static let moduleDots = 1...64

    /// A QR of `text`, with the quiet zone of four modules that its standard asks for.
    ///
    /// Error correction M (15 %), byte mode, the smallest size that holds the text. Square; its
    /// width is a whole number of modules. Takes about a third of a millisecond for a link.
    ///
    /// - Parameters:
    ///   - text: what a reader gets, 1 to `maxBytes` bytes in UTF-8.
    ///   - moduleDots: dots along a module's edge, within `QRPicture.moduleDots`.
    /// - Returns: the picture, 1 is black.
    /// - Throws: `qrTooLong`, or `drawingFailed` for an empty text or modules of an impossible size.
    package static func raster(of text: String, moduleDots: Int) throws(StationeryError) -> Raster {
        let code = try QRModules(text)
        return try code.raster(moduleDots: moduleDots)
    }
}

/// A QR as its modules.
struct QRModules {
    /// Modules along an edge, without the quiet zone.
    let size: Int
    /// Row by row from the top left.
    private let isBlack: [Bool]

    init(_ text: String) throws(StationeryError) {
        let bytes = Array(text.utf8)
        guard !bytes.isEmpty else {
            throw StationeryError(.drawingFailed, "an empty text has no QR")
        }
        guard bytes.count <= QRPicture.maxBytes else {
            throw StationeryError(
                .qrTooLong, "\(bytes.count) bytes do not fit in a QR of \(QRPicture.maxBytes)")
        }
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else {
            throw StationeryError(.drawingFailed, "libqrencode made no QR of \(bytes.count) bytes")
        }
        defer { QRcode_free(code) }
        size = Int(code.pointee.width)
        // The lowest bit of a module's byte is its colour, the others say what it is for.
        let modules = UnsafeBufferPointer(start: code.pointee.data, count: size * size)
        isBlack = modules.map { $0 & 1 == 1 }
    }

    /// Modules along an edge, with the quiet zone.
    var sizeWithQuietZone: Int { size + 2 * SlipStyle.quietModules }

    func raster(moduleDots: Int) throws(StationeryError) -> Raster {
        guard QRPicture.moduleDots.contains(moduleDots) else {
            throw StationeryError(.drawingFailed, "modules of \(moduleDots) dots cannot be drawn")
        }
        let edge = sizeWithQuietZone * moduleDots
        var picture = Raster(widthDots: edge, heightDots: edge)
        for row in 0..<size {
            var line = [UInt8](repeating: 0, count: picture.bytesPerRow)
            for column in 0..<size where isBlack[row * size + column] {
                let first = (column + SlipStyle.quietModules) * moduleDots
                for dot in first..<first + moduleDots { line[dot / 8] |= 0x80 >> UInt8(dot % 8) }
            }
            let top = (row + SlipStyle.quietModules) * moduleDots
            for dotRow in top..<top + moduleDots {
                let start = dotRow * picture.bytesPerRow
                picture.bytes.replaceSubrange(start..<start + line.count, with: line)
            }
        }
        return picture
    }
}
