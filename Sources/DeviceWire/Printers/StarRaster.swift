/// Star's raster mode and the few commands around it, each as its bytes.
///
/// Source: Star Line Mode command specifications, 3-66…3-76 (raster), 3-72 and 5-11 (ETB counter).
/// The models without letters of their own (TSP100) have the same raster commands.
package enum StarRaster {
    private static let esc: UInt8 = 0x1B
    /// The counter has five bits.
    static let lastCount = 31
    private static let minimumFeedRows = EscPosEncoder.minimumFeedRows

    /// ESC @: everything to its default; the automatic status stays as it is.
    static let initialize: [UInt8] = [esc, 0x40]
    /// ESC RS a 1: the automatic status once, and from now on at every change.
    ///
    /// Printers ignore it on some ways in: over a network it is on anyway.
    package static let reportChanges: [UInt8] = [esc, 0x1E, 0x61, 1]
    /// ESC ACK SOH: the automatic status once, in real time; not to be used where it is pushed.
    package static let askStatus: [UInt8] = [esc, 0x06, 0x01]
    /// ESC RS E 0: sets the counter of ETBs to 0.
    package static let resetCounter: [UInt8] = [esc, 0x1E, 0x45, 0x30]
    /// ETB: adds one to the counter once everything before it is printed.
    package static let mark: [UInt8] = [0x17]

    static let enter: [UInt8] = raster("A")
    static let quit: [UInt8] = raster("B")
    /// ESC * r P 0: no pages, paper as long as the picture.
    static let continuousPage: [UInt8] = raster("P", 0)
    /// ESC FF EOT: prints what is left and parts the paper as `endMode` says.
    static let end: [UInt8] = [esc, 0x0C, 0x04]

    /// ESC * r E: how `end` parts the paper.
    static func endMode(_ cut: PrinterProfile.Cut) -> [UInt8] {
        switch cut {
        case .tearBar: raster("E", 3)
        case .feedAndFull: raster("E", 9)
        case .feedAndPartial: raster("E", 13)
        case .presenter: raster("E", 37)
        }
    }

    /// ESC * r Y: feeds so many rows.
    static func feed(rows: Int) -> [UInt8] { raster("Y", rows) }

    /// The band's rows, one chunk each: `b`, two bytes of length, dots; a run of eight blank rows
    /// or more is fed.
    ///
    /// The white at a row's right is not sent, and no byte pair that a printer would obey wherever
    /// it stands appears inside the dots.
    static func chunks(of band: DotBand) -> [EscPosChunk] {
        var chunks: [EscPosChunk] = []
        var blank = 0
        func settleBlank() {
            if blank >= minimumFeedRows || blank == band.heightDots {
                if blank > 0 { chunks.append(EscPosChunk(command: feed(rows: blank))) }
            } else {
                chunks += Array(repeating: row([0]), count: blank)
            }
            blank = 0
        }
        for index in 0..<band.heightDots {
            let start = index * band.bytesPerRow
            let used = min(band.bytesPerRow, InkBoxes.maximumRowBytes)
            let bytes = band.bytes[start..<start + used]
            guard let last = bytes.lastIndex(where: { $0 != 0 }) else {
                blank += 1
                continue
            }
            settleBlank()
            chunks.append(row(Array(bytes[...last])))
        }
        settleBlank()
        return chunks
    }

    private static func row(_ dots: [UInt8]) -> EscPosChunk {
        var dots = dots
        breakRealTimeCommands(in: &dots)
        let length = dots.count
        return EscPosChunk(
            command: [0x62, UInt8(length & 0xFF), UInt8(length >> 8)], dots: dots)
    }

    /// Adds one black dot to each byte that would begin a real-time command: ESC ACK (a status
    /// question, or with CAN a reset) in Star's own set, and DLE EOT, ENQ, DC4 for a printer that
    /// is switched to ESC/POS.
    ///
    /// Pairs inside a row are all there are: between rows stands `b`. Star's one-byte questions ENQ
    /// and EOT cannot be kept out of a picture; printers do not act on them inside the dots that a
    /// length announced.
    static func breakRealTimeCommands(in dots: inout [UInt8]) {
        EscPosEncoder.breakRealTimeCommands(in: &dots, bytesPerRow: dots.count + 1)
        for index in dots.indices.dropLast()
        where dots[index] == esc && dots[index + 1] == 0x06 {
            dots[index] = 0x1F
        }
    }

    private static func raster(_ letter: Unicode.Scalar) -> [UInt8] {
        [esc, 0x2A, 0x72, UInt8(ascii: letter)]
    }

    /// A setting, its number in decimal digits up to a zero byte.
    private static func raster(_ letter: Unicode.Scalar, _ number: Int) -> [UInt8] {
        raster(letter) + Array(String(max(0, number)).utf8) + [0]
    }
}
