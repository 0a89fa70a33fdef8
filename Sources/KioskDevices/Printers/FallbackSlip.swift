import DeviceWire
import Kiosk

/// A slip in the printer's own letters, for when it cannot be drawn: a citizen never goes without
/// a number because of a font.
enum FallbackSlip {
    /// Rows it takes on paper, about; for the time that printing may take.
    static let rows = 240

    /// ASCII only: code pages for Vietnamese differ by model.
    static func chunk(of slip: Slip) -> EscPosChunk {
        let caption = slip.kind == .test ? "PHIEU THU" : "SO THU TU"
        let mark = slip.mark == nil ? [] : EscPos.line("BAN IN LAI")
        return EscPosChunk(
            command: EscPos.kanjiOff + EscPos.align(.centre)
                + EscPos.line(caption) + mark
                + EscPos.characterSize(width: 4, height: 4)
                + EscPos.line(slip.number)
                + EscPos.characterSize(width: 1, height: 1)
                + EscPos.feed(lines: 1))
    }
}
