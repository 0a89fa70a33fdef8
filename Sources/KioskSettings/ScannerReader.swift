import Kiosk
import QueueCore

/// A scanner as written.
struct ScannerDraft {
    /// Who stands before it, as written.
    enum Position {
        case kiosk(Located<String>, results: Located<String>?)
        case counter(Located<Int>)
    }

    let place: Place
    let id: Located<String>?
    let connection: ScannerSettings.Connection?
    let position: Position?

    var settings: ScannerSettings? {
        guard let id, let connection, let position else { return nil }
        let known: ScannerSettings.Position
        switch position {
        case .kiosk(let kiosk, let results):
            known = .kiosk(KioskID(kiosk.value), results: results.map { LineID($0.value) })
        case .counter(let counter): known = .counter(counter.value)
        }
        return ScannerSettings(id: DeviceID(id.value), connection: connection, position: known)
    }
}

/// Reads barcode scanners, and what must hold between them and the hall.
enum ScannerReader {
    private static let keys = [
        "id", "serial", "baud", "path", "name", "kiosk", "counter", "results",
    ]

    static func scanners(_ place: Place) -> [ScannerDraft]? {
        place.list("scanners")?.map { item in
            let entries = item.entries(keys)
            return ScannerDraft(
                place: item,
                id: entries?.required("id", "a name")?.locatedIdentifier("a scanner"),
                connection: entries.flatMap(connection), position: entries.flatMap(position))
        }
    }

    /// Writes down names that nobody declares, and a device that is told twice.
    static func check(_ draft: CentreDraft) {
        let scanners = draft.scanners ?? []
        for scanner in scanners {
            switch scanner.position {
            case .kiosk(let kiosk, let results):
                draft.names.kiosks.check([kiosk])
                draft.names.lines.check([results].compactMap(\.self))
            case .counter(let counter): checkCounter(counter, draft)
            case nil: break
            }
        }
        checkPlaces(scanners, draft)
    }

    private static func checkCounter(_ counter: Located<Int>, _ draft: CentreDraft) {
        guard let counters = draft.counters else { return }
        let numbers = Set(counters.compactMap { $0.number?.value })
        guard !numbers.contains(counter.value) else { return }
        counter.place.mistake(
            found: "a scanner for the unknown counter \(counter.value)",
            expected: anyOf(numbers.sorted().map(String.init)))
    }

    private static func checkPlaces(_ scanners: [ScannerDraft], _ draft: CentreDraft) {
        var lines: [String: Int] = [:]
        for board in draft.boards ?? [] {
            if let port = board.port { lines[port] = board.place.line }
        }
        for printer in draft.printers ?? [] {
            if case .serial(let path, _, _) = printer.connection {
                lines[path] = printer.place.line
            }
        }
        for scanner in scanners {
            let way: String
            switch scanner.connection {
            case .serial(let path, _), .keyboard(let path): way = path
            case .keyboardNamed(let name): way = name
            case nil: continue
            }
            if let first = lines.updateValue(scanner.place.line, forKey: way) {
                scanner.place.mistake(
                    found: "a scanner at \(quoted(way)) again, after line \(first)",
                    expected: "a device of its own")
            }
        }
    }

    private static func connection(_ entries: Entries) -> ScannerSettings.Connection? {
        guard let way = onlyOne(of: ["serial", "path", "name"], in: entries) else { return nil }
        if way != "serial" {
            entries["baud"]?.mistake(
                found: "“baud” for a scanner without a serial port",
                expected: "it beside serial only")
        }
        switch way {
        case "serial":
            let path = entries["serial"].flatMap { DeviceReader.devicePath($0, under: "/dev/") }
            let baud = entries["baud"].map(BoardReader.baud) ?? ScannerSettings.defaultBaud
            guard let path, let baud else { return nil }
            return .serial(path: path, baud: baud)
        case "path":
            return entries["path"].flatMap { DeviceReader.devicePath($0, under: "/dev/input/") }
                .map { .keyboard(path: $0) }
        default:
            return entries["name"]?.lineOfText("the device's name", limit: 80)
                .map { .keyboardNamed($0) }
        }
    }

    private static func position(_ entries: Entries) -> ScannerDraft.Position? {
        guard let place = onlyOne(of: ["kiosk", "counter"], in: entries) else { return nil }
        if place == "kiosk" {
            guard let kiosk = entries["kiosk"]?.locatedIdentifier("a kiosk") else { return nil }
            return .kiosk(kiosk, results: entries["results"]?.locatedIdentifier("a line"))
        }
        entries["results"]?.mistake(
            found: "“results” for a scanner at a counter", expected: "it beside kiosk only")
        return entries["counter"].flatMap { place in
            place.integer(in: 1...HallReader.counterLimit)
                .map { .counter(Located(value: $0, place: place)) }
        }
    }

    /// The one of these keys that is there; none or several is a mistake.
    private static func onlyOne(of keys: [String], in entries: Entries) -> String? {
        let there = keys.filter { entries[$0] != nil }
        guard there.count == 1 else {
            let found =
                there.isEmpty
                ? "none of \(keys.joined(separator: ", "))" : there.joined(separator: " and ")
            entries.place.mistake(
                found: found, expected: "\(anyOf(keys)) in \(entries.place.name)")
            return nil
        }
        return there[0]
    }
}
