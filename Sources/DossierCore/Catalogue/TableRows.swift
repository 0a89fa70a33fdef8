/// The rows of a table in TSV or CSV, out of bytes from anywhere.
///
/// A cell that opens with a quotation mark may hold separators, line ends and doubled marks, as
/// spreadsheets write it. One that does not close as it should is taken as it is written: the
/// portal's own names begin with quotation marks.
struct TableRows: Sequence, IteratorProtocol {
    /// A row that has at least one character.
    struct Row {
        /// Counted from 1; of the row's first line.
        let line: Int
        let cells: [ArraySlice<UInt8>]
        /// Whether more cells were left out.
        let isCut: Bool
    }

    /// Of a row; a list of procedures has some twenty.
    static let cellsMax = 64
    /// Of a cell in quotation marks, so that a mark that never closes costs no more than this.
    static let quotedBytesMax = 16_384

    private let bytes: [UInt8]
    private let separator: UInt8
    private var place: Int
    private var line = 1

    /// Rows of `bytes`, a byte order mark aside.
    ///
    /// The separator is the tab, semicolon or comma that the first line has most of.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let header = bytes[place...].prefix { !Self.isLineEnd($0) }
        let marks = [UInt8(ascii: "\t"), UInt8(ascii: ";"), UInt8(ascii: ",")]
        let counts = marks.map { mark in header.reduce(0) { $0 + ($1 == mark ? 1 : 0) } }
        let most = counts.max() ?? 0
        separator = zip(marks, counts).first { $1 == most }?.0 ?? UInt8(ascii: "\t")
    }

    mutating func next() -> Row? {
        while place < bytes.count {
            let (start, first) = (place, line)
            var cells: [ArraySlice<UInt8>] = []
            var isCut = false
            while true {
                let cell = nextCell()
                if cells.count < Self.cellsMax { cells.append(cell) } else { isCut = true }
                guard place < bytes.count, bytes[place] == separator else { break }
                place += 1
            }
            let hasContent = place > start
            skipLineEnd()
            if hasContent { return Row(line: first, cells: cells, isCut: isCut) }
        }
        return nil
    }

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 10 || byte == 13 }

    private func endsCell(_ index: Int) -> Bool {
        index >= bytes.count || bytes[index] == separator || Self.isLineEnd(bytes[index])
    }

    private mutating func skipLineEnd() {
        guard place < bytes.count else { return }
        if bytes[place] == 13, place + 1 < bytes.count, bytes[place + 1] == 10 { place += 1 }
        place += 1
        line += 1
    }

    /// The cell at `place`, which is then at its end.
    private mutating func nextCell() -> ArraySlice<UInt8> {
        if place < bytes.count, bytes[place] == UInt8(ascii: "\""), let cell = quotedCell() {
            return cell
        }
        let start = place
        while !endsCell(place) { place += 1 }
        return bytes[start..<place]
    }

    /// The cell within quotation marks at `place`; nil, and nothing moved, when it does not close.
    private mutating func quotedCell() -> ArraySlice<UInt8>? {
        var cell: [UInt8] = []
        var lines = 0
        var index = place + 1
        let end = Swift.min(bytes.count, place + Self.quotedBytesMax)
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") {
                if index < bytes.count, bytes[index] == byte {
                    index += 1
                } else if endsCell(index) {
                    place = index
                    line += lines
                    return cell[...]
                } else {
                    return nil
                }
            }
            if byte == 10 || byte == 13 && !(index < bytes.count && bytes[index] == 10) {
                lines += 1
            }
            cell.append(byte)
        }
        return nil
    }
}
