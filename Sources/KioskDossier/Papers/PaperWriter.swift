import DossierCore
import Kiosk
import QueueCore

/// The papers that one dossier's life gives: forms 01 to 06 of Thông tư 03/2025/TT-VPCP.
struct PaperWriter {
    /// What a pen writes on where a form must not be without a value.
    private static let dots = "………………………………"

    let dossier: Dossier
    let history: [DossierEvent]
    let law: CentreLaw
    /// Whether codes are minted here; a receipt belongs to whoever mints (NĐ 367/2025/NĐ-CP).
    let givesReceipts: Bool
    let account: PaymentAccount?

    /// Every paper in the order of its event, the control slip last.
    func papers(at now: Instant) -> [DossierPaper] {
        history.compactMap(paper(of:)) + [controlSlip(at: now)]
    }

    private func paper(of event: DossierEvent) -> DossierPaper? {
        switch event.fact {
        case .received(let course, let due):
            return givesReceipts ? receipt(event, course, due) : nil
        case .supplementAsked(let papers, let reason):
            let rows = papers.map { ["name": $0] }
            return form("02", event, ["reason": reason], ["papers": rows])
        case .refused(let reason): return form("03", event, ["reason": reason])
        case .apologised(let cause, let reason, let newDay):
            return apology(event, cause, reason, newDay)
        case .stopped(let reason): return form("05", event, ["reason": reason])
        default: return nil
        }
    }

    private func receipt(
        _ event: DossierEvent, _ course: DossierCourse, _ due: DueAnswer
    ) -> DossierPaper {
        var values = ["receivedAt": PaperWords.moment(course.receivedAt)]
        values["applicant"] = Self.dots
        values["dueAt"] = due.date.map { PaperWords.promise($0.point) }
        values["fee"] = fee
        values["payment"] = account.flatMap { account in
            VietQR.payload(
                to: account.account, at: account.bank, amount: dossier.balanceVND,
                for: dossier.code)
        }
        // Where no day can be promised, the paper says why.
        if due.date == nil { values["note"] = due.reason.vi }
        return form("01", event, values)
    }

    /// What was charged, else what the centre lists; nil where it lists nothing.
    private var fee: String? {
        func dong(_ amount: Int) -> String { FigureStyle.vietnamese.text(amount) + " đồng" }
        guard dossier.owedVND == 0 else {
            return "\(dong(dossier.owedVND)), đã nộp \(dong(dossier.paidVND))"
        }
        return law.fee(of: dossier.filing.procedure.code).map { $0 == 0 ? "Không thu" : dong($0) }
    }

    private func apology(
        _ event: DossierEvent, _ cause: ApologyCause, _ reason: String, _ newDay: ServiceDay?
    ) -> DossierPaper {
        var values = ["reason": reason]
        switch cause {
        case .lateness(let promise): values["originalDue"] = PaperWords.promise(promise)
        case .receptionError(let what):
            values["originalDue"] = dossier.due?.date.map { PaperWords.promise($0.point) }
            values["reason"] = "\(what). \(reason)"
        }
        values["newDue"] = newDay.map(PaperWords.day)
        return form("04", event, values)
    }

    private func controlSlip(at now: Instant) -> DossierPaper {
        let rows = ControlSlip.rows(history).map { row in
            [
                "office": row.office.rawValue,
                "handed": "\(PaperWords.brief(row.handedAt)) – \(row.handedBy.name)",
                "taken": row.acceptedAt.map {
                    "\(PaperWords.brief($0)) – \(row.acceptedBy?.name ?? "")"
                } ?? "",
                "timeliness": row.timeliness?.vietnamese ?? "", "note": row.note,
            ]
        }
        var values = common(by: nil, at: now)
        values["dueAt"] = dossier.promise.map(PaperWords.promise)
        return DossierPaper(
            form: "06", event: 0, at: now, values: values, tables: ["offices": rows])
    }

    private func form(
        _ name: String, _ event: DossierEvent, _ values: [String: String],
        _ tables: [String: [[String: String]]] = [:]
    ) -> DossierPaper {
        var all = common(by: event.by.name, at: event.at)
        if name != "01" { all["receivedAt"] = received }
        all.merge(values) { $1 }
        return DossierPaper(
            form: name, event: event.sequence, at: event.at, values: all, tables: tables)
    }

    private func common(by clerk: String?, at instant: Instant) -> [String: String] {
        var values = [
            "dossierCode": dossier.code, "issuedOn": PaperWords.day(ServiceDay(at: instant)),
            "procedure": law.title(of: dossier.filing.procedure.code),
        ]
        values["clerk"] = clerk
        if clerk == nil { values["receivedAt"] = received }
        return values
    }

    /// A dossier that was refused, or not looked at yet, was handed in all the same.
    private var received: String {
        PaperWords.moment(dossier.course?.receivedAt ?? dossier.filing.at)
    }
}
