import DeviceWire
import Testing

@Suite struct `Turns on a line` {
    @Test func `an idle line gives a board its turn at once`() {
        var scheduler = BusScheduler()
        scheduler.ask(board: 3)
        scheduler.ask(board: 3)
        let turns = [scheduler.next(at: .zero), scheduler.next(at: .zero)]
        #expect(turns == [.board(3), .rest(until: nil)])
    }

    @Test func `many boards do not deafen a keypad`() {
        var scheduler = BusScheduler()
        scheduler.add(keypad: 0, at: .zero)
        for board in 0..<10 { scheduler.ask(board: board) }
        var turns: [BusScheduler.Turn] = []
        for _ in 0..<5 { turns.append(scheduler.next(at: .zero)) }
        #expect(turns == [.board(0), .board(1), .board(2), .board(3), .keypad(0)])
    }

    @Test func `keypads are asked in turn`() {
        var scheduler = BusScheduler()
        for keypad in 0..<3 { scheduler.add(keypad: keypad, at: .zero) }
        var order: [BusScheduler.Turn] = []
        var now = Duration.zero
        while order.count < 6 {
            switch scheduler.next(at: now) {
            case .keypad(let keypad):
                order.append(.keypad(keypad))
                now += .milliseconds(10)
                scheduler.polled(keypad, isAnswered: true, at: now)
            case .rest(let until): now = until ?? now
            case .board: Issue.record("nobody asked for a board")
            }
        }
        #expect(order == [0, 1, 2, 0, 1, 2].map { .keypad($0) })
    }

    @Test func `a dead keypad rests longer, and is asked again within four seconds`() {
        let rules = BusScheduler.Rules()
        var scheduler = BusScheduler(rules: rules)
        scheduler.add(keypad: 0, at: .zero)
        var now = Duration.zero
        var rests: [Duration] = []
        for _ in 0..<100 {
            let turn = scheduler.next(at: now)
            #expect(turn == .keypad(0))
            scheduler.polled(0, isAnswered: false, at: now)
            guard case .rest(let until?) = scheduler.next(at: now) else {
                Issue.record("a dead keypad is forgotten")
                return
            }
            rests.append(until - now)
            now = until
        }
        #expect(
            rests.prefix(5)
                == [rules.pollInterval, rules.firstRest, .seconds(1), .seconds(2), .seconds(4)])
        #expect(rests.max() == rules.longestRest)
        scheduler.polled(0, isAnswered: true, at: now)
        let turn = scheduler.next(at: now)
        #expect(turn == .rest(until: now + rules.pollInterval))
    }
}
