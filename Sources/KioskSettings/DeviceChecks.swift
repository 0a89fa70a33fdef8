import DeviceWire
import Kiosk
import QueueCore

/// What must hold between kiosks, printers, boards, panels and the hall.
enum DeviceChecks {
    private static let highestRegister = 65_535

    /// Checks the devices.
    ///
    /// - Parameters:
    ///   - draft: the centre as written.
    ///   - profiles: the names of the printer profiles that there are; nil checks none.
    ///   - shelf: the families of boards that files describe.
    static func run(_ draft: CentreDraft, profiles: [String]?, boards shelf: BoardShelf?) {
        checkIdentifiers(draft)
        if let profiles { checkProfiles(draft.printers ?? [], profiles) }
        checkPrinterPlaces(draft)
        for kiosk in draft.kiosks ?? [] { draft.names.printers.check(kiosk.printers) }
        let defaults = (draft.kiosks ?? []).filter(\.isDefault)
        for kiosk in defaults.dropFirst() {
            kiosk.place.mistake(
                found: "a second default kiosk, after line \(defaults[0].place.line)",
                expected: "one default kiosk")
        }
        for panel in draft.panels ?? [] {
            draft.names.kiosks.check([panel.kiosk].compactMap(\.self))
            draft.names.lines.check(panel.buttons.compactMap(\.line))
        }
        checkBoards(draft, shelf)
        HallBoardChecks.run(draft, shelf: shelf)
        checkSharedPorts(draft.boards ?? [], shelf)
        ScannerReader.check(draft)
    }

    /// A device is known by its id alone, whatever its kind.
    private static func checkIdentifiers(_ draft: CentreDraft) {
        let printers = draft.printers?.map(\.id) ?? []
        var lines: [String: Int] = [:]
        for id in printers.compactMap(\.self) { lines[id.value] = id.place.line }
        let others =
            (draft.boards?.map(\.id) ?? []) + (draft.panels?.map(\.id) ?? [])
            + (draft.scanners?.map(\.id) ?? [])
            + (draft.keypads?.map(\.id) ?? [])
        for id in others.compactMap(\.self) {
            if let first = lines[id.value] {
                id.place.mistake(
                    found: "device \(quoted(id.value)) again, after line \(first)",
                    expected: "each device once")
            } else {
                lines[id.value] = id.place.line
            }
        }
    }

    private static func checkProfiles(_ printers: [PrinterDraft], _ known: [String]) {
        for profile in printers.compactMap(\.profile) where !known.contains(profile.value) {
            let hint = didYouMean(profile.value, among: known)
            profile.place.mistake(
                found: "the unknown printer profile \(quoted(profile.value))\(hint)",
                expected: known.isEmpty ? "no profile: none was found" : anyOf(known))
        }
    }

    /// Two drivers at one place would cut each other's slips in two.
    private static func checkPrinterPlaces(_ draft: CentreDraft) {
        var lines: [String: Int] = [:]
        for board in draft.boards ?? [] {
            if let port = board.port { lines[port] = board.place.line }
        }
        for printer in draft.printers ?? [] {
            let place: String
            switch printer.connection {
            case .usb(let port?): place = "USB port \(port)"
            case .tcp(let host, let port): place = "\(host.lowercased()), port \(port)"
            case .serial(let path, _, _): place = path
            case .usb(nil), nil: continue
            }
            if let first = lines[place] {
                printer.place.mistake(
                    found: "a printer at \(place) again, after line \(first)",
                    expected: "a place of its own")
            } else {
                lines[place] = printer.place.line
            }
        }
    }

    private static func checkBoards(_ draft: CentreDraft, _ shelf: BoardShelf?) {
        guard let counters = draft.counters else { return }
        let numbers = Set(counters.compactMap { $0.number?.value })
        var seriesByLine: [String: [LineDraft.Series]] = [:]
        for line in draft.lines ?? [] {
            guard let id = line.id, let series = line.series else { continue }
            seriesByLine[id.value, default: []].append(series)
        }
        for board in draft.boards ?? [] {
            guard let counter = board.counter else { continue }
            guard numbers.contains(counter.value) else {
                counter.place.mistake(
                    found: "a board for the unknown counter \(counter.value)",
                    expected: anyOf(numbers.sorted().map(String.init)))
                continue
            }
            // A board stays where it is: it must show what it is given on any of the days.
            let lines = counters.filter { $0.number?.value == counter.value }.flatMap(\.allLines)
            let series = Set(lines.map(\.value)).flatMap { seriesByLine[$0] ?? [] }
            checkWidth(board, series.map(\.digits).max() ?? 0, shelf)
            checkEncoding(board, series)
        }
    }

    private static func checkWidth(_ board: BoardDraft, _ digits: Int, _ shelf: BoardShelf?) {
        guard let shown = board.digits ?? board.family(on: shelf)?.digits, shown < digits else {
            return
        }
        board.place.mistake(
            found: "a board of \(shown) digits at a counter whose numbers have \(digits)",
            expected: "at least \(digits) digits")
    }

    private static func checkEncoding(_ board: BoardDraft, _ series: [LineDraft.Series]) {
        guard let wire = board.wire, case .modbusRTU(_, let register, let encoding) = wire.value
        else { return }
        let digits = board.digits ?? 1
        let registers: Int
        switch encoding {
        case .binary: registers = 1
        case .bcd: registers = (digits + 3) / 4
        case .ascii: registers = digits
        }
        if register + registers - 1 > highestRegister {
            wire.place.mistake(
                found: "\(registers) registers from \(register) on",
                expected: "registers up to \(highestRegister)")
        }
        let highest = series.map(\.last).max() ?? 0
        if encoding == .binary, highest > Int(UInt16.max) {
            wire.place.mistake(
                found: "the number \(highest) for a board of encoding binary",
                expected: "numbers up to \(UInt16.max), or another encoding")
        }
    }

    /// Boards on one port must be told apart and speak at one speed.
    private static func checkSharedPorts(_ boards: [BoardDraft], _ shelf: BoardShelf?) {
        func speed(_ board: BoardDraft) -> Int? {
            board.baud ?? board.family(on: shelf)?.line.baud
        }
        var firstOnPort: [String: BoardDraft] = [:]
        var taken: [String: [Int: Int]] = [:]
        var lonely: [BoardDraft] = []
        for board in boards {
            guard let port = board.port else { continue }
            if let first = firstOnPort[port], let earlier = speed(first),
                let baud = speed(board), earlier != baud
            {
                board.place.mistake(
                    found: "\(baud) baud on a port that has \(earlier) in line \(first.place.line)",
                    expected: "one speed a port")
            }
            if firstOnPort[port] == nil { firstOnPort[port] = board }
            guard let wire = board.wire else { continue }
            guard let address = wire.value.address else {
                lonely.append(board)
                continue
            }
            if let line = taken[port, default: [:]][address] {
                wire.place.mistake(
                    found: "address \(address) again on this port, after line \(line)",
                    expected: "an address of its own")
            } else {
                taken[port, default: [:]][address] = wire.place.line
            }
        }
        for board in lonely {
            let other = boards.first {
                $0.port == board.port && $0.place.line != board.place.line
            }
            guard let other else { continue }
            board.place.mistake(
                found: "a board without an address on the port of line \(other.place.line)",
                expected: "a port of its own")
        }
    }
}
