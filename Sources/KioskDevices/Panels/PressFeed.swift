import Kiosk
import QueueCore
import Synchronization

/// Carries presses from a panel to the one who reads them; never waits.
final class PressFeed: Sendable {
    /// Presses kept for a reader who is slow.
    static let capacity = 64

    private let reader = Mutex<AsyncStream<ButtonPress>.Continuation?>(nil)

    /// Presses from now on; a reader from before is finished.
    func stream() -> AsyncStream<ButtonPress> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: ButtonPress.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        let former = reader.withLock { reader in
            defer { reader = continuation }
            return reader
        }
        former?.finish()
        return stream
    }

    /// Hands a press on; lost when nobody reads.
    func send(_ press: ButtonPress) {
        _ = reader.withLock { $0 }?.yield(press)
    }

    /// No more presses will come.
    func finish() {
        reader.withLock { reader in
            defer { reader = nil }
            return reader
        }?.finish()
    }
}

extension ButtonPress {
    /// Characters of a panel's name that go into a press' name.
    private static let longestPanelName = 20

    /// A press whose name no other press of this panel has: wall time alone repeats when a clock
    /// is set back, the event's own time repeats after a restart of the machine.
    ///
    /// The name has 64 characters at most, of `A-Za-z0-9._:-`.
    init(panel: DeviceID, code: Int, at: Instant, eventMicroseconds: Int64) {
        let name = panel.rawValue.utf8.prefix(Self.longestPanelName).map { byte in
            let character = Character(UnicodeScalar(byte))
            return character.isASCII && (character.isLetter || character.isNumber)
                || character == "." || character == "_" || character == "-" ? character : "-"
        }
        let wall = String(UInt64(bitPattern: at.millisecondsSinceEpoch), radix: 36)
        let event = String(UInt64(bitPattern: eventMicroseconds), radix: 36)
        self.init(
            panel: panel, code: code, pressID: "\(String(name)):\(wall):\(event):\(code)", at: at)
    }
}
