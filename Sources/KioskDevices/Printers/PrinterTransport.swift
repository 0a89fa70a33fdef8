package import DeviceWire
package import Kiosk

/// Carries bytes to and from one open printer.
///
/// Methods run on the driver's executor and may block it for the time they are given, receiving
/// excepted, which waits without holding it.
package protocol PrinterTransport: Sendable {
    /// Whether the printer can send anything back.
    var canReceive: Bool { get }
    /// Where the printer is and what it calls itself, for people.
    var detail: String { get }
    /// Whether the printer was unplugged.
    var isGone: Bool { get }
    /// Sends; returns how much the printer took, and why not all. Blocks at most `limit`.
    func send(_ bytes: [UInt8], within limit: Duration) async -> Sent
    /// What the printer said, waiting at most `limit`, or until interrupted.
    func receive(within limit: Duration) async -> Received
    /// Makes a pending `receive` return with nothing.
    func interrupt()
    /// The printer-class port status, asked beside the data; nil where there is no answer. Blocks
    /// at most 200 ms.
    func portStatus() async -> UInt8?
    /// Whether a printer that is switched off shows by itself; at the end of a serial port it
    /// only keeps silent.
    var showsPresence: Bool { get }
    /// Whether what was accepted may still be on this side: when the way breaks, nobody knows how
    /// much of it the printer took.
    var keepsBytes: Bool { get }
    /// Whether the bus says who the printer is, so that nobody need ask it.
    var namesItself: Bool { get }
    /// How long so many bytes are on the way at least, beside the printer's own time.
    func wireTime(of count: Int) -> Duration
    /// Waits at most `limit` until what was accepted went through; whether it did.
    func flush(within limit: Duration) async -> Bool
    /// Throws away what was accepted and has not left this machine; how many bytes.
    ///
    /// Some lines break over it and are gone then.
    func takeBack() async -> Int
    /// Ends a job whose paper is out; does what the printer's profile wants then.
    func endJob() async
    /// Ends the connection; nothing is sent or received after it.
    func close() async
}

/// What a bus does that hands bytes to the printer itself.
extension PrinterTransport {
    package var showsPresence: Bool { true }
    package var keepsBytes: Bool { false }
    package var namesItself: Bool { true }
    package func wireTime(of count: Int) -> Duration { .zero }
    package func flush(within limit: Duration) async -> Bool { !isGone }
    package func takeBack() async -> Int { 0 }
    package func endJob() async {}
}

/// How a transfer to a printer ended.
package struct Sent: Hashable, Sendable {
    /// Why a printer did not take all.
    package enum Fault: Hashable, Sendable {
        /// It took no more in time.
        case timedOut
        /// It refused, and the pipe was cleared: what follows may be sent.
        case stalled
        /// It kept refusing and was reset: what it had taken is forgotten.
        case reset
        /// It is not there any more.
        case gone
    }

    /// Bytes that the printer took; they are never sent again.
    package let accepted: Int
    package let fault: Fault?

    package init(accepted: Int, fault: Fault? = nil) {
        self.accepted = accepted
        self.fault = fault
    }
}

/// What came from a printer.
package enum Received: Hashable, Sendable {
    case bytes([UInt8])
    case nothing
    case gone
}

/// Finds and opens a printer.
package protocol PrinterConnector: Sendable {
    associatedtype Transport: PrinterTransport

    /// How long a printer that vanished is not looked for.
    var replugPause: Duration { get }
    /// Begins to tell, from any thread, that it may be worth to look now; nil where nothing tells.
    ///
    /// `tell` must not block.
    func watch(_ tell: @escaping @Sendable () -> Void) -> (any PrinterWatch)?
    /// Looks once.
    ///
    /// - Parameters:
    ///   - chooser: asked for the profile, which may say how to open the printer.
    ///   - onLoss: called once, from any thread, when an opened printer vanishes.
    /// - Returns: the open printer, or why there is none.
    func connect(choosing chooser: PrinterChooser, onLoss: @escaping @Sendable () -> Void) async
        -> PrinterConnection<Transport>
}

extension PrinterConnector {
    package var replugPause: Duration { .zero }
    package func watch(_ tell: @escaping @Sendable () -> Void) -> (any PrinterWatch)? { nil }
}

/// Listens for plugs until it is ended.
package protocol PrinterWatch: Sendable {
    /// Nothing is told any more once this returns; blocks at most two seconds.
    func end()
}

/// The end of one look for a printer.
package enum PrinterConnection<Transport: PrinterTransport>: Sendable {
    /// The printer, and the profile that it was opened by.
    case open(Transport, PrinterShelf.Choice)
    /// No printer, or none that may be used; the condition says why.
    case absent(DeviceCondition)
}
