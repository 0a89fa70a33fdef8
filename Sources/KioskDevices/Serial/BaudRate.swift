import DeviceWire
import Glibc

/// The speeds at which a port can be set, by number.
package enum BaudRate {
    private static let codes: [Int: Int32] = [
        1_200: B1200, 2_400: B2400, 4_800: B4800, 9_600: B9600, 19_200: B19200, 38_400: B38400,
        57_600: B57600, 115_200: B115200, 230_400: B230400,
    ]

    /// Every speed that may be configured, slowest first.
    package static var all: [Int] { codes.keys.sorted() }

    /// The constant of termios for a speed; nil for a speed that no board uses.
    static func code(_ baud: Int) -> speed_t? { codes[baud].map(speed_t.init) }

    /// How long so many bytes are on the wire: start, eight bits, stop.
    package static func duration(ofBytes count: Int, at baud: Int) -> Duration {
        LineTiming.length(ofBytes: count, at: baud)
    }
}
