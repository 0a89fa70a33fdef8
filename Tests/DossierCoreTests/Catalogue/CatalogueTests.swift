import DossierCore
import QueueCore
import Testing

struct `The catalogue of procedures` {
    private static let spring = Calendars.day("2026-03-01")
    private static let summer = Calendars.day("2026-07-01")

    private static func procedure(
        _ code: ProcedureCode, _ days: Int, from: String? = nil, to: String? = nil
    ) -> Procedure {
        var procedure = Samples.procedure(.working(days: days), code: code)
        procedure.dates = DateSpan(from: from.map(Calendars.day), to: to.map(Calendars.day))
        return procedure
    }

    private static func limit(_ procedure: Procedure?) -> TimeLimit? {
        procedure?.terms[.direct]?.limit
    }

    @Test func `has the version that holds on a day, and keeps each for its dossiers`() throws {
        let catalogue = ProcedureCatalogue([
            Self.procedure("1.1", 5, from: "2026-07-01"),
            Self.procedure("1.1", 3, to: "2026-06-30"),
        ])
        #expect(catalogue.codes == ["1.1"])
        let old = try #require(catalogue.procedure("1.1", on: Calendars.day("2026-06-30")))
        let new = try #require(catalogue.procedure("1.1", on: Self.summer))
        #expect(Self.limit(old) == .working(days: 3))
        #expect(Self.limit(new) == .working(days: 5))
        #expect(catalogue.procedure(old.version) == old)
        #expect(catalogue.procedure(new.version) == new)
        #expect(catalogue.procedures == [old, new])
        #expect(catalogue.procedure("1.2", on: Self.summer) == nil)
    }

    @Test func `is succeeded by a new list, version by version`() throws {
        let old = ProcedureCatalogue([
            Self.procedure("1.1", 3), Self.procedure("1.2", 3), Self.procedure("1.3", 3),
        ])
        let list = [
            Self.procedure("1.4", 1), Self.procedure("1.2", 5), Self.procedure("1.1", 3),
        ]
        let (new, changes) = old.succeeded(by: list, from: Self.summer)
        let since = { (code: ProcedureCode) in ProcedureVersion(code: code, from: Self.summer) }
        let ever = { (code: ProcedureCode) in ProcedureVersion(code: code, from: nil) }
        #expect(
            changes == [
                .unchanged(ever("1.1")), .succeeded(ever("1.2"), by: since("1.2")),
                .added(since("1.4")),
            ])
        let before = Self.summer.advanced(by: -1)
        #expect(Self.limit(new.procedure("1.2", on: before)) == .working(days: 3))
        #expect(Self.limit(new.procedure("1.2", on: Self.summer)) == .working(days: 5))
        #expect(Self.limit(new.procedure(ever("1.2"))) == .working(days: 3))
        #expect(new.procedure("1.4", on: before) == nil)
        #expect(new.procedure("1.3", on: Self.summer) != nil)
        // The same list again changes nothing.
        let (again, none) = new.succeeded(by: list, from: Self.summer)
        #expect(again == new)
        #expect(
            none == [.unchanged(ever("1.1")), .unchanged(since("1.2")), .unchanged(since("1.4"))])
    }

    @Test func `ends what a whole list leaves out, and nothing is gone`() {
        let old = ProcedureCatalogue([Self.procedure("1.1", 3), Self.procedure("1.2", 3)])
        let (new, changes) = old.succeeded(
            by: [Self.procedure("1.1", 3)], from: Self.summer, isWhole: true)
        let ended = ProcedureVersion(code: "1.2", from: nil)
        #expect(changes == [.unchanged(.init(code: "1.1", from: nil)), .ended(ended)])
        #expect(new.procedure("1.2", on: Self.summer) == nil)
        #expect(new.procedure("1.2", on: Self.summer.advanced(by: -1)) != nil)
        #expect(new.procedure(ended) != nil)
    }

    @Test func `keeps a version that has begun, whatever a list says`() {
        let old = ProcedureCatalogue([Self.procedure("1.1", 3, from: "2026-07-01")])
        for (days, from) in [(5, "2026-07-01"), (5, "2026-06-30")] {
            let (new, changes) = old.succeeded(
                by: [Self.procedure("1.1", days)], from: Calendars.day(from))
            #expect(new == old)
            #expect(changes == [.conflicting(.init(code: "1.1", from: Calendars.day(from)))])
        }
        // A row with days of its own fits before it.
        let (new, changes) = old.succeeded(
            by: [Self.procedure("1.1", 5, from: "2026-03-01", to: "2026-06-30")],
            from: Self.summer)
        #expect(changes == [.added(.init(code: "1.1", from: Self.spring))])
        #expect(new.procedures.map { $0.dates.from } == [Self.spring, Self.summer])
    }

    @Test func `keeps the first of two versions for the same days`() {
        let catalogue = ProcedureCatalogue([
            Self.procedure("1.1", 3), Self.procedure("1.1", 5, from: "2026-07-01"),
        ])
        #expect(catalogue.procedures.map { $0.terms[.direct]?.limit } == [.working(days: 3)])
    }
}

struct `A limit in the unit “other”` {
    @Test func `means what the centre says of the procedure, then of its field`() {
        var mapping = LimitMapping()
        mapping.map(1, of: .field("Hộ tịch"), to: .sameDay)
        mapping.map(1, of: .procedure("1.2"), to: .working(days: 2))
        func mapped(_ code: ProcedureCode, _ field: FieldID, _ limit: TimeLimit) -> TimeLimit? {
            var procedure = Samples.procedure(limit, code: code)
            procedure.field = field
            return mapping.applied(to: procedure).terms[.direct]?.limit
        }
        #expect(mapped("1.1", "Hộ tịch", .unmapped(1)) == .sameDay)
        #expect(mapped("1.2", "Hộ tịch", .unmapped(1)) == .working(days: 2))
        #expect(mapped("1.2", "Hải quan", .unmapped(1)) == .working(days: 2))
        // What nobody named stays without a date.
        #expect(mapped("1.1", "Hộ tịch", .unmapped(3)) == .unmapped(3))
        #expect(mapped("1.1", "Hải quan", .unmapped(1)) == .unmapped(1))
        #expect(mapped("1.1", "Hộ tịch", .working(days: 1)) == .working(days: 1))
    }
}

struct `A channel` {
    @Test func `has its national number and its words`() {
        #expect(FilingChannel.allCases.map(\.nationalCode) == [1, 2, 3])
        #expect(Set(FilingChannel.allCases.map(\.vietnamese)).count == 3)
        #expect(Set(FilingChannel.allCases.map(\.english)).count == 3)
    }
}
