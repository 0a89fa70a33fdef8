import Kiosk

/// A printer that knows nothing but the published description of ESC/POS: bytes in, paper out.
///
/// Written apart from the program's own encoder and decoder. What it does not know is an error, so
/// that no unexpected byte goes by unseen.
struct PaperReader {
    /// Bytes that are no command it knows, or that end inside one.
    struct Fault: Error {
        let what: String
        let offset: Int
    }

    private let widthDots: Int
    private let bytes: [UInt8]
    private var offset = 0
    private var margin = 0
    private var feedsDots = false
    private var rows: [[UInt8]] = []
    private var pieces: [Raster] = []

    /// The pieces of paper that `bytes` make a printer of so many dots a row cut off.
    static func pieces(of bytes: [UInt8], widthDots: Int) throws -> [Raster] {
        var reader = PaperReader(widthDots: widthDots, bytes: bytes)
        while reader.offset < bytes.count { try reader.obey() }
        guard reader.rows.isEmpty else { throw reader.fault("paper that nothing cuts off") }
        return reader.pieces
    }

    private init(widthDots: Int, bytes: [UInt8]) {
        self.widthDots = widthDots
        self.bytes = bytes
    }

    private mutating func obey() throws {
        switch (try next(), try next()) {
        case (0x1B, 0x40):  // ESC @
            margin = 0
            feedsDots = false
        case (0x1D, 0x50):  // GS P x y: motion units of 1/y inch; 203 dots are an inch
            _ = try next()
            feedsDots = try next() == 203
        case (0x1D, 0x4C):  // GS L nL nH: left margin in motion units
            margin = try next() + 256 * next()
        case (0x1B, 0x4A):  // ESC J n
            guard feedsDots else { throw fault("a feed in unknown units") }
            feed(try next())
        case (0x1D, 0x76):  // GS v 0 m xL xH yL yH
            guard try next() == 0x30, try next() == 0 else { throw fault("another raster mode") }
            try printDots(bytesPerRow: next() + 256 * next(), rows: next() + 256 * next())
        case (0x1D, 0x56):  // GS V 65 n, GS V 66 n: feed, cut
            guard [0x41, 0x42].contains(try next()) else { throw fault("another cut") }
            _ = try next()
            cut()
        case (let first, let second):
            throw fault("unknown bytes \(first) \(second)")
        }
    }

    private mutating func next() throws -> Int {
        guard offset < bytes.count else { throw fault("the end inside a command") }
        defer { offset += 1 }
        return Int(bytes[offset])
    }

    private func fault(_ what: String) -> Fault { Fault(what: what, offset: offset) }

    private mutating func feed(_ count: Int) {
        rows += Array(repeating: Array(repeating: 0, count: (widthDots + 7) / 8), count: count)
    }

    private mutating func printDots(bytesPerRow: Int, rows count: Int) throws {
        guard margin % 8 == 0, margin / 8 + bytesPerRow <= (widthDots + 7) / 8 else {
            throw fault("dots beyond the paper's edge")
        }
        for _ in 0..<count {
            var row = [UInt8](repeating: 0, count: (widthDots + 7) / 8)
            for column in 0..<bytesPerRow { row[margin / 8 + column] = UInt8(try next()) }
            rows.append(row)
        }
    }

    private mutating func cut() {
        pieces.append(
            Raster(widthDots: widthDots, heightDots: rows.count, bytes: rows.flatMap(\.self)))
        rows = []
    }
}
