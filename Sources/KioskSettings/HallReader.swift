import Kiosk
import QueueCore

/// Reads the parts of `centre.yaml` that the hall decides by.
enum HallReader {
    /// The highest counter number a board or an announcement can give.
    static let counterLimit = 999
    /// The most minutes that a priority group is placed ahead.
    static let creditLimit = 240

    static func fields(_ place: Place) -> [FieldDraft]? {
        let items = place.list("fields")
        if let count = items?.count, count > FieldSet.fieldsMax {
            place.mistake(
                found: "a list of \(count) fields", expected: "at most \(FieldSet.fieldsMax)")
        }
        return items?.map { item in
            let entries = item.entries(["id", "name"])
            return FieldDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a field"),
                name: entries.flatMap(name))
        }
    }

    static func counters(_ place: Place) -> [CounterDraft]? {
        place.list("counters")?.map { item in
            let entries = item.entries(["number", "lines", "overflow"] + DatesReader.keys)
            let number = entries?.required("number", "a number").flatMap { place in
                place.integer(in: 1...counterLimit).map { Located(value: $0, place: place) }
            }
            return CounterDraft(
                number: number,
                lines: entries?.required("lines", "a list")?.references(to: "line") ?? [],
                overflow: entries?["overflow"].flatMap(overflow) ?? [],
                dates: entries.flatMap(DatesReader.read))
        }
    }

    private static func overflow(_ place: Place) -> [CounterDraft.Overflow]? {
        place.list("{line, afterMinutes}")?.map { item in
            let entries = item.entries(["line", "afterMinutes"])
            return CounterDraft.Overflow(
                line: entries?.required("line", "a line")?.locatedIdentifier("a line"),
                afterMinutes: entries?.required("afterMinutes", "minutes")?
                    .integer(in: LineReader.waitMinutes))
        }
    }

    static func clerks(_ place: Place) -> [ClerkDraft]? {
        place.list("clerks")?.map { item in
            let entries = item.entries(["id", "fields"] + DatesReader.keys)
            return ClerkDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a clerk"),
                fields: entries?.required("fields", "a list, or all").flatMap(clerkFields),
                dates: entries.flatMap(DatesReader.read))
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
