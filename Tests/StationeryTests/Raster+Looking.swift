import Kiosk
import Stationery

extension PangoSlipRenderer {
    /// The slip's bands under each other.
    func whole(_ slip: Slip, widthDots: Int, bandRows: Int = 128) throws -> Raster {
        var bytes: [UInt8] = []
        var rows = 0
        for band in try bands(of: slip, widthDots: widthDots, maxBandRows: bandRows) {
            bytes += band.bytes
            rows += band.heightDots
        }
        return Raster(widthDots: widthDots, heightDots: rows, bytes: bytes)
    }
}

extension Raster {
    func isBlack(x: Int, y: Int) -> Bool {
        bytes[y * bytesPerRow + x / 8] & (0x80 >> UInt8(x % 8)) != 0
    }

    /// Black dots of a row.
    func ink(inRow row: Int) -> Int {
        bytes[row * bytesPerRow..<(row + 1) * bytesPerRow].reduce(0) { $0 + $1.nonzeroBitCount }
    }

    var ink: Int { bytes.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The run of rows between white ones that has the most ink: the number, on a slip without QR.
    var heaviestPart: Range<Int> {
        var best = (rows: 0..<0, ink: 0)
        var (start, sum) = (0, 0)
        for row in 0...heightDots {
            let dots = row < heightDots ? ink(inRow: row) : 0
            sum += dots
            guard dots == 0 else { continue }
            if sum > best.ink { best = (start..<row, sum) }
            (start, sum) = (row + 1, 0)
        }
        return best.rows
    }

    /// Every dot four: readers of text are made for finer pictures than a printer's.
    var enlarged: Raster {
        var large = Raster(widthDots: 2 * widthDots, heightDots: 2 * heightDots)
        for row in 0..<large.heightDots {
            for column in 0..<large.widthDots where isBlack(x: column / 2, y: row / 2) {
                large.bytes[row * large.bytesPerRow + column / 8] |= 0x80 >> UInt8(column % 8)
            }
        }
        return large
    }

    /// These rows with white above and below, as a reader of text wants it.
    func cropped(to rows: Range<Int>, white: Int = 24) -> Raster {
        let empty = [UInt8](repeating: 0, count: white * bytesPerRow)
        let kept = bytes[rows.lowerBound * bytesPerRow..<rows.upperBound * bytesPerRow]
        return Raster(
            widthDots: widthDots, heightDots: rows.count + 2 * white, bytes: empty + kept + empty)
    }

    /// Whether `picture` lies at (`x`, `y`), dot for dot.
    func shows(_ picture: Raster, x: Int, y: Int) -> Bool {
        guard y >= 0, y + picture.heightDots <= heightDots else { return false }
        return (0..<picture.heightDots).allSatisfy { row in
            (0..<picture.widthDots).allSatisfy { column in
                isBlack(x: x + column, y: y + row) == picture.isBlack(x: column, y: row)
            }
        }
    }
}
