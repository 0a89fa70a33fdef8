import DeviceWire
import Kiosk
import QueueCore

/// What must hold between keypads, counters, boards and each other.
enum KeypadChecks {
    /// Keys without which nobody can be called and served.
    private static let needed = FrameKey.next

    /// Checks the keypads.
    ///
    /// - Parameters:
    ///   - draft: the centre as written.
    ///   - shelf: the families that there are; nil checks none.
    static func run(_ draft: CentreDraft, shelf: KeypadShelf?) {
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
            if let first = places.updateValue(keypad.place.line, forKey: connection.whereabouts) {
                keypad.place.mistake(
                    found: "the keypad of line \(first) again", expected: "a keypad of its own")
            }
            guard case .bus(let place) = connection else { continue }
            check(keypad, at: place, beside: draft.boards ?? [])
            if let shelf { check(keypad, at: place, shelf) }
        }
        checkSpeeds(keypads)
    }

    /// A keypad among the boards of its port.
    private static func check(
        _ keypad: KeypadDraft, at place: KeypadSettings.LinePlace, beside boards: [BoardDraft]
    ) {
        let boards = boards.filter { $0.port == place.port }
        if let baud = place.baud, let board = boards.first(where: { $0.baud != nil }),
            board.baud != baud
        {
            keypad.place.mistake(
                found: "\(baud) baud on the port of the board of line \(board.place.line)",
                expected: "that board's speed, or no baud")
        }
        for board in boards {
            switch board.wire?.value {
            case let wire? where wire.address == place.address:
                keypad.place.mistake(
                    found: "address \(place.address) of the board of line \(board.place.line)",
                    expected: "an address of its own on this port")
            case let wire? where wire.address == nil:
                // It would show what is said to others.
                keypad.place.mistake(
                    found: "a keypad on the port of line \(board.place.line), whose board has no "
                        + "address", expected: "a port of its own")
            default: continue
            }
        }
    }

    /// A keypad and its family.
    private static func check(
        _ keypad: KeypadDraft, at place: KeypadSettings.LinePlace, _ shelf: KeypadShelf
    ) {
        guard shelf.names.contains(place.family) else {
            let hint = didYouMean(place.family, among: shelf.names)
            keypad.place.mistake(
                found: "the unknown protocol \(quoted(place.family))\(hint)",
                expected: anyOf(shelf.names))
            return
        }
        if let addresses = shelf.addresses(of: place.family), !addresses.contains(place.address) {
            keypad.place.mistake(
                found: "address \(place.address) for a keypad of \(place.family)",
                expected: "\(addresses.lowerBound) to \(addresses.upperBound)")
        }
        if let line = shelf.definition(named: place.family)?.line,
            line.dataBits != 8 || line.parity != .none || line.stopBits != 1
        {
            keypad.place.mistake(
                found: "a keypad of \(place.family), which has another line than 8N1",
                expected: "a family with 8 data bits, no parity and one stop bit")
        }
        var own: [UInt8: FrameKey] = [:]
        for (code, key) in keypad.keys ?? [:] {
            if let code = UInt8(exactly: code) { own[code] = FrameKey(rawValue: key.rawValue) }
        }
        guard !shelf.keys(of: place.family, own: own).values.contains(needed) else { return }
        keypad.place.mistake(
            found: "no key for \(needed.rawValue): the family's file names none",
            expected: "its code in keys")
    }

    /// Keypads on one port speak at one speed.
    private static func checkSpeeds(_ keypads: [KeypadDraft]) {
        var first: [String: (baud: Int, line: Int)] = [:]
        for keypad in keypads {
            guard case .bus(let place) = keypad.connection, let baud = place.baud else { continue }
            guard let earlier = first[place.port] else {
                first[place.port] = (baud, keypad.place.line)
                continue
            }
            guard earlier.baud != baud else { continue }
            keypad.place.mistake(
                found: "\(baud) baud on a port that has \(earlier.baud) in line \(earlier.line)",
                expected: "one speed a port")
        }
    }
}

extension KeypadSettings.Connection {
    /// The same for two keypads that would be one.
    fileprivate var whereabouts: Self {
        guard case .bus(let place) = self else { return self }
        return .bus(.init(port: place.port, address: place.address, family: ""))
    }
}

extension KeypadSettings {
    /// The keypad with the speed of the boards beside it, where it says none.
    func onLine(of boards: [BoardSettings]) -> KeypadSettings {
        guard case .bus(var place) = connection, place.baud == nil else { return self }
        place.baud = boards.first { $0.port == place.port }?.baud
        var keypad = self
        keypad.connection = .bus(place)
        return keypad
    }
}
