import Kiosk
import QueueCore

/// A clerk's keypad as written.
struct KeypadDraft {
    let place: Place
    let id: Located<String>?
    let counter: Located<Int>?
    let connection: KeypadSettings.Connection?
    let keys: [Int: ClerkKey]?
    let completeOutcome: Outcome?

    var settings: KeypadSettings? {
        guard let id, let counter, let connection, let keys else { return nil }
        return KeypadSettings(
            id: DeviceID(id.value), counter: counter.value, connection: connection, keys: keys,
            completeOutcome: completeOutcome)
    }
}

/// Reads clerks' keypads.
enum KeypadReader {
    /// What one byte holds; a family says more narrowly which it has.
    private static let addresses = 1...254
    /// Codes of keys in frames.
    private static let frameCodes = 0...255
    /// Keys without which nobody can be called and served.
    private static let needed: [ClerkKey] = [.next]

    static func keypads(_ place: Place) -> [KeypadDraft]? {
        place.list("keypads")?.map(keypad)
    }

    private static func keypad(_ place: Place) -> KeypadDraft {
        let entries = place.entries([
            "id", "counter", "path", "name", "port", "address", "protocol", "baud", "keys",
            "completeOutcome",
        ])
        let counter = entries?.required("counter", "a counter's number").flatMap { place in
            place.integer(in: 1...HallReader.counterLimit).map { Located(value: $0, place: place) }
        }
        let connection = entries.flatMap(connection)
        return KeypadDraft(
            place: place, id: entries?.required("id", "a name")?.locatedIdentifier("a keypad"),
            counter: counter, connection: connection,
            keys: entries.flatMap { keys($0, connection) },
            completeOutcome: entries?["completeOutcome"]?.choice(of: Outcome.self))
    }

    /// Where it is: one of three ways.
    private static func connection(_ entries: Entries) -> KeypadSettings.Connection? {
        let ways = ["path", "name", "port"].filter { entries[$0] != nil }
        guard ways.count == 1 else {
            let found =
                ways.isEmpty ? "neither path, name nor port" : ways.joined(separator: " and ")
            entries.place.mistake(
                found: found, expected: "path, name or port in \(entries.place.name)")
            return nil
        }
        if let port = entries["port"] { return line(entries, port) }
        for key in ["address", "protocol", "baud"] {
            entries[key]?.mistake(
                found: "“\(key)” for a keypad that is no node of a bus",
                expected: "it beside port")
        }
        if let path = entries["path"] {
            return DeviceReader.devicePath(path, under: "/dev/input/").map {
                .input(path: $0, name: nil)
            }
        }
        return entries["name"]?.lineOfText("the device's name", limit: 80).map {
            .input(path: nil, name: $0)
        }
    }

    /// Where it is on a serial line, and of which family it is.
    private static func line(_ entries: Entries, _ port: Place) -> KeypadSettings.Connection? {
        let path = DeviceReader.devicePath(port, under: "/dev/")
        let address = entries.required("address", "a number on the bus")?.integer(in: addresses)
        let family = entries.required("protocol", "latched, or a file's name in keypads")?
            .identifier("a family of keypads")
        let baud = entries["baud"].map(BoardReader.baud)
        guard let path, let address, let family, baud != .some(nil) else { return nil }
        return .bus(.init(port: path, address: address, family: family, baud: baud ?? nil))
    }

    /// What each code means; without an entry that of a numeric keypad.
    ///
    /// A keypad on a line has no usual codes: its family names its keys, and what stands here goes
    /// before.
    private static func keys(
        _ entries: Entries, _ connection: KeypadSettings.Connection?
    ) -> [Int: ClerkKey]? {
        guard let place = entries["keys"] else {
            if case .bus = connection { return [:] }
            return KeypadSettings.numericKeys
        }
        guard let items = place.anyEntries("codes and keys such as 78: next") else { return nil }
        var isOnLine = false
        if case .bus = connection { isOnLine = true }
        let codes = isOnLine ? frameCodes : 1...DeviceReader.keyLimit
        var keys: [Int: ClerkKey] = [:]
        for item in items.all {
            guard let code = Int(item.key), String(code) == item.key, codes.contains(code) else {
                place.mistakes.add(
                    place.file, item.line, found: "the key \(quoted(item.key))",
                    expected: "a code from \(codes.lowerBound) to \(codes.upperBound) in "
                        + place.name)
                continue
            }
            keys[code] = item.value.choice(of: ClerkKey.self)
        }
        for key in isOnLine ? [] : needed where !keys.values.contains(key) && !items.all.isEmpty {
            place.mistake(
                found: "no key for \(key.rawValue)", expected: "one in \(place.name)")
        }
        if items.all.isEmpty {
            place.mistake(found: "no keys", expected: "a code for each key as \(place.name)")
        }
        return keys
    }
}
