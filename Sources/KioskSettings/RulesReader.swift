import QueueCore

/// Reads the rules of the hall; what is not written stays as `HallRules` has it.
enum RulesReader {
    /// Numbers that a rule may have.
    enum Bounds {
        static let invitations = 1...10
        static let recallSeconds = 0...600
        static let noShowReturnMinutes = 0...480
        static let returnsMax = 0...10
        static let undoSeconds = 0...300
        static let appointmentGraceMinutes = 0...120
        static let pressesPerMinute = 1...600
        /// A new call blinks for ten seconds, so that deaf people see it.
        static let dwellSeconds = 10...300
        static let recentCalls = 1...50
        static let ratingSeconds = 10...300
    }

    private static let known = [
        "assignment", "closing", "invitations", "recallSeconds", "priorityRecallSeconds",
        "noShowReturnMinutes", "returnsMax", "undoSeconds", "appointmentGraceMinutes",
        "pressesPerMinute", "oneNumberPerPerson", "dwellSeconds", "recentCalls",
        "ratingSeconds",
    ]

    static func rules(_ place: Place) -> HallRules? {
        guard let entries = place.entries(known) else { return nil }
        var rules = HallRules()
        func set(_ key: String, _ path: WritableKeyPath<HallRules, Int>, _ range: ClosedRange<Int>)
        {
            guard let number = entries[key]?.integer(in: range) else { return }
            rules[keyPath: path] = number
        }
        set("invitations", \.invitations, Bounds.invitations)
        set("noShowReturnMinutes", \.noShowReturnMinutes, Bounds.noShowReturnMinutes)
        set("returnsMax", \.returnsMax, Bounds.returnsMax)
        set("undoSeconds", \.undoSeconds, Bounds.undoSeconds)
        set("appointmentGraceMinutes", \.appointmentGraceMinutes, Bounds.appointmentGraceMinutes)
        set("dwellSeconds", \.dwellSeconds, Bounds.dwellSeconds)
        set("recentCalls", \.recentCalls, Bounds.recentCalls)
        set("ratingSeconds", \.ratingSeconds, Bounds.ratingSeconds)
        set("recallSeconds", \.recallSeconds, Bounds.recallSeconds)
        // Who walks slowly never gets less time than the others, whatever they get.
        rules.priorityRecallSeconds = max(rules.priorityRecallSeconds, rules.recallSeconds)
        set("priorityRecallSeconds", \.priorityRecallSeconds, Bounds.recallSeconds)
        if rules.priorityRecallSeconds < rules.recallSeconds {
            entries["priorityRecallSeconds"]?.mistake(
                found: "\(rules.priorityRecallSeconds) seconds, less than recallSeconds",
                expected: "at least \(rules.recallSeconds)")
        }
        rules.pressesPerMinute = entries["pressesPerMinute"]?.integer(in: Bounds.pressesPerMinute)
        rules.oneNumberPerPerson = entries["oneNumberPerPerson"]?.flag() ?? false
        if let place = entries["assignment"] {
            rules.assignment =
                place.choice(of: HallRules.Assignment.self) ?? rules.assignment
        }
        if let place = entries["closing"] {
            rules.closing = place.choice(of: HallRules.Closing.self) ?? rules.closing
        }
        return rules
    }
}
