import DossierCore
import QueueCore
import Testing

/// What a report counts of dossiers.
struct `A period` {
    static let march = period("2026-03-01", "2026-03-31")

    static func period(_ from: String, _ to: String, asOf: String = "2026-12-31 10:00")
        -> ReportPeriod
    {
        guard
            let period = ReportPeriod(
                from: Calendars.day(from), to: Calendars.day(to), asOf: Calendars.at(asOf))
        else { preconditionFailure("\(from) is after \(to)") }
        return period
    }

    static func entry(
        _ received: String, due: String? = nil, _ ending: PeriodEntry.Ending? = nil,
        _ ended: String? = nil, channel: FilingChannel = .direct,
        procedure: ProcedureCode = "1.000100"
    ) -> PeriodEntry {
        PeriodEntry(
            procedure: procedure, field: "thu-nghiem", office: "mot-cua", channel: channel,
            receivedAt: Calendars.at(received), promise: due.map { .day(Calendars.day($0)) },
            ending: ending, endedAt: ended.map(Calendars.at))
    }

    @Test func `counts each dossier where it was and what became of it`() {
        let cases: [(PeriodEntry, [WritableKeyPath<PeriodCounts, Int>]?)] = [
            (Self.entry("2026-02-20 09:00", .resolved(.late), "2026-02-28 23:59"), nil),
            (
                Self.entry("2026-02-20 09:00", .resolved(.late), "2026-03-01 00:00"),
                [\.carriedOver, \.resolvedLate]
            ),
            (
                Self.entry("2026-03-01 00:00", .resolved(.early), "2026-03-31 23:59"),
                [\.newlyReceived, \.resolvedEarly]
            ),
            (
                Self.entry(
                    "2026-03-05 09:00", due: "2026-03-30", .resolved(.late), "2026-04-01 00:00"),
                [\.newlyReceived, \.overdue]
            ),
            (
                Self.entry(
                    "2026-03-05 09:00", due: "2026-04-01", .resolved(.onTime), "2026-04-01 08:00"),
                [\.newlyReceived, \.notDue]
            ),
            (Self.entry("2026-03-05 09:00", due: "2026-03-31"), [\.newlyReceived, \.overdue]),
            (Self.entry("2026-01-05 09:00"), [\.carriedOver, \.undated]),
            (
                Self.entry("2026-03-31 23:59", .refused, "2026-03-31 23:59"),
                [\.newlyReceived, \.refused]
            ),
            (
                Self.entry("2026-03-09 09:00", .withdrawn, "2026-03-10 09:00"),
                [\.newlyReceived, \.withdrawn]
            ),
            (
                Self.entry("2026-03-09 09:00", .stopped, "2026-03-10 09:00"),
                [\.newlyReceived, \.stopped]
            ),
            (
                Self.entry("2026-03-09 09:00", .resolved(nil), "2026-03-10 09:00"),
                [\.newlyReceived, \.resolvedUndated]
            ),
            (Self.entry("2026-04-01 00:00"), nil),
        ]
        for (entry, wanted) in cases {
            let expected = wanted.map { paths in
                var counts = PeriodCounts()
                for path in paths { counts[keyPath: path] = 1 }
                return counts
            }
            #expect(entry.counts(in: Self.march) == expected)
        }
    }

    @Test func `tells nothing of what is to come`() {
        let today = Self.period("2026-03-01", "2026-03-31", asOf: "2026-03-10 12:00")
        let due = Self.entry("2026-03-05 09:00", due: "2026-03-10")
        #expect(due.counts(in: today)?.notDue == 1)
        #expect(Self.entry("2026-03-10 12:00").counts(in: today) == nil)
        #expect(ReportPeriod(from: today.to, to: today.from, asOf: today.asOf) == nil)
    }

    @Test func `tells procedures and fields that are used out of those that are offered`() {
        var posted = Samples.procedure(.working(days: 3), code: "1.000200")
        posted.field = "khac"
        var counterOnly = Samples.procedure(.working(days: 3), code: "1.000300")
        counterOnly.terms = [.direct: ChannelTerms(limit: .working(days: 3))]
        counterOnly.field = "noi-vu"
        var ended = Samples.procedure(.working(days: 3), code: "1.000400")
        ended.dates = DateSpan(from: nil, to: Calendars.day("2026-02-28"))
        let catalogue = ProcedureCatalogue([
            Samples.procedure(.working(days: 3)), posted, counterOnly, ended,
        ])
        var builder = PeriodReport.Builder(Self.march)
        builder.add(Self.entry("2026-03-05 09:00", channel: .postal))
        builder.add(Self.entry("2026-03-06 09:00", channel: .postal))
        // Carried over: nobody used the channel in the period.
        builder.add(Self.entry("2026-02-05 09:00", channel: .online))
        let report = builder.report(catalogue)
        #expect(
            report.channels == [
                ChannelUse(
                    channel: .postal, dossiers: 2, procedures: Share(1, of: 2),
                    fields: Share(1, of: 2)),
                ChannelUse(
                    channel: .online, dossiers: 0, procedures: Share(0, of: 2),
                    fields: Share(0, of: 2)),
            ])
        #expect(report.counts.total == 3)
        #expect(report.parts[.channel]?["postal"]?.newlyReceived == 2)
        #expect(report.parts[.procedure]?["1.000100"] == report.counts)
    }

    @Test func `takes surveys whose rates have a denominator, and names the others`() {
        let table = """
            asked;source;satisfied;to;from
            300;Phòng Nội vụ;290;2019-11-30;2019-01-01
            ;Phần mềm;99,31;2019-11-30;2019-01-01
            10;Sở;11;2019-11-30;2019-01-01
            10;Sở;9;2019-01-01;2019-11-30
            10;;9;2019-11-30;2019-01-01
            """
        let read = SurveyImport.read(Array(table.utf8))
        #expect(read.surveys.map(\.source) == ["Phòng Nội vụ"])
        #expect(read.surveys.first?.satisfied == Share(290, of: 300))
        #expect(read.refusals.map(\.line) == [3, 4, 5, 6])
        #expect(SurveyImport.read([]).refusals.map(\.reason) == ["the table is empty"])
        #expect(
            SurveyImport.read(Array("source,from\n".utf8)).refusals.map(\.reason)
                == ["the first line lacks to, satisfied, asked"])
        let flood = "source,from,to,satisfied,asked\n" + String(repeating: "x\n", count: 2_000)
        #expect(SurveyImport.read(Array(flood.utf8)).refusals.count == SurveyImport.rowsMax + 1)
        var dice = Dice(seed: 7)
        for _ in 0..<2_000 {
            let bytes = (0..<Int.random(in: 0...200, using: &dice)).map { _ in
                UInt8.random(in: 0...255, using: &dice)
            }
            _ = SurveyImport.read(Array("source,from,to,satisfied,asked\n".utf8) + bytes)
        }
    }
}
