import Kiosk
import QueueCore

/// Reads kiosks, printers and button panels.
enum DeviceReader {
    /// Dots in a row of paper: 58 mm printers begin at 384, 112 mm ones end at 832.
    static let widthRange = 256...1_024
    /// The highest code of evdev (KEY_MAX).
    static let keyLimit = 0x2FF

    static func kiosks(_ place: Place) -> [KioskDraft]? {
        place.list("kiosks")?.map { item in
            let entries = item.entries(["id", "printers", "default"])
            return KioskDraft(
                place: item,
                id: entries?.required("id", "a name")?.locatedIdentifier("a kiosk"),
                printers: entries?.required("printers", "a list")?.references(to: "printer") ?? [],
                isDefault: entries?["default"]?.flag() ?? false)
        }
    }

    static func printers(_ place: Place) -> [PrinterDraft]? {
        place.list("printers")?.map { item in
            let entries = item.entries(["id", "usbPort", "widthDots"])
            return PrinterDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a printer"),
                usbPort: entries?["usbPort"].flatMap(usbPort),
                widthDots: entries?.required("widthDots", "576 or 384").flatMap(width))
        }
    }

    /// Raster rows are whole bytes, eight dots each.
    private static func width(_ place: Place) -> Int? {
        guard let width = place.integer(in: widthRange) else { return nil }
        guard width.isMultiple(of: 8) else {
            place.mistake(found: "\(width)", expected: "a multiple of 8 as \(place.name)")
            return nil
        }
        return width
    }

    /// The kernel's name of a port: bus, then ports from hub to hub, `1-2.3`.
    private static func usbPort(_ place: Place) -> String? {
        let expected = "a USB port such as “1-2.3”"
        guard let text = place.text(expected, limit: 40) else { return nil }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let numbers = parts.flatMap { $0.split(separator: ".", omittingEmptySubsequences: false) }
        let areNumbers = numbers.allSatisfy { number in
            UInt8(number).map { $0 > 0 } == true && number.utf8.allSatisfy { $0 != 43 }
        }
        guard parts.count == 2, !parts[0].contains("."), areNumbers else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return text
    }

    static func panels(_ place: Place) -> [PanelDraft]? {
        place.list("button panels")?.map { item in
            let entries = item.entries(["id", "kiosk", "path", "name", "buttons"])
            if let entries, (entries["path"] == nil) == (entries["name"] == nil) {
                let found = entries["path"] == nil ? "neither path nor name" : "both path and name"
                item.mistake(found: found, expected: "path or name in \(item.name)")
            }
            return PanelDraft(
                id: entries?.required("id", "a name")?.locatedIdentifier("a panel"),
                kiosk: entries?.required("kiosk", "a kiosk")?.locatedIdentifier("a kiosk"),
                path: entries?["path"].flatMap { devicePath($0, under: "/dev/input/") },
                name: entries?["name"]?.lineOfText("the device's name", limit: 80),
                buttons: entries?.required("buttons", "a list").flatMap(buttons) ?? [])
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
