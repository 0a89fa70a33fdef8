/// What a printer said of itself, whichever way it said it.
package struct PrinterStatus: Hashable, Sendable {
    package var isOffline = false
    package var coverOpen = false
    package var paperEnd = false
    package var paperNearEnd = false
    package var cutterError = false
    /// Mechanical trouble that someone can remove.
    package var recoverableError = false
    /// Only switching off and on helps, if anything.
    package var unrecoverableError = false
    /// Head too hot, or the like: passes by itself.
    package var passingError = false

    package init() {}

    /// Whether a slip sent now would come out.
    package var isClean: Bool {
        var withoutWarning = self
        withoutWarning.paperNearEnd = false
        return withoutWarning == PrinterStatus()
    }
}

extension PrinterStatus {
    /// The answer to GET_PORT_STATUS of the USB printer class.
    ///
    /// Bit 3 not-error, bit 4 selected, bit 5 paper empty. Only paper is believed as a cause.
    package init(portStatus byte: UInt8) {
        paperEnd = byte & 0x20 != 0
        isOffline = byte & 0x08 == 0 || byte & 0x10 == 0
    }

    /// Whether `byte` can be an answer to DLE EOT: `0xx1xx10`.
    package static func isRealTimeAnswer(_ byte: UInt8) -> Bool { byte & 0x93 == 0x12 }

    /// Takes over the answer to one DLE EOT question; false, and nothing changed, for a byte that
    /// is no such answer.
    package mutating func apply(_ byte: UInt8, answering question: EscPos.StatusQuestion) -> Bool {
        guard Self.isRealTimeAnswer(byte) else { return false }
        switch question {
        case .printer:
            isOffline = byte & 0x08 != 0
        case .offlineCause:
            coverOpen = byte & 0x04 != 0
            paperEnd = byte & 0x20 != 0
        case .errorCause:
            recoverableError = byte & 0x04 != 0
            cutterError = byte & 0x08 != 0
            unrecoverableError = byte & 0x20 != 0
            passingError = byte & 0x40 != 0
        case .paper:
            paperNearEnd = byte & 0x0C != 0
            paperEnd = byte & 0x60 != 0
        }
        return true
    }

    /// The four bytes of an automatic status; reserved bits, which Epson sets, are not looked at.
    package init(automatic bytes: (UInt8, UInt8, UInt8, UInt8)) {
        isOffline = bytes.0 & 0x08 != 0
        coverOpen = bytes.0 & 0x20 != 0
        recoverableError = bytes.1 & 0x04 != 0
        cutterError = bytes.1 & 0x08 != 0
        unrecoverableError = bytes.1 & 0x20 != 0
        passingError = bytes.1 & 0x40 != 0
        paperNearEnd = bytes.2 & 0x03 != 0
        paperEnd = bytes.2 & 0x0C != 0
    }
}
