import Kiosk
import QueueCore

/// Reads counter boards.
enum BoardReader {
    /// How a board is spoken to, by the word in the file.
    private enum WireWord: String, CaseIterable {
        case modbusRTU = "modbus-rtu"
        case cd5220
    }

    private static let bauds = [
        1_200, 2_400, 4_800, 9_600, 19_200, 38_400, 57_600, 115_200,
    ]
    /// 0 is Modbus' broadcast, 1 to 247 its devices; 248 and above are reserved.
    private static let modbusAddresses = 0...247

    /// Rows of a hall board; how many calls there are to show is said by the rules.
    private static let rows = 1...64

    static func boards(_ place: Place) -> [BoardDraft]? {
        place.list("boards")?.map(board)
    }

    private static func board(_ place: Place) -> BoardDraft {
        let entries = place.entries([
            "id", "counter", "row", "counterDigits", "port", "baud", "digits", "answers", "wire",
            "protocol", "address",
            "register", "encoding",
        ])
        let isDeclared = entries?["protocol"] != nil
        func own(_ key: String, _ expected: String) -> Place? {
            // A family's file says it where the board does not.
            isDeclared ? entries?[key] : entries?.required(key, expected)
        }
        let row = entries?["row"].flatMap { place in
            place.integer(in: rows).map { Located(value: $0, place: place) }
        }
        let counter = counter(entries)
        let counterDigits = entries?["counterDigits"].flatMap {
            $0.integer(in: 0...HallBoardReconciler.counterDigitsMax)
        }
        let digits = own("digits", "a number")?.integer(in: 1...8)
        let answers = own("answers", "true or false")?.flag()
        return BoardDraft(
            place: place,
            id: entries?.required("id", "a name")?.locatedIdentifier("a board"),
            counter: counter, row: row, counterDigits: counterDigits,
            port: entries?.required("port", "a path below /dev/").flatMap {
                DeviceReader.devicePath($0, under: "/dev/")
            },
            baud: own("baud", "a speed").flatMap(baud),
            digits: digits, answers: answers,
            wire: entries.flatMap { isDeclared ? declared($0) : wire($0, answers: answers) })
    }

    /// Whose calls it shows; nil for a row of the hall board.
    private static func counter(_ entries: Entries?) -> Located<Int>? {
        guard let entries else { return nil }
        if entries["row"] != nil {
            entries["counter"]?.mistake(
                found: "“counter” beside “row”", expected: "a counter's board or a row, not both")
            return nil
        }
        entries["counterDigits"]?.mistake(
            found: "“counterDigits” for a counter's board",
            expected: "it for a row of the hall board only")
        let expected = "a counter's number, or row for a row of the hall board"
        return entries.required("counter", expected).flatMap { place in
            place.integer(in: 1...HallReader.counterLimit).map { Located(value: $0, place: place) }
        }
    }

    /// A speed of a serial port.
    static func baud(_ place: Place) -> Int? {
        guard let baud = place.integer(in: 1...4_000_000) else { return nil }
        guard bauds.contains(baud) else {
            place.mistake(
                found: "\(baud)", expected: "\(anyOf(bauds.map(String.init))) as \(place.name)")
            return nil
        }
        return baud
    }

    private static func wire(
        _ entries: Entries, answers: Bool?
    ) -> Located<BoardSettings.Wire>? {
        let word = entries.required("wire", "modbus-rtu or cd5220, or protocol with a file's name")
        switch word?.choice(of: WireWord.self) {
        case .cd5220: return cd5220(entries, answers: answers)
        case .modbusRTU: return modbusRTU(entries, answers: answers)
        case nil: return nil
        }
    }

    /// A family that a file describes.
    private static func declared(_ entries: Entries) -> Located<BoardSettings.Wire>? {
        for key in ["wire", "register", "encoding"] {
            entries[key]?.mistake(
                found: "“\(key)” beside “protocol”",
                expected: "protocol alone: its file says the rest")
        }
        let place = entries["protocol"]
        let family = place?.identifier("a file's name in boards, without .yaml")
        let address = entries["address"].map { $0.integer(in: 0...65_535) }
        guard let place, let family, address != .some(nil) else { return nil }
        return Located(value: .declared(family: family, address: address ?? nil), place: place)
    }

    private static func cd5220(
        _ entries: Entries, answers: Bool?
    ) -> Located<BoardSettings.Wire>? {
        for key in ["address", "register", "encoding"] {
            entries[key]?.mistake(
                found: "“\(key)” for a board of wire cd5220", expected: "it for modbus-rtu only")
        }
        if answers == true {
            entries["answers"]?.mistake(
                found: "answers: true for a board of wire cd5220",
                expected: "answers: false, such a board never answers")
        }
        return entries["wire"].map { Located(value: .cd5220, place: $0) }
    }

    private static func modbusRTU(
        _ entries: Entries, answers: Bool?
    ) -> Located<BoardSettings.Wire>? {
        let addressPlace = entries.required("address", "a number")
        let address = addressPlace?.integer(in: modbusAddresses)
        if address == 0, answers == true {
            addressPlace?.mistake(
                found: "the broadcast address 0 with answers: true",
                expected: "an address from 1 to 247, or answers: false")
        }
        let register = entries.required("register", "a number")?.integer(in: 0...65_535)
        let encoding = entries.required("encoding", "binary, bcd or ascii")?
            .choice(of: BoardSettings.ModbusEncoding.self)
        guard let addressPlace, let address, let register, let encoding else { return nil }
        return Located(
            value: .modbusRTU(address: address, register: register, encoding: encoding),
            place: addressPlace)
    }
}
