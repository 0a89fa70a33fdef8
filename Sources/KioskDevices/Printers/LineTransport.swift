import Dispatch
import Kiosk
import Synchronization

/// A printer at the end of a plain line.
///
/// Sending blocks the caller; a thread of the transport's own reads all the time, so that nothing
/// a printer says is missed and the end of the line shows at once.
package final class LineTransport: PrinterTransport {
    private static let readSlice = Duration.milliseconds(250)
    private static let flushLook = Duration.milliseconds(2)
    private static let closeLimit: DispatchTimeInterval = .seconds(2)

    package let canReceive: Bool
    package let showsPresence: Bool
    package let keepsBytes = true
    package let namesItself = false
    package let detail: String
    private let line: any PrinterLine
    private let inbox = ByteInbox()
    private let pause = WakeSignal()
    private let reader: DispatchQueue
    private let reading = DispatchGroup()
    private let isClosing = Atomic(false)
    private let isLost = Atomic(false)
    private let onLoss: @Sendable () -> Void

    /// Takes over an open line, which `close` ends.
    ///
    /// - Parameters:
    ///   - line: the line.
    ///   - detail: where it leads, for people.
    ///   - canReceive: whether what comes back is listened to.
    ///   - showsPresence: whether a printer that is switched off shows by itself.
    ///   - onLoss: called once, from any thread, when the line breaks.
    init(
        _ line: any PrinterLine, detail: String, canReceive: Bool, showsPresence: Bool,
        onLoss: @escaping @Sendable () -> Void
    ) {
        self.line = line
        self.detail = detail
        self.canReceive = canReceive
        self.showsPresence = showsPresence
        self.onLoss = onLoss
        reader = DispatchQueue(label: "motcua.printer-line.read")
        reader.async(group: reading) { self.read() }
    }

    package var isGone: Bool { isLost.load(ordering: .acquiring) }

    package func send(_ bytes: [UInt8], within limit: Duration) async -> Sent {
        let deadline = ContinuousClock.now + limit
        var accepted = 0
        while accepted < bytes.count {
            guard !isGone else { return Sent(accepted: accepted, fault: .gone) }
            switch line.write(bytes[accepted...], until: deadline) {
            case .took(let count): accepted += count
            case .late: return Sent(accepted: accepted, fault: .timedOut)
            case .gone:
                lose()
                return Sent(accepted: accepted, fault: .gone)
            }
        }
        return Sent(accepted: accepted)
    }

    package func receive(within limit: Duration) async -> Received {
        await inbox.next(within: limit)
    }

    package func interrupt() { inbox.interrupt() }

    /// There is no pipe beside the data.
    package func portStatus() async -> UInt8? { nil }

    package func wireTime(of count: Int) -> Duration { line.wireTime(of: count) }

    package func flush(within limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while !isGone {
            if line.unsentCount == 0 { return true }
            let left = deadline - .now
            guard left > .zero else { return false }
            await pause.wait(atMost: min(left, Self.flushLook))
        }
        return false
    }

    package func takeBack() async -> Int { line.discardUnsent() }

    package func close() async {
        isClosing.store(true, ordering: .releasing)
        line.end()
        // The reader's slice bounds this; the line itself outlives a reader that hangs.
        _ = reading.wait(timeout: .now() + Self.closeLimit)
        inbox.close()
    }

    private func lose() {
        guard !isLost.exchange(true, ordering: .acquiringAndReleasing) else { return }
        inbox.close()
        onLoss()
    }

    private func read() {
        while !isClosing.load(ordering: .acquiring), !isGone {
            switch line.read(within: Self.readSlice) {
            case .bytes(let bytes): if canReceive { inbox.push(bytes) }
            case .nothing: break
            case .gone: if !isClosing.load(ordering: .acquiring) { return lose() }
            }
        }
    }
}
