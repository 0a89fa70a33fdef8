import QueueCore

extension DossierEvent.Fact {
    /// What happened, in a sentence for officials.
    package var vietnamese: String {
        switch self {
        case .filed(let filing):
            "Nộp \(filing.channel.vietnamese) lúc \(Spoken.moment(filing.at))"
        case .received(_, let due): "Tiếp nhận. \(due.reason.vi)"
        case .refused(let reason): "Từ chối tiếp nhận: \(reason)"
        case .supplementAsked(let papers, let reason):
            "Yêu cầu bổ sung \(papers.joined(separator: "; ")): \(reason)"
        case .waitEnded(let kind, _, let due):
            "Đã có \(kind.vietnamese)." + (due.map { " \($0.reason.vi)" } ?? "")
        case .forwarded(_, let office, let note):
            "Chuyển đến \(office)" + (note.isEmpty ? "" : ": \(note)")
        case .accepted(let office): "\(office) đã nhận"
        case .charged(let amount, let reason, _):
            "Phải nộp \(FigureStyle.vietnamese.text(amount)) đồng: \(reason)"
        case .paid(let amount, let receipt):
            "Đã nộp \(FigureStyle.vietnamese.text(amount)) đồng, biên lai \(receipt)"
        case .suspended(let reason): "Tạm dừng: \(reason)"
        case .withdrawn(let reason): "Công dân rút hồ sơ: \(reason)"
        case .stopped(let reason): "Dừng giải quyết: \(reason)"
        case .finished(let result, let timeliness):
            "Có kết quả" + (timeliness.map { " \($0.vietnamese)" } ?? "") + ": \(result)"
        case .resultTakenBack(let reason): "Thu hồi kết quả: \(reason)"
        case .returned(.counter(let note)): "Trả kết quả tại quầy: \(note)"
        case .returned(.post(let number)): "Trả kết quả qua bưu chính, số \(number)"
        case .returned(.online): "Trả kết quả trực tuyến"
        case .apologyOwed(let cause): "Phải xin lỗi: \(cause.vietnamese)"
        case .apologised(let cause, let reason, let day):
            "Đã xin lỗi (\(cause.vietnamese)): \(reason)"
                + (day.map { ", hẹn lại \(Spoken.day($0))" } ?? "")
        }
    }
}

extension ApologyCause {
    /// For officials.
    package var vietnamese: String {
        switch self {
        case .lateness(let promise): "quá hạn \(Spoken.date(promise.day))"
        case .receptionError(let what): "sai sót khi tiếp nhận, \(what)"
        }
    }
}
