import QueueCore

/// What became of an ordered slip, as its printers know it.
struct SlipFate: Sendable {
    let order: SlipOrder
    let outcome: PrintOutcome

    /// The word for it.
    var state: SlipState {
        switch outcome {
        case .confirmed: .confirmed
        case .probable: .probable
        case .failed: .failed
        case .unknown: .unknown
        }
    }

    /// How far it got and why no further; empty for a slip that came out.
    var note: String {
        switch outcome {
        case .confirmed, .probable: ""
        case .failed(let failure): "\(failure.stage.rawValue): \(failure.condition.rawValue)"
        case .unknown(let reason): reason
        }
    }

    /// Whether it is a ticket's first slip and no printer took a byte of it.
    var isBlank: Bool {
        guard order.print == 1, case .failed(let failure) = outcome else { return false }
        return failure.stage == .before
    }

    /// Writes it down.
    var settlement: Request {
        Request(.settleSlip(order.ticket, print: order.print, state, note: note), by: .system)
    }
}
