import Glibc
package import Kiosk

/// How a port's transmitter is switched on a two-wire line.
package enum LineDirection: Hashable, Sendable {
    /// The kernel switches where it can; otherwise the adapter does it by itself, as USB adapters
    /// for RS-485 do.
    case automatic
    /// This program raises RTS while it sends, or lowers it when `sendsHigh` is false: for plain
    /// RS-232 ports with a converter that has no timer of its own.
    case rts(sendsHigh: Bool)
    /// The kernel switches; a port where it cannot is refused.
    case kernel
    /// Nobody switches: the adapter does it by itself, or the line has four wires.
    case byItself
}

extension LineDirection {
    /// The direction as configured.
    package init(_ configured: PortSettings.Direction) {
        self =
            switch configured {
            case .automatic: .automatic
            case .kernel: .kernel
            case .rts: .rts(sendsHigh: true)
            case .rtsInverted: .rts(sendsHigh: false)
            case .byItself: .byItself
            }
    }
}

/// The kernel's RS-485 mode (`linux/serial.h`, `struct serial_rs485`).
struct RS485 {
    private static let setMode: UInt = 0x542F
    private static let enabled: UInt32 = 1 << 0
    private static let rtsOnSend: UInt32 = 1 << 1
    /// The structure's length in 32-bit words: flags, two delays in milliseconds, padding.
    private static let words = 8

    /// Has the kernel switch the direction.
    ///
    /// - Returns: false where it cannot: ENOTTY from USB adapters and pseudo-terminals, EINVAL from
    ///   chips without the mode. Such a line is taken to switch by itself.
    static func enable(_ descriptor: Int32) -> Bool {
        var mode = [UInt32](repeating: 0, count: words)
        mode[0] = enabled | rtsOnSend
        return mode.withUnsafeMutableBytes { buffer in
            buffer.baseAddress.map { ioctl(descriptor, setMode, $0) == 0 } ?? false
        }
    }

    /// Sets the modem line RTS; nothing on ports that have none.
    static func setRTS(_ descriptor: Int32, _ isHigh: Bool) {
        var line: Int32 = TIOCM_RTS
        _ = ioctl(descriptor, UInt(isHigh ? TIOCMBIS : TIOCMBIC), &line)
    }
}

/// Short waits of USB adapters.
enum LowLatency {
    private static let getSerial: UInt = 0x541E
    private static let setSerial: UInt = 0x541F
    private static let flag: UInt32 = 1 << 13
    /// `struct serial_struct` is 72 bytes on 64-bit machines; its flags are the fifth word.
    private static let words = 18
    private static let flagsWord = 4

    /// Asks the driver to hand bytes on at once.
    ///
    /// FTDI adapters keep them for 16 ms otherwise, which alone would make a round of sixteen
    /// keypads a quarter of a second longer. Drivers that do not know it refuse; nothing is lost.
    static func ask(_ descriptor: Int32) {
        var settings = [UInt32](repeating: 0, count: words)
        settings.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress, ioctl(descriptor, getSerial, start) == 0 else {
                return
            }
            let words = buffer.bindMemory(to: UInt32.self)
            words[flagsWord] |= flag
            _ = ioctl(descriptor, setSerial, start)
        }
    }
}
