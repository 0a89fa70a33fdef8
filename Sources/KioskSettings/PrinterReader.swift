import Kiosk

/// Reads ticket printers.
enum PrinterReader {
    /// Dots in a row of paper: 58 mm printers begin at 384, 112 mm ones end at 832.
    static let widthRange = 256...1_024
    /// Seconds that a slip may wait in a presenter.
    static let retractRange = 5...600
    /// Where nearly every network printer takes raw bytes.
    static let rawPort = 9_100

    /// What holds bytes back that a serial printer has no room for.
    private enum FlowWord: String, CaseIterable {
        case none
        case rtsCTS = "rts-cts"
    }

    static func printers(_ place: Place) -> [PrinterDraft]? {
        place.list("printers")?.map { item in
            let entries = item.entries([
                "id", "usbPort", "tcp", "serial", "baud", "flow", "widthDots", "profile",
                "retractSeconds",
            ])
            return PrinterDraft(
                place: item,
                id: entries?.required("id", "a name")?.locatedIdentifier("a printer"),
                connection: entries.flatMap(connection),
                widthDots: entries?["widthDots"].flatMap(width),
                profile: entries?["profile"]?.locatedIdentifier("a printer profile"),
                retractSeconds: entries?["retractSeconds"]?.integer(in: retractRange))
        }
    }

    /// Where the printer is; without a word the first one on USB.
    private static func connection(_ entries: Entries) -> PrinterSettings.Connection? {
        let ways = ["usbPort", "tcp", "serial"].filter { entries[$0] != nil }
        if ways.count > 1 {
            entries.place.mistake(
                found: ways.joined(separator: " and "),
                expected: "one of usbPort, tcp and serial in \(entries.place.name)")
        }
        if entries["serial"] == nil {
            for key in ["baud", "flow"] {
                entries[key]?.mistake(
                    found: "“\(key)” for a printer without a serial port",
                    expected: "it beside serial only")
            }
        }
        switch ways.first {
        case "tcp": return entries["tcp"].flatMap(tcp)
        case "serial": return serial(entries)
        case "usbPort":
            return entries["usbPort"].flatMap(usbPort).map { .usb(port: $0) }
        default: return .usb(port: nil)
        }
    }

    /// `host:port` or `host`; an IPv6 address with a port stands in brackets.
    private static func tcp(_ place: Place) -> PrinterSettings.Connection? {
        let expected = "an address such as “10.0.0.7:\(rawPort)”"
        guard let text = place.text(expected, limit: 300) else { return nil }
        guard let (host, port) = hostAndPort(text), HostName.isOne(host) else {
            place.mistake(found: quoted(text), expected: "\(expected) as \(place.name)")
            return nil
        }
        return .tcp(host: host, port: port)
    }

    private static func hostAndPort(_ text: String) -> (host: String, port: Int)? {
        var host = Substring(text)
        var port: Substring?
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard host.contains(":"), rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        guard let port else { return (String(host), rawPort) }
        let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
        guard port.utf8.allSatisfy(digits.contains), let number = UInt16(port), number > 0 else {
            return nil
        }
        return (String(host), Int(number))
    }

    private static func serial(_ entries: Entries) -> PrinterSettings.Connection? {
        let path = entries["serial"].flatMap { DeviceReader.devicePath($0, under: "/dev/") }
        let baud = entries.required("baud", "a speed").flatMap(BoardReader.baud)
        let flow = entries["flow"].map { $0.choice(of: FlowWord.self) } ?? FlowWord.none
        guard let path, let baud, let flow else { return nil }
        return .serial(path: path, baud: baud, usesRTSCTS: flow == .rtsCTS)
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
}
