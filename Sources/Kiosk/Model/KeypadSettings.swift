package import QueueCore

/// A clerk's keypad as configured.
package struct KeypadSettings: Hashable, Sendable {
    /// How the keypad is reached.
    package enum Connection: Hashable, Sendable {
        /// An input device of the kernel: its path under `/dev/input`, else a beginning of its name.
        case input(path: String?, name: String?)
        /// A node of a serial line.
        case bus(LinePlace)
    }

    /// Where a keypad on a serial line is, and how it is understood.
    package struct LinePlace: Hashable, Sendable {
        /// The serial port's path.
        package var port: String
        package var address: Int
        /// `latched`, or the name of a file in `Firmware-Protocols/keypads`.
        package var family: String
        /// The line's speed; nil takes the boards' on the same port, else the family's.
        package var baud: Int?

        package init(port: String, address: Int, family: String, baud: Int? = nil) {
            self.port = port
            self.address = address
            self.family = family
            self.baud = baud
        }
    }

    package var id: DeviceID
    package var counter: CounterNumber
    package var connection: Connection
    /// What each key means, by its code: of evdev for an input device, of the frame on a line.
    ///
    /// On a line a code that is not here means what its family says.
    package var keys: [Int: ClerkKey]
    /// What `complete` means without a digit; nil asks for one.
    package var completeOutcome: Outcome?

    package init(
        id: DeviceID, counter: CounterNumber, connection: Connection,
        keys: [Int: ClerkKey] = KeypadSettings.numericKeys, completeOutcome: Outcome? = nil
    ) {
        self.id = id
        self.counter = counter
        self.connection = connection
        self.keys = keys
        self.completeOutcome = completeOutcome
    }

    /// The keys of a USB numeric keypad, by evdev codes (`linux/input-event-codes.h`).
    package static let numericKeys: [Int: ClerkKey] = [
        82: .zero, 79: .one, 80: .two, 81: .three, 75: .four, 76: .five, 77: .six, 71: .seven,
        72: .eight, 73: .nine,
        // + calls, as the largest key that is not enter.
        78: .next,
        // * invites once more, / sends on, − nobody came. What begins a service is + again.
        55: .recall, 98: .transfer, 74: .noShow,
        // Enter answers a question, the point ends a service.
        96: .enter, 28: .enter, 83: .complete,
        // Num lock pauses, backspace and escape take back.
        69: .pause, 14: .cancel, 1: .cancel,
    ]
}

/// Who may sit down at a counter by typing a PIN there.
package struct PINAccount: Hashable, Sendable {
    package let clerk: ClerkID
    /// `scrypt$N$r$p$salt$hash`, salt and hash in base64.
    package let hash: String

    package init(clerk: ClerkID, hash: String) {
        self.clerk = clerk
        self.hash = hash
    }
}
