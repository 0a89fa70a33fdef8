/// The two ASCII characters under which a printer keeps a picture.
package struct LogoKey: Hashable, Sendable {
    package let first: UInt8
    package let second: UInt8

    /// - Returns: nil unless `text` is two printable ASCII characters.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 2, bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        (first, second) = (bytes[0], bytes[1])
    }
}

/// What an ESC/POS printer draws by itself. Source: Epson TM-T81 specification, GS ( k and GS ( L.
extension EscPos {
    /// Longest text of a QR symbol; a slip's address is much shorter.
    package static let maximumQRText = 500
    /// Largest picture that a printer keeps, in dots each way; the smallest memory has 1,024 × 1,200.
    static let maximumLogoDots = 1_024
    /// Bytes of a stored picture, with the eleven before its dots, that GS ( L can count.
    private static let maximumLogoBytes = 0xFFFF

    /// Model 2, level M: GS ( k functions 165, 167, 169, 180, 181; nil when the text does not fit.
    package static func qr(_ text: String, moduleDots: Int) -> [UInt8]? {
        let bytes = Array(text.utf8)
        guard (1...maximumQRText).contains(bytes.count), (1...16).contains(moduleDots),
            bytes.allSatisfy({ (0x20...0x7E).contains($0) })
        else { return nil }
        return symbol(0x41, [0x32, 0]) + symbol(0x43, [UInt8(moduleDots)]) + symbol(0x45, [0x31])
            + symbol(0x50, [0x30] + bytes) + symbol(0x51, [0x30])
    }

    private static func symbol(_ function: UInt8, _ parameters: [UInt8]) -> [UInt8] {
        let count = parameters.count + 2
        return [gs, 0x28, 0x6B, UInt8(count & 0xFF), UInt8(count >> 8), 0x31, function]
            + parameters
    }

    /// GS ( L function 67: keeps a picture, black on white, under a key.
    ///
    /// - Returns: nil for a picture that is empty or larger than every printer of this kind keeps.
    static func storeLogo(_ band: DotBand, key: LogoKey) -> EscPosChunk? {
        guard band.heightDots > 0, band.widthDots <= maximumLogoDots else { return nil }
        var dots = band.bytes
        var rows = band.heightDots
        // A length or height that reads as a real-time command is avoided by one white row more.
        while let header = logoHeader(band.widthDots, rows, dots.count, key) {
            guard holdsRealTimeCommand(header) else {
                EscPosEncoder.breakRealTimeCommands(in: &dots, bytesPerRow: band.bytesPerRow)
                return EscPosChunk(command: header, dots: dots)
            }
            rows += 1
            dots += Array(repeating: 0, count: band.bytesPerRow)
        }
        return nil
    }

    private static func logoHeader(
        _ width: Int, _ rows: Int, _ count: Int, _ key: LogoKey
    ) -> [UInt8]? {
        let length = count + 11
        guard length <= maximumLogoBytes, rows <= maximumLogoDots else { return nil }
        return [
            gs, 0x28, 0x4C, UInt8(length & 0xFF), UInt8(length >> 8), 0x30, 0x43, 0x30, key.first,
            key.second, 1, UInt8(width & 0xFF), UInt8(width >> 8), UInt8(rows & 0xFF),
            UInt8(rows >> 8), 0x31,
        ]
    }

    /// GS ( L function 69: prints a kept picture, each dot as one.
    package static func printLogo(_ key: LogoKey) -> [UInt8] {
        [gs, 0x28, 0x4C, 6, 0, 0x30, 0x45, key.first, key.second, 1, 1]
    }

    /// Whether DLE EOT, DLE ENQ or DLE DC4 stands anywhere in `bytes`.
    package static func holdsRealTimeCommand(_ bytes: [UInt8]) -> Bool {
        bytes.indices.dropLast().contains {
            bytes[$0] == dle && EscPosEncoder.realTimeSeconds.contains(bytes[$0 + 1])
        }
    }
}
