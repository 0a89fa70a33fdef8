/// What the hall needs to know of a centre's configuration.
///
/// It travels inside events (`dayOpened`, `planChanged`), so that a replay of the journal decides
/// as the day itself did, whatever the configuration files say by then. Parts with dates hold on
/// those days only: `effective(on:)` is what one day sees. Of what it has there, members that came
/// later may be missing: they are what they are where nobody sets them.
package struct HallPlan: Hashable, Sendable, Codable {
    package var centre: String
    package var lines: [LinePlan]
    package var counters: [CounterPlan]
    package var clerks: [ClerkPlan]
    package var procedures: [ProcedurePlan]
    package var priorityGroups: [PriorityGroupPlan]
    package var rules: HallRules
    package var calendar: CentreCalendar = .plain

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

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            centre: try container.decode(String.self, forKey: .centre),
            lines: try container.decode([LinePlan].self, forKey: .lines),
            counters: try container.decode([CounterPlan].self, forKey: .counters),
            clerks: try container.decode([ClerkPlan].self, forKey: .clerks),
            procedures: try container.decode([ProcedurePlan].self, forKey: .procedures),
            priorityGroups: try container.decode(
                [PriorityGroupPlan].self, forKey: .priorityGroups),
            rules: HallRules())
        try container.read(&rules, .rules)
        try container.read(&calendar, .calendar)
    }

    /// A plan of nothing.
    package static let empty = HallPlan(
        centre: "", lines: [], counters: [], clerks: [], procedures: [], priorityGroups: [],
        rules: HallRules())

    /// The plan as it holds on `day`.
    package func effective(on day: ServiceDay) -> HallPlan {
        var plan = self
        plan.lines.removeAll { !$0.dates.contains(day) }
        plan.counters.removeAll { !$0.dates.contains(day) }
        plan.clerks.removeAll { !$0.dates.contains(day) }
        plan.procedures.removeAll { !$0.dates.contains(day) }
        return plan
    }
}

/// One line: its number series, its fields, its hours and its promises.
package struct LinePlan: Hashable, Sendable, Codable {
    package var id: LineID
    package var firstNumber: Int
    package var lastNumber: Int
    /// Digits of a number; shorter ones get zeros before them.
    package var digits: Int
    /// The first field is the default one, for tickets taken without a procedure.
    package var fields: [FieldID]
    package var hours: OpeningHours
    /// Numbers given on one day at most; nil leaves it to the series.
    package var dailyLimit: Int?
    /// Minutes before the day's last closing from which no number is given.
    package var lastTicketMinutes: Int = 0
    /// Who waited longer goes before all others; nil gives no such promise.
    package var longestWaitMinutes: Int?
    /// Minutes by which its citizens count as arrived earlier at counters that list it first; nil
    /// lets the counters' order of preference break ties only.
    package var preferenceMinutes: Int?
    package var dates: DateSpan = .always

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

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try container.decode(LineID.self, forKey: .id),
            firstNumber: try container.decode(Int.self, forKey: .firstNumber),
            lastNumber: try container.decode(Int.self, forKey: .lastNumber),
            digits: try container.decode(Int.self, forKey: .digits),
            fields: try container.decode([FieldID].self, forKey: .fields),
            hours: try container.decode(OpeningHours.self, forKey: .hours))
        try container.read(&dailyLimit, .dailyLimit)
        try container.read(&lastTicketMinutes, .lastTicketMinutes)
        try container.read(&longestWaitMinutes, .longestWaitMinutes)
        try container.read(&preferenceMinutes, .preferenceMinutes)
        try container.read(&dates, .dates)
    }
}

/// One counter and the lines it serves, the preferred one first.
package struct CounterPlan: Hashable, Sendable, Codable {
    /// A line of other counters, helped with once its citizens waited so long.
    package struct Overflow: Hashable, Sendable, Codable {
        package var line: LineID
        package var afterMinutes: Int

        package init(line: LineID, afterMinutes: Int) {
            self.line = line
            self.afterMinutes = afterMinutes
        }
    }

    package var number: CounterNumber
    package var lines: [LineID]
    package var overflow: [Overflow] = []
    package var dates: DateSpan = .always

    package init(number: CounterNumber, lines: [LineID]) {
        self.number = number
        self.lines = lines
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            number: try container.decode(CounterNumber.self, forKey: .number),
            lines: try container.decode([LineID].self, forKey: .lines))
        try container.read(&overflow, .overflow)
        try container.read(&dates, .dates)
    }
}

/// A clerk and the fields he or she is qualified for.
package struct ClerkPlan: Hashable, Sendable, Codable {
    package var id: ClerkID
    package var fields: Set<FieldID>
    package var dates: DateSpan = .always

    package init(id: ClerkID, fields: Set<FieldID>) {
        self.id = id
        self.fields = fields
    }

    private enum CodingKeys: CodingKey {
        case id, fields, dates
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(ClerkID.self, forKey: .id)
        fields = Set(try container.decode([FieldID].self, forKey: .fields))
        try container.read(&dates, .dates)
    }

    /// Fields are written sorted: the journal's bytes must not depend on a set's order.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(id, forKey: .id)
        try container.encode(fields.sorted(), forKey: .fields)
        try container.encode(dates, forKey: .dates)
    }
}

/// Where a procedure's citizens wait, and who may serve them.
package struct ProcedurePlan: Hashable, Sendable, Codable {
    package var code: ProcedureCode
    package var field: FieldID
    package var line: LineID
    package var dates: DateSpan = .always

    package init(code: ProcedureCode, field: FieldID, line: LineID) {
        self.code = code
        self.field = field
        self.line = line
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            code: try container.decode(ProcedureCode.self, forKey: .code),
            field: try container.decode(FieldID.self, forKey: .field),
            line: try container.decode(LineID.self, forKey: .line))
        try container.read(&dates, .dates)
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

extension KeyedDecodingContainer {
    /// Reads a member that older journals lack: it stays what it is.
    func read<Value: Decodable>(_ value: inout Value, _ key: Key) throws {
        if let found = try decodeIfPresent(Value.self, forKey: key) { value = found }
    }
}
