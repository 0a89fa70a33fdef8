/// Where a dossier stands in the workflow.
///
/// Finer than the national list, which knows ten; ``NationalStatuses`` maps one to the other.
package enum DossierState: String, Hashable, Sendable, Codable, CaseIterable {
    /// Filed online or by post, and not yet looked at by a clerk.
    case registered
    /// Refused at reception (form 03).
    case notReceived = "not-received"
    /// Received with a receipt (form 01), and not yet sent to an office.
    case received
    /// With an office that works on it.
    case processing
    /// Papers were asked for (form 02).
    case awaitingSupplement = "awaiting-supplement"
    /// A fee, tax or other financial duty is owed before the work goes on.
    case awaitingPayment = "awaiting-payment"
    /// Waits for another party, such as another agency's opinion.
    case suspended
    /// Taken back by the applicant.
    case withdrawn
    /// Work was stopped for good (form 05).
    case stopped
    /// The result is ready to be fetched.
    case finished
    /// The result is in the applicant's hands.
    case returned

    /// Whether nothing more is to be done for the applicant.
    package var isClosed: Bool {
        switch self {
        case .notReceived, .withdrawn, .stopped, .returned: true
        case .registered, .received, .processing, .awaitingSupplement, .awaitingPayment,
            .suspended, .finished:
            false
        }
    }

    /// Whether an office may still be working towards a result.
    package var isInWork: Bool {
        switch self {
        case .received, .processing, .awaitingSupplement, .awaitingPayment, .suspended: true
        case .registered, .notReceived, .withdrawn, .stopped, .finished, .returned: false
        }
    }

    /// For screens and papers.
    package var vietnamese: String {
        switch self {
        case .registered: "mới đăng ký"
        case .notReceived: "không được tiếp nhận"
        case .received: "được tiếp nhận"
        case .processing: "đang xử lý"
        case .awaitingSupplement: "chờ bổ sung giấy tờ"
        case .awaitingPayment: "chờ thực hiện nghĩa vụ tài chính"
        case .suspended: "tạm dừng chờ cơ quan, người có liên quan"
        case .withdrawn: "công dân rút hồ sơ"
        case .stopped: "dừng xử lý"
        case .finished: "đã xử lý xong"
        case .returned: "đã trả kết quả"
        }
    }
}
