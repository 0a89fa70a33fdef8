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

extension Raster {
    /// Rows with ink between white, a line of text each: white within a line, as between a letter
    /// and its tone, is lower than so many rows.
    var lines: [Range<Int>] {
        let gap = 2
        var lines: [Range<Int>] = []
        var start: Int?
        var white = 0
        for row in 0...heightDots + gap {
            if row < heightDots, ink(inRow: row) > 0 {
                start = start ?? row
                white = 0
            } else if let first = start {
                white += 1
                if white > gap {
                    lines.append(first..<row - white + 1)
                    start = nil
                }
            }
        }
        // Rules are no text.
        return lines.filter { $0.count > 8 }
    }

    /// The picture three times as large in gray, as a camera sees it: readers of text are made for
    /// finer pictures than a printer's.
    func smoothed() -> GrayPicture {
        // Each new dot is the mean of the five around it, in either direction: by where it lies in
        // its old one, so much of the one before, of its own and of the one behind.
        let shares: [(before: Int, own: Int, behind: Int)] = [(2, 3, 0), (1, 3, 1), (0, 3, 2)]
        let scale = shares.count
        var wide = [[Int]](repeating: [], count: heightDots)
        for row in 0..<heightDots {
            let dots = [0] + (0..<widthDots).map { isBlack(x: $0, y: row) ? 1 : 0 } + [0]
            wide[row].reserveCapacity(widthDots * scale)
            for column in 1...widthDots {
                for share in shares {
                    wide[row].append(
                        share.before * dots[column - 1] + share.own * dots[column]
                            + share.behind * dots[column + 1])
                }
            }
        }
        let white = [Int](repeating: 0, count: widthDots * scale)
        var gray = GrayPicture(width: widthDots * scale, height: heightDots * scale)
        for row in 0..<heightDots {
            let (before, own) = (row > 0 ? wide[row - 1] : white, wide[row])
            let behind = row + 1 < heightDots ? wide[row + 1] : white
            for (part, share) in shares.enumerated() {
                let start = (row * scale + part) * gray.width
                for x in 0..<gray.width {
                    let black =
                        share.before * before[x] + share.own * own[x] + share.behind * behind[x]
                    gray.bytes[start + x] = UInt8(255 - 255 * black / 25)
                }
            }
        }
        return gray
    }
}

/// Eight bits a dot, 255 is white.
struct GrayPicture {
    let width: Int
    let height: Int
    var bytes: [UInt8]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        bytes = Array(repeating: .max, count: width * height)
    }

    /// The picture as a file in the portable gray format.
    var pgm: [UInt8] { Array("P5 \(width) \(height) 255\n".utf8) + bytes }
}
