import Kiosk
import QueueCore

/// Reads the parts of `centre.yaml` that the hall decides by.
enum HallReader {
    /// The longest ticket number.
    static let digitLimit = 6
    /// The highest counter number a board or an announcement can give.
    static let counterLimit = 999
    /// The most minutes that a priority group is placed ahead.
    static let creditLimit = 240

    static func fields(_ place: Place) -> [FieldDraft]? {
        place.list("fields")?.map { item in
            let entries = item.entries(["id", "name"])
            return FieldDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a field"),
                name: entries.flatMap(name))
        }
    }

    static func lines(_ place: Place) -> [LineDraft]? {
        place.list("lines")?.map { item in
            let entries = item.entries(["id", "name", "series", "fields", "hours"])
            return LineDraft(
                place: item,
                id: entries?.required("id", "a name")?.locatedIdentifier("a line"),
                name: entries.flatMap(name),
                series: entries?.required("series", "{first, last, digits}").flatMap(series),
                fields: entries?.required("fields", "a list")?.references(to: "field") ?? [],
                hours: entries?["hours"].flatMap(HoursReader.read))
        }
    }

    private static func series(_ place: Place) -> LineDraft.Series? {
        guard let entries = place.entries(["first", "last", "digits"]) else { return nil }
        let numbers = 1...999_999
        let first = entries.required("first", "a number")?.integer(in: numbers)
        let last = entries.required("last", "a number")?.integer(in: numbers)
        let written = entries["digits"]
        let digits = written?.integer(in: 1...digitLimit)
        guard let first, let last, written == nil || digits != nil else { return nil }
        return LineDraft.Series(
            first: first, last: last, digits: digits ?? String(last).count, place: place)
    }

    static func counters(_ place: Place) -> [CounterDraft]? {
        place.list("counters")?.map { item in
            let entries = item.entries(["number", "lines"])
            let number = entries?.required("number", "a number").flatMap { place in
                place.integer(in: 1...counterLimit).map { Located(value: $0, place: place) }
            }
            return CounterDraft(
                number: number,
                lines: entries?.required("lines", "a list")?.references(to: "line") ?? [])
        }
    }

    static func clerks(_ place: Place) -> [ClerkDraft]? {
        place.list("clerks")?.map { item in
            let entries = item.entries(["id", "fields"])
            return ClerkDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a clerk"),
                fields: entries?.required("fields", "a list, or all").flatMap(clerkFields))
        }
    }

    private static func clerkFields(_ place: Place) -> ClerkDraft.Fields? {
        if place.scalarText == "all" { return .all }
        return place.references(to: "field").map(ClerkDraft.Fields.these)
    }

    static func priorityGroups(_ place: Place) -> [PriorityGroupDraft]? {
        place.list("priority groups")?.map { item in
            let entries = item.entries(["id", "name", "creditMinutes"])
            return PriorityGroupDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a priority group"),
                name: entries.flatMap(name),
                creditMinutes: entries?.required("creditMinutes", "minutes")?
                    .integer(in: 0...creditLimit))
        }
    }

    static func rules(_ place: Place) -> HallRules? {
        let known = ["invitations", "recallSeconds", "dwellSeconds", "recentCalls"]
        guard let entries = place.entries(known) else { return nil }
        var rules = HallRules()
        func set(_ key: String, _ path: WritableKeyPath<HallRules, Int>, _ range: ClosedRange<Int>)
        {
            guard let number = entries[key]?.integer(in: range) else { return }
            rules[keyPath: path] = number
        }
        set("invitations", \.invitations, 1...10)
        set("recallSeconds", \.recallSeconds, 0...600)
        set("dwellSeconds", \.dwellSeconds, 1...300)
        set("recentCalls", \.recentCalls, 1...50)
        return rules
    }

    /// `name: {vi, en}` of whatever `entries` describes; where English is missing, Vietnamese
    /// stands for it.
    static func name(in entries: Entries) -> LocalizedName? {
        guard let place = entries.required("name", "{vi: …, en: …}"),
            let names = place.entries(["vi", "en"])
        else { return nil }
        let vietnamese = names.required("vi", "the Vietnamese name")?.lineOfText("a name")
        let written = names["en"]
        let english = written?.lineOfText("a name")
        guard let vietnamese, written == nil || english != nil else { return nil }
        return LocalizedName(vi: vietnamese, en: english ?? vietnamese)
    }
}
