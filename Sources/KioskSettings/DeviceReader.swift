import Kiosk
import QueueCore

/// Reads kiosks and button panels, and what devices have in common.
enum DeviceReader {
    /// The highest code of evdev (KEY_MAX).
    static let keyLimit = 0x2FF

    static func kiosks(_ place: Place) -> [KioskDraft]? {
        place.list("kiosks")?.map { item in
            let entries = item.entries(["id", "name", "printers", "screen", "default"])
            return KioskDraft(
                place: item,
                id: entries?.required("id", "a name")?.locatedIdentifier("a kiosk"),
                name: entries.flatMap { $0["name"] == nil ? nil : HallReader.name(in: $0) },
                printers: entries?.required("printers", "a list")?.references(to: "printer") ?? [],
                hasScreen: entries?["screen"]?.flag() ?? true,
                isDefault: entries?["default"]?.flag() ?? false)
        }
    }

    static func panels(_ place: Place) -> [PanelDraft]? {
        place.list("button panels")?.map { item in
            let entries = item.entries([
                "id", "kiosk", "path", "name", "buttons", "repeatSeconds", "stuckSeconds",
            ])
            if let entries, (entries["path"] == nil) == (entries["name"] == nil) {
                let found = entries["path"] == nil ? "neither path nor name" : "both path and name"
                item.mistake(found: found, expected: "path or name in \(item.name)")
            }
            return PanelDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a panel"),
                kiosk: entries?.required("kiosk", "a kiosk")?.locatedIdentifier("a kiosk"),
                path: entries?["path"].flatMap { devicePath($0, under: "/dev/input/") },
                name: entries?["name"]?.lineOfText("the device's name", limit: 80),
                buttons: entries?.required("buttons", "a list").flatMap(buttons) ?? [],
                repeatSeconds: entries?["repeatSeconds"]?.integer(in: 0...60),
                stuckSeconds: entries?["stuckSeconds"]?.integer(in: 3...600))
        }
    }

    private static func buttons(_ place: Place) -> [PanelDraft.Button]? {
        guard let items = place.list("buttons") else { return nil }
        if items.isEmpty {
            place.mistake(found: "an empty list", expected: "at least one button as \(place.name)")
        }
        var lines: [Int: Int] = [:]
        return items.map { item in
            let entries = item.entries(["code", "line"])
            let code = entries?.required("code", "an evdev code").flatMap { place in
                place.integer(in: 1...keyLimit).map { Located(value: $0, place: place) }
            }
            if let code, let first = lines.updateValue(code.place.line, forKey: code.value) {
                code.place.mistake(
                    found: "button \(code.value) again, after line \(first)",
                    expected: "each button once")
            }
            return PanelDraft.Button(
                code: code, line: entries?.required("line", "a line")?.locatedIdentifier("a line"))
        }
    }

    /// The path of a device node below `folder`, without a way back out of it.
    static func devicePath(_ place: Place, under folder: String) -> String? {
        guard let text = place.lineOfText("a path", limit: 255) else { return nil }
        let parts = text.split(separator: "/")
        guard text.hasPrefix(folder), text.utf8.count > folder.utf8.count, !parts.contains("..")
        else {
            place.mistake(
                found: quoted(text), expected: "a path below \(folder) as \(place.name)")
            return nil
        }
        return text
    }
}
