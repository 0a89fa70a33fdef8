/// How long bytes and silences last on a serial line of eight data bits without parity.
package enum LineTiming {
    /// Above this speed Modbus no longer counts characters.
    private static let fastBaud = 19_200

    /// Start, eight bits, stop.
    package static func length(ofBytes count: Int, at baud: Int) -> Duration {
        .microseconds(Int64(max(count, 0)) * 10_000_000 / Int64(max(baud, 1)))
    }

    /// The silence that parts two frames: 3.5 characters of eleven bits, 1.75 ms above 19,200 baud
    /// (Modbus over serial line, V1.02, 2.5.1.1).
    package static func gap(at baud: Int) -> Duration {
        baud > fastBaud
            ? .microseconds(1_750) : .microseconds(38_500_000 / Int64(max(baud, 1)))
    }
}
