import Kiosk

/// A serial port as written.
struct PortDraft {
    let place: Place
    let path: Located<String>?
    let direction: PortSettings.Direction?

    var settings: PortSettings? {
        guard let path, let direction else { return nil }
        return PortSettings(path: path.value, direction: direction)
    }
}

/// Reads serial ports that need more than their devices say.
enum PortReader {
    static func ports(_ place: Place) -> [PortDraft]? {
        place.list("ports")?.map { place in
            let entries = place.entries(["path", "direction"])
            let path = entries?.required("path", "a path below /dev/").flatMap { place in
                DeviceReader.devicePath(place, under: "/dev/").map {
                    Located(value: $0, place: place)
                }
            }
            return PortDraft(
                place: place, path: path,
                direction: entries?.required("direction", "who switches the transmitter")?
                    .choice(of: PortSettings.Direction.self))
        }
    }

    /// Each port once, and only one that has devices: a name that nobody else writes is a slip of
    /// the pen.
    static func check(_ draft: CentreDraft) {
        var used = Set((draft.boards ?? []).compactMap(\.port))
        for keypad in draft.keypads ?? [] {
            if case .bus(let place) = keypad.connection { used.insert(place.port) }
        }
        var lines: [String: Int] = [:]
        for path in (draft.ports ?? []).compactMap(\.path) {
            if let first = lines.updateValue(path.place.line, forKey: path.value) {
                path.place.mistake(
                    found: "the port of line \(first) again", expected: "each port once")
            }
            if !used.contains(path.value) {
                path.place.mistake(
                    found: "the port \(quoted(path.value)), which no board and no keypad has",
                    expected: used.isEmpty ? "no port" : anyOf(used.sorted()))
            }
        }
    }
}
