package import QueueCore

/// Someone who will come, with everything that the dice or the past decided.
///
/// It is the citizen's and not the clerk's: with another roster the same people come with the same
/// matters.
package struct Citizen: Hashable, Sendable, Codable {
    package var line: LineID
    package var procedure: ProcedureCode?
    package var priorityGroup: String?
    /// Milliseconds since midnight.
    package var arrivesAt: Int64
    /// From the call to the start of the service; milliseconds.
    package var walk: Int64
    /// From the start of the service to its end; milliseconds.
    package var service: Int64
    /// Whether he or she comes when called.
    package var comes: Bool
    /// Leaves when not called within so long, in milliseconds; nil waits to the end.
    package var patience: Int64?

    package init(
        line: LineID, procedure: ProcedureCode? = nil, priorityGroup: String? = nil,
        arrivesAt: Int64, walk: Int64, service: Int64, comes: Bool = true, patience: Int64? = nil
    ) {
        self.line = line
        self.procedure = procedure
        self.priorityGroup = priorityGroup
        self.arrivesAt = arrivesAt
        self.walk = walk
        self.service = service
        self.comes = comes
        self.patience = patience
    }
}

/// Everyone who comes on one day.
package struct Workload: Hashable, Sendable, Codable {
    /// Citizens of one day at most: the numbers of a hall are few, and memory is bounded.
    package static let citizensMax = 100_000

    package let day: ServiceDay
    /// By arrival.
    package let citizens: [Citizen]

    /// - Parameters:
    ///   - day: whose hours and plan hold.
    ///   - citizens: in any order; of more than `citizensMax` the first to come.
    package init(day: ServiceDay, citizens: [Citizen]) {
        self.day = day
        // Who stands first stays first among those of one moment.
        let ordered = citizens.enumerated().sorted {
            ($0.element.arrivesAt, $0.offset) < ($1.element.arrivesAt, $1.offset)
        }
        self.citizens = ordered.prefix(Self.citizensMax).map(\.element)
    }
}
