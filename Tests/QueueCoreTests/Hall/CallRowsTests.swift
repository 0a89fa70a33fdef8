import QueueCore
import Testing

struct `Rows of calls on a busy day` {
    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func `give every call its time, or count it`(seed: UInt64) {
        var dice = SeededDice(seed: seed)
        var day = RowsDay(&dice)
        for _ in 0..<5 {
            for _ in 0..<60 { day.step(&dice) }
            day.drain()
        }
        #expect(day.broken.isEmpty)
        #expect(day.seenWhole > 50, "the dice must call people")
    }

    @Test(arguments: 0...1)
    func `count what they cannot keep, at the bound and past it`(past: Int) {
        let count = CallRows.waitingMax + 1 + past
        let calls = (0..<count).reversed().map { RowsDay.call($0, 1, 1, .zero) }
        var rows = CallRows(count: 1, dwell: .seconds(10))
        rows.take(calls, now: .zero, at: RowsDay.wall(.zero))
        #expect(rows.shown.map(\.call.number) == ["0"])
        #expect(rows.waiting == count - 1)
        // Room came: what was counted is taken, and nothing is counted twice.
        rows.take(calls, now: .seconds(10), at: RowsDay.wall(.seconds(9)))
        #expect(rows.shown.map(\.call.number) == ["1"])
        #expect(rows.waiting == count - 2)
    }
}

/// A hall that calls, recalls, sends on and takes back by dice, and what a view owes each call.
private struct RowsDay {
    /// A call that people have not seen for its whole time yet.
    private struct Debt {
        let counter: Int
        /// The order of the call; nil once it was recalled or sent on, which may change its turn.
        var turn: Int?
        var seenSince: Duration?
    }

    private static let kept = 8

    var broken: [String] = []
    var seenWhole = 0
    private var now = Duration.zero
    private var rows: CallRows
    private let count: Int
    private let dwell: Duration
    /// As the hall keeps it: newest first.
    private var list: [CallRecord] = []
    private var debts: [String: Debt] = [:]
    private var gone: Set<String> = []
    private var lastNumber = 0
    private var lastTurn = -1

    init(_ dice: inout SeededDice) {
        count = Int.random(in: 1...6, using: &dice)
        dwell = .seconds(Int.random(in: 10...20, using: &dice))
        rows = CallRows(count: count, dwell: dwell)
    }

    static func wall(_ now: Duration) -> Instant {
        Instant(millisecondsSinceEpoch: 1_000_000 + now.milliseconds)
    }

    static func call(_ number: Int, _ counter: Int, _ call: Int, _ now: Duration) -> CallRecord {
        CallRecord(
            number: "\(number)", ticket: TicketID("\(number)"), counter: counter, call: call,
            at: wall(now))
    }

    mutating func step(_ dice: inout SeededDice) {
        now += .milliseconds(Int.random(in: 0...8_000, using: &dice))
        switch Int.random(in: 0..<20, using: &dice) {
        case 0: for _ in 0..<Int.random(in: 5...20, using: &dice) { invite(&dice) }
        case 1...4: invite(&dice)
        case 5...6: again(&dice, elsewhere: false)
        case 7: again(&dice, elsewhere: true)
        case 8: takeBack(&dice)
        default:
            rows.advance(now: now)
            return look()
        }
        rows.take(list, now: now, at: Self.wall(now))
        look()
    }

    /// Lets time pass until nobody waits.
    mutating func drain() {
        for _ in 0..<10_000 {
            guard let next = rows.nextChange else { break }
            now = next
            rows.advance(now: now)
            look()
        }
        if rows.waiting > 0 { broken.append("\(rows.waiting) wait for ever") }
        if debts.values.contains(where: { $0.seenSince == nil }) {
            broken.append("a call was never shown")
        }
    }

    private mutating func invite(_ dice: inout SeededDice) {
        let counter = Int.random(in: 1...20, using: &dice)
        lastNumber += 1
        record(Self.call(lastNumber, counter, 1, now))
        debts["\(lastNumber)"] = Debt(counter: counter, turn: lastNumber)
    }

    private mutating func again(_ dice: inout SeededDice, elsewhere: Bool) {
        guard let one = list.randomElement(using: &dice), !gone.contains(one.number),
            let newest = list.first(where: { $0.number == one.number }),
            let number = Int(one.number)
        else { return }
        let counter = elsewhere ? newest.counter + 20 : newest.counter
        record(Self.call(number, counter, newest.call + 1, now))
        if elsewhere {
            debts[one.number] = Debt(counter: counter, turn: nil)
        } else {
            debts[one.number, default: Debt(counter: counter)].turn = nil
        }
    }

    /// Takes back a call that was the only one of its number; the oldest might as well be of age.
    private mutating func takeBack(_ dice: inout SeededDice) {
        let oldest = list.last?.at
        let able = list.filter { one in
            one.at != oldest && list.count { $0.number == one.number } == 1 && one.call == 1
        }
        guard let one = able.randomElement(using: &dice) else { return }
        list.removeAll { $0 == one }
        debts[one.number] = nil
        gone.insert(one.number)
    }

    private mutating func record(_ call: CallRecord) {
        list.insert(call, at: 0)
        while let oldest = list.last, list.count > Self.kept,
            oldest.at < Self.wall(now - dwell) || list.count > 64
        {
            list.removeLast()
        }
    }

    private mutating func look() {
        let seen = Dictionary(
            rows.shown.map { ($0.call.number, $0.call.counter) },
            uniquingKeysWith: { first, _ in first })
        if rows.shown.count > count { broken.append("more rows than there are") }
        if seen.count != rows.shown.count { broken.append("one number on two rows") }
        for number in gone where seen[number] != nil { broken.append("\(number) was taken back") }
        var unseen = 0
        for (number, debt) in debts.sorted(by: { $0.value.turn ?? 0 < $1.value.turn ?? 0 }) {
            if seen[number] == debt.counter {
                guard debt.seenSince == nil else { continue }
                debts[number]?.seenSince = now
                guard let turn = debt.turn else { continue }
                if turn < lastTurn { broken.append("\(number) out of turn") }
                lastTurn = turn
            } else if let since = debt.seenSince {
                if now - since < dwell { broken.append("\(number) seen for \(now - since)") }
                debts[number] = nil
                seenWhole += 1
            } else {
                unseen += 1
            }
        }
        if unseen > rows.waiting { broken.append("\(unseen) unseen, \(rows.waiting) counted") }
    }
}
