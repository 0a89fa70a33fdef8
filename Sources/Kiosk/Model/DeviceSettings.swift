package import QueueCore

/// A ticket printer as configured.
package struct PrinterSettings: Hashable, Sendable {
    /// How the controller reaches the printer.
    package enum Connection: Hashable, Sendable {
        /// The USB port path such as `1-2.3`; nil takes the first printer-class device found.
        case usb(port: String?)
        /// A raw network printer: an address or host name, and the port, 9100 nearly always.
        case tcp(host: String, port: Int)
        /// A serial port: its path, its speed, and whether RTS/CTS hold the bytes back.
        case serial(path: String, baud: Int, usesRTSCTS: Bool)
    }

    /// Seconds that a slip may lie in a presenter before it is taken back.
    package static let defaultRetractSeconds = 30

    package var id: DeviceID
    package var connection: Connection
    /// Printable dots in a row, 576 for 80 mm and 384 for 58 mm; nil takes the profile's.
    package var widthDots: Int?
    /// The profile's name; nil has it chosen by what the printer calls itself.
    package var profile: String?
    /// Seconds after which a slip that nobody took is pulled back, where the printer can.
    package var retractSeconds: Int

    package init(
        id: DeviceID, connection: Connection = .usb(port: nil), widthDots: Int? = nil,
        profile: String? = nil, retractSeconds: Int = PrinterSettings.defaultRetractSeconds
    ) {
        self.id = id
        self.connection = connection
        self.widthDots = widthDots
        self.profile = profile
        self.retractSeconds = retractSeconds
    }
}

extension PrinterSettings.Connection: CustomStringConvertible {
    /// For people: `USB port 1-2.3`, `10.0.0.7:9100`, `/dev/ttyUSB0 at 19200 baud`.
    package var description: String {
        switch self {
        case .usb(let port): port.map { "USB port \($0)" } ?? "the first USB printer"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .serial(let path, let baud, let usesRTSCTS):
            "\(path) at \(baud) baud" + (usesRTSCTS ? ", RTS/CTS" : "")
        }
    }
}

/// A counter board as configured.
package struct BoardSettings: Hashable, Sendable {
    /// How the board is spoken to.
    package enum Wire: Hashable, Sendable {
        /// Modbus RTU, function 16: one digit a register, or the number as one word.
        case modbusRTU(address: Int, register: Int, encoding: ModbusEncoding)
        /// CD5220, the ASCII command set of 2 × 20 customer displays: `ESC Q A`, 20 characters,
        /// CR. One display a port, and it never answers.
        case cd5220
        /// A family that a file describes, by the file's name. The address is nil where the family
        /// has none: one board a port.
        case declared(family: String, address: Int?)

        /// What tells the board from others on its port; nil where nothing does.
        package var address: Int? {
            switch self {
            case .modbusRTU(let address, _, _): address
            case .declared(_, let address): address
            case .cd5220: nil
            }
        }
    }

    /// How a Modbus board takes a number.
    package enum ModbusEncoding: String, Hashable, Sendable, CaseIterable {
        /// One register, the number in binary.
        case binary
        /// Four digits a register in BCD; digit F is blank, digit A a dash.
        case bcd
        /// One character a register, ASCII.
        case ascii
    }

    /// What of the hall the board shows.
    package enum View: Hashable, Sendable {
        /// What happens at a counter.
        case counter(CounterNumber)
        /// One of the last calls on the hall board; row 1 has the newest. After the number so many
        /// digits tell the counter, none for 0.
        case hallRow(Int, counterDigits: Int)
    }

    package var id: DeviceID
    package var view: View
    /// Path of the serial port, `/dev/serial/by-path/…` or `/dev/ttyACM0`.
    package var port: String
    package var baud: Int
    package var wire: Wire
    package var digits: Int
    /// Whether the board answers; one that cannot is believed once its bytes left.
    package var answers: Bool

    package init(
        id: DeviceID, view: View, port: String, baud: Int, wire: Wire, digits: Int,
        answers: Bool
    ) {
        self.id = id
        self.view = view
        self.port = port
        self.baud = baud
        self.wire = wire
        self.digits = digits
        self.answers = answers
    }

    /// The counter that the board belongs to; nil for a row of the hall board.
    package var counter: CounterNumber? {
        if case .counter(let number) = view { number } else { nil }
    }
}

extension BoardSettings.View: CustomStringConvertible {
    package var description: String {
        switch self {
        case .counter(let number): "counter \(number)"
        case .hallRow(let row, _): "row \(row) of the hall board"
        }
    }
}

/// A button of a panel and the line it takes tickets in.
package struct ButtonSettings: Hashable, Sendable {
    /// evdev code.
    package var code: Int
    package var line: LineID

    package init(code: Int, line: LineID) {
        self.code = code
        self.line = line
    }
}

/// A USB button panel as configured.
package struct PanelSettings: Hashable, Sendable {
    package var id: DeviceID
    package var kiosk: KioskID
    /// Path under `/dev/input`, or nil to find it by name.
    package var path: String?
    /// The device name that the kernel reports, or a beginning of it; used when `path` is nil.
    package var name: String?
    package var buttons: [ButtonSettings]
    /// Presses of one button within so many seconds are one ticket; 0 makes each press one.
    package var repeatSeconds = PanelSettings.defaultRepeatSeconds
    /// A button held for so many seconds is stuck.
    package var stuckSeconds = PanelSettings.defaultStuckSeconds

    package static let defaultRepeatSeconds = 2
    /// Longer than anybody leans on a button.
    package static let defaultStuckSeconds = 15

    package init(
        id: DeviceID, kiosk: KioskID, path: String?, name: String?, buttons: [ButtonSettings]
    ) {
        self.id = id
        self.kiosk = kiosk
        self.path = path
        self.name = name
        self.buttons = buttons
    }
}
