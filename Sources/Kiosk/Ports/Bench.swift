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

    package let printers: [Printer]
    package let boards: [Board]
    package let panels: [Panel]

    package init(printers: [Printer], boards: [Board], panels: [Panel]) {
        self.printers = printers
        self.boards = boards
        self.panels = panels
    }
}
