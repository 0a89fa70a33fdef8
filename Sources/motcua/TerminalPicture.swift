import Kiosk

/// A picture for a terminal: two rows of dots in each row of letters.
enum TerminalPicture {
    /// White on black whatever the terminal's colours: a phone reads it from any.
    private static let (begin, end) = ("\u{1B}[40;97m", "\u{1B}[0m")

    static func text(of raster: Raster) -> String {
        func isWhite(_ x: Int, _ y: Int) -> Bool {
            guard y < raster.heightDots else { return false }
            return raster.bytes[y * raster.bytesPerRow + x / 8] & (0x80 >> UInt8(x % 8)) == 0
        }
        return stride(from: 0, to: raster.heightDots, by: 2).map { y in
            let row = (0..<raster.widthDots).map { x in
                switch (isWhite(x, y), isWhite(x, y + 1)) {
                case (true, true): "█"
                case (true, false): "▀"
                case (false, true): "▄"
                case (false, false): " "
                }
            }.joined()
            return "\(begin)\(row)\(end)\n"
        }.joined()
    }
}
