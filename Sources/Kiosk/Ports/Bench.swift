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
    /// Presses a key of a clerk's keypad and leaves it stuck, or lets it go.
    ///
    /// - Returns: false when there is no such keypad or key.
    func hold(keypad: DeviceID, key: ClerkKey, _ isDown: Bool) -> Bool
    /// Breaks a device, or mends it.
    ///
    /// - Returns: false when there is no such device, or it cannot have the fault.
    func set(_ fault: BenchFault, of device: DeviceID, _ isOn: Bool) -> Bool
    /// The scanners, as configured.
    var scanners: [ScannerSettings] { get }
    /// Holds a code with this text before a scanner.
    ///
    /// - Returns: false when there is no such scanner.
    func scan(scanner: DeviceID, text: String) -> Bool
}

extension Bench {
    /// A bench without scanners.
    package var scanners: [ScannerSettings] { [] }
    /// A bench without scanners.
    package func scan(scanner: DeviceID, text: String) -> Bool { false }
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
        package let view: BoardSettings.View
        package let protocolName: String
        /// Bit 0 = segment a … bit 6 = segment g.
        package let segments: [UInt8]
        package let blinks: Bool
        /// The frame received last.
        package let lastFrame: [UInt8]

        package init(
            id: DeviceID, view: BoardSettings.View, protocolName: String, segments: [UInt8],
            blinks: Bool, lastFrame: [UInt8]
        ) {
            self.id = id
            self.view = view
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
        /// The codes of those that are stuck.
        package let held: Set<Int>

        package init(id: DeviceID, buttons: [ButtonSettings], held: Set<Int>) {
            self.id = id
            self.buttons = buttons
            self.held = held
        }
    }

    /// A clerk's keypad and what it told the clerk last.
    package struct Keypad: Sendable {
        package let id: DeviceID
        package let counter: CounterNumber
        package let feedback: KeypadFeedback?
        /// The keys that it has.
        package let keys: Set<ClerkKey>
        /// Those of them that are stuck.
        package let held: Set<ClerkKey>

        package init(
            id: DeviceID, counter: CounterNumber, feedback: KeypadFeedback?, keys: Set<ClerkKey>,
            held: Set<ClerkKey>
        ) {
            self.id = id
            self.counter = counter
            self.feedback = feedback
            self.keys = keys
            self.held = held
        }
    }

    package let printers: [Printer]
    package let boards: [Board]
    package let panels: [Panel]
    package let keypads: [Keypad]
    /// What is broken at each device, or may be; in the order of the devices.
    package let breakages: [(device: DeviceID, breakages: [BenchBreakage])]

    package init(
        printers: [Printer], boards: [Board], panels: [Panel], keypads: [Keypad],
        breakages: [(device: DeviceID, breakages: [BenchBreakage])]
    ) {
        self.printers = printers
        self.boards = boards
        self.panels = panels
        self.keypads = keypads
        self.breakages = breakages
    }
}
