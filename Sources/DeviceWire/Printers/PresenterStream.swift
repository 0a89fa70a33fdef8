/// Reads what a Custom presenter says: the whole status `10 0F p u r x`, and between those all that
/// an ESC/POS printer says.
///
/// `10 0F` would also begin an automatic status with two errors and two reserved bits at once; a
/// printer with a presenter means its own status by it.
struct PresenterStream: Sendable {
    private static let second: UInt8 = 0x0F
    private static let statusBytes = 4

    private enum State {
        case idle
        /// A DLE came, which begins either kind of status.
        case undecided
        case whole
    }

    private var state = State.idle
    private var begun: [UInt8] = []
    private var stream = StatusStream()
    private var dropped = 0

    var discarded: Int { dropped + stream.discarded }

    /// Takes one byte; the events that it completes.
    mutating func feed(_ byte: UInt8, into events: inout [PrinterEvent]) {
        if byte == 0x11 || byte == 0x13 {
            events.append(.flow(isOn: byte == 0x11))
            return
        }
        switch state {
        case .whole where byte & 0x10 == 0:
            begun.append(byte)
            guard begun.count == Self.statusBytes else { return }
            events.append(.automatic(PrinterStatus(presenter: begun)))
            events.append(.output(isOccupied: begun[0] & 0x20 != 0))
            state = .idle
        case .whole:
            // Bit 4 is off in every byte of a whole status: this is another beginning.
            dropped += begun.count + 2
            begin(byte, into: &events)
        case .undecided where byte == Self.second:
            begun.removeAll(keepingCapacity: true)
            state = .whole
        case .undecided:
            pass(EscPos.dle, into: &events)
            begin(byte, into: &events)
        case .idle:
            begin(byte, into: &events)
        }
    }

    private mutating func begin(_ byte: UInt8, into events: inout [PrinterEvent]) {
        if byte == EscPos.dle {
            state = .undecided
        } else {
            state = .idle
            pass(byte, into: &events)
        }
    }

    private mutating func pass(_ byte: UInt8, into events: inout [PrinterEvent]) {
        if let event = stream.feed(byte) { events.append(PrinterEvent(event)) }
    }
}

extension PrinterStatus {
    /// The last four bytes of a presenter's whole status: paper, user, passing and lasting errors.
    ///
    /// Source: Custom KPM150H and KPM300 manuals. What one model keeps in reserve and another uses
    /// (notch, jam, virtual paper end) is not looked at.
    ///
    /// - Precondition: four bytes.
    init(presenter bytes: [UInt8]) {
        paperEnd = bytes[0] & 0x01 != 0
        paperNearEnd = bytes[0] & 0x04 != 0
        // The head is lifted, or the cover is open, or the cutter's.
        coverOpen = bytes[1] & 0x03 != 0 || bytes[3] & 0x02 != 0
        // Head too hot, or the supply's voltage wrong.
        passingError = bytes[2] & 0x09 != 0
        cutterError = bytes[3] & 0x01 != 0
        unrecoverableError = bytes[3] & 0x0C != 0
    }

    /// The six bytes of a presenter's whole status: what a simulated printer answers.
    package func presenterAnswer(hasOutput: Bool) -> [UInt8] {
        [
            0x10, 0x0F,
            (paperEnd ? 0x01 : 0) | (paperNearEnd ? 0x04 : 0) | (hasOutput ? 0x20 : 0),
            coverOpen ? 0x02 : 0, passingError ? 0x01 : 0,
            (cutterError ? 0x01 : 0) | (unrecoverableError ? 0x04 : 0),
        ]
    }
}
