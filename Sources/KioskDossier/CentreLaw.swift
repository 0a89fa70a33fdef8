package import DossierCore
package import Kiosk
package import QueueCore

/// What a centre's configuration says of its procedures' dossiers: limits, hours, and the calendar.
///
/// `DueDates` counts; this knows what is listed, and in which hours the line of a procedure works.
package struct CentreLaw: Sendable {
    private struct Listed: Sendable {
        let limit: TimeLimit
        /// Of channels that have another one.
        let others: [FilingChannel: TimeLimit]
        let field: FieldID
        let line: LineID
        let name: String
        /// đồng.
        let fee: Int?
    }

    /// The field of a procedure that the centre does not list.
    package static let unlistedField: FieldID = "unlisted"

    private let listed: [ProcedureCode: Listed]
    private let lines: [LinePlan]
    private let calendar: CentreCalendar

    /// The law of a centre.
    ///
    /// - Parameters:
    ///   - procedures: what it lists; of two entries for one code the first holds.
    ///   - plan: its calendar, and its lines with the hours in which they work.
    package init(procedures: [ProcedureEntry], plan: HallPlan) {
        listed = Dictionary(
            procedures.compactMap { entry in
                TimeLimit(published: entry.limit).map {
                    (
                        entry.code,
                        Listed(
                            limit: $0, others: Self.others(of: entry), field: entry.field,
                            line: entry.line, name: entry.name,
                            fee: entry.feeVND)
                    )
                }
            }, uniquingKeysWith: { first, _ in first })
        lines = plan.lines
        calendar = plan.calendar
    }

    private static func others(of entry: ProcedureEntry) -> [FilingChannel: TimeLimit] {
        var others: [FilingChannel: TimeLimit] = [:]
        others[.online] = entry.onlineLimit.flatMap(TimeLimit.init(published:))
        others[.postal] = entry.postalLimit.flatMap(TimeLimit.init(published:))
        return others
    }

    /// The limit of a procedure; one that is not listed has none that is published.
    ///
    /// A channel without a limit of its own has the counter's.
    package func limit(
        of procedure: ProcedureCode, through channel: FilingChannel = .direct
    ) -> TimeLimit {
        guard let listed = listed[procedure] else { return .unpublished }
        return listed.others[channel] ?? listed.limit
    }

    /// Whether the centre lists the procedure.
    func lists(_ procedure: ProcedureCode) -> Bool { listed[procedure] != nil }

    /// A procedure's name and code as papers write them; what is not listed has its code alone.
    func title(of procedure: ProcedureCode) -> String {
        listed[procedure].map { "\($0.name) (\(procedure))" } ?? procedure.rawValue
    }

    /// The fee that is listed, in đồng; nil where none is.
    func fee(of procedure: ProcedureCode) -> Int? { listed[procedure]?.fee }

    package func field(of procedure: ProcedureCode) -> FieldID {
        listed[procedure]?.field ?? Self.unlistedField
    }

    /// By what a procedure's dossiers are decided at a moment.
    package func rules(of procedure: ProcedureCode, at instant: Instant) -> DossierRules {
        DossierRules(
            dates: DueDates(
                calendar: WorkingCalendar(
                    hours: hours(of: listed[procedure]?.line, at: instant), calendar: calendar)))
    }

    /// Of a line that is not there on the day, no closing is known and none is assumed.
    private func hours(of id: LineID?, at instant: Instant) -> OpeningHours {
        let day = ServiceDay(at: instant)
        return lines.first { $0.id == id && $0.dates.contains(day) }?.hours ?? .always
    }
}
