/// A status in the printer's own bytes: what a simulated printer answers.
extension PrinterStatus {
    /// The byte that answers DLE EOT n.
    package func realTimeAnswer(to question: EscPos.StatusQuestion) -> UInt8 {
        let bits: [(Bool, UInt8)] =
            switch question {
            case .printer:
                [(isOffline, 0x08)]
            case .offlineCause:
                [(coverOpen, 0x04), (paperEnd, 0x20), (hasError, 0x40)]
            case .errorCause:
                [
                    (recoverableError, 0x04), (cutterError, 0x08), (unrecoverableError, 0x20),
                    (passingError, 0x40),
                ]
            case .paper:
                [(paperNearEnd, 0x0C), (paperEnd, 0x60)]
            }
        return Self.byte(0x12, bits)
    }

    /// The four bytes of an automatic status.
    package var automaticAnswer: [UInt8] {
        [
            Self.byte(0x10, [(isOffline, 0x08), (coverOpen, 0x20)]),
            Self.byte(
                0,
                [
                    (recoverableError, 0x04), (cutterError, 0x08), (unrecoverableError, 0x20),
                    (passingError, 0x40),
                ]),
            Self.byte(0, [(paperNearEnd, 0x03), (paperEnd, 0x0C)]),
            0,
        ]
    }

    /// The answer to GET_PORT_STATUS.
    package var portStatusAnswer: UInt8 {
        Self.byte(0, [(!isOffline, 0x18), (isOffline, 0x10), (paperEnd, 0x20)])
    }

    private var hasError: Bool {
        recoverableError || cutterError || unrecoverableError || passingError
    }

    private static func byte(_ fixed: UInt8, _ bits: [(Bool, UInt8)]) -> UInt8 {
        bits.reduce(fixed) { $1.0 ? $0 | $1.1 : $0 }
    }
}
