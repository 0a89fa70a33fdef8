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
    /// 0 is everybody's on most buses; 248 and above are reserved on some.
    private static let addresses = 1...247
    /// Keys without which nobody can be called and served.
    private static let needed: [ClerkKey] = [.next]

    static func keypads(_ place: Place) -> [KeypadDraft]? {
        place.list("keypads")?.map(keypad)
    }

    private static func keypad(_ place: Place) -> KeypadDraft {
        let entries = place.entries([
            "id", "counter", "path", "name", "port", "address", "keys", "completeOutcome",
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
        if let port = entries["port"] {
            let path = DeviceReader.devicePath(port, under: "/dev/")
            let address = entries.required("address", "a number on the bus")?
                .integer(in: addresses)
            guard let path, let address else { return nil }
            return .bus(port: path, address: address)
        }
        if let address = entries["address"] {
            address.mistake(
                found: "“address” for a keypad that is no node of a bus", expected: "it beside port"
            )
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

    /// What each code means; without an entry that of a numeric keypad.
    ///
    /// A keypad of a bus has no usual codes: its protocol's definition names its keys.
    private static func keys(
        _ entries: Entries, _ connection: KeypadSettings.Connection?
    ) -> [Int: ClerkKey]? {
        guard let place = entries["keys"] else {
            if case .bus = connection { return [:] }
            return KeypadSettings.numericKeys
        }
        guard let items = place.anyEntries("codes and keys such as 78: next") else { return nil }
        var keys: [Int: ClerkKey] = [:]
        for item in items.all {
            guard let code = Int(item.key), String(code) == item.key,
                (1...DeviceReader.keyLimit).contains(code)
            else {
                place.mistakes.add(
                    place.file, item.line, found: "the key \(quoted(item.key))",
                    expected: "a code from 1 to \(DeviceReader.keyLimit) in \(place.name)")
                continue
            }
            keys[code] = item.value.choice(of: ClerkKey.self)
        }
        for key in needed where !keys.values.contains(key) && !items.all.isEmpty {
            place.mistake(
                found: "no key for \(key.rawValue)", expected: "one in \(place.name)")
        }
        if items.all.isEmpty {
            place.mistake(found: "no keys", expected: "a code for each key as \(place.name)")
        }
        return keys
    }
}

/// What must hold between keypads, counters and each other.
enum KeypadChecks {
    static func run(_ draft: CentreDraft) {
        let keypads = draft.keypads ?? []
        let numbers = draft.counters.map { Set($0.compactMap { $0.number?.value }) }
        var places: [KeypadSettings.Connection: Int] = [:]
        for keypad in keypads {
            if let numbers, let counter = keypad.counter, !numbers.contains(counter.value) {
                counter.place.mistake(
                    found: "a keypad for the unknown counter \(counter.value)",
                    expected: anyOf(numbers.sorted().map(String.init)))
            }
            guard let connection = keypad.connection else { continue }
            if let first = places.updateValue(keypad.place.line, forKey: connection) {
                keypad.place.mistake(
                    found: "the keypad of line \(first) again", expected: "a keypad of its own")
            }
        }
    }
}
