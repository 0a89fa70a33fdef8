package import QueueCore

/// One row of the control slip (form 06): who handed the dossier to whom, and when.
package struct ControlSlipRow: Hashable, Sendable {
    /// The office that got it.
    package let office: OfficeID
    package let handedAt: Instant
    package let handedBy: Official
    /// When the office took it; nil while it is on its way.
    package internal(set) var acceptedAt: Instant?
    package internal(set) var acceptedBy: Official?
    /// What the handing office wrote.
    package let note: String
    /// How the result stood to its promise; in the row of the office that finished it.
    package internal(set) var timeliness: Timeliness?
}

/// The way of a dossier between offices, as its events tell it.
package enum ControlSlip {
    /// A row for the reception and for each time that it was sent on, in order.
    ///
    /// - Parameter history: the dossier's events from the first on.
    /// - Returns: the rows of the form's table.
    package static func rows(_ history: [DossierEvent]) -> [ControlSlipRow] {
        var rows: [ControlSlipRow] = []
        for event in history {
            switch event.fact {
            case .received:
                rows.append(
                    ControlSlipRow(
                        office: event.by.office, handedAt: event.at, handedBy: event.by,
                        acceptedAt: event.at, acceptedBy: event.by, note: ""))
            case .forwarded(_, let office, let note):
                rows.append(
                    ControlSlipRow(
                        office: office, handedAt: event.at, handedBy: event.by, note: note))
            case .accepted where !rows.isEmpty:
                rows[rows.count - 1].acceptedAt = event.at
                rows[rows.count - 1].acceptedBy = event.by
            case .finished(_, let timeliness) where !rows.isEmpty:
                rows[rows.count - 1].timeliness = timeliness
            case .resultTakenBack where !rows.isEmpty:
                rows[rows.count - 1].timeliness = nil
            default: break
            }
        }
        return rows
    }
}
