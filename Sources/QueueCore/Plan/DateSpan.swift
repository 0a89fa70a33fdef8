/// The service days on which a part of the plan holds, both ends included.
package struct DateSpan: Hashable, Sendable, Codable {
    /// Nil: since ever.
    package let from: ServiceDay?
    /// Nil: until further notice.
    package let to: ServiceDay?

    package static let always = DateSpan()

    package init(from: ServiceDay? = nil, to: ServiceDay? = nil) {
        self.from = from
        self.to = to
    }

    package func contains(_ day: ServiceDay) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    /// Whether there is a day on which both hold.
    package func overlaps(_ other: DateSpan) -> Bool {
        let startsInTime = from.flatMap { from in other.to.map { from <= $0 } } ?? true
        let otherStartsInTime = other.from.flatMap { from in to.map { from <= $0 } } ?? true
        return startsInTime && otherStartsInTime
    }
}
