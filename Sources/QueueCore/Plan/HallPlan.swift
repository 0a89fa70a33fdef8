/// What the hall needs to know of a centre's configuration.
///
/// It travels inside events (`dayOpened`, `planChanged`), so that a replay of the journal decides
/// as the day itself did, whatever the configuration files say by then.
package struct HallPlan: Hashable, Sendable, Codable {
    package var centre: String
    package var lines: [LinePlan]
    package var counters: [CounterPlan]
    package var clerks: [ClerkPlan]
    package var procedures: [ProcedurePlan]
    package var priorityGroups: [PriorityGroupPlan]
    package var rules: HallRules

    package init(
        centre: String, lines: [LinePlan], counters: [CounterPlan], clerks: [ClerkPlan],
        procedures: [ProcedurePlan], priorityGroups: [PriorityGroupPlan], rules: HallRules
    ) {
        self.centre = centre
        self.lines = lines
        self.counters = counters
        self.clerks = clerks
        self.procedures = procedures
        self.priorityGroups = priorityGroups
        self.rules = rules
    }
}

/// One line: its number series, its fields and its hours.
package struct LinePlan: Hashable, Sendable, Codable {
    package var id: LineID
    package var firstNumber: Int
    package var lastNumber: Int
    /// Digits of a number; shorter ones get zeros before them.
    package var digits: Int
    /// The first field is the default one, for tickets taken without a procedure.
    package var fields: [FieldID]
    package var hours: OpeningHours

    package init(
        id: LineID, firstNumber: Int, lastNumber: Int, digits: Int, fields: [FieldID],
        hours: OpeningHours
    ) {
        self.id = id
        self.firstNumber = firstNumber
        self.lastNumber = lastNumber
        self.digits = digits
        self.fields = fields
        self.hours = hours
    }
}

/// One counter and the lines it serves, the preferred one first.
package struct CounterPlan: Hashable, Sendable, Codable {
    package var number: CounterNumber
    package var lines: [LineID]

    package init(number: CounterNumber, lines: [LineID]) {
        self.number = number
        self.lines = lines
    }
}

/// A clerk and the fields he or she is qualified for.
package struct ClerkPlan: Hashable, Sendable, Codable {
    package var id: ClerkID
    package var fields: Set<FieldID>

    package init(id: ClerkID, fields: Set<FieldID>) {
        self.id = id
        self.fields = fields
    }

    private enum CodingKeys: CodingKey {
        case id, fields
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(ClerkID.self, forKey: .id)
        fields = Set(try container.decode([FieldID].self, forKey: .fields))
    }

    /// Fields are written sorted: the journal's bytes must not depend on a set's order.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(fields.sorted(), forKey: .fields)
    }
}

/// Where a procedure's citizens wait, and who may serve them.
package struct ProcedurePlan: Hashable, Sendable, Codable {
    package var code: ProcedureCode
    package var field: FieldID
    package var line: LineID

    package init(code: ProcedureCode, field: FieldID, line: LineID) {
        self.code = code
        self.field = field
        self.line = line
    }
}

/// A priority group and its head start.
package struct PriorityGroupPlan: Hashable, Sendable, Codable {
    /// `elderly`, `pregnant`, `disabled`, `merit`, `with-child`, or a centre's own.
    package var id: String
    /// Minutes by which the citizen is placed as if arrived earlier.
    package var creditMinutes: Int

    package init(id: String, creditMinutes: Int) {
        self.id = id
        self.creditMinutes = creditMinutes
    }
}

/// Numbers that a centre may set for its hall.
package struct HallRules: Hashable, Sendable, Codable {
    /// How often a citizen is invited before a no-show needs no reason.
    package var invitations: Int = 3
    /// Seconds that must pass between two invitations.
    package var recallSeconds: Int = 45
    /// Seconds for which a call stays on every screen, also when others follow at once.
    package var dwellSeconds: Int = 20
    /// How many recent calls the hall display lists.
    package var recentCalls: Int = 8

    package init() {}
}
