import DossierCore
import QueueCore
import Testing

struct `The reason of a due date` {
    static let told: [(TimeLimit, String, String)] = [
        (
            TimeLimit.working(days: 3), "2026-02-13 09:00",
            """
            Thời hạn 3 ngày làm việc, không tính ngày tiếp nhận (thứ Sáu, 13/02/2026). \
            Không tính ngày nghỉ: Tết Nguyên đán Bính Ngọ (16/02/2026 đến 20/02/2026). Hạn \
            trả kết quả: thứ Tư, 25/02/2026.
            """
        ),
        (
            .working(days: 2), "2026-08-21 09:00",
            """
            Thời hạn 2 ngày làm việc, không tính ngày tiếp nhận (thứ Sáu, 21/08/2026). Có \
            tính ngày làm bù: thứ Bảy, 22/08/2026. Hạn trả kết quả: thứ Hai, 24/08/2026.
            """
        ),
        (
            .workingDays(halves: 7), "2026-03-10 09:00",
            """
            Thời hạn 3,5 ngày làm việc, tính đến hết ngày làm việc thứ 4, không tính ngày \
            tiếp nhận (thứ Ba, 10/03/2026). Hạn trả kết quả: thứ Hai, 16/03/2026.
            """
        ),
        (
            .calendarDays(1), "2026-01-10 09:00",
            """
            Thời hạn 1 ngày, không tính ngày tiếp nhận (thứ Bảy, 10/01/2026). Ngày cuối \
            của thời hạn là Chủ nhật, 11/01/2026, ngày nghỉ, nên chuyển sang ngày làm việc \
            tiếp theo. Hạn trả kết quả: thứ Hai, 12/01/2026.
            """
        ),
        (
            .sameDay, "2026-03-10 15:05",
            """
            Thời hạn: trong ngày làm việc; hồ sơ nhận sau 15 giờ trả kết quả trong ngày \
            làm việc tiếp theo. Hồ sơ nhận lúc 15 giờ 05, thứ Ba, 10/03/2026. Hạn trả kết \
            quả: thứ Tư, 11/03/2026.
            """
        ),
        (
            .hours(12, .clock), "2026-02-13 16:00",
            """
            Thời hạn 12 giờ, tính từ 16 giờ 00, thứ Sáu, 13/02/2026. Hạn trả kết quả: 04 \
            giờ 00, thứ Bảy, 14/02/2026.
            """
        ),
        (
            .working(days: 1), "2027-11-23 09:00",
            """
            Thời hạn 1 ngày làm việc, không tính ngày tiếp nhận (thứ Ba, 23/11/2027). \
            Không tính ngày nghỉ: Ngày Văn hóa Việt Nam (24/11/2027). Hạn trả kết quả: thứ \
            Năm, 25/11/2027. Lịch nghỉ lễ năm 2027 chưa được công bố chính thức; ngày trả \
            có thể thay đổi.
            """
        ),
    ]

    @Test(arguments: told)
    func `is told to the citizen`(_ limit: TimeLimit, _ received: String, _ words: String) {
        #expect(Calendars.answer(limit, received).reason.vi == words)
    }

    @Test func `says when an online dossier counts as received`() {
        let answer = Calendars.due.answer(
            for: Samples.procedure(.working(days: 1)), through: .online,
            filedAt: Calendars.at("2026-03-08 20:30"))
        #expect(
            answer.reason.vi
                == "Hồ sơ nộp lúc 20 giờ 30, Chủ nhật, 08/03/2026, ngoài giờ làm việc, được tiếp "
                + "nhận lúc 07 giờ 30, thứ Hai, 09/03/2026. Thời hạn 1 ngày làm việc, không tính "
                + "ngày tiếp nhận (thứ Hai, 09/03/2026). Hạn trả kết quả: thứ Ba, 10/03/2026.")
        #expect(
            answer.reason.en
                == "limit 1 working day; filed while closed at 2026-03-08T20:30:00+07:00; counted "
                + "from 2026-03-09T07:30:00+07:00; due on 2026-03-10")
    }

    @Test func `names the waits that do not count, and a count begun anew`() {
        var course = Calendars.course(.working(days: 5), "2026-03-02 09:00")
        course.interruptions = [
            .init(
                .payment, from: Calendars.at("2026-03-04 10:00"),
                to: Calendars.at("2026-03-09 10:00"))
        ]
        let paid = Calendars.due.answer(for: course)
        #expect(
            paid.reason.vi
                == "Thời hạn 5 ngày làm việc, không tính ngày tiếp nhận (thứ Hai, 02/03/2026). "
                + "Thời gian chờ thực hiện nghĩa vụ tài chính từ 04/03/2026 đến 09/03/2026 không "
                + "tính. Hạn trả kết quả: thứ Năm, 12/03/2026.")
        course.interruptions = [
            .init(
                .supplement, from: Calendars.at("2026-03-04 10:00"),
                to: Calendars.at("2026-03-09 10:00"))
        ]
        let anew = Calendars.due.answer(for: course)
        #expect(
            anew.reason.vi
                == "Thời hạn 5 ngày làm việc, không tính ngày nhận đủ hồ sơ bổ sung (thứ Hai, "
                + "09/03/2026). Hạn trả kết quả: thứ Hai, 16/03/2026.")
    }

    @Test func `warns of a year that nobody knows`() {
        let answer = Calendars.answer(.working(days: 10), "2027-12-28 09:00")
        #expect(answer.date?.footing == .unknown(year: 2028))
        #expect(answer.reason.vi.contains("Lịch nghỉ lễ năm 2028 chưa được công bố"))
        #expect(answer.reason.en.hasSuffix("the calendar of 2028 is unknown"))
    }

    @Test func `is there for each cause of having none`() {
        let moment = Calendars.at("2026-03-10 09:00")
        var causes: [NoDueDate] = [
            .unpublished, .words("Không quá 5 ngày"), .unmapped(1), .neverOpen, .noWorkingDay,
            .outOfTime,
            .stopped(at: moment),
        ]
        causes += FilingChannel.allCases.map(NoDueDate.notOffered)
        causes += Interruption.Kind.allCases.map { NoDueDate.waiting($0, since: moment) }
        let vietnamese = Set(causes.map(\.reason.vi))
        let english = Set(causes.map(\.reason.en))
        #expect(vietnamese.count == causes.count)
        #expect(english.count == causes.count)
        #expect((vietnamese.union(english)).allSatisfy { $0.hasSuffix(".") })
    }
}
