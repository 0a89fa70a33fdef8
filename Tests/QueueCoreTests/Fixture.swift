import QueueCore

/// A small centre: three lines, three counters, clerks of each kind.
enum Centre {
    static let birth: ProcedureCode = "1.001193"
    static let adoption: ProcedureCode = "2.001263"
    static let copy: ProcedureCode = "2.000815"

    static func plan(
        hours: OpeningHours = .always, lastInSeries: Int = 999
    ) -> HallPlan {
        func line(_ id: LineID, _ series: Int, _ fields: [FieldID]) -> LinePlan {
            LinePlan(
                id: id, firstNumber: series + 1, lastNumber: series + lastInSeries, digits: 4,
                fields: fields, hours: hours)
        }
        return HallPlan(
            centre: "H53.12.3",
            lines: [
                line("ho-tich", 1_000, ["ho-tich", "nuoi-con-nuoi"]),
                line("chung-thuc", 2_000, ["chung-thuc"]),
                line("dat-dai", 3_000, ["dat-dai"]),
            ],
            counters: [
                CounterPlan(number: 1, lines: ["dat-dai"]),
                CounterPlan(number: 6, lines: ["ho-tich"]),
                CounterPlan(number: 8, lines: ["chung-thuc", "ho-tich"]),
            ],
            clerks: [
                ClerkPlan(id: "clerk1", fields: ["dat-dai"]),
                ClerkPlan(id: "clerk6", fields: ["ho-tich", "nuoi-con-nuoi"]),
                // Qualified for one field of the line only.
                ClerkPlan(id: "clerk7", fields: ["ho-tich", "chung-thuc"]),
                ClerkPlan(id: "clerk8", fields: ["ho-tich", "nuoi-con-nuoi", "chung-thuc"]),
            ],
            procedures: [
                ProcedurePlan(code: birth, field: "ho-tich", line: "ho-tich"),
                ProcedurePlan(code: adoption, field: "nuoi-con-nuoi", line: "ho-tich"),
                ProcedurePlan(code: copy, field: "chung-thuc", line: "chung-thuc"),
            ],
            priorityGroups: [
                PriorityGroupPlan(id: "elderly", creditMinutes: 20),
                PriorityGroupPlan(id: "with-child", creditMinutes: 15),
            ],
            rules: HallRules())
    }

    /// Monday to Friday, 07:30–11:30 and 13:30–17:00.
    static let workingHours = OpeningHours(
        spansByWeekday: Array(
            repeating: [.init(from: 450, to: 690), .init(from: 810, to: 1_020)], count: 5)
            + [[], []])

    /// A moment of 2026-11-23, a Monday, or of a later day of that month.
    static func at(_ clock: String, day: Int = 23) -> Instant {
        at(clock, date: "2026-11-\(day)")
    }

    /// A moment of any day, such as `08:15`, `08:15:30` or `08:15:30.001` of `2026-12-14`.
    static func at(_ clock: String, date: String) -> Instant {
        Instant(rfc3339: "\(date)T\(clock.count == 5 ? clock + ":00" : clock)+07:00")
            ?? Instant(millisecondsSinceEpoch: 0)
    }
}

/// Dice that fall the same way on every run (SplitMix64).
struct SeededDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
