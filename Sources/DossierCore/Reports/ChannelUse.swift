import QueueCore

/// How far a channel is used: procedures and fields with dossiers, out of those offered.
package struct ChannelUse: Hashable, Sendable, Codable {
    package let channel: FilingChannel
    /// Newly received through it.
    package let dossiers: Int
    package let procedures: Share
    package let fields: Share

    package init(channel: FilingChannel, dossiers: Int, procedures: Share, fields: Share) {
        self.channel = channel
        self.dossiers = dossiers
        self.procedures = procedures
        self.fields = fields
    }

    /// What the catalogue offers through a channel on any day of a period.
    struct Offer {
        let procedures: Set<ProcedureCode>
        let fields: Set<FieldID>

        init(_ catalogue: ProcedureCatalogue, _ channel: FilingChannel, in period: ReportPeriod) {
            let days = DateSpan(from: period.from, to: period.to)
            let offered = catalogue.procedures.filter {
                $0.isOffered(through: channel) && $0.dates.overlaps(days)
            }
            procedures = Set(offered.map(\.code))
            fields = Set(offered.map(\.field))
        }
    }
}
