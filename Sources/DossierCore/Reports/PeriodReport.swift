package import QueueCore

/// What a centre's dossiers of a period came to.
package struct PeriodReport: Hashable, Sendable {
    /// By what the counts are told apart.
    package enum Axis: String, Hashable, Sendable, Codable, CaseIterable {
        case field, procedure, office, channel
    }

    package let period: ReportPeriod
    package let counts: PeriodCounts
    /// By axis and name.
    package let parts: [Axis: [String: PeriodCounts]]
    /// Post, then online.
    package let channels: [ChannelUse]
    /// Of the year before, where the store goes back so far.
    package internal(set) var before: PeriodCounts?
    package internal(set) var satisfaction: [Satisfaction] = []

    /// A report of counts alone, such as those of a report on paper.
    package init(period: ReportPeriod, counts: PeriodCounts, channels: [ChannelUse] = []) {
        self.period = period
        self.counts = counts
        self.channels = channels
        parts = [:]
    }

    /// Adds what the report is compared with, and what people said.
    package func with(
        before: PeriodCounts?, satisfaction: [Satisfaction]
    ) -> PeriodReport {
        var report = self
        report.before = before
        report.satisfaction = satisfaction
        return report
    }
}

/// What dossiers have in common that a report counts together.
package struct PeriodKey: Hashable, Sendable {
    package let procedure: ProcedureCode
    package let field: FieldID
    package let office: OfficeID
    package let channel: FilingChannel

    package init(
        procedure: ProcedureCode, field: FieldID, office: OfficeID, channel: FilingChannel
    ) {
        self.procedure = procedure
        self.field = field
        self.office = office
        self.channel = channel
    }
}

extension PeriodReport {
    /// Sums a report up.
    ///
    /// Sums of dossiers that are alike may come from a store that counts faster than we do.
    package struct Builder: Sendable {
        private let period: ReportPeriod
        private var sums: [PeriodKey: PeriodCounts] = [:]

        package init(_ period: ReportPeriod) { self.period = period }

        /// Adds one dossier, where it has a part in the period.
        package mutating func add(_ entry: PeriodEntry) {
            guard let counts = entry.counts(in: period) else { return }
            add(
                counts,
                of: PeriodKey(
                    procedure: entry.procedure, field: entry.field, office: entry.office,
                    channel: entry.channel))
        }

        /// Adds dossiers that are alike.
        package mutating func add(_ counts: PeriodCounts, of key: PeriodKey) {
            sums[key, default: PeriodCounts()] += counts
        }

        /// The report.
        ///
        /// - Parameter catalogue: tells what was offered through which channel; an empty one tells
        ///   nothing, and nothing is told of channels then.
        /// - Returns: all that was added, summed up.
        package func report(_ catalogue: ProcedureCatalogue) -> PeriodReport {
            var total = PeriodCounts()
            var parts: [Axis: [String: PeriodCounts]] = [:]
            for (key, counts) in sums {
                total += counts
                for axis in Axis.allCases {
                    parts[axis, default: [:]][key.name(on: axis), default: PeriodCounts()] += counts
                }
            }
            return PeriodReport(
                period: period, counts: total, parts: parts,
                channels: catalogue.codes.isEmpty
                    ? [] : [.postal, .online].map { use(of: $0, catalogue) })
        }

        private func use(
            of channel: FilingChannel, _ catalogue: ProcedureCatalogue
        ) -> ChannelUse {
            let offer = ChannelUse.Offer(catalogue, channel, in: period)
            let used = sums.filter { $0.key.channel == channel && $0.value.newlyReceived > 0 }
            // What came through a channel was offered there, whatever the catalogue says now.
            let procedures = Set(used.keys.map(\.procedure))
            let fields = Set(used.keys.map(\.field))
            return ChannelUse(
                channel: channel, dossiers: used.values.reduce(0) { $0 + $1.newlyReceived },
                procedures: Share(
                    procedures.count, of: offer.procedures.union(procedures).count),
                fields: Share(fields.count, of: offer.fields.union(fields).count))
        }
    }

    private init(
        period: ReportPeriod, counts: PeriodCounts, parts: [Axis: [String: PeriodCounts]],
        channels: [ChannelUse]
    ) {
        self.period = period
        self.counts = counts
        self.parts = parts
        self.channels = channels
    }
}

extension PeriodKey {
    fileprivate func name(on axis: PeriodReport.Axis) -> String {
        switch axis {
        case .field: field.rawValue
        case .procedure: procedure.rawValue
        case .office: office.rawValue
        case .channel: channel.rawValue
        }
    }
}
