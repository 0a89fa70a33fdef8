import DossierCore
import QueueCore

/// Days and moments as forms write them.
enum PaperWords {
    /// `ngày 23 tháng 11 năm 2026`.
    static func day(_ day: ServiceDay) -> String {
        "ngày \(twoDigits(day.day)) tháng \(twoDigits(day.month)) năm \(day.year)"
    }

    /// `08 giờ 15 phút, ngày 23 tháng 11 năm 2026`.
    static func moment(_ instant: Instant) -> String {
        "\(clock(instant)), \(day(ServiceDay(at: instant)))"
    }

    /// `08 giờ 15 phút, 23/11/2026`, for the cells of a table.
    static func brief(_ instant: Instant) -> String {
        "\(clock(instant)), \(brief(ServiceDay(at: instant)))"
    }

    /// `23/11/2026`.
    static func brief(_ day: ServiceDay) -> String {
        "\(twoDigits(day.day))/\(twoDigits(day.month))/\(day.year)"
    }

    /// What is promised: a day, or an hour of it.
    static func promise(_ point: DueDate.Point) -> String {
        switch point {
        case .day(let day): Self.day(day)
        case .instant(let instant): moment(instant)
        }
    }

    private static func clock(_ instant: Instant) -> String {
        instant.clockText.split(separator: ":").joined(separator: " giờ ") + " phút"
    }

    private static func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : String(number)
    }
}
