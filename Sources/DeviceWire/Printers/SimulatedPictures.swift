/// What a simulated printer draws by itself: kept logos, and a QR symbol's place.
struct SimulatedPictures: Sendable {
    /// Pictures that are kept; a further one is forgotten at once.
    private static let maximumLogos = 8
    /// Modules of a symbol's side: version 3, which an address of 40 characters needs.
    ///
    /// Only a frame is drawn; its text goes among the slip's.
    static let qrModules = 29

    private var logos: [[UInt8]: DotBand] = [:]
    private var moduleDots = 3
    /// The text of the symbol that was stored last.
    private var qrText: [UInt8] = []

    /// Takes a whole GS ( k or GS ( L; the picture that it prints, if any, and its text.
    mutating func obey(_ bytes: [UInt8]) -> (picture: DotBand, text: [UInt8])? {
        guard bytes.count >= 7 else { return nil }
        switch (bytes[2], bytes[5], bytes[6]) {
        case (UInt8(ascii: "k"), 0x31, 0x43):
            if bytes.count > 7 { moduleDots = min(16, max(1, Int(bytes[7]))) }
        case (UInt8(ascii: "k"), 0x31, 0x50):
            qrText = Array(bytes.dropFirst(8))
        case (UInt8(ascii: "k"), 0x31, 0x51):
            return qrText.isEmpty ? nil : (frame, qrText)
        case (UInt8(ascii: "L"), 0x30, 0x43):
            keepLogo(bytes)
        case (UInt8(ascii: "L"), 0x30, 0x45):
            return bytes.count < 9 ? nil : logos[Array(bytes[7...8])].map { ($0, []) }
        default:
            break
        }
        return nil
    }

    private mutating func keepLogo(_ bytes: [UInt8]) {
        guard bytes.count > 16 else { return }
        let key = Array(bytes[8...9])
        guard logos.count < Self.maximumLogos || logos[key] != nil else { return }
        let width = Int(bytes[11]) | Int(bytes[12]) << 8
        let height = Int(bytes[13]) | Int(bytes[14]) << 8
        let dots = bytes[16...]
        guard width > 0, height > 0, dots.count == DotBand.bytesPerRow(width) * height else {
            return
        }
        logos[key] = DotBand(widthDots: width, heightDots: height, bytes: Array(dots))
    }

    private var frame: DotBand {
        let side = Self.qrModules * moduleDots
        var page = EscPosPage(widthDots: side, maximumRows: side, maximumText: 0)
        page.ink(x: 0, row: 0, width: side, height: moduleDots)
        page.ink(x: 0, row: side - moduleDots, width: side, height: moduleDots)
        page.ink(x: 0, row: 0, width: moduleDots, height: side)
        page.ink(x: side - moduleDots, row: 0, width: moduleDots, height: side)
        page.feed(rows: side)
        return page.dots
    }
}
