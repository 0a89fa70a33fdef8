import DeviceWire
import Kiosk
import QueueCore

/// What must hold between the rows of the hall board, and between them and the lines.
enum HallBoardChecks {
    /// Digits that tell every counter of the centre.
    static func counterDigits(_ draft: CentreDraft) -> Int {
        let largest = (draft.counters ?? []).compactMap { $0.number?.value }.max() ?? 0
        return min(String(largest).count, HallBoardReconciler.counterDigitsMax)
    }

    /// Checks the rows.
    ///
    /// - Parameters:
    ///   - draft: the centre as written.
    ///   - shelf: the families that there are; nil checks nothing that they say.
    static func run(_ draft: CentreDraft, shelf: BoardShelf?) {
        checkOrder(draft)
        checkCount(draft)
        let series = (draft.lines ?? []).compactMap(\.series)
        for board in draft.boards ?? [] where board.row != nil {
            let counterDigits = board.counterDigits ?? counterDigits(draft)
            checkWidth(board, series, counterDigits, shelf)
            checkFrame(board, shelf)
        }
    }

    /// Row 1 is the top, and the newest call moves those below it down: no row may be missing.
    private static func checkOrder(_ draft: CentreDraft) {
        var first: [Int: Int] = [:]
        let rows = (draft.boards ?? []).compactMap(\.row)
        for row in rows {
            if let line = first[row.value] {
                row.place.mistake(
                    found: "row \(row.value) of the hall board again, after line \(line)",
                    expected: "a row of its own")
            } else {
                first[row.value] = row.place.line
            }
        }
        for row in rows where row.value > 1 && first[row.value - 1] == nil {
            row.place.mistake(
                found: "row \(row.value) of the hall board without a row \(row.value - 1)",
                expected: "rows from 1 on")
        }
    }

    /// A row for a call that nobody keeps would always be dark.
    private static func checkCount(_ draft: CentreDraft) {
        guard let kept = draft.rules?.recentCalls else { return }
        for row in (draft.boards ?? []).compactMap(\.row) where row.value > kept {
            row.place.mistake(
                found: "row \(row.value) of the hall board, and the last \(kept) calls are kept",
                expected: "rows up to \(kept), or a larger recentCalls under rules")
        }
    }

    /// A row shows any line's number, with the counter behind it.
    private static func checkWidth(
        _ board: BoardDraft, _ series: [LineDraft.Series], _ counterDigits: Int,
        _ shelf: BoardShelf?
    ) {
        let digits = (series.map(\.digits).max() ?? 0) + counterDigits
        if let shown = board.digits ?? board.family(on: shelf)?.digits, shown < digits {
            let counters = counterDigits == 0 ? "" : " and \(counterDigits) for the counter"
            board.place.mistake(
                found: "a row of \(shown) digits for numbers of \(digits - counterDigits)"
                    + counters,
                expected: "at least \(digits) digits"
                    + (counterDigits == 0 ? "" : ", or counterDigits: 0"))
        }
        guard let wire = board.wire, case .modbusRTU(_, _, .binary) = wire.value else { return }
        let highest = (series.map(\.last).max() ?? 0) * power(counterDigits) + power(counterDigits)
        if highest > Int(UInt16.max) {
            wire.place.mistake(
                found: "a row of encoding binary, whose numbers reach \(highest - 1)",
                expected: "numbers up to \(UInt16.max), or another encoding")
        }
    }

    private static func power(_ digits: Int) -> Int {
        (0..<digits).reduce(1) { ten, _ in ten * 10 }
    }

    /// A family that tells the counter apart from the number knows one counter only.
    private static func checkFrame(_ board: BoardDraft, _ shelf: BoardShelf?) {
        guard let place = board.wire?.place, let family = board.family(on: shelf),
            family.tellsCounter
        else { return }
        place.mistake(
            found: "a row of the hall board of \(family.name), whose frames tell one counter",
            expected: "a family whose frames have a number alone")
    }
}

extension FrameProtocol {
    /// Whether a frame that a board is sent has a counter beside the number.
    fileprivate var tellsCounter: Bool {
        sent.filter { BoardFrame(rawValue: $0.name) != nil }.flatMap(\.parts).contains { part in
            if case .value(.counter, _) = part.content { true } else { false }
        }
    }
}
