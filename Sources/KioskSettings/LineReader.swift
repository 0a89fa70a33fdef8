import QueueCore

/// Reads the lines: their numbers, their hours and their promises.
enum LineReader {
    /// Numbers that a series may have.
    static let numbers = 1...999_999
    /// How long a ticket number may be; with fewer digits two lines would soon sound alike.
    static let digits = 3...6
    /// The length of numbers where none is written.
    static let usualDigits = 4
    /// Minutes before closing at which a line may stop giving numbers.
    static let lastTicketMinutes = 0...480
    /// Minutes of waiting that a promise or an overflow may begin at.
    static let waitMinutes = 1...600
    /// Minutes of head start at the counters that list a line first.
    static let preferenceMinutes = 0...240

    static func lines(_ place: Place) -> [LineDraft]? {
        place.list("lines")?.map { item in
            let entries = item.entries(
                [
                    "id", "name", "series", "fields", "hours", "dailyLimit", "lastTicketMinutes",
                    "longestWaitMinutes", "preferenceMinutes",
                ] + DatesReader.keys)
            return LineDraft(
                place: item,
                id: entries?.required("id", "a name")?.locatedIdentifier("a line"),
                name: entries.flatMap(HallReader.name),
                series: entries?.required("series", "{first, last, digits}").flatMap(series),
                fields: entries?.required("fields", "a list")?.references(to: "field") ?? [],
                hours: entries?["hours"].flatMap(HoursReader.read),
                limits: entries.map(limits) ?? LineLimits(),
                dates: entries.flatMap(DatesReader.read))
        }
    }

    private static func series(_ place: Place) -> LineDraft.Series? {
        guard let entries = place.entries(["first", "last", "digits"]) else { return nil }
        let first = entries.required("first", "a number")?.integer(in: numbers)
        let last = entries.required("last", "a number")?.integer(in: numbers)
        let written = entries["digits"]
        let length = written?.integer(in: digits)
        guard let first, let last, written == nil || length != nil else { return nil }
        return LineDraft.Series(
            first: first, last: last, digits: length ?? max(usualDigits, String(last).count),
            place: place)
    }

    private static func limits(_ entries: Entries) -> LineLimits {
        func located(_ key: String, _ range: ClosedRange<Int>) -> Located<Int>? {
            entries[key].flatMap { place in
                place.integer(in: range).map { Located(value: $0, place: place) }
            }
        }
        return LineLimits(
            daily: located("dailyLimit", numbers),
            lastTicketMinutes: located("lastTicketMinutes", lastTicketMinutes),
            longestWaitMinutes: entries["longestWaitMinutes"]?.integer(in: waitMinutes),
            preferenceMinutes: entries["preferenceMinutes"]?.integer(in: preferenceMinutes))
    }
}
