/// Something a printer sent.
package enum StatusEvent: Hashable, Sendable {
    /// XON or XOFF.
    case flow(isOn: Bool)
    /// The answer to the DLE EOT that was asked last.
    case realTime(UInt8)
    /// Pushed by the printer because something changed.
    case automatic(PrinterStatus)
    /// Everything before the GS ( H with this ID is on paper.
    case printed(ProcessID)
    /// Any other block: its header byte and what stands before the closing zero.
    case block(header: UInt8, content: [UInt8])
    /// A one-byte answer to GS r or GS I.
    case inOrder(UInt8)
}

/// Tells apart what comes out of a printer, byte by byte.
///
/// Total: every byte is taken, an impossible one is counted and dropped, and the next possible
/// beginning is a beginning again. Sources: Citizen's table of answer patterns; Epson's block
/// headers `37`, `5F`, `3D`.
package struct StatusStream: Sendable {
    /// Longest block that is waited for; Epson's longest text is 80 bytes.
    static let maximumBlock = 80
    private static let processIDMark: UInt8 = 0x22

    private enum State {
        case idle
        case automatic
        case block(header: UInt8)
    }

    private var state = State.idle
    /// What came of a status or block so far.
    private var begun: [UInt8] = []
    /// Bytes that fitted nowhere.
    package private(set) var discarded = 0

    package init() {}

    /// Takes one byte; the event that it completes, if any.
    package mutating func feed(_ byte: UInt8) -> StatusEvent? {
        // Flow control may stand between any two bytes and belongs to neither.
        if byte == 0x11 || byte == 0x13 { return .flow(isOn: byte == 0x11) }
        switch state {
        case .idle:
            return begin(byte)
        case .automatic:
            guard byte & 0x90 == 0 else { return restart(byte) }
            begun.append(byte)
            guard begun.count == 4 else { return nil }
            let status = PrinterStatus(automatic: (begun[0], begun[1], begun[2], begun[3]))
            forget()
            return .automatic(status)
        case .block(let header):
            if byte == 0 {
                let event = Self.event(header: header, content: begun)
                forget()
                return event
            }
            guard byte >= 0x20, byte < 0x80, begun.count < Self.maximumBlock else {
                discarded += 1
                return restart(byte)
            }
            begun.append(byte)
            return nil
        }
    }

    private mutating func forget() {
        state = .idle
        begun.removeAll(keepingCapacity: true)
    }

    private mutating func restart(_ byte: UInt8) -> StatusEvent? {
        discarded += begun.count
        forget()
        return begin(byte)
    }

    private mutating func begin(_ byte: UInt8) -> StatusEvent? {
        if PrinterStatus.isRealTimeAnswer(byte) { return .realTime(byte) }
        if byte & 0x93 == 0x10 {
            state = .automatic
            begun.append(byte)
            return nil
        }
        if byte == 0x37 || byte == 0x5F || byte == 0x3D {
            state = .block(header: byte)
            return nil
        }
        if byte & 0x90 == 0 { return .inOrder(byte) }
        discarded += 1
        return nil
    }

    private static func event(header: UInt8, content: [UInt8]) -> StatusEvent {
        if header == 0x37, content.first == processIDMark,
            let id = ProcessID(digits: content.dropFirst())
        {
            return .printed(id)
        }
        return .block(header: header, content: content)
    }
}
