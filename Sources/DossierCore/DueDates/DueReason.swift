import QueueCore

/// Why a due date is what it is, or why there is none: for the receipt and for logs.
package struct DueReason: Hashable, Sendable, Codable {
    /// For the citizen, in whole sentences.
    package let vi: String
    /// For the log.
    package let en: String
}

/// Days and moments as a receipt says them.
enum Spoken {
    private static let weekdays = [
        "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật",
    ]

    /// `23/11/2026`.
    static func date(_ day: ServiceDay) -> String {
        "\(padded(day.day, 2))/\(padded(day.month, 2))/\(padded(day.year, 4))"
    }

    /// `thứ Hai, 23/11/2026`.
    static func day(_ day: ServiceDay) -> String {
        "\(weekdays[day.weekday - 1]), \(date(day))"
    }

    /// `08 giờ 15, thứ Hai, 23/11/2026`.
    static func moment(_ instant: Instant) -> String {
        let time = instant.clockText.split(separator: ":").joined(separator: " giờ ")
        return "\(time), \(day(ServiceDay(at: instant)))"
    }
}

extension DueDate {
    /// In words for the receipt and for logs.
    package var reason: DueReason { DueReason(vi: vietnamese, en: english) }

    private var received: ServiceDay { ServiceDay(at: countedFrom) }

    // MARK: Vietnamese

    private var vietnamese: String {
        var sentences: [String] = []
        if let filedAt {
            sentences.append(
                "Hồ sơ nộp lúc \(Spoken.moment(filedAt)), ngoài giờ làm việc, được tiếp nhận lúc "
                    + "\(Spoken.moment(countedFrom)).")
        }
        sentences.append(basisInVietnamese)
        sentences += exceptionsInVietnamese
        sentences += pauses.map { pause in
            "Thời gian chờ \(pause.kind.vietnamese) từ \(Spoken.date(ServiceDay(at: pause.from)))"
                + " đến \(Spoken.date(ServiceDay(at: pause.to ?? pause.from))) không tính."
        }
        if let movedFrom {
            sentences.append(
                "Ngày cuối của thời hạn là \(Spoken.day(movedFrom)), ngày nghỉ, nên chuyển sang "
                    + "ngày làm việc tiếp theo.")
        }
        switch point {
        case .day(let day): sentences.append("Hạn trả kết quả: \(Spoken.day(day)).")
        case .instant(let instant):
            sentences.append("Hạn trả kết quả: \(Spoken.moment(instant)).")
        }
        switch footing {
        case .announced: break
        case .provisional(let year), .unknown(let year):
            sentences.append(
                "Lịch nghỉ lễ năm \(year) chưa được công bố chính thức; ngày trả có thể thay đổi.")
        }
        return sentences.joined(separator: " ")
    }

    private var basisInVietnamese: String {
        let start = isAnew ? "ngày nhận đủ hồ sơ bổ sung" : "ngày tiếp nhận"
        switch limit {
        case .sameDay:
            let rule =
                "Thời hạn: trong ngày làm việc; hồ sơ nhận sau 15 giờ trả kết quả trong "
                + "ngày làm việc tiếp theo."
            return day == received
                ? rule : rule + " Hồ sơ nhận lúc \(Spoken.moment(countedFrom))."
        case .hours:
            return "Thời hạn \(limit.vietnamese), tính từ \(Spoken.moment(countedFrom))."
        case .workingDays(let halves) where halves % 2 == 1:
            return "Thời hạn \(limit.vietnamese), tính đến hết ngày làm việc thứ "
                + "\((halves + 1) / 2), không tính \(start) (\(Spoken.day(received)))."
        default:
            return "Thời hạn \(limit.vietnamese), không tính \(start) (\(Spoken.day(received)))."
        }
    }

    /// One sentence for the days off by their names, one for the swapped days.
    private var exceptionsInVietnamese: [String] {
        var sentences: [String] = []
        let off = Self.named(exceptions.filter { $0.kind == .off }, \.vi)
        if !off.isEmpty { sentences.append("Không tính ngày nghỉ: \(off).") }
        let worked = Self.listed(exceptions.filter { $0.kind != .off }, by: Spoken.day)
        if !worked.isEmpty { sentences.append("Có tính ngày làm bù: \(worked).") }
        return sentences
    }

    /// `Tết Nguyên đán (16/02/2026 đến 20/02/2026)`, each name once for days that lie together.
    private static func named(
        _ days: [CentreCalendar.Day], _ tongue: KeyPath<CentreCalendar.Note, String>
    ) -> String {
        var groups: [(name: String, first: ServiceDay, last: ServiceDay)] = []
        for entry in days {
            let name = entry.note[keyPath: tongue]
            if let last = groups.last, last.name == name, entry.day <= last.last.advanced(by: 4) {
                groups[groups.endIndex - 1].last = entry.day
            } else {
                groups.append((name, entry.day, entry.day))
            }
        }
        return groups.map { group in
            let end = group.first == group.last ? "" : " đến \(Spoken.date(group.last))"
            return "\(group.name) (\(Spoken.date(group.first))\(end))"
        }
        .joined(separator: "; ")
    }

    private static func listed(
        _ days: [CentreCalendar.Day], by words: (ServiceDay) -> String
    ) -> String {
        days.map { words($0.day) }.joined(separator: "; ")
    }

    // MARK: English

    private var english: String {
        var parts = ["limit \(limit.english)"]
        if let filedAt { parts.append("filed while closed at \(filedAt.rfc3339)") }
        parts.append("counted from \(countedFrom.rfc3339)\(isAnew ? " anew after papers" : "")")
        let off = exceptions.filter { $0.kind == .off }.map(\.day.description)
        if !off.isEmpty { parts.append("without \(off.joined(separator: ", "))") }
        let worked = exceptions.filter { $0.kind != .off }.map(\.day.description)
        if !worked.isEmpty { parts.append("with \(worked.joined(separator: ", ")) worked") }
        for pause in pauses {
            parts.append(
                "without the wait for \(pause.kind.english) from \(pause.from.rfc3339) to "
                    + (pause.to ?? pause.from).rfc3339)
        }
        if let movedFrom { parts.append("moved from the rest day \(movedFrom)") }
        switch point {
        case .day(let day): parts.append("due on \(day)")
        case .instant(let instant): parts.append("due at \(instant.rfc3339)")
        }
        switch footing {
        case .announced: break
        case .provisional(let year): parts.append("the calendar of \(year) is provisional")
        case .unknown(let year): parts.append("the calendar of \(year) is unknown")
        }
        return parts.joined(separator: "; ")
    }
}
