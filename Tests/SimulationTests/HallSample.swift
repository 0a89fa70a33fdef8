import QueueCore
import Simulation

/// A centre of three lines and four counters, open morning and afternoon.
enum HallSample {
    static let day = ServiceDay(daysSinceEpoch: 20_780)  // 2026-11-23, a Monday.

    static func plan(
        assignment: HallRules.Assignment = .pull, hours: OpeningHours = Self.hours
    ) -> HallPlan {
        func line(_ id: LineID, _ first: Int, _ fields: [FieldID]) -> LinePlan {
            LinePlan(
                id: id, firstNumber: first, lastNumber: first + 998, digits: 4, fields: fields,
                hours: hours)
        }
        var rules = HallRules()
        rules.assignment = assignment
        return HallPlan(
            centre: "H53.12.3",
            lines: [
                line("ho-tich", 1_001, ["ho-tich"]), line("dat-dai", 2_001, ["dat-dai"]),
                line("khac", 3_001, ["khac"]),
            ],
            counters: [
                CounterPlan(number: 1, lines: ["ho-tich"]),
                CounterPlan(number: 2, lines: ["ho-tich", "khac"]),
                CounterPlan(number: 3, lines: ["dat-dai", "khac"]),
                CounterPlan(number: 4, lines: ["dat-dai", "ho-tich"]),
            ],
            clerks: [
                ClerkPlan(id: "an", fields: ["ho-tich"]),
                ClerkPlan(id: "binh", fields: ["ho-tich", "khac"]),
                ClerkPlan(id: "chi", fields: ["dat-dai", "khac"]),
                ClerkPlan(id: "dung", fields: ["dat-dai", "ho-tich", "khac"]),
            ],
            procedures: [ProcedurePlan(code: "1.001193", field: "ho-tich", line: "ho-tich")],
            priorityGroups: [PriorityGroupPlan(id: "elderly", creditMinutes: 20)], rules: rules)
    }

    /// Monday to Friday, 07:30–11:30 and 13:30–17:00.
    static let hours = OpeningHours(
        spansByWeekday: Array(
            repeating: [.init(from: 450, to: 690), .init(from: 810, to: 1_020)], count: 5)
            + [[], []])

    static func demand(perHour: Double = 12, noShowShare: Double = 0.05) -> Demand {
        var demand = Demand(
            lines: ["ho-tich", "dat-dai", "khac"].map {
                Demand.Line(
                    line: $0, perHour: perHour, service: .lognormal(mean: 5, cv2: 1))
            })
        demand.noShowShare = noShowShare
        return demand
    }

    static func workload(_ seed: UInt64, perHour: Double = 12) -> Workload {
        demand(perHour: perHour).workload(on: day, plan: plan(), seed: seed)
    }

    static func citizen(_ line: LineID, at minute: Int, service minutes: Int) -> Citizen {
        Citizen(
            line: line, arrivesAt: Int64(minute) * 60_000, walk: 0,
            service: Int64(minutes) * 60_000)
    }
}
