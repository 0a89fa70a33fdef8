import QueueCore

extension PeriodReport {
    /// The report in sentences of which each sum can be checked.
    ///
    /// - Parameter style: the language, with its marks in figures.
    /// - Returns: lines without an end.
    package func lines(_ style: FigureStyle) -> [String] {
        let words = PeriodWords(style)
        var lines = [words.received(counts), words.resolved(counts)]
        if counts.ended > 0 { lines.append(words.ended(counts)) }
        lines.append(words.inProgress(counts))
        lines.append(words.shares(ofReceived: counts))
        lines.append(words.shares(ofResolved: counts))
        lines += channels.map(words.use)
        if let before { lines.append(words.compared(counts, with: before)) }
        return lines + satisfaction.map(words.satisfaction)
    }
}

/// The sentences of a report in one language.
private struct PeriodWords {
    private let style: FigureStyle
    private let isVietnamese: Bool

    init(_ style: FigureStyle) {
        self.style = style
        isVietnamese = style == .vietnamese
    }

    private func pick(_ vietnamese: String, _ english: String) -> String {
        isVietnamese ? vietnamese : english
    }

    /// `16,183 = 169 carried over + 16,014 new`; parts of nothing may be left out.
    private func sum(_ parts: [(Int, vi: String, en: String)]) -> String {
        let total = parts.reduce(0) { $0 + $1.0 }
        let terms = parts.map { "\(style.text($0.0)) \(pick($0.vi, $0.en))" }
        return "\(style.text(total)) = \(terms.joined(separator: " + "))"
    }

    func received(_ counts: PeriodCounts) -> String {
        let sum = sum([
            (counts.carriedOver, "kỳ trước chuyển sang", "carried over"),
            (counts.newlyReceived, "tiếp nhận mới", "newly received"),
        ])
        return pick("Tổng số tiếp nhận: \(sum).", "Received: \(sum).")
    }

    func resolved(_ counts: PeriodCounts) -> String {
        var parts = [
            (counts.resolvedEarly, vi: "trước hạn", en: "early"),
            (counts.resolvedOnTime, "đúng hạn", "on time"),
            (counts.resolvedLate, "quá hạn", "late"),
        ]
        if counts.resolvedUndated > 0 {
            parts.append((counts.resolvedUndated, "không có hạn", "without a date"))
        }
        return pick("Đã giải quyết: \(sum(parts)).", "Resolved: \(sum(parts)).")
    }

    func ended(_ counts: PeriodCounts) -> String {
        let sum = sum([
            (counts.refused, "từ chối", "refused"),
            (counts.withdrawn, "công dân rút", "withdrawn"),
            (counts.stopped, "dừng", "stopped"),
        ])
        return pick("Kết thúc không có kết quả: \(sum).", "Ended without a result: \(sum).")
    }

    func inProgress(_ counts: PeriodCounts) -> String {
        var parts = [
            (counts.notDue, vi: "chưa đến hạn", en: "not yet due"),
            (counts.overdue, "quá hạn", "overdue"),
        ]
        if counts.undated > 0 {
            parts.append((counts.undated, "chờ, hoặc không có hạn", "waiting or without a date"))
        }
        return pick("Đang giải quyết: \(sum(parts)).", "In progress: \(sum(parts)).")
    }

    private func shares(_ parts: [(Int, vi: String, en: String)], of whole: Int) -> String {
        parts.map { "\(pick($0.vi, $0.en)) \(style.text(Share($0.0, of: whole)))" }
            .joined(separator: ", ")
    }

    func shares(ofReceived counts: PeriodCounts) -> String {
        let shares = shares(
            [
                (counts.resolvedEarly, vi: "trước hạn", en: "early"),
                (counts.resolvedOnTime, "đúng hạn", "on time"),
                (counts.resolvedLate, "quá hạn", "late"),
                (counts.notDue, "chưa đến hạn", "not yet due"),
            ], of: counts.total)
        let whole = style.text(counts.total)
        return pick(
            "Tỷ lệ trên \(whole) hồ sơ tiếp nhận: \(shares).", "Of \(whole) received: \(shares).")
    }

    func shares(ofResolved counts: PeriodCounts) -> String {
        let shares = shares(
            [
                (counts.resolvedEarly, vi: "trước hạn", en: "early"),
                (counts.resolvedOnTime, "đúng hạn", "on time"),
                (counts.resolvedLate, "quá hạn", "late"),
            ], of: counts.resolved)
        let whole = style.text(counts.resolved)
        return pick(
            "Tỷ lệ trên \(whole) hồ sơ đã giải quyết: \(shares).",
            "Of \(whole) resolved: \(shares).")
    }

    func use(_ use: ChannelUse) -> String {
        let dossiers = style.text(use.dossiers)
        let (procedures, fields) = (use.procedures, use.fields)
        return pick(
            "Nhận \(use.channel.vietnamese): \(dossiers) hồ sơ, \(procedures.part) trong "
                + "\(procedures.whole) thủ tục, \(fields.part) trong \(fields.whole) lĩnh vực.",
            "Received \(use.channel.english): \(dossiers) dossiers, \(procedures.part) of "
                + "\(procedures.whole) procedures, \(fields.part) of \(fields.whole) fields.")
    }

    func compared(_ counts: PeriodCounts, with before: PeriodCounts) -> String {
        func change(_ now: Int, _ then: Int) -> String {
            let difference = now - then
            return "\(difference > 0 ? "+" : "")\(style.text(difference))"
        }
        let (late, lateBefore) = (
            style.text(Share(counts.resolvedLate, of: counts.resolved)),
            style.text(Share(before.resolvedLate, of: before.resolved))
        )
        let new = change(counts.newlyReceived, before.newlyReceived)
        let done = change(counts.resolved, before.resolved)
        return pick(
            "So với cùng kỳ năm trước: tiếp nhận mới \(new) (từ \(style.text(before.newlyReceived))), "
                + "đã giải quyết \(done) (từ \(style.text(before.resolved))), quá hạn \(late) "
                + "so với \(lateBefore) hồ sơ đã giải quyết.",
            "Against the year before: newly received \(new) (from "
                + "\(style.text(before.newlyReceived))), resolved \(done) (from "
                + "\(style.text(before.resolved))), late \(late) against \(lateBefore) of those "
                + "resolved.")
    }

    func satisfaction(_ figure: Satisfaction) -> String {
        let share = style.text(figure.satisfied)
        let counts = "\(style.text(figure.satisfied.part))/\(style.text(figure.satisfied.whole))"
        return pick(
            "Hài lòng (\(figure.source)): \(share) của \(counts) lượt.",
            "Satisfied (\(figure.source)): \(share), \(counts).")
    }
}
