package import QueueCore

/// The demonstration centre's hall: nine lines, ten counters, sixteen clerks.
package enum SamplePlan {
    /// Lines with the fields behind them, in the order of their number series.
    private static let lines: [(id: LineID, fields: [FieldID])] = [
        ("ho-tich", ["ho-tich", "nuoi-con-nuoi"]), ("chung-thuc", ["chung-thuc"]),
        ("dat-dai", ["dat-dai"]), ("xay-dung", ["xay-dung", "duong-bo"]), ("cu-tru", ["cu-tru"]),
        ("bao-tro-xa-hoi", ["bao-tro-xa-hoi", "nguoi-co-cong"]), ("kinh-doanh", ["kinh-doanh"]),
        ("tra-ket-qua", ["tra-ket-qua"]), ("khac", ["khac", "hoa-giai"]),
    ]

    private static let counters: [[LineID]] = [
        ["dat-dai"], ["dat-dai"], ["dat-dai", "khac"], ["xay-dung"], ["cu-tru", "khac"],
        ["ho-tich", "tra-ket-qua"], ["bao-tro-xa-hoi"], ["ho-tich", "chung-thuc"],
        ["ho-tich", "chung-thuc"], ["kinh-doanh", "tra-ket-qua"],
    ]

    /// Birth registration, in line `ho-tich`.
    package static let birth: ProcedureCode = "1.001193"
    /// Death registration, in line `ho-tich`.
    package static let death: ProcedureCode = "1.000656"
    /// Adoption within the country: line `ho-tich`, field `nuoi-con-nuoi`.
    package static let adoption: ProcedureCode = "2.001263"
    /// A copy certified from the original, in line `chung-thuc`.
    package static let copy: ProcedureCode = "2.000815"

    /// Working hours of the centre: Monday to Friday, 07:30–11:30 and 13:30–17:00.
    package static let workingHours = OpeningHours(
        spansByWeekday: Array(
            repeating: [.init(from: 450, to: 690), .init(from: 810, to: 1_020)], count: 5)
            + [[], []])

    /// The plan, open at the given hours.
    ///
    /// - Parameters:
    ///   - hours: of every line.
    ///   - lastInSeries: the last number of each series, counted from 1.
    /// - Returns: a plan whose `ho-tich` gives 1001, 1002 …
    package static func plan(
        hours: OpeningHours = .always, lastInSeries: Int = 999
    ) -> HallPlan {
        let fieldsByLine = Dictionary(uniqueKeysWithValues: lines.map { ($0.id, $0.fields) })
        let numbered = counters.enumerated().map { ($0 + 1, $1) }
        let clerks = numbered.map { number, served in
            ClerkPlan(
                id: ClerkID("clerk\(number)"),
                fields: Set(served.flatMap { fieldsByLine[$0] ?? [] }))
        }
        let everything = Set(lines.flatMap(\.fields))
        return HallPlan(
            centre: "H53.12.3",
            lines: lines.enumerated().map { index, line in
                LinePlan(
                    id: line.id, firstNumber: (index + 1) * 1_000 + 1,
                    lastNumber: (index + 1) * 1_000 + lastInSeries, digits: 4, fields: line.fields,
                    hours: hours)
            },
            counters: numbered.map { CounterPlan(number: $0, lines: $1) },
            clerks: clerks
                + (11...16).map { ClerkPlan(id: ClerkID("clerk\($0)"), fields: everything) },
            procedures: [
                ProcedurePlan(code: birth, field: "ho-tich", line: "ho-tich"),
                ProcedurePlan(code: death, field: "ho-tich", line: "ho-tich"),
                ProcedurePlan(code: adoption, field: "nuoi-con-nuoi", line: "ho-tich"),
                ProcedurePlan(code: copy, field: "chung-thuc", line: "chung-thuc"),
            ],
            priorityGroups: [
                PriorityGroupPlan(id: "elderly", creditMinutes: 20),
                PriorityGroupPlan(id: "with-child", creditMinutes: 15),
            ],
            rules: HallRules())
    }

    /// A ticket asked for in a line, named after `name`.
    package static func request(
        _ name: String, line: LineID? = "ho-tich", procedure: ProcedureCode? = nil,
        priority: String? = nil, kiosk: KioskID? = nil
    ) -> IssueRequest {
        IssueRequest(
            id: TicketID(name), statusToken: "token-\(name)", line: line, procedure: procedure,
            priorityGroup: priority, channel: .kiosk, kiosk: kiosk, language: "vi")
    }

    /// The clerk of an account name.
    package static func clerk(_ number: Int) -> Actor { Actor(.clerk, "clerk\(number)") }
    package static let kiosk = Actor(.device, "kiosk-1")
    package static let manager = Actor(.manager, "manager1")
}
