/// What marks the end of one slip for the printer: an ID that it repeats, or a count that it keeps.
package enum PrinterMark: Hashable, Sendable {
    case id(ProcessID)
    /// Star's count of ETBs, 1…31; never 0, which is what a printer that was switched off says.
    case count(Int)
}

/// Something a printer said, whichever its language.
package enum PrinterEvent: Hashable, Sendable {
    /// XON or XOFF.
    case flow(isOn: Bool)
    /// The answer to the DLE EOT that was asked last.
    case realTime(UInt8)
    /// A whole status, pushed or asked for.
    case automatic(PrinterStatus)
    /// Everything before this mark is on paper.
    ///
    /// A printer that counts says its count with every status, also when nothing new was printed.
    case printed(PrinterMark)
    /// Whether a slip lies in the presenter's mouth; said with every status of a presenter.
    case output(isOccupied: Bool)
    /// A one-byte answer to GS r or GS I.
    case inOrder(UInt8)
    /// The answer to GS I 65…68: printable ASCII.
    case identity(String)
    /// What waited in the printer's buffers is gone; marks in it will not be answered.
    case cleared
    /// Off line, with the causes as Epson numbers them, 40h…7Fh.
    case offline(causes: [UInt8])
    /// Any other block: its header byte and what stands before the closing zero.
    case block(header: UInt8, content: [UInt8])
}

/// One question about how the printer is.
package enum PrinterQuestion: Hashable, Sendable {
    /// DLE EOT n: one byte comes back, `PrinterEvent.realTime`.
    case realTime(EscPos.StatusQuestion)
    /// A question with these bytes; a whole status comes back, `PrinterEvent.automatic`.
    case wholeStatus([UInt8])

    package var bytes: [UInt8] {
        switch self {
        case .realTime(let question): EscPos.askStatus(question)
        case .wholeStatus(let bytes): bytes
        }
    }

    /// What is known once `event` came; nil when it is no answer to this.
    package func answer(_ event: PrinterEvent, adding status: PrinterStatus) -> PrinterStatus? {
        switch (self, event) {
        case (.realTime(let question), .realTime(let byte)):
            var status = status
            return status.apply(byte, answering: question) ? status : nil
        case (.wholeStatus, .automatic(let whole)):
            return whole
        default:
            return nil
        }
    }
}
