import DossierCore
import QueueCore
import Testing

/// The report by which such a centre was judged: two years of Kiến Tường, as published in 2019.
struct `The report of 2019` {
    static func counts() -> PeriodCounts {
        var counts = PeriodCounts()
        (counts.carriedOver, counts.newlyReceived) = (169, 16_014)
        (counts.resolvedEarly, counts.resolvedOnTime, counts.resolvedLate) = (6_765, 8_941, 45)
        counts.notDue = 432
        return counts
    }

    static func report() throws -> PeriodReport {
        let period = try #require(
            ReportPeriod(
                from: Calendars.day("2018-01-19"), to: Calendars.day("2019-12-03"),
                asOf: Calendars.at("2019-12-04 15:00")))
        return PeriodReport(
            period: period, counts: counts(),
            channels: [
                ChannelUse(
                    channel: .postal, dossiers: 176, procedures: Share(8, of: 146),
                    fields: Share(3, of: 26)),
                ChannelUse(
                    channel: .online, dossiers: 130, procedures: Share(14, of: 152),
                    fields: Share(7, of: 21)),
            ])
    }

    @Test func `closes`() {
        let counts = Self.counts()
        #expect(counts.total == 16_183 && counts.resolved == 15_751 && counts.isClosed)
    }

    @Test func `is printed with its sums and both denominators`() throws {
        #expect(
            try Self.report().lines(.english) == [
                "Received: 16,183 = 169 carried over + 16,014 newly received.",
                "Resolved: 15,751 = 6,765 early + 8,941 on time + 45 late.",
                "In progress: 432 = 432 not yet due + 0 overdue.",
                "Of 16,183 received: early 41.80 %, on time 55.25 %, late 0.28 %, "
                    + "not yet due 2.67 %.",
                "Of 15,751 resolved: early 42.95 %, on time 56.76 %, late 0.29 %.",
                "Received by post: 176 dossiers, 8 of 146 procedures, 3 of 26 fields.",
                "Received online: 130 dossiers, 14 of 152 procedures, 7 of 21 fields.",
            ])
        #expect(
            try Self.report().lines(.vietnamese) == [
                "Tổng số tiếp nhận: 16.183 = 169 kỳ trước chuyển sang + 16.014 tiếp nhận mới.",
                "Đã giải quyết: 15.751 = 6.765 trước hạn + 8.941 đúng hạn + 45 quá hạn.",
                "Đang giải quyết: 432 = 432 chưa đến hạn + 0 quá hạn.",
                "Tỷ lệ trên 16.183 hồ sơ tiếp nhận: trước hạn 41,80 %, đúng hạn 55,25 %, "
                    + "quá hạn 0,28 %, chưa đến hạn 2,67 %.",
                "Tỷ lệ trên 15.751 hồ sơ đã giải quyết: trước hạn 42,95 %, đúng hạn 56,76 %, "
                    + "quá hạn 0,29 %.",
                "Nhận qua dịch vụ bưu chính công ích: 176 hồ sơ, 8 trong 146 thủ tục, "
                    + "3 trong 26 lĩnh vực.",
                "Nhận trực tuyến: 130 hồ sơ, 14 trong 152 thủ tục, 7 trong 21 lĩnh vực.",
            ])
    }

    @Test func `is compared with a year before, and with what people said`() throws {
        var before = PeriodCounts()
        (before.newlyReceived, before.resolvedEarly, before.resolvedLate) = (16_000, 15_800, 200)
        let survey = Satisfaction(
            source: "Phòng Nội vụ", from: Calendars.day("2019-01-01"),
            to: Calendars.day("2019-11-30"), satisfied: Share(290, of: 300))
        let lines = try Self.report().with(before: before, satisfaction: [survey]).lines(.english)
        #expect(
            lines.suffix(2) == [
                "Against the year before: newly received +14 (from 16,000), resolved -249 (from "
                    + "16,000), late 0.29 % against 1.25 % of those resolved.",
                "Satisfied (Phòng Nội vụ): 96.67 %, 290/300.",
            ])
    }
}

/// Shares of a whole.
struct `A share` {
    @Test(arguments: [
        (1, 3, 3_333), (2, 3, 6_667), (1, 8, 1_250), (1, 20_000, 1), (1, 20_001, 0), (0, 5, 0),
        (5, 5, 10_000), (Int.max, Int.max, 10_000), (Int.max / 2, Int.max, 5_000),
    ])
    func `is rounded to hundredths of a percent, halves up`(part: Int, whole: Int, points: Int) {
        #expect(Share(part, of: whole).basisPoints == points)
    }

    @Test(arguments: [(1, 0), (0, 0), (-1, 5), (1, -5)])
    func `of nothing is none`(part: Int, whole: Int) {
        #expect(Share(part, of: whole).basisPoints == nil)
        #expect(FigureStyle.english.text(Share(part, of: whole)) == "–")
    }

    @Test func `is written with the marks of its language`() {
        #expect(FigureStyle.vietnamese.text(Share(1, of: 24)) == "4,17 %")
        #expect(FigureStyle.english.text(Share(1_005, of: 1_000)) == "100.50 %")
        #expect(FigureStyle.vietnamese.text(1_234_567) == "1.234.567")
        #expect(FigureStyle.english.text(-1_234) == "-1,234")
        #expect(FigureStyle.english.text(999) == "999")
    }
}
