import DeviceWire
import Kiosk

/// What must hold between boards and the families that files describe.
enum BoardChecks {
    /// Checks the boards that name a protocol.
    ///
    /// - Parameters:
    ///   - draft: the centre as written.
    ///   - shelf: the families that there are; nil checks none.
    static func run(_ draft: CentreDraft, shelf: BoardShelf?) {
        let boards = draft.boards ?? []
        guard let shelf else { return }
        for board in boards {
            guard let wire = board.wire, case .declared(let name, let address) = wire.value else {
                continue
            }
            guard let family = shelf.definition(named: name) else {
                let hint = didYouMean(name, among: shelf.names)
                wire.place.mistake(
                    found: "the unknown protocol \(quoted(name))\(hint)",
                    expected: shelf.names.isEmpty
                        ? "no protocol: none was found" : anyOf(shelf.names))
                continue
            }
            check(board, wire.place, address, family)
        }
        checkCharacters(draft, shelf)
    }

    /// A board and its family.
    private static func check(
        _ board: BoardDraft, _ place: Place, _ address: Int?, _ family: FrameProtocol
    ) {
        if let lacking = family.undrivable {
            place.mistake(
                found:
                    "the protocol \(family.name), whose frame “\(lacking.frame)” lacks or needs a "
                    + lacking.value,
                expected: "a frame “show” of address, number, counter and sequence alone")
        }
        switch (family.addresses, address) {
        case (nil, let address?):
            place.mistake(
                found: "address \(address) for a board of \(family.name), which has none",
                expected: "no address: one such board a port")
        case (let addresses?, let address) where address.map(addresses.contains) != true:
            place.mistake(
                found: address.map { "address \($0) for a board of \(family.name)" }
                    ?? "a board of \(family.name) without an address",
                expected: "an address from \(addresses.range.lowerBound) to "
                    + "\(addresses.range.upperBound)")
        default: break
        }
        if let digits = board.digits, digits > family.digits {
            board.place.mistake(
                found: "\(digits) digits for a board of \(family.name), whose file has "
                    + "\(family.digits)",
                expected: "at most \(family.digits), or a copy of the file for \(digits)")
        }
        guard board.answers == true else { return }
        let isForAll = address != nil && address == family.addresses?.broadcast
        if !family.answersBoards || isForAll {
            place.mistake(
                found: "answers: true for a board of \(family.name), "
                    + (isForAll ? "at the address of all" : "which awaits no answer"),
                expected: "answers: false, or nothing")
        }
    }

    /// Devices on one port have the same characters: data bits, parity and stop bits.
    private static func checkCharacters(_ draft: CentreDraft, _ shelf: BoardShelf) {
        let usual = LineSettings()
        var first: [String: (characters: LineSettings, line: Int)] = [:]
        for board in draft.boards ?? [] {
            guard let port = board.port else { continue }
            let characters = board.family(on: shelf)?.line ?? usual
            guard let earlier = first[port] else {
                first[port] = (characters, board.place.line)
                continue
            }
            guard !earlier.characters.hasCharacters(of: characters) else { continue }
            board.place.mistake(
                found: "a board of \(characters.characters) on the port of line \(earlier.line), "
                    + "which has \(earlier.characters.characters)",
                expected: "a port of its own")
        }
        for keypad in draft.keypads ?? [] {
            guard case .bus(let place) = keypad.connection, let board = first[place.port],
                !board.characters.hasCharacters(of: usual)
            else { continue }
            keypad.place.mistake(
                found: "a keypad on the port of line \(board.line), which has "
                    + board.characters.characters,
                expected: "a port with 8N1")
        }
    }
}

extension LineSettings {
    fileprivate func hasCharacters(of other: LineSettings) -> Bool {
        characters == other.characters
    }
}
