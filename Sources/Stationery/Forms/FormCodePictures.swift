import Kiosk

extension FormModules {
    /// A QR with its quiet zone.
    ///
    /// - Throws: `qrTooLong` where its modules would be too fine to print.
    static func qr(of text: String, _ style: FormStyle) throws(StationeryError) -> FormModules {
        let raster = try QRPicture.raster(of: text, moduleDots: 1)
        let edge = raster.widthDots
        let module = max(style.smallestModule, style.qrTarget / edge)
        guard module * edge <= style.largestQR else {
            throw StationeryError(
                .qrTooLong, "a QR of \(text.utf8.count) bytes would be too fine on a form")
        }
        var rectangles: [(x: Int, y: Int, width: Int, height: Int)] = []
        for row in 0..<raster.heightDots {
            var start: Int?
            for column in 0...edge {
                let isBlack = column < edge && raster.isBlack(column, row)
                if isBlack, start == nil { start = column }
                if !isBlack, let first = start {
                    rectangles.append(
                        (first * module, row * module, (column - first) * module, module))
                    start = nil
                }
            }
        }
        return FormModules(
            rectangles: rectangles, width: edge * module, height: edge * module)
    }

    /// A Code 128 with its quiet zones; nil for text that it cannot hold or the width cannot.
    static func barcode(of text: String, width: Int, _ style: FormStyle) -> FormModules? {
        guard let widths = Code128.widths(of: text) else { return nil }
        let total = widths.reduce(0, +) + 2 * Code128.quietModules
        let module = min(style.largestBar, width / total)
        guard module >= style.smallestBar else { return nil }
        var rectangles: [(x: Int, y: Int, width: Int, height: Int)] = []
        var x = Code128.quietModules * module
        for (index, modules) in widths.enumerated() {
            if index.isMultiple(of: 2) {
                rectangles.append((x, 0, modules * module, style.barcodeHeight))
            }
            x += modules * module
        }
        return FormModules(
            rectangles: rectangles, width: total * module, height: style.barcodeHeight)
    }
}

extension Raster {
    fileprivate func isBlack(_ column: Int, _ row: Int) -> Bool {
        bytes[row * bytesPerRow + column / 8] & (0x80 >> UInt8(column % 8)) != 0
    }
}
