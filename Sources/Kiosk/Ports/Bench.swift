package import QueueCore

/// The simulated devices, as the bench page shows them.
///
/// Exists only with `--simulate`.
package protocol Bench: Sendable {
    /// Every simulated device as it looks now.
    func devices() -> BenchSnapshot
    /// The slip that came out of `printer` as its `index`th (1…), decoded from the bytes it
    /// received; nil when there is none or it was forgotten (the newest 20 are kept).
    func slip(printer: DeviceID, index: Int) -> Raster?
    /// Presses and releases a button.
    ///
    /// - Returns: false when there is no such panel or button.
    func press(panel: DeviceID, code: Int) -> Bool
    /// Presses and releases a key of a clerk's keypad.
    ///
    /// - Returns: false when there is no such keypad.
    func press(keypad: DeviceID, key: ClerkKey) -> Bool
    /// Holds a button down as if it were stuck, or lets it go.
    ///
    /// - Returns: false when there is no such panel or button.
    func hold(panel: DeviceID, code: Int, _ isDown: Bool) -> Bool
}

extension Bench {
    /// A bench without keypads.
    package func press(keypad: DeviceID, key: ClerkKey) -> Bool { false }
    /// A bench whose buttons never stick.
    package func hold(panel: DeviceID, code: Int, _ isDown: Bool) -> Bool { false }
}

/// What the bench page draws.
package struct BenchSnapshot: Sendable {
    /// A printer and how many slips came out of it.
    package struct Printer: Sendable {
        package let id: DeviceID
        package let slips: Int
        package let bytes: Int

        package init(id: DeviceID, slips: Int, bytes: Int) {
            self.id = id
            self.slips = slips
            self.bytes = bytes
        }
    }

    /// A board: for each digit, left to right, its seven lit segments.
    package struct Board: Sendable {
        package let id: DeviceID
        package let counter: CounterNumber
        package let protocolName: String
        /// Bit 0 = segment a … bit 6 = segment g.
        package let segments: [UInt8]
        package let blinks: Bool
        /// The frame received last.
        package let lastFrame: [UInt8]

        package init(
            id: DeviceID, counter: CounterNumber, protocolName: String, segments: [UInt8],
            blinks: Bool, lastFrame: [UInt8]
        ) {
            self.id = id
            self.counter = counter
            self.protocolName = protocolName
            self.segments = segments
            self.blinks = blinks
            self.lastFrame = lastFrame
        }
    }

    /// A button panel and its buttons.
    package struct Panel: Sendable {
        package let id: DeviceID
        package let buttons: [ButtonSettings]

        package init(id: DeviceID, buttons: [ButtonSettings]) {
            self.id = id
            self.buttons = buttons
        }
    }

    /// A clerk's keypad and what it told the clerk last.
    package struct Keypad: Sendable {
        package let id: DeviceID
        package let counter: CounterNumber
        package let feedback: KeypadFeedback?

        package init(id: DeviceID, counter: CounterNumber, feedback: KeypadFeedback?) {
            self.id = id
            self.counter = counter
            self.feedback = feedback
        }
    }

    package let printers: [Printer]
    package let boards: [Board]
    package let panels: [Panel]
    package let keypads: [Keypad]

    package init(
        printers: [Printer], boards: [Board], panels: [Panel], keypads: [Keypad] = []
    ) {
        self.printers = printers
        self.boards = boards
        self.panels = panels
        self.keypads = keypads
    }
}
