import DossierCore
import Foundation
import GRDB
import Kiosk
import QueueCore

/// Papers about many dossiers, within one transaction: the register, and lists for the post.
struct PaperLists {
    let db: Database
    let law: CentreLaw

    /// Form 07: what was received from one day to another, in the order of its reception.
    func register(
        from first: ServiceDay, to last: ServiceDay, at now: Instant
    ) throws -> DossierPaper {
        let codes = try String.fetchAll(
            db,
            sql: "SELECT code FROM ledger WHERE received_at_ms >= ? AND received_at_ms < ? "
                + "ORDER BY received_at_ms, code LIMIT ?",
            arguments: [
                first.start.millisecondsSinceEpoch,
                last.advanced(by: 1).start.millisecondsSinceEpoch, FormLimits.rows + 1,
            ])
        try Self.bound(codes.count)
        let book = DossierBook(db)
        let rows = try codes.compactMap { try book.dossier($0) }.map(row)
        return paper(
            "07", ["from": PaperWords.brief(first), "to": PaperWords.brief(last)], rows, at: now)
    }

    private func row(_ dossier: Dossier) -> [String: String] {
        var row = [
            "code": dossier.code, "procedure": law.title(of: dossier.filing.procedure.code),
            "office": dossier.holder.rawValue, "state": dossier.state.vietnamese,
        ]
        row["receivedAt"] = dossier.course.map { PaperWords.brief(ServiceDay(at: $0.receivedAt)) }
        row["dueAt"] = dossier.promise.map { PaperWords.brief($0.day) }
        if dossier.state == .returned {
            row["returnedAt"] = dossier.closedAt.map { PaperWords.brief(ServiceDay(at: $0)) }
        }
        return row
    }

    /// Results that were handed to the post on a day, in the order in which they were.
    func postal(on day: ServiceDay, at now: Instant) throws -> DossierPaper {
        // Word for word the term of the index.
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT code, fact FROM dossier_events "
                + "WHERE substr(fact, 1, 12) = '{\"returned\":' AND at_ms >= ? AND at_ms < ? ORDER BY at_ms, code LIMIT ?",
            arguments: [
                day.start.millisecondsSinceEpoch,
                day.advanced(by: 1).start.millisecondsSinceEpoch, FormLimits.rows + 1,
            ])
        try Self.bound(rows.count)
        let book = DossierBook(db)
        let sent = try rows.compactMap { row -> [String: String]? in
            let fact = try JSONDecoder().decode(
                DossierEvent.Fact.self, from: Data((row["fact"] as String).utf8))
            guard case .returned(.post(let consignment)) = fact,
                let dossier = try book.dossier(row["code"])
            else { return nil }
            return [
                "code": dossier.code, "consignment": consignment,
                "procedure": law.title(of: dossier.filing.procedure.code),
            ]
        }
        return paper("postal", ["day": PaperWords.day(day)], sent, at: now)
    }

    private func paper(
        _ form: String, _ values: [String: String], _ rows: [[String: String]], at now: Instant
    ) -> DossierPaper {
        var values = values
        values["issuedOn"] = PaperWords.day(ServiceDay(at: now))
        values["count"] = String(rows.count)
        return DossierPaper(
            form: form, event: 0, at: now, values: values, tables: ["dossiers": rows])
    }

    private static func bound(_ count: Int) throws {
        guard count <= FormLimits.rows else {
            throw DossierError(
                .refused, "Hơn \(FormLimits.rows) hồ sơ trong một sổ; xin chọn ít ngày hơn.")
        }
    }
}
