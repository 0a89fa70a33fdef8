import DeviceWire
import Kiosk

/// A slip in the printer's own letters, for when it cannot be drawn: a citizen never goes without
/// a number because of a font.
enum FallbackSlip {
    private static let numberScale = 4
    /// Rows it takes on paper, about; for the time that printing may take.
    static let rows = 240

    /// ASCII only: code pages for Vietnamese differ by model.
    static func lines(of slip: Slip) -> [PlainLine] {
        let caption = slip.kind == .test ? "PHIEU THU" : "SO THU TU"
        let mark = slip.mark == nil ? [] : [PlainLine("BAN IN LAI")]
        let counters = slip.counters.isEmpty ? [] : [PlainLine("QUAY \(slip.counters)", scale: 2)]
        return [PlainLine(caption)] + mark + [PlainLine(slip.number, scale: numberScale)] + counters
    }
}
