package import QueueCore

/// A configured device's name, unique in the centre: `printer-1`, `board-6`, `panel-1`.
package struct DeviceID: Identifier {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A driver that lives as long as the program.
package protocol DeviceDriver: Sendable {
    var id: DeviceID { get }
    /// Finds the device, works with it, finds it again when it vanishes; returns when the task is
    /// cancelled and the device is closed. Never throws: a device's fault is its health.
    ///
    /// Nothing here blocks the caller's executor: blocking calls live on the driver's own.
    func run() async
}

/// Prints slips on one printer.
package protocol TicketPrinter: DeviceDriver {
    /// Prints one slip and cuts; answers when the model can know no more about its fate.
    ///
    /// Slips are printed one at a time, in the order of the calls. Takes at most the configured
    /// time per band plus five seconds, however dead the printer is. A missing printer or paper
    /// out is an outcome, not an error.
    func print(_ slip: Slip) async -> PrintOutcome
}

/// What is known of a printed slip.
package enum PrintOutcome: Hashable, Sendable {
    /// The printer said that it printed this very slip (process ID, counter, presenter).
    case confirmed
    /// All bytes were taken and the printer's status was clean before and after.
    case probable
    /// The slip certainly did not come out whole.
    case failed(PrintFailure)
    /// Bytes were on their way and nobody can say how many became paper.
    case unknown(reason: String)
}

/// A slip that did not come out.
package struct PrintFailure: Hashable, Sendable {
    /// How far it got.
    package enum Stage: String, Hashable, Sendable {
        /// No byte was accepted: another printer may print the same number.
        case before
        /// Some bytes were accepted: a torn slip may lie in the slot.
        case midway
    }

    package let stage: Stage
    package let condition: DeviceCondition.Code

    package init(stage: Stage, condition: DeviceCondition.Code) {
        self.stage = stage
        self.condition = condition
    }
}

/// What a counter board shows.
package struct BoardFace: Hashable, Sendable {
    /// The content; each driver knows how its board says so.
    package enum Content: Hashable, Sendable {
        case blank
        case number(String)
        case closed
        /// The clerk is away for a while; a board without a sign for that shows `closed`.
        case paused
    }

    package let content: Content
    /// Blinks below 3 Hz while a call is new.
    package let blinks: Bool
    /// A short sign for the clerk, such as `Er 2`, in the place of the content on boards that have
    /// its letters; others show the content.
    package let sign: String?

    package init(_ content: Content, blinks: Bool = false, sign: String? = nil) {
        self.content = content
        self.blinks = blinks
        self.sign = sign
    }
}

/// An LED board at a counter: a view, told the present as often as wanted.
package protocol Board: DeviceDriver {
    /// Sends the face once; returns when the board answered or, where boards cannot, when the bytes
    /// left. Takes at most one second.
    ///
    /// - Throws: `DeviceError` when the port is gone or the board did not answer.
    func show(_ face: BoardFace) async throws(DeviceError)
}

/// One press of a physical button, auto-repeat and bounces already removed.
package struct ButtonPress: Hashable, Sendable {
    package let panel: DeviceID
    /// The button's code as configured: an evdev code such as 288 (BTN_TRIGGER) or 2 (KEY_1).
    package let code: Int
    /// Unique for this press since the panel was plugged in; makes its command idempotent.
    package let pressID: String
    package let at: Instant

    package init(panel: DeviceID, code: Int, pressID: String, at: Instant) {
        self.panel = panel
        self.code = code
        self.pressID = pressID
        self.at = at
    }
}

/// The physical buttons of a kiosk.
package protocol ButtonPanel: DeviceDriver {
    /// Every press from now on; the newest 64 are kept for a slow reader. One reader at a time.
    var presses: AsyncStream<ButtonPress> { get }
}

/// A broken contract with a device; everyday faults are conditions and outcomes.
package struct DeviceError: Error, Hashable, Sendable, CustomStringConvertible {
    package let device: DeviceID
    package let condition: DeviceCondition.Code
    /// The cause, in English.
    package let cause: String

    package init(device: DeviceID, condition: DeviceCondition.Code, cause: String) {
        self.device = device
        self.condition = condition
        self.cause = cause
    }

    package var description: String { "\(device): \(condition.rawValue), \(cause)" }
}
