/// The time zone of every centre: Asia/Ho_Chi_Minh, UTC+7 without summer time since 1975.
///
/// A constant and not the machine's zone data, so that a day is the same on every machine and the
/// core stays free of system calls.
package enum CentreZone {
    static let offsetMilliseconds: Int64 = 7 * 3_600 * 1_000
    static let millisecondsPerDay: Int64 = 86_400 * 1_000
    static let offsetText = "+07:00"
}

extension Instant {
    /// Milliseconds since midnight at the centre.
    package var millisecondsOfDay: Int64 {
        (millisecondsSinceEpoch + CentreZone.offsetMilliseconds)
            .flooredRemainder(by: CentreZone.millisecondsPerDay)
    }

    /// The time of day at the centre as `08:15`.
    package var clockText: String {
        let minutes = Int(millisecondsOfDay / 60_000)
        return "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }

    /// RFC 3339 with the centre's offset and whole seconds, `2026-11-23T08:15:00+07:00`.
    package var rfc3339: String {
        let seconds = Int(millisecondsOfDay / 1_000)
        let time =
            "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        return "\(ServiceDay(at: self))T\(time)\(CentreZone.offsetText)"
    }

    /// Reads RFC 3339 with `Z` or an offset and an optional fraction of a second.
    ///
    /// - Parameter text: such as `2026-11-23T08:15:00+07:00`.
    package init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
            let day = ServiceDay(String(text.prefix(10))),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = Self.number(bytes[11..<13], upTo: 23),
            let minute = Self.number(bytes[14..<16], upTo: 59),
            let second = Self.number(bytes[17..<19], upTo: 59)
        else { return nil }
        var rest = bytes[19...]
        var milliseconds = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let fraction = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !fraction.isEmpty, fraction.count <= 9 else { return nil }
            for place in 0..<3 {
                let digit = place < fraction.count ? fraction[fraction.startIndex + place] : 48
                milliseconds = milliseconds * 10 + Int(digit) - 48
            }
            rest = rest.dropFirst(fraction.count)
        }
        guard let offset = Self.offsetMinutes(rest) else { return nil }
        let local = Int64((hour * 60 + minute) * 60 + second) * 1_000 + Int64(milliseconds)
        self.init(
            millisecondsSinceEpoch: Int64(day.daysSinceEpoch) * CentreZone.millisecondsPerDay
                + local - Int64(offset) * 60_000)
    }

    private static func offsetMinutes(_ text: ArraySlice<UInt8>) -> Int? {
        if text.count == 1, text.first == UInt8(ascii: "Z") { return 0 }
        let bytes = Array(text)
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            let hours = number(bytes[1..<3], upTo: 23), let minutes = number(bytes[4..<6], upTo: 59)
        else { return nil }
        let total = hours * 60 + minutes
        return bytes[0] == UInt8(ascii: "-") ? -total : total
    }

    private static func number(_ digits: ArraySlice<UInt8>, upTo limit: Int) -> Int? {
        var value = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = value * 10 + Int(digit) - 48
        }
        return value <= limit ? value : nil
    }
}
