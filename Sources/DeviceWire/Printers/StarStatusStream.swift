/// Reads Star's automatic status, byte by byte.
///
/// Seven to fifteen bytes: the first has bit 0 and says how many there are, all others have neither
/// bit 0 nor bit 4. Source: Star Line Mode specification, appendix "Automatic status". Over a
/// network the second byte has bit 7 and two bytes of length follow the status, zero unless
/// something else was asked; they fit nowhere and are dropped.
struct StarStatusStream: Sendable {
    /// Bytes of the shortest and of the longest status.
    static let lengths = 7...15

    private var begun: [UInt8] = []
    private var length = 0
    private(set) var discarded = 0

    /// Takes one byte; the events that it completes.
    ///
    /// The ninth byte, the presenter's, is believed only where there `hasOutput`.
    mutating func feed(_ byte: UInt8, hasOutput: Bool, into events: inout [PrinterEvent]) {
        if byte == 0x11 || byte == 0x13 {
            events.append(.flow(isOn: byte == 0x11))
            return
        }
        // The version byte alone may have bit 7.
        let forbidden: UInt8 = begun.count == 1 ? 0x11 : 0x91
        if !begun.isEmpty, byte & forbidden == 0 {
            begun.append(byte)
            guard begun.count == length else { return }
            Self.read(begun, hasOutput: hasOutput, into: &events)
            begun.removeAll(keepingCapacity: true)
            return
        }
        discarded += begun.count
        begun.removeAll(keepingCapacity: true)
        guard let count = Self.length(header: byte) else {
            discarded += 1
            return
        }
        length = count
        begun.append(byte)
    }

    /// How many bytes a status has whose first is `byte`; nil when none begins so.
    private static func length(header byte: UInt8) -> Int? {
        guard byte & 0xD1 == 0x01 else { return nil }
        let count = Int(byte >> 1 & 0x07) | (byte & 0x20 != 0 ? 8 : 0)
        return lengths.contains(count) ? count : nil
    }

    private static func read(
        _ bytes: [UInt8], hasOutput: Bool, into events: inout [PrinterEvent]
    ) {
        events.append(.automatic(PrinterStatus(star: bytes)))
        if bytes.count > 7 {
            let count = Int(bytes[7] >> 1 & 0x07) | Int(bytes[7] >> 2 & 0x18)
            events.append(.printed(.count(count)))
        }
        if hasOutput, bytes.count > 8 {
            events.append(.output(isOccupied: bytes[8] & 0x0E != 0))
        }
    }
}

extension PrinterStatus {
    /// A whole automatic status of a Star printer, 7 to 15 bytes; bits without a fixed meaning are
    /// not looked at.
    ///
    /// - Precondition: at least six bytes.
    init(star bytes: [UInt8]) {
        coverOpen = bytes[2] & 0x20 != 0
        isOffline = bytes[2] & 0x08 != 0
        passingError = bytes[3] & 0x40 != 0
        unrecoverableError = bytes[3] & 0x20 != 0
        cutterError = bytes[3] & 0x08 != 0
        // Mechanical trouble, a jam in the presenter, the head's lever.
        recoverableError = bytes[3] & 0x04 != 0 || bytes[4] & 0x06 != 0
        paperEnd = bytes[5] & 0x08 != 0
        paperNearEnd = bytes[5] & 0x04 != 0
    }

    /// The nine bytes of a Star's automatic status, `counter` ETBs printed: what a simulated
    /// printer answers.
    package func starAnswer(counter: Int, hasOutput: Bool = false) -> [UInt8] {
        let count = UInt8(counter & 0x1F)
        return [
            0x23, 0x06,
            (isOffline ? 0x08 : 0) | (coverOpen ? 0x20 : 0),
            (recoverableError ? 0x04 : 0) | (cutterError ? 0x08 : 0)
                | (unrecoverableError ? 0x20 : 0) | (passingError ? 0x40 : 0),
            0, (paperEnd ? 0x08 : 0) | (paperNearEnd ? 0x04 : 0), 0,
            (count & 0x07) << 1 | (count & 0x18) << 2, hasOutput ? 0x02 : 0,
        ]
    }
}
