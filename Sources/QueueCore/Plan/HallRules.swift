/// Numbers that a centre may set for its hall.
package struct HallRules: Hashable, Sendable, Codable {
    /// Who brings clerk and citizen together.
    package enum Assignment: String, Hashable, Sendable, Codable, CaseIterable {
        /// A clerk presses next.
        case pull
        /// The free clerk who idled longest gets the next citizen without asking.
        case push
    }

    /// What happens to a press when one more cannot be served before closing.
    package enum Closing: String, Hashable, Sendable, Codable, CaseIterable {
        /// The kiosk says so and gives the number.
        case warn
        /// The kiosk says so and gives none.
        case refuse
    }

    package var assignment: Assignment = .pull
    package var closing: Closing = .warn
    /// How often a citizen is invited before a no-show needs no reason.
    package var invitations: Int = 3
    /// Seconds that must pass between two invitations.
    package var recallSeconds: Int = 45
    /// The same for whoever has a priority credit, and perhaps walks slowly.
    package var priorityRecallSeconds: Int = 90
    /// Minutes for which one who missed the call may come back to the old place.
    package var noShowReturnMinutes: Int = 30
    /// How often one ticket may come back so.
    package var returnsMax: Int = 2
    /// Seconds for which a counter's last step can be taken back.
    package var undoSeconds: Int = 60
    /// Minutes after an appointment for which it still holds.
    package var appointmentGraceMinutes: Int = 15
    /// Numbers that one kiosk may give within a minute; nil sets no limit.
    package var pressesPerMinute: Int?
    /// Whether a person who is known may hold one open number a line only.
    package var oneNumberPerPerson: Bool = false
    /// Seconds for which a call stays on every screen, also when others follow at once.
    package var dwellSeconds: Int = 20
    /// How many recent calls the hall display lists.
    package var recentCalls: Int = 8

    /// Seconds for which a counter's rating page asks after a visit was completed.
    package var ratingSeconds: Int = 30

    package init() {}

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.read(&assignment, .assignment)
        try container.read(&closing, .closing)
        try container.read(&invitations, .invitations)
        try container.read(&recallSeconds, .recallSeconds)
        try container.read(&priorityRecallSeconds, .priorityRecallSeconds)
        try container.read(&noShowReturnMinutes, .noShowReturnMinutes)
        try container.read(&returnsMax, .returnsMax)
        try container.read(&undoSeconds, .undoSeconds)
        try container.read(&appointmentGraceMinutes, .appointmentGraceMinutes)
        try container.read(&pressesPerMinute, .pressesPerMinute)
        try container.read(&oneNumberPerPerson, .oneNumberPerPerson)
        try container.read(&dwellSeconds, .dwellSeconds)
        try container.read(&recentCalls, .recentCalls)
        try container.read(&ratingSeconds, .ratingSeconds)
    }
}
