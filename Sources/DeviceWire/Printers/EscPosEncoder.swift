/// Turns bands of dots into ESC/POS.
package enum EscPosEncoder {
    /// Rows in one raster command at most: its height fits one byte, which the oldest clones need.
    static let maximumRasterRows = 255
    /// A shorter blank run inside a picture stays part of it: stopping the paper costs more.
    static let minimumFeedRows = 8
    private static let maximumFeed = 255

    /// What goes before a slip's first band: known settings, and a print buffer that is empty, as
    /// raster commands want it.
    package static let prologue = EscPosChunk(
        command: EscPos.initialize + EscPos.motionUnitsAreDots)

    /// The band's commands, top to bottom.
    ///
    /// Blank rows become feeds; the white at the right of what remains is not sent (a raster
    /// command begins at the left margin, so the white at the left is). No real-time command
    /// appears inside the dots.
    package static func chunks(of band: DotBand) -> [EscPosChunk] {
        let inked = (0..<band.heightDots).map { inkedBytes(ofRow: $0, in: band) }
        var chunks: [EscPosChunk] = []
        var pictureStart: Int?
        var row = 0
        while row < inked.count {
            let blankEnd = inked[row...].firstIndex { $0 > 0 } ?? inked.count
            let isWhole = row == 0 && blankEnd == inked.count
            if blankEnd - row >= minimumFeedRows || isWhole {
                if let start = pictureStart {
                    chunks += rasters(of: band, rows: start..<row, inked: inked)
                    pictureStart = nil
                }
                chunks += feeds(rows: blankEnd - row)
            } else {
                pictureStart = pictureStart ?? row
            }
            row = blankEnd
            while row < inked.count, inked[row] > 0 {
                pictureStart = pictureStart ?? row
                row += 1
            }
        }
        if let start = pictureStart {
            chunks += rasters(of: band, rows: start..<inked.count, inked: inked)
        }
        return chunks
    }

    private static func inkedBytes(ofRow row: Int, in band: DotBand) -> Int {
        let start = row * band.bytesPerRow
        let bytes = band.bytes[start..<start + band.bytesPerRow]
        return (bytes.lastIndex { $0 != 0 }).map { $0 - start + 1 } ?? 0
    }

    private static func feeds(rows: Int) -> [EscPosChunk] {
        stride(from: 0, to: rows, by: maximumFeed).map {
            EscPosChunk(command: EscPos.feed(rows: UInt8(min(maximumFeed, rows - $0))))
        }
    }

    private static func rasters(
        of band: DotBand, rows: Range<Int>, inked: [Int]
    ) -> [EscPosChunk] {
        stride(from: rows.lowerBound, to: rows.upperBound, by: maximumRasterRows).map { first in
            let end = min(first + maximumRasterRows, rows.upperBound)
            let width = max(1, inked[first..<end].max() ?? 1)
            var dots: [UInt8] = []
            dots.reserveCapacity(width * (end - first))
            for row in first..<end {
                let start = row * band.bytesPerRow
                dots += band.bytes[start..<start + width]
            }
            breakRealTimeCommands(in: &dots, bytesPerRow: width)
            return EscPosChunk(
                command: EscPos.rasterHeader(bytesPerRow: width, rows: end - first), dots: dots)
        }
    }

    /// Adds one black dot to each `10` that would begin a real-time command.
    ///
    /// Printers act on DLE EOT, DLE ENQ and DLE DC4 wherever they stand, also inside dots and
    /// across the end of a row. In a row's last byte the dot goes to the left, where it is
    /// certainly on the paper.
    static func breakRealTimeCommands(in dots: inout [UInt8], bytesPerRow: Int) {
        for index in dots.indices.dropLast() where dots[index] == EscPos.dle {
            guard realTimeSeconds.contains(dots[index + 1]) else { continue }
            dots[index] = (index + 1).isMultiple(of: bytesPerRow) ? 0x30 : 0x11
        }
    }

    /// EOT, ENQ and DC4: what makes a real-time command of the DLE before it.
    package static let realTimeSeconds: Set<UInt8> = [0x04, 0x05, 0x14]
}
