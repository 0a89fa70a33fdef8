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
    /// Ends the connection; nothing is sent or received after it.
    func close() async
}

/// How a transfer to a printer ended.
package struct Sent: Hashable, Sendable {
    /// Why a printer did not take all.
    package enum Fault: Hashable, Sendable {
        /// It took no more in time.
        case timedOut
        /// It refused, and the pipe was cleared.
        case stalled
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

    /// Looks once; `onLoss` is called once, from any thread, when an opened printer vanishes.
    func connect(onLoss: @escaping @Sendable () -> Void) async -> PrinterConnection<Transport>
}

/// The end of one look for a printer.
package enum PrinterConnection<Transport: PrinterTransport>: Sendable {
    case open(Transport)
    /// No printer, or none that may be used; the condition says why.
    case absent(DeviceCondition)
}
