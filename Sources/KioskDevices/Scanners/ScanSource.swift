import DeviceWire
import Glibc
import Kiosk
import QueueCore

/// One life of a scanner's port or keyboard, from opened to vanished.
///
/// Every call may block up to a quarter of a second; only the reader calls, on its own thread.
protocol ScanSource: ~Copyable {
    /// What the port or keyboard calls itself.
    var name: String { get }
    /// Takes what came, waiting for it at most `limit`.
    ///
    /// - Returns: the scans that were ended; empty at the limit.
    /// - Throws: `PanelFault.missing` when the device is gone.
    mutating func read(within limit: Duration) throws(PanelFault) -> [ScanLineReader.Scan]
}

/// A scanner on a serial port.
struct SerialScanSource: ScanSource, ~Copyable {
    /// Silence after which half a line is given up: the slowest scanner's pause is a tenth of it.
    static let silence = Duration.milliseconds(200)

    let name: String
    private let port: SerialPort
    private var line = ScanLineReader()

    /// - Throws: `PanelFault` as the port's own.
    init(path: String, baud: Int) throws(PanelFault) {
        name = path
        do throws(SerialFault) {
            port = try SerialPort(path: path, baud: baud)
        } catch {
            throw PanelFault(error)
        }
    }

    mutating func read(within limit: Duration) throws(PanelFault) -> [ScanLineReader.Scan] {
        let bytes: [UInt8]
        do throws(SerialFault) {
            let patience = line.isInLine ? Self.silence : limit
            bytes = try port.read(until: .now + patience)
        } catch {
            throw PanelFault(error)
        }
        guard !bytes.isEmpty else { return line.silence().map { [$0] } ?? [] }
        return line.feed(bytes)
    }
}

/// A scanner that types as a keyboard; grabbed, so that nobody else gets what it types.
struct KeyboardScanSource: ScanSource, ~Copyable {
    private static let burst = 1_024

    let name: String
    private var device: EvdevDevice
    private var keys = TypedKeys()
    private var line = ScanLineReader()

    /// - Throws: `PanelFault` when there is no such keyboard, or another program holds it.
    init(path: String) throws(PanelFault) {
        try self.init(EvdevDevice(path: path))
    }

    /// - Throws: `PanelFault` when there is no such keyboard, or another program holds it.
    init(named name: String) throws(PanelFault) {
        try self.init(PanelFinder.open(named: name, withKeys: TypedKeys.digitKeys))
    }

    private init(_ device: consuming EvdevDevice) throws(PanelFault) {
        try device.grab()
        name = device.name
        self.device = device
    }

    mutating func read(within limit: Duration) throws(PanelFault) -> [ScanLineReader.Scan] {
        var entry = pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0)
        let patience = line.isInLine ? SerialScanSource.silence : limit
        let ready = poll(
            &entry, 1, device.hasWaiting ? 0 : Int32(clamping: patience.milliseconds))
        if ready == 0, !device.hasWaiting {
            keys.reset()
            return line.silence().map { [$0] } ?? []
        }
        var scans: [ScanLineReader.Scan] = []
        for _ in 0..<Self.burst {
            let step = device.next()
            if device.isCatchingUp {
                // Keys were lost: what is left of the line is another line.
                keys.reset()
                line.spoil()
                continue
            }
            switch step {
            case .key(let code, let edge, _):
                switch keys.type(code, edge) {
                case .byte(let byte): if let scan = line.feed(byte) { scans.append(scan) }
                case .nothing: break
                case .foreign: line.spoil()
                }
            case .other: continue
            case .idle:
                let broken = Int32(entry.revents) & (POLLHUP | POLLERR | POLLNVAL) != 0
                if broken, scans.isEmpty { throw .missing("unplugged") }
                return scans
            case .gone(let cause): throw .missing("unplugged: \(cause)")
            }
        }
        return scans
    }
}

extension PanelFault {
    fileprivate init(_ fault: SerialFault) {
        switch fault {
        case .missing(let cause), .late(let cause): self = .missing(cause)
        case .refused(let cause): self = .refused(cause)
        case .exception(let code): self = .missing("exception \(code)")
        }
    }
}
