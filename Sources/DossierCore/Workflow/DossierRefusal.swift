package import QueueCore

/// Why an action on a dossier was not taken; nothing changed.
package enum DossierRefusal: Error, Hashable, Sendable {
    /// Its state does not allow the action.
    case wrongState(DossierState)
    /// Another office has it in its hands.
    case elsewhere(OfficeID)
    /// It is on its way to that office, which has not taken it yet.
    case onTheWay(to: OfficeID)
    /// It was not sent to the office that would take it.
    case notSent
    /// A reason, paper or number is missing, too long, or holds control characters.
    case words(field: String)
    /// An amount that is none, or more than is owed.
    case amount
    /// So much is owed before the result may be handed over.
    case unpaid(amountVND: Int)
    /// Something happened to it at a later moment than this one.
    case clockBehind(Instant)
    /// No such apology is owed.
    case nothingToApologise
    /// A fresh promise needs a working day from tomorrow on.
    case noWorkingDay
    /// A fresh promise gives no longer time than the procedure's own limit.
    case promiseTooFar(latest: ServiceDay)
    /// It was promised anew as often as the rules let it.
    case promisedBefore
    /// The procedure's limit gives no date that a promise could be measured by.
    case noDueDate
    /// It has as many events as one dossier may have.
    case tooLong
}

extension DossierRefusal {
    /// For the person who wanted it, in Vietnamese.
    package var vietnamese: String {
        switch self {
        case .wrongState(let state): "Hồ sơ ở trạng thái “\(state.vietnamese)” nên không làm được."
        case .elsewhere(let office): "Hồ sơ đang ở \(office)."
        case .onTheWay(let office): "Hồ sơ đang chuyển đến \(office), nơi nhận chưa xác nhận."
        case .notSent: "Hồ sơ không được chuyển đến nơi nhận này."
        case .words(let field): "Thiếu nội dung, hoặc nội dung quá dài: \(field)."
        case .amount: "Số tiền không hợp lệ, hoặc nhiều hơn số còn phải nộp."
        case .unpaid(let amount): "Hồ sơ còn \(amount) đồng chưa nộp."
        case .clockBehind(let instant):
            "Thời điểm này sớm hơn việc trước đó của hồ sơ (\(Spoken.moment(instant)))."
        case .nothingToApologise: "Hồ sơ không có việc phải xin lỗi này."
        case .noWorkingDay: "Ngày hẹn lại phải là ngày làm việc, từ ngày mai trở đi."
        case .promiseTooFar(let latest):
            "Thời gian hẹn lại không dài hơn thời hạn của thủ tục, muộn nhất là "
                + "\(Spoken.day(latest))."
        case .promisedBefore: "Hồ sơ đã được hẹn lại."
        case .noDueDate: "Thủ tục không có thời hạn để hẹn lại."
        case .tooLong: "Hồ sơ có quá nhiều bước."
        }
    }
}
