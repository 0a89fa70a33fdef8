import Foundation
import QueueCore
import Testing

/// A plan in the journal was written by another version of the program, older or newer.
struct `A plan from the journal` {
    /// The least that any version ever wrote.
    private static let oldest = """
        {"dayOpened": {"day": "2026-11-23", "plan": {
          "centre": "H53.12.3",
          "lines": [{"id": "ho-tich", "firstNumber": 1001, "lastNumber": 1999, "digits": 4,
            "fields": ["ho-tich"], "hours": {"spansByWeekday": [[{"from": 450, "to": 690}]]}}],
          "counters": [{"number": 6, "lines": ["ho-tich"]}],
          "clerks": [{"id": "clerk6", "fields": ["ho-tich"]}],
          "procedures": [{"code": "1.001193", "field": "ho-tich", "line": "ho-tich"}],
          "priorityGroups": [{"id": "elderly", "creditMinutes": 20}]
        }}}
        """

    private static func plan() -> HallPlan {
        HallPlan(
            centre: "H53.12.3",
            lines: [
                LinePlan(
                    id: "ho-tich", firstNumber: 1_001, lastNumber: 1_999, digits: 4,
                    fields: ["ho-tich"],
                    hours: OpeningHours(spansByWeekday: [[.init(from: 450, to: 690)]]))
            ],
            counters: [CounterPlan(number: 6, lines: ["ho-tich"])],
            clerks: [ClerkPlan(id: "clerk6", fields: ["ho-tich"])],
            procedures: [ProcedurePlan(code: "1.001193", field: "ho-tich", line: "ho-tich")],
            priorityGroups: [PriorityGroupPlan(id: "elderly", creditMinutes: 20)],
            rules: HallRules())
    }

    /// Every member set to something else than it is by itself.
    private static func fullPlan() throws -> HallPlan {
        var plan = plan()
        let day = try #require(ServiceDay("2026-11-24"))
        let dates = DateSpan(from: day, to: day)
        plan.lines[0].dailyLimit = 7
        plan.lines[0].lastTicketMinutes = 15
        plan.lines[0].longestWaitMinutes = 20
        plan.lines[0].preferenceMinutes = 5
        plan.lines[0].dates = dates
        plan.counters[0].overflow = [.init(line: "dat-dai", afterMinutes: 10)]
        plan.counters[0].dates = dates
        plan.clerks[0].dates = dates
        plan.procedures[0].dates = dates
        plan.rules.assignment = .push
        plan.rules.closing = .refuse
        plan.rules.invitations = 4
        plan.rules.recallSeconds = 46
        plan.rules.priorityRecallSeconds = 91
        plan.rules.noShowReturnMinutes = 31
        plan.rules.returnsMax = 3
        plan.rules.undoSeconds = 61
        plan.rules.ratingSeconds = 31
        plan.rules.appointmentGraceMinutes = 16
        plan.rules.pressesPerMinute = 9
        plan.rules.oneNumberPerPerson = true
        plan.rules.dwellSeconds = 21
        plan.rules.recentCalls = 9
        plan.calendar = CentreCalendar(
            years: [.init(2_026, isProvisional: false)],
            days: [.init(day, .off, .init(vi: "Ngày Văn hóa", en: "Culture Day"))])
        return plan
    }

    private func read(_ text: String) throws -> Event {
        try JSONDecoder().decode(Event.self, from: Data(text.utf8))
    }

    @Test func `lacks what came later, and that is as if nobody had set it`() throws {
        let day = try #require(ServiceDay("2026-11-23"))
        let wanted = Event.dayOpened(day: day, plan: Self.plan(), priors: nil)
        #expect(try read(Self.oldest) == wanted)
        let changed = Self.oldest.replacing("dayOpened", with: "planChanged")
        #expect(try read(changed) == .planChanged(plan: Self.plan()))
    }

    @Test func `has members that nobody knows yet, and they are passed over`() throws {
        let newer = Self.oldest.replacing("{\"", with: "{\"lunchMenu\": {\"soup\": [1]}, \"")
            .replacing("{\"lunchMenu\": {\"soup\": [1]}, \"dayOpened", with: "{\"dayOpened")
        #expect(try read(newer) == read(Self.oldest))
    }

    @Test func `comes back whole`() throws {
        let event = Event.planChanged(plan: try Self.fullPlan())
        let text = String(decoding: try JSONEncoder().encode(event), as: UTF8.self)
        #expect(try read(text) == event)
    }

    /// Whoever adds a member reads it so that older journals may lack it.
    @Test func `lacks any one member that has a value by itself`() throws {
        let full = try JSONSerialization.jsonObject(
            with: JSONEncoder().encode(try Self.fullPlan()))
        let needed: Set = [
            "centre", "lines", "counters", "clerks", "procedures", "priorityGroups", "id",
            "firstNumber", "lastNumber", "digits", "fields", "hours", "number", "code", "field",
            "line",
        ]
        var left = 0
        for (part, key) in try members(full) where !needed.contains(key) {
            let fewer = try JSONSerialization.data(withJSONObject: without(full, part, key))
            let plan = try JSONDecoder().decode(HallPlan.self, from: fewer)
            #expect(plan != (try Self.fullPlan()), "\(part) \(key) is set to what it is by itself")
            left += 1
        }
        #expect(left == 25)
    }

    private static let parts = ["", "rules", "lines", "counters", "clerks", "procedures"]

    private func members(_ plan: Any) throws -> [(String, String)] {
        let plan = try #require(plan as? [String: Any])
        return Self.parts.flatMap { part -> [(String, String)] in
            let list = plan[part] as? [[String: Any]]
            let members = part.isEmpty ? plan : plan[part] as? [String: Any] ?? list?.first ?? [:]
            return members.keys.sorted().map { (part, $0) }
        }
    }

    private func without(_ plan: Any, _ part: String, _ key: String) throws -> Any {
        var plan = try #require(plan as? [String: Any])
        if part.isEmpty {
            plan[key] = nil
        } else if var list = plan[part] as? [[String: Any]] {
            list[0][key] = nil
            plan[part] = list
        } else if var members = plan[part] as? [String: Any] {
            members[key] = nil
            plan[part] = members
        }
        return plan
    }
}
