/// Reads an ESC/POS stream as a printer would, byte by byte: for simulation.
///
/// Total and bounded: every byte is taken, unknown commands are counted and dropped, a slip longer
/// than `maximumRows` is drawn up to there.
package struct EscPosDecoder: Sendable {
    /// What the stream asks of the printer.
    package enum Event: Hashable, Sendable {
        /// A cut ended this slip.
        case slip(DecodedSlip)
        /// DLE EOT n, wherever it stood.
        case statusAsked(EscPos.StatusQuestion)
        /// GS a n.
        case automaticStatus(mask: UInt8)
        /// GS r 1.
        case paperAskedInOrder
        /// GS I n.
        case identityAsked(EscPos.IdentityQuestion)
        /// GS ( H, function 48.
        case printedAsked(ProcessID)
    }

    /// Rows of the longest slip that is drawn: half a metre.
    package static let maximumRows = 4_096
    /// Characters of one slip that are kept.
    static let maximumText = 4_096
    static let defaultLinePitch = 30
    /// Bytes that are kept of a command with data: the longest GS ( x.
    private static let keptData = 0xFFFF + 5

    private enum State {
        case idle
        case command([UInt8])
        /// Data that is not drawn at once; what is kept of it is in `kept`.
        case skip(left: Int)
        case skipToZero
        case raster(bytesPerRow: Int, rows: Int, taken: Int)
    }

    private let widthDots: Int
    private var state = State.idle
    private var page: EscPosPage
    private var kept: [UInt8] = []
    private var memory = SimulatedPictures()
    private var line: [EscPosPage.Letter] = []
    private var scale = (width: 1, height: 1)
    private var alignment = EscPos.Alignment.left
    private var linePitch = Self.defaultLinePitch
    private let dotsPerInch: Int
    /// What GS P set: units across and down the paper.
    private var unitsPerInch: (across: Int, down: Int)
    /// Dots at the left that GS L keeps white.
    private var margin = 0
    private var lastTwo: (UInt8, UInt8) = (0, 0)
    /// Commands that this decoder does not know.
    package private(set) var unknownCommands = 0

    /// A decoder for paper of a width.
    ///
    /// - Parameters:
    ///   - widthDots: printable dots in a row.
    ///   - dotsPerInch: of the head, which feeds and margins are counted against.
    package init(widthDots: Int, dotsPerInch: Int = Int(EscPos.dotsPerInch)) {
        self.widthDots = widthDots
        self.dotsPerInch = dotsPerInch
        unitsPerInch = (dotsPerInch, dotsPerInch)
        page = Self.blankPage(widthDots)
    }

    private static func blankPage(_ widthDots: Int) -> EscPosPage {
        EscPosPage(widthDots: widthDots, maximumRows: maximumRows, maximumText: maximumText)
    }

    /// Takes a piece of the stream, cut anywhere; what it asked for, in order.
    package mutating func feed(_ bytes: [UInt8]) -> [Event] {
        var events: [Event] = []
        for byte in bytes { feed(byte, into: &events) }
        return events
    }

    private mutating func feed(_ byte: UInt8, into events: inout [Event]) {
        // Real-time commands are obeyed also inside data, as real printers do.
        if lastTwo == (EscPos.dle, 0x04), let question = EscPos.StatusQuestion(rawValue: byte) {
            events.append(.statusAsked(question))
        }
        lastTwo = (lastTwo.1, byte)
        switch state {
        case .idle:
            takeFirst(byte)
        case .command(let begun):
            advance(begun + [byte], into: &events)
        case .skip(let left):
            if kept.count < Self.keptData { kept.append(byte) }
            state = left > 1 ? .skip(left: left - 1) : .idle
            if left <= 1 { obey(kept, into: &events) }
        case .skipToZero:
            if byte == 0 { state = .idle }
        case .raster(let bytesPerRow, let rows, let taken):
            let (row, column) = taken.quotientAndRemainder(dividingBy: bytesPerRow)
            if byte != 0 { page.ink(byte, row: row, x: margin + column * 8) }
            if taken + 1 == bytesPerRow * rows {
                page.feed(rows: rows)
                state = .idle
            } else {
                state = .raster(bytesPerRow: bytesPerRow, rows: rows, taken: taken + 1)
            }
        }
    }

    private mutating func takeFirst(_ byte: UInt8) {
        switch byte {
        case EscPos.esc, EscPos.gs, EscPos.fs, EscPos.dle:
            state = .command([byte])
        case EscPos.lineFeed:
            printLine()
        case 0x20...:
            line.append((byte, scale.width, scale.height))
            let used = line.reduce(margin) { $0 + $1.width * EscPosPage.cellWidth }
            if used + scale.width * EscPosPage.cellWidth > widthDots { printLine() }
        default:
            break
        }
    }

    private mutating func advance(_ bytes: [UInt8], into events: inout [Event]) {
        switch EscPosGrammar.step(bytes) {
        case .more:
            state = .command(bytes)
        case .complete:
            state = .idle
            obey(bytes, into: &events)
        case .skip(let count):
            kept = bytes
            state = count > 0 ? .skip(left: count) : .idle
        case .skipToZero:
            state = .skipToZero
        case .raster(let bytesPerRow, let rows):
            let isEmpty = bytesPerRow == 0 || rows == 0
            state = isEmpty ? .idle : .raster(bytesPerRow: bytesPerRow, rows: rows, taken: 0)
        case .unknown:
            unknownCommands += 1
            state = .idle
        }
    }

    private mutating func obey(_ bytes: [UInt8], into events: inout [Event]) {
        let argument = bytes.count > 2 ? bytes[2] : 0
        switch (bytes[0], bytes[1]) {
        case (EscPos.esc, UInt8(ascii: "@")): reset()
        case (EscPos.esc, UInt8(ascii: "J")):
            printLine(pitch: 0)
            page.feed(rows: dots(ofUnits: argument))
        case (EscPos.esc, UInt8(ascii: "d")):
            printLine(pitch: 0)
            page.feed(rows: Int(argument) * linePitch)
        case (EscPos.esc, UInt8(ascii: "3")): linePitch = dots(ofUnits: argument)
        case (EscPos.esc, UInt8(ascii: "2")): linePitch = Self.defaultLinePitch
        case (EscPos.esc, UInt8(ascii: "a")):
            alignment = EscPos.Alignment(rawValue: argument & 0x0F) ?? alignment
        case (EscPos.gs, UInt8(ascii: "!")):
            scale = (Int(argument >> 4 & 7) + 1, Int(argument & 7) + 1)
        case (EscPos.gs, UInt8(ascii: "P")):
            unitsPerInch = (
                bytes[2] == 0 ? dotsPerInch : Int(bytes[2]),
                bytes[3] == 0 ? dotsPerInch : Int(bytes[3])
            )
        case (EscPos.gs, UInt8(ascii: "L")):
            // Only at a line's beginning, as the manuals say.
            let units = Int(bytes[2]) | Int(bytes[3]) << 8
            if line.isEmpty { margin = min(widthDots, units * dotsPerInch / unitsPerInch.across) }
        case (EscPos.esc, UInt8(ascii: "i")), (EscPos.esc, UInt8(ascii: "m")):
            endSlip(into: &events)
        case (EscPos.gs, UInt8(ascii: "V")):
            if bytes.count > 3 { page.feed(rows: dots(ofUnits: bytes[3])) }
            endSlip(into: &events)
        case (EscPos.gs, UInt8(ascii: "a")): events.append(.automaticStatus(mask: argument))
        case (EscPos.gs, UInt8(ascii: "r")):
            if argument == 1 || argument == 49 { events.append(.paperAskedInOrder) }
        case (EscPos.gs, UInt8(ascii: "I")):
            if let question = EscPos.IdentityQuestion(rawValue: argument) {
                events.append(.identityAsked(question))
            }
        case (EscPos.gs, UInt8(ascii: "(")):
            if bytes.starts(with: [EscPos.gs, 0x28, 0x48, 6, 0, 0x30, 0x30]),
                let id = ProcessID(digits: bytes.dropFirst(7))
            {
                events.append(.printedAsked(id))
            } else if let drawn = memory.obey(bytes) {
                printLine(pitch: 0)
                page.print(drawn.picture, x: left(of: drawn.picture.widthDots))
                for byte in drawn.text { page.note(text: byte) }
                if !drawn.text.isEmpty { page.note(text: EscPos.lineFeed) }
            }
        default: break
        }
    }

    /// Where something so wide begins, by alignment and margin.
    private func left(of width: Int) -> Int {
        let room = max(0, widthDots - margin - width)
        switch alignment {
        case .left: return margin
        case .centre: return margin + room / 2
        case .right: return margin + room
        }
    }

    private func dots(ofUnits units: UInt8) -> Int {
        Int(units) * dotsPerInch / unitsPerInch.down
    }

    private mutating func reset() {
        line = []
        scale = (1, 1)
        alignment = .left
        linePitch = Self.defaultLinePitch
        unitsPerInch = (dotsPerInch, dotsPerInch)
        margin = 0
    }

    private mutating func endSlip(into events: inout [Event]) {
        printLine(pitch: 0)
        guard !page.isEmpty else { return }
        let words = page.text.map { (0x20...0x7E).contains($0) || $0 == 0x0A ? $0 : 0x3F }
        events.append(
            .slip(DecodedSlip(dots: page.dots, text: String(decoding: words, as: UTF8.self))))
        page = Self.blankPage(widthDots)
    }

    /// Puts the waiting characters on paper and feeds a line, or only as far as they are high.
    private mutating func printLine(pitch: Int? = nil) {
        defer { line = [] }
        let tallest = (line.map(\.height).max() ?? 0) * EscPosPage.cellHeight
        page.draw(line, left: left(of: line.reduce(0) { $0 + $1.width * EscPosPage.cellWidth }))
        for letter in line { page.note(text: letter.byte) }
        if !line.isEmpty { page.note(text: EscPos.lineFeed) }
        page.feed(rows: max(tallest, pitch ?? linePitch))
    }
}
