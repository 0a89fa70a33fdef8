import Kiosk
import QueueCore

/// What must hold within a line, and between lines.
enum LineChecks {
    static func run(_ lines: [LineDraft], _ draft: CentreDraft) {
        for line in lines {
            draft.names.fields.check(line.fields)
            line.series.map { checkSeries($0, line.limits.daily) }
            (line.hours ?? draft.hours).map { checkLastTicket(line, $0) }
        }
        checkCount(lines)
        checkOverlaps(lines)
        checkNames(lines)
    }

    /// The hall tells so many lines apart on one day; it is enough to look where one begins.
    private static func checkCount(_ lines: [LineDraft]) {
        let starts = Set(lines.compactMap(\.dates).map(\.from)).sorted {
            ($0?.daysSinceEpoch ?? .min) < ($1?.daysSinceEpoch ?? .min)
        }
        for start in starts {
            let held = lines.filter { line in
                guard let dates = line.dates else { return false }
                return start.map(dates.contains) ?? (dates.from == nil)
            }
            guard held.count > LineSet.linesMax else { continue }
            held[LineSet.linesMax].place.mistake(
                found: "the \(LineSet.linesMax + 1)th of \(held.count) lines"
                    + (start.map { " on \($0)" } ?? ""),
                expected: "at most \(LineSet.linesMax) on one day")
            return
        }
    }

    private static func checkSeries(_ series: LineDraft.Series, _ daily: Located<Int>?) {
        if series.first > series.last {
            series.place.mistake(
                found: "a series from \(series.first) to \(series.last)",
                expected: "the first number not above the last")
        } else if let daily, daily.value > series.last - series.first + 1 {
            daily.place.mistake(
                found: "a daily limit of \(daily.value) for the series \(series.text)",
                expected: "at most its \(series.last - series.first + 1) numbers")
        }
        if String(series.last).count > series.digits {
            series.place.mistake(
                found: "the number \(series.last) in a series of \(series.digits) digits",
                expected: "numbers that fit")
        }
    }

    /// On each day with hours there must be a time at which the line gives numbers.
    private static func checkLastTicket(_ line: LineDraft, _ hours: OpeningHours) {
        guard let minutes = line.limits.lastTicketMinutes else { return }
        let lengths = hours.spansByWeekday.compactMap { spans in
            spans.last.flatMap { last in spans.first.map { last.to - $0.from } }
        }
        guard let shortest = lengths.min(), minutes.value >= shortest else { return }
        minutes.place.mistake(
            found: "no numbers in the last \(minutes.value) minutes of a day of \(shortest)",
            expected: "fewer than \(shortest) minutes")
    }

    /// Numbers are compared as numbers: 0101 and 101 sound alike.
    private static func checkOverlaps(_ lines: [LineDraft]) {
        for (index, line) in lines.enumerated() {
            guard let series = line.series, let dates = line.dates else { continue }
            let other = lines[..<index].first { other in
                // Who stands twice on a day is blamed for that alone.
                guard let before = other.series, let days = other.dates,
                    other.id?.value != line.id?.value || line.id == nil
                else { return false }
                return days.overlaps(dates) && series.overlaps(before)
            }
            guard let other, let days = other.dates?.common(with: dates) else { continue }
            series.place.mistake(
                found: "a series of \(name(line)) that overlaps \(name(other))'s "
                    + "(\(other.series?.text ?? ""))\(days.words)",
                expected: "numbers of its own")
        }
    }

    /// A line has one name on all its days: slips, screens and voices know no dates.
    private static func checkNames(_ lines: [LineDraft]) {
        var first: [String: LineDraft] = [:]
        for line in lines {
            guard let id = line.id, let name = line.name, let dates = line.dates else { continue }
            guard let other = first[id.value] else {
                first[id.value] = line
                continue
            }
            guard let otherName = other.name, otherName != name,
                other.dates?.overlaps(dates) == false
            else { continue }
            line.place.mistake(
                found: "another name of line \(quoted(id.value)): \(quoted(name.vi)), "
                    + quoted(name.en),
                expected: "\(quoted(otherName.vi)), \(quoted(otherName.en)) as in line "
                    + "\(other.place.line), or another id")
        }
    }

    private static func name(_ line: LineDraft) -> String {
        line.id.map { "line \(quoted($0.value))" } ?? "a line"
    }
}

extension LineDraft.Series {
    fileprivate var text: String { "\(first)–\(last)" }

    fileprivate func overlaps(_ other: LineDraft.Series) -> Bool {
        first <= last && other.first <= other.last && first <= other.last && other.first <= last
    }
}
