import DeviceWire
import Dispatch
import Glibc
import Synchronization

/// A USB printer, claimed.
///
/// Sending blocks the caller; a thread of the transport's own reads all the time, so that nothing
/// a printer says is missed and no slip waits for a read. libusb's synchronous calls do that as
/// well as asynchronous ones would: only one transfer goes out at a time, since the next band
/// depends on how the last one ended; the count of a transfer that timed out is exact either way;
/// and between two reads a printer's answer waits in the printer, where nothing is lost. What they
/// save is callbacks from C into a driver, and transfers that outlive their owner.
package final class LibUSBTransport: PrinterTransport {
    /// What the pipe to the printer was last helped with; each step is harder on the printer.
    private enum Remedy: Int { case none, clearHalt, softReset, resetDevice }

    /// A multiple of every packet size that a bulk endpoint may have.
    private static let readSize = 512
    private static let readSlice: UInt32 = 250
    /// Between reads of a printer that answers "nothing" at once instead of keeping silent.
    private static let emptyReadPause: UInt32 = 50_000
    private static let maximumReadStalls = 3
    private static let closeLimit: DispatchTimeInterval = .seconds(2)
    /// What a printer that closes slowly wants between its last byte and the end.
    private static let slowClose: UInt32 = 1_000_000

    package let canReceive: Bool
    package let detail: String
    private let handle: USBHandle
    private let quirks: Set<PrinterProfile.Quirk>
    private let packetSize: Int
    private let inbox = ByteInbox()
    private let reader: DispatchQueue
    private let reading = DispatchGroup()
    private let isClosing = Atomic(false)
    private let isLost = Atomic(false)
    private let remedy = Mutex(Remedy.none)
    private let onLoss: @Sendable () -> Void

    /// Takes over a claimed handle, which `close` gives back.
    init(
        _ handle: USBHandle, id: DeviceIDString?, quirks: Set<PrinterProfile.Quirk>,
        onLoss: @escaping @Sendable () -> Void
    ) {
        self.handle = handle
        self.quirks = quirks
        self.onLoss = onLoss
        let device = handle.device
        let bulkIn = quirks.contains(.oneWay) ? nil : device.interface.bulkIn
        canReceive = bulkIn != nil
        packetSize = handle.packetSize(of: device.interface.bulkOut)
        let names = id.map { " \($0.maker) \($0.model)" } ?? ""
        detail = "USB port \(device.portPath), \(device.identity)\(names)"
        reader = DispatchQueue(label: "motcua.usb-\(device.portPath).read")
        if let bulkIn {
            reader.async(group: reading) { self.read(bulkIn) }
        }
    }

    package var isGone: Bool { isLost.load(ordering: .acquiring) }

    package func send(_ bytes: [UInt8], within limit: Duration) async -> Sent {
        guard !isGone else { return Sent(accepted: 0, fault: .gone) }
        var bytes = bytes
        let endpoint = handle.device.interface.bulkOut
        let (count, failure) = handle.transfer(
            endpoint, &bytes, milliseconds: Self.milliseconds(limit))
        if count > 0 { remedy.withLock { $0 = .none } }
        guard let failure else {
            if quirks.contains(.emptyPacket), packetSize > 0, count.isMultiple(of: packetSize) {
                var nothing: [UInt8] = []
                _ = handle.transfer(endpoint, &nothing, milliseconds: Self.milliseconds(limit))
            }
            return Sent(accepted: count)
        }
        if failure.isGone {
            lose()
            return Sent(accepted: count, fault: .gone)
        }
        return Sent(accepted: count, fault: failure.isStall ? help(endpoint) : .timedOut)
    }

    /// What is done about a stalled pipe: each time without a byte between, something harder.
    private func help(_ endpoint: UInt8) -> Sent.Fault {
        let next = remedy.withLock { remedy in
            remedy = Remedy(rawValue: remedy.rawValue + 1) ?? .resetDevice
            return remedy
        }
        switch next {
        case .none, .clearHalt:
            handle.clearHalt(endpoint)
            return .stalled
        case .softReset:
            handle.softReset()
            handle.clearHalt(endpoint)
            return .reset
        case .resetDevice:
            // It comes back as a new device, perhaps under another address.
            handle.resetDevice()
            lose()
            return .reset
        }
    }

    package func receive(within limit: Duration) async -> Received {
        guard canReceive else {
            // Nothing can come; the caller's deadline passes by itself.
            return isGone ? .gone : .nothing
        }
        return await inbox.next(within: limit)
    }

    package func interrupt() { inbox.interrupt() }

    package func portStatus() async -> UInt8? {
        guard !isGone else { return nil }
        switch handle.portStatus() {
        case .success(let byte): return byte
        case .failure(let failure):
            if failure.isGone { lose() }
            return nil
        }
    }

    package func endJob() async {
        if quirks.contains(.resetAfterJob), !isGone { handle.softReset() }
    }

    package func close() async {
        isClosing.store(true, ordering: .releasing)
        if quirks.contains(.closeSlowly), !isGone { usleep(Self.slowClose) }
        // The reader's slice bounds this; the handle itself outlives a reader that hangs.
        if reading.wait(timeout: .now() + Self.closeLimit) == .success { handle.release() }
        inbox.close()
    }

    private func lose() {
        guard !isLost.exchange(true, ordering: .acquiringAndReleasing) else { return }
        inbox.close()
        onLoss()
    }

    private func read(_ endpoint: UInt8) {
        var buffer = [UInt8](repeating: 0, count: Self.readSize)
        var stalls = 0
        while !isClosing.load(ordering: .acquiring), !isGone {
            let (count, failure) = handle.transfer(
                endpoint, &buffer, milliseconds: Self.readSlice)
            if count > 0 { inbox.push(buffer.prefix(count)) }
            switch failure {
            case nil where count == 0: usleep(Self.emptyReadPause)
            case nil: stalls = 0
            case let failure? where failure.isGone: return lose()
            case let failure? where failure.isStall:
                stalls += 1
                // Such a printer has a way back by its descriptor only; it stays usable one way.
                guard stalls <= Self.maximumReadStalls else { return }
                handle.clearHalt(endpoint)
            case let failure? where failure.isTimeout: break
            case .some: usleep(Self.emptyReadPause)
            }
        }
    }

    /// libusb takes zero for ever.
    private static func milliseconds(_ limit: Duration) -> UInt32 {
        UInt32(clamping: max(1, Int64(limit / .milliseconds(1))))
    }
}
