import Kiosk
import QueueCore

/// Reads a centre's calendar: years, days off, swapped days and half days.
enum CalendarReader {
    /// Whether a year's days are announced, by the word in the file.
    private enum Standing: String, CaseIterable {
        case official
        case provisional
    }

    /// How many years a calendar has; it travels whole in the journal of each day.
    static let yearsLimit = 10
    /// How many days one entry may stretch over: Tết with its weekends has nine.
    static let stretchLimit = 31
    /// How many days a calendar has in all: ten years have less than half.
    static let daysLimit = 400

    /// The calendar in `root`; a mistake may have been written down, also where it is not nil.
    ///
    /// `hours` are all that anyone at the centre keeps, for half days that cut nothing.
    static func read(_ root: Place, hours: [OpeningHours]) -> CentreCalendar? {
        guard let draft = draft(root) else { return nil }
        CalendarChecks.run(draft, hours: hours)
        return draft.calendar
    }

    private static func draft(_ root: Place) -> CalendarDraft? {
        let known = ["years", "daysOff", "swaps", "halfDays"]
        guard let entries = root.entries(known) else { return nil }
        let years = entries.required("years", "{2027: official}").flatMap(years)
        let parts = [
            stretches(entries["daysOff"], "days off", dayOff),
            stretches(entries["swaps"], "swapped days", swap),
            stretches(entries["halfDays"], "half days", halfDay),
        ]
        return CalendarDraft(
            place: root, years: years, stretches: parts.flatMap { $0?.compactMap(\.self) ?? [] },
            isWhole: parts.allSatisfy { $0?.allSatisfy { $0 != nil } ?? false })
    }

    // MARK: Years

    private static func years(_ place: Place) -> [CalendarDraft.Year]? {
        let expected = "a mapping of years such as 2027: official"
        guard let entries = place.anyEntries(expected)?.all else { return nil }
        guard (1...yearsLimit).contains(entries.count) else {
            place.mistake(
                found: "\(entries.count) years", expected: "1 to \(yearsLimit) as \(place.name)")
            return nil
        }
        let years = entries.map { entry -> CalendarDraft.Year? in
            let standing = entry.value.choice(of: Standing.self)
            let digits = entry.key.utf8.count == 4 && isASCIIWord(entry.key, with: "")
            guard digits, let year = Int(entry.key), DatesReader.years.contains(year) else {
                let (first, last) = (DatesReader.years.lowerBound, DatesReader.years.upperBound)
                place.mistakes.add(
                    place.file, entry.line, found: "the year \(quoted(entry.key))",
                    expected: "a year from \(first) to \(last)")
                return nil
            }
            return .init(year: year, line: entry.line, isProvisional: standing == .provisional)
        }
        return years.contains { $0 == nil } ? nil : years.compactMap(\.self)
    }

    // MARK: Days

    /// The entries of one list, nil for each that could not be read; nil where there is no list.
    private static func stretches(
        _ place: Place?, _ expected: String, _ read: (Place) -> CalendarDraft.Stretch?
    ) -> [CalendarDraft.Stretch?]? {
        guard let place else { return [] }
        return place.list(expected)?.map(read)
    }

    private static func dayOff(_ place: Place) -> CalendarDraft.Stretch? {
        guard let entries = place.entries(["day", "from", "to", "name"]) else { return nil }
        let (note, days) = (note(entries), dayOrDays(entries))
        guard let note, let days else { return nil }
        return .init(first: days.first, last: days.last, kind: .off, note: note, place: place)
    }

    private static func swap(_ place: Place) -> CalendarDraft.Stretch? {
        guard let entries = place.entries(["day", "as", "name"]) else { return nil }
        let note = note(entries)
        let day = entries.required("day", "a rest day that is worked").flatMap(day)
        let weekday = entries.required("as", "the weekday whose hours hold").flatMap(weekday)
        guard let note, let day, let weekday else { return nil }
        return .init(
            first: day, last: day, kind: .worked(asWeekday: weekday), note: note, place: place)
    }

    private static func halfDay(_ place: Place) -> CalendarDraft.Stretch? {
        guard let entries = place.entries(["day", "until", "from", "hours", "name"]) else {
            return nil
        }
        let note = note(entries)
        let day = entries.required("day", "a working day").flatMap(day)
        let part = part(entries)
        guard let note, let day, let part else { return nil }
        return .init(first: day, last: day, kind: .half(part), note: note, place: place)
    }

    /// One of `until`, `from` and `hours`.
    private static func part(_ entries: Entries) -> CentreCalendar.Part? {
        let expected = "one of until, from and hours in \(entries.place.name)"
        let keys = ["until", "from", "hours"].filter { entries[$0] != nil }
        guard let key = keys.first, keys.count == 1, let place = entries[key] else {
            let found = keys.isEmpty ? "a half day without its hours" : keys.joined(separator: ", ")
            entries.place.mistake(found: found, expected: expected)
            return nil
        }
        switch key {
        case "until": return HoursReader.time(place).map { .until(minute: $0) }
        case "from": return HoursReader.time(place).map { .from(minute: $0) }
        default:
            let spans = HoursReader.spans(of: place)
            if place.isEmptyList {
                place.mistake(found: "no hours", expected: "a day off, under daysOff")
            }
            return spans.isEmpty ? nil : .within(spans)
        }
    }

    // MARK: Values

    private static func dayOrDays(_ entries: Entries) -> (first: ServiceDay, last: ServiceDay)? {
        let place = entries.place
        let keys = ["day", "from", "to"].filter { entries[$0] != nil }
        guard keys == ["day"] || keys == ["from", "to"] else {
            place.mistake(
                found: keys.isEmpty ? "no day" : keys.joined(separator: " and "),
                expected: "either day, or from and to, in \(place.name)")
            return nil
        }
        let days = keys.map { entries[$0].flatMap(day) }
        guard let first = days.first ?? nil, let last = days.last ?? nil else { return nil }
        guard first <= last else {
            entries["to"]?.mistake(found: "\(last), before \(first)", expected: "the earlier first")
            return nil
        }
        let count = last.daysSinceEpoch - first.daysSinceEpoch + 1
        guard count <= stretchLimit else {
            entries["to"]?.mistake(
                found: "\(count) days off on end", expected: "at most \(stretchLimit)")
            return nil
        }
        return (first, last)
    }

    private static func day(_ place: Place) -> ServiceDay? {
        guard let text = place.text(DatesReader.expected) else { return nil }
        guard let day = DatesReader.day(text) else {
            place.mistake(found: quoted(text), expected: "\(DatesReader.expected) as \(place.name)")
            return nil
        }
        return day
    }

    private static func weekday(_ place: Place) -> Int? {
        let working = HoursReader.days.prefix(CentreCalendar.restWeekdays.lowerBound - 1)
        guard let text = place.text(anyOf(working)) else { return nil }
        guard let index = working.firstIndex(of: text) else {
            place.mistake(
                found: quoted(text) + didYouMean(text, among: working),
                expected: "\(anyOf(working)) as \(place.name)")
            return nil
        }
        return index + 1
    }

    private static func note(_ entries: Entries) -> CentreCalendar.Note? {
        HallReader.name(in: entries).map { .init(vi: $0.vi, en: $0.en) }
    }
}
