/// The ESC/POS commands that a ticket needs, each as its bytes.
package enum EscPos {
    static let lineFeed: UInt8 = 0x0A
    static let dle: UInt8 = 0x10
    static let esc: UInt8 = 0x1B
    static let fs: UInt8 = 0x1C
    static let gs: UInt8 = 0x1D

    /// Dots per inch of nearly every ticket printer's head; also what `GS P` is told.
    static let dotsPerInch: UInt8 = 203

    /// ESC @: clears the print buffer and sets everything to its default.
    package static let initialize: [UInt8] = [esc, 0x40]
    /// GS P 203 203: feeds count dots.
    ///
    /// Without it Epson models count half dots.
    package static let motionUnitsAreDots: [UInt8] = [gs, 0x50, dotsPerInch, dotsPerInch]
    /// GS P: feeds and margins count the dots of a head with so many in an inch, 1…255.
    package static func motionUnits(dotsPerInch: Int) -> [UInt8] {
        let units = UInt8(clamping: max(1, dotsPerInch))
        return [gs, 0x50, units, units]
    }
    /// FS .: Kanji off; Chinese firmware takes bytes above 7F in pairs otherwise.
    package static let kanjiOff: [UInt8] = [fs, 0x2E]
    /// ESC c 5 1: the feed button does nothing, so that the public cannot waste paper.
    package static let feedButtonOff: [UInt8] = [esc, 0x63, 0x35, 1]
    /// GS V 0: full cut where the paper stands.
    package static let cut: [UInt8] = [gs, 0x56, 0]

    /// Where text stands in its line.
    package enum Alignment: UInt8, Sendable {
        case left = 0
        case centre = 1
        case right = 2
    }

    /// What DLE EOT asks for.
    package enum StatusQuestion: UInt8, Sendable, CaseIterable {
        case printer = 1
        case offlineCause = 2
        case errorCause = 3
        case paper = 4
    }

    /// What GS I asks for; the answer is a text block.
    package enum IdentityQuestion: UInt8, Sendable, CaseIterable {
        case firmware = 65
        case maker = 66
        case model = 67
        case serial = 68
    }

    /// GS V 65 n: feeds the last row past the cutter and `rows` more, cuts through.
    package static func feedAndCutThrough(rows: UInt8 = 0) -> [UInt8] { [gs, 0x56, 0x41, rows] }

    /// ESC i: cuts through where the paper stands; Custom's presenters know no other.
    package static let totalCut: [UInt8] = [esc, 0x69]

    /// DLE EOT 20: a presenter's whole status, `10 0F` and four bytes.
    package static let askPresenterStatus: [UInt8] = [dle, 0x04, 0x14]

    /// GS V 66 n: feeds the last row past the cutter and `rows` more, cuts but for one point.
    package static func feedAndCut(rows: UInt8 = 0) -> [UInt8] { [gs, 0x56, 0x42, rows] }

    /// ESC d n: prints and feeds `lines` text lines.
    package static func feed(lines: UInt8) -> [UInt8] { [esc, 0x64, lines] }

    /// ESC J n: feeds `rows` motion units.
    package static func feed(rows: UInt8) -> [UInt8] { [esc, 0x4A, rows] }

    /// As many ESC J as so many rows take.
    static func feed(allRows rows: Int) -> [UInt8] {
        stride(from: 0, to: rows, by: 255).flatMap { feed(rows: UInt8(min(255, rows - $0))) }
    }

    /// GS L: dots that stay white at the left, in units of GS P; valid at a line's beginning.
    ///
    /// ESC @ sets it to 0.
    static func leftMargin(dots: Int) -> [UInt8] {
        [gs, 0x4C, UInt8(dots & 0xFF), UInt8(dots >> 8 & 0xFF)]
    }

    /// What parts a slip from the roll, `feedRows` further than the cutter itself needs.
    static func parting(_ cut: PrinterProfile.Cut, feedRows: Int) -> [UInt8] {
        let last = min(255, max(0, feedRows))
        let before = feed(allRows: feedRows - last)
        switch cut {
        case .feedAndPartial: return before + feedAndCut(rows: UInt8(last))
        case .feedAndFull: return before + feedAndCutThrough(rows: UInt8(last))
        case .tearBar: return feed(allRows: feedRows)
        case .presenter: return feed(allRows: feedRows) + totalCut
        }
    }

    /// ESC 3 n: a text line is `rows` motion units high.
    package static func linePitch(rows: UInt8) -> [UInt8] { [esc, 0x33, rows] }

    /// ESC a n.
    package static func align(_ alignment: Alignment) -> [UInt8] {
        [esc, 0x61, alignment.rawValue]
    }

    /// ESC E n.
    package static func bold(_ isOn: Bool) -> [UInt8] { [esc, 0x45, isOn ? 1 : 0] }

    /// ESC t n: code page.
    package static func codePage(_ page: UInt8) -> [UInt8] { [esc, 0x74, page] }

    /// GS ! n: characters `width` × `height` times as large, each 1…8.
    package static func characterSize(width: UInt8, height: UInt8) -> [UInt8] {
        [gs, 0x21, ((max(1, width) - 1) & 7) << 4 | ((max(1, height) - 1) & 7)]
    }

    /// A line of printable ASCII and a line feed; other characters become `?`.
    package static func line(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? UInt8($0.value) : 0x3F }
            + [lineFeed]
    }

    /// GS v 0's eight bytes before the dots; width in bytes, height in rows.
    static func rasterHeader(bytesPerRow: Int, rows: Int) -> [UInt8] {
        [
            gs, 0x76, 0x30, 0,
            UInt8(bytesPerRow & 0xFF), UInt8(bytesPerRow >> 8 & 0xFF),
            UInt8(rows & 0xFF), UInt8(rows >> 8 & 0xFF),
        ]
    }

    /// DLE EOT n: answered with one byte at once, before data that waits in the printer's buffer.
    package static func askStatus(_ question: StatusQuestion) -> [UInt8] {
        [dle, 0x04, question.rawValue]
    }

    /// GS a n: the printer sends four bytes now and whenever one of the chosen things changes.
    ///
    /// In `mask`, bit 0 is the drawer, 1 online, 2 errors, 3 paper; 0 switches it off.
    package static func automaticStatus(mask: UInt8) -> [UInt8] { [gs, 0x61, mask] }

    /// GS r 1: paper sensor, answered in its turn behind the data sent before.
    package static let askPaperInOrder: [UInt8] = [gs, 0x72, 1]

    /// GS I n.
    package static func askIdentity(_ question: IdentityQuestion) -> [UInt8] {
        [gs, 0x49, question.rawValue]
    }

    /// GS ( H, function 48: answered with the same ID once everything before it *is printed*.
    package static func askPrinted(_ id: ProcessID) -> [UInt8] {
        [gs, 0x28, 0x48, 6, 0, 0x30, 0x30] + id.digits
    }
}

/// Four digits that name a job to the printer, `0001`…`9999`, then again from `0001`.
package struct ProcessID: Hashable, Sendable {
    private static let last = 9_999

    package let value: Int

    /// - Parameter value: taken into 1…9999.
    package init(_ value: Int = 1) {
        self.value = (1...Self.last).contains(value) ? value : 1
    }

    package var next: ProcessID { ProcessID(value + 1) }

    /// The four ASCII digits.
    package var digits: [UInt8] {
        [1_000, 100, 10, 1].map { 0x30 + UInt8(value / $0 % 10) }
    }

    /// The ID in a printer's answer; nil when it is no number of ours.
    package init?(digits: some Collection<UInt8>) {
        guard digits.count == 4, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
