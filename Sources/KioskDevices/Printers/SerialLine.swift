import DeviceWire
import Kiosk

/// A printer's serial port, 8N1.
///
/// What the kernel took is known to be on its way only; a USB adapter's own buffer is past
/// knowing. RTS/CTS keep a printer that has no room from losing dots; without them the port must
/// be slow enough for the head.
final class SerialLine: PrinterLine {
    private let port: SerialPort
    private let baud: Int

    /// Opens the port for this program alone.
    ///
    /// - Throws: `SerialFault` as `SerialPort` does.
    init(path: String, baud: Int, usesRTSCTS: Bool) throws(SerialFault) {
        port = try SerialPort(path: path, baud: baud, usesRTSCTS: usesRTSCTS)
        self.baud = baud
    }

    func write(_ bytes: ArraySlice<UInt8>, until deadline: ContinuousClock.Instant) -> LineWrite {
        do throws(SerialFault) {
            let count = try port.writeSome(bytes, until: deadline)
            return count > 0 ? .took(count) : .late
        } catch {
            return .gone
        }
    }

    func read(within limit: Duration) -> Received {
        do throws(SerialFault) {
            let bytes = try port.read(until: .now + limit)
            return bytes.isEmpty ? .nothing : .bytes(bytes)
        } catch {
            return .gone
        }
    }

    var unsentCount: Int { port.unsentCount }

    func discardUnsent() -> Int {
        let count = port.unsentCount
        port.discardUnsent()
        return count
    }

    func wireTime(of count: Int) -> Duration { BaudRate.duration(ofBytes: count, at: baud) }

    /// The port closes with its last user, a reader perhaps; until then others may open it.
    func end() { port.release() }
}

/// Opens a printer's serial port.
package struct SerialConnector: PrinterConnector {
    private let path: String
    private let baud: Int
    private let usesRTSCTS: Bool

    /// - Parameters:
    ///   - path: of the device node.
    ///   - baud: one of `BaudRate.all`.
    ///   - usesRTSCTS: whether the printer holds bytes back with its modem lines.
    package init(path: String, baud: Int, usesRTSCTS: Bool) {
        self.path = path
        self.baud = baud
        self.usesRTSCTS = usesRTSCTS
    }

    package func connect(choosing chooser: PrinterChooser, onLoss: @escaping @Sendable () -> Void)
        async -> PrinterConnection<LineTransport>
    {
        let choice = chooser.choose(for: nil)
        do throws(SerialFault) {
            let line = try SerialLine(path: path, baud: baud, usesRTSCTS: usesRTSCTS)
            let transport = LineTransport(
                line, detail: "\(path) at \(baud) baud",
                canReceive: !choice.profile.quirks.contains(.oneWay), showsPresence: false,
                onLoss: onLoss)
            return .open(transport, choice)
        } catch {
            switch error {
            case .refused(let cause), .late(let cause):
                return .absent(DeviceCondition(.offline, detail: cause))
            case .missing(let cause):
                return .absent(DeviceCondition(.missing, detail: cause))
            case .exception(let code):
                return .absent(DeviceCondition(.offline, detail: "exception \(code)"))
            }
        }
    }
}
