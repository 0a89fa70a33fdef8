package import QueueCore

/// Why no due date can be given.
package enum NoDueDate: Hashable, Sendable, Codable {
    /// The procedure takes no dossiers through the channel.
    case notOffered(FilingChannel)
    case unpublished
    /// The limit is a sentence.
    case words(String)
    /// The limit has the portal's unit “other”, and nobody said what it means.
    case unmapped(Int)
    /// The calendar has no opening in any near time.
    case neverOpen
    /// The calendar has no working day in any near time, or the limit reaches too far ahead.
    case noWorkingDay
    /// A moment that it is counted from lies outside the years 1900 to 9999.
    case outOfTime
    /// Something is awaited from outside since that moment; the date comes with it.
    case waiting(Interruption.Kind, since: Instant)
    /// Work was stopped for good at that moment.
    case stopped(at: Instant)
}

extension NoDueDate {
    /// In words for the receipt and for logs.
    package var reason: DueReason {
        switch self {
        case .notOffered(let channel):
            DueReason(
                vi: "Thủ tục này không tiếp nhận hồ sơ \(channel.vietnamese).",
                en: "The procedure takes no dossiers \(channel.english).")
        case .unpublished:
            DueReason(
                vi: "Thời hạn giải quyết chưa được công bố; trung tâm sẽ thông báo ngày trả kết "
                    + "quả.",
                en: "No time limit is published.")
        case .words(let text):
            DueReason(
                vi: "Thời hạn giải quyết theo quy định: “\(text)”.",
                en: "The time limit is published in words: “\(text)”.")
        case .unmapped(let count):
            DueReason(
                vi: "Thời hạn được công bố là \(TimeLimit.unmapped(count).vietnamese), trung tâm "
                    + "chưa quy đổi ra ngày; trung tâm sẽ thông báo ngày trả kết quả.",
                en: "The time limit is published as \(TimeLimit.unmapped(count).english), which "
                    + "nobody has mapped yet.")
        case .neverOpen:
            DueReason(
                vi: "Lịch làm việc chưa có giờ mở cửa tiếp theo nên chưa tính được ngày trả kết "
                    + "quả.",
                en: "The calendar has no opening within "
                    + "\(WorkingCalendar.searchDaysMax) days.")
        case .noWorkingDay:
            DueReason(
                vi: "Lịch làm việc chưa đủ để tính ngày trả kết quả.",
                en: "The calendar has no working day on which the limit could end.")
        case .outOfTime:
            DueReason(
                vi: "Thời điểm ghi trong hồ sơ không hợp lệ nên chưa tính được ngày trả kết quả.",
                en: "A moment of the dossier lies outside the years 1900 to 9999.")
        case .waiting(let kind, let since):
            DueReason(
                vi: "Hồ sơ tạm dừng tính thời hạn từ \(Spoken.moment(since)) để chờ "
                    + "\(kind.vietnamese); ngày trả kết quả được tính lại khi đã đủ.",
                en: "The count waits for \(kind.english) since \(since.rfc3339).")
        case .stopped(let instant):
            DueReason(
                vi: "Hồ sơ đã dừng giải quyết từ \(Spoken.moment(instant)).",
                en: "Work was stopped at \(instant.rfc3339).")
        }
    }
}

extension Interruption.Kind {
    var vietnamese: String {
        switch self {
        case .supplement: "bổ sung hồ sơ"
        case .payment: "thực hiện nghĩa vụ tài chính"
        case .suspension: "cơ quan, người có liên quan"
        }
    }

    var english: String {
        switch self {
        case .supplement: "papers"
        case .payment: "a financial duty"
        case .suspension: "another party"
        }
    }
}
