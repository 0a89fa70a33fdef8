/// Where the ink of a band is: boxes that are worth sending, and blank rows between them.
struct InkBoxes {
    /// Whole bytes of the band, some rows high.
    struct Box: Hashable {
        let rows: Range<Int>
        let bytes: Range<Int>
    }

    enum Part: Hashable {
        case blank(rows: Int)
        case ink(Box)
    }

    /// Bytes of a row that are looked at: 2,048 dots, four times the widest ticket paper.
    ///
    /// So no width's two bytes read as a real-time command either.
    static let maximumRowBytes = 256
    /// Bytes that a box more must save: its command of twelve, and what else a command costs.
    ///
    /// On a slip of text 12 sends 87 commands and 40 sends 65, for one hundredth more of bytes.
    private static let costOfBox = 40

    /// For each row its bytes with ink, from the left edge where that is not cropped; empty for a
    /// blank row.
    private let inked: [Range<Int>]

    init(_ band: DotBand, cropsLeft: Bool) {
        let perRow = band.bytesPerRow
        let used = min(perRow, Self.maximumRowBytes)
        inked = band.bytes.withUnsafeBytes { bytes in
            // Eight bytes at a time over the white: most of a slip is.
            func isWhite(at index: Int) -> Bool {
                bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) == 0
            }
            return (0..<band.heightDots).map { row in
                let start = row * perRow
                var end = used
                while end >= 8, isWhite(at: start + end - 8) { end -= 8 }
                while end > 0, bytes[start + end - 1] == 0 { end -= 1 }
                var first = 0
                guard cropsLeft else { return first..<end }
                while first + 8 <= end, isWhite(at: start + first) { first += 8 }
                while first < end, bytes[start + first] == 0 { first += 1 }
                return first..<end
            }
        }
    }

    /// The band from top to bottom.
    ///
    /// A blank run of fewer than `minimumFeedRows` stays inside a box, but for a band that is blank
    /// from end to end.
    func parts(minimumFeedRows: Int, maximumRows: Int) -> [Part] {
        var parts: [Part] = []
        var pictureStart: Int?
        var row = 0
        while row < inked.count {
            let blankEnd = inked[row...].firstIndex { !$0.isEmpty } ?? inked.count
            let isWhole = row == 0 && blankEnd == inked.count
            if blankEnd - row >= minimumFeedRows || isWhole {
                if let start = pictureStart {
                    parts += boxes(start..<row, maximumRows: maximumRows)
                    pictureStart = nil
                }
                parts.append(.blank(rows: blankEnd - row))
            } else {
                pictureStart = pictureStart ?? row
            }
            row = blankEnd
            while row < inked.count, !inked[row].isEmpty {
                pictureStart = pictureStart ?? row
                row += 1
            }
        }
        if let start = pictureStart {
            parts += boxes(start..<inked.count, maximumRows: maximumRows)
        }
        return parts
    }

    /// The cheapest way to cover `rows` by boxes below each other.
    ///
    /// For each row the cheapest way down to it: the best of all heights of a last box. Takes time
    /// in proportion to rows × `maximumRows`.
    private func boxes(_ rows: Range<Int>, maximumRows: Int) -> [Part] {
        var cost = [0]
        var lastHeight = [0]
        cost.reserveCapacity(rows.count + 1)
        lastHeight.reserveCapacity(rows.count + 1)
        for end in 1...rows.count {
            var left = Self.maximumRowBytes
            var right = 0
            var best = Int.max
            var bestHeight = 1
            for height in 1...min(end, maximumRows) {
                let row = inked[rows.lowerBound + end - height]
                if !row.isEmpty {
                    left = min(left, row.lowerBound)
                    right = max(right, row.upperBound)
                }
                let all = cost[end - height] + Self.costOfBox + height * max(1, right - left)
                if all <= best { (best, bestHeight) = (all, height) }
            }
            cost.append(best)
            lastHeight.append(bestHeight)
        }
        var parts: [Part] = []
        var end = rows.count
        while end > 0 {
            let start = end - lastHeight[end]
            let box = rows.lowerBound + start..<rows.lowerBound + end
            parts.append(.ink(Box(rows: box, bytes: bytes(of: box))))
            end = start
        }
        return parts.reversed()
    }

    private func bytes(of rows: Range<Int>) -> Range<Int> {
        let withInk = inked[rows].filter { !$0.isEmpty }
        guard let left = withInk.map(\.lowerBound).min(),
            let right = withInk.map(\.upperBound).max()
        else { return 0..<1 }
        return left..<right
    }
}
