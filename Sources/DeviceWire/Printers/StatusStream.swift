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
    private static let blockHeaders: Set<UInt8> = [0x37, 0x5F, 0x3D]
    private static let processIDMark: UInt8 = 0x22

    private enum State {
        case idle
        case automatic([UInt8])
        case block(header: UInt8, content: [UInt8])
    }

    private var state = State.idle
    /// Bytes that fitted nowhere.
    package private(set) var discarded = 0

    package init() {}

    /// Takes one byte; the event that it completes, if any.
    package mutating func feed(_ byte: UInt8) -> StatusEvent? {
        switch state {
        case .idle:
            return begin(byte)
        case .automatic(let begun):
            if byte == 0x11 || byte == 0x13 { return .flow(isOn: byte == 0x11) }
            guard byte & 0x90 == 0 else { return restart(byte, dropping: begun.count) }
            guard begun.count == 3 else {
                state = .automatic(begun + [byte])
                return nil
            }
            state = .idle
            return .automatic(PrinterStatus(automatic: (begun[0], begun[1], begun[2], byte)))
        case .block(let header, let content):
            if byte == 0 {
                state = .idle
                return Self.event(header: header, content: content)
            }
            guard byte >= 0x20, byte < 0x80, content.count < Self.maximumBlock else {
                return restart(byte, dropping: content.count + 1)
            }
            state = .block(header: header, content: content + [byte])
            return nil
        }
    }

    private mutating func restart(_ byte: UInt8, dropping count: Int) -> StatusEvent? {
        discarded += count
        state = .idle
        return begin(byte)
    }

    private mutating func begin(_ byte: UInt8) -> StatusEvent? {
        if byte == 0x11 || byte == 0x13 { return .flow(isOn: byte == 0x11) }
        if PrinterStatus.isRealTimeAnswer(byte) { return .realTime(byte) }
        if byte & 0x93 == 0x10 {
            state = .automatic([byte])
            return nil
        }
        if Self.blockHeaders.contains(byte) {
            state = .block(header: byte, content: [])
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
