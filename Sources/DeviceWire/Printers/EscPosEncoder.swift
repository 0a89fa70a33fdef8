/// Turns bands of dots into ESC/POS.
package enum EscPosEncoder {
    /// Rows in one raster command at most: its height fits one byte, which the oldest clones need.
    static let maximumRasterRows = 255
    /// A shorter blank run inside a picture stays part of it: stopping the paper costs more.
    static let minimumFeedRows = 8

    /// What goes before a slip's first band: known settings, and a print buffer that is empty, as
    /// raster commands want it.
    package static let prologue = EscPosChunk(
        command: EscPos.initialize + EscPos.motionUnitsAreDots)

    /// The band's commands, top to bottom.
    ///
    /// Blank rows become feeds; of what remains the white at the right is not sent, nor, where
    /// `movesMargin`, that at the left. No real-time command appears inside the dots.
    ///
    /// - Parameters:
    ///   - band: dots beyond `InkBoxes.maximumRowBytes` bytes of a row are not sent.
    ///   - movesMargin: whether a raster command begins where GS L says; each then says so itself.
    ///   - maximumRows: rows in one raster command at most, 1…255.
    /// - Returns: chunks that must each reach the printer whole.
    package static func chunks(
        of band: DotBand, movesMargin: Bool = false, maximumRows: Int = maximumRasterRows
    ) -> [EscPosChunk] {
        let boxes = InkBoxes(band, cropsLeft: movesMargin)
        let limit = min(maximumRasterRows, max(1, maximumRows))
        return boxes.parts(minimumFeedRows: minimumFeedRows, maximumRows: limit).flatMap { part in
            switch part {
            case .blank(let rows):
                stride(from: 0, to: rows, by: 255).map {
                    EscPosChunk(command: EscPos.feed(rows: UInt8(min(255, rows - $0))))
                }
            case .ink(let box): [raster(box, of: band, movesMargin: movesMargin)]
            }
        }
    }

    private static func raster(
        _ box: InkBoxes.Box, of band: DotBand, movesMargin: Bool
    ) -> EscPosChunk {
        var left = box.bytes.lowerBound
        // The margin's own two bytes must not read as a real-time command: one byte further left.
        if movesMargin, EscPos.holdsRealTimeCommand(EscPos.leftMargin(dots: left * 8)) { left -= 1 }
        let width = box.bytes.upperBound - left
        var dots: [UInt8] = []
        dots.reserveCapacity(width * box.rows.count)
        for row in box.rows {
            let start = row * band.bytesPerRow + left
            dots += band.bytes[start..<start + width]
        }
        breakRealTimeCommands(in: &dots, bytesPerRow: width)
        let margin = movesMargin ? EscPos.leftMargin(dots: left * 8) : []
        return EscPosChunk(
            command: margin + EscPos.rasterHeader(bytesPerRow: width, rows: box.rows.count),
            dots: dots)
    }

    /// Adds one black dot to each `10` that would begin a real-time command.
    ///
    /// Printers act on DLE EOT, DLE ENQ and DLE DC4 wherever they stand, also inside dots and
    /// across the end of a row. In a row's last byte the dot goes to the left, where it is
    /// certainly on the paper.
    static func breakRealTimeCommands(in dots: inout [UInt8], bytesPerRow: Int) {
        var index = 0
        while let found = dots[index...].firstIndex(of: EscPos.dle), found + 1 < dots.count {
            if realTimeSeconds.contains(dots[found + 1]) {
                dots[found] = (found + 1).isMultiple(of: bytesPerRow) ? 0x30 : 0x11
            }
            index = found + 1
        }
    }

    /// EOT, ENQ and DC4: what makes a real-time command of the DLE before it.
    package static let realTimeSeconds: Set<UInt8> = [0x04, 0x05, 0x14]
}

extension EscPos {
    /// Whether DLE EOT, DLE ENQ or DLE DC4 stands anywhere in `bytes`.
    package static func holdsRealTimeCommand(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast().contains {
            bytes[$0] == dle && EscPosEncoder.realTimeSeconds.contains(bytes[$0 + 1])
        }
    }
}
