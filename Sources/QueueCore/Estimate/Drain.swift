/// How long until the open counters have called all who are before a citizen, and then the citizen.
///
/// People flow like water: each counter draws from the line, among those it serves, whose first has
/// the earliest rank, at one citizen per mean time. What is drawn last is the asker. A hall of one
/// line gives exactly (ahead + 1) × time ÷ counters, the best that can be said there; counters that
/// serve several lines share themselves out as first come, first served does. A counter that only
/// helps with a line draws from it while the line's first has waited beyond the set time.
///
/// What it calls a line is a group of a `LineLoad`.
struct Drain {
    /// Mean times beyond which somebody at a counter will probably stay: long ones last.
    static let stuck = 8.0
    /// Steps in which lines of a shared counter take turns.
    static let turns = 16.0
    /// Steps after which they get longer, so that an end is near.
    static let shortStepsMax = 100
    /// Steps after which nothing is known; far beyond what lines and counters can need.
    static let stepsMax = 2_000

    /// What came out.
    struct Outcome: Hashable {
        /// Milliseconds until the asker is called; 0 when a free counter will call at once.
        var wait = 0.0
        /// Calls within that time by the counters that decided it.
        var calls = 1.0
        /// Citizens that each of those counters calls within that time.
        var cycles = 0.0
        /// Counters that may come to call the asker.
        var counters = 0
        /// Milliseconds before which none of them may; 0 where one may at any time.
        var earliest = 0.0
        var isImmediate = false
    }

    struct Tap {
        /// What it may call from now.
        var lines: UInt64
        /// When somebody who stays long is expected to go.
        var opensAt = 0.0
        var isFree = false
        var drawn = 0.0
        var drawnFrom: UInt64 = 0
        var target = -1
    }

    struct Line {
        /// Citizens of it that one counter calls in a millisecond.
        let rate: Double
        var mass: Double
        /// By how much the last of it ranks before the asker for each person still in it.
        let leadEach: Double
        /// By how much its first ranks before the asker, people being spread evenly.
        var lead = 0.0
        /// Citizens that all its counters call in a millisecond.
        var drawing = 0.0
    }

    let own: Int
    private(set) var lines: [Line]
    /// Lines with somebody in them.
    private(set) var full: UInt64 = 0
    var taps: [Tap] = []
    /// Who helps with what, by the counter's place among `taps`.
    private(set) var helps: [LineLoad.Help] = []
    /// What each counter may call from at any time, and since when it has nobody to call yet; empty
    /// without help.
    private(set) var always: [UInt64] = []
    var restsSince: [Double] = []
    /// What the asker had waited, and by how much his or her rank is before the arrival.
    let waited: Double
    let credit: Double
    private(set) var elapsed = 0.0

    /// - Parameters:
    ///   - load: who is before, who serves; its group is one of `units`.
    ///   - units: milliseconds that a citizen of each group takes, above 0.
    ///   - now: the moment asked about.
    init(_ load: LineLoad, units: [Double], at now: Instant) {
        own = load.group
        waited = Double(load.waited)
        credit = Double(load.credit)
        lines = []
        lines.reserveCapacity(units.count)
        for (place, unit) in units.enumerated() {
            let ahead = place < load.ahead.count ? Double(max(0, load.ahead[place])) : 0
            let lead = place < load.headLead.count ? Double(max(0, load.headLead[place])) : 0
            let mass = place == own ? ahead + 1 : ahead
            lines.append(
                Line(rate: 1 / unit, mass: mass, leadEach: ahead > 0 ? lead / ahead : 0))
            if mass > 0 { full |= 1 << place }
        }
        takeTaps(of: load, units, at: now)
    }

    /// Counters that can make a difference: those of the line, those that share its people ahead,
    /// and so on.
    private mutating func takeTaps(of load: LineLoad, _ units: [Double], at now: Instant) {
        var helped: [UInt64] = []
        if !load.helps.isEmpty {
            helped = Array(repeating: 0, count: load.counters.count)
            for help in load.helps where helped.indices.contains(help.counter) {
                helped[help.counter] |= help.lines.bits
            }
        }
        func reach(_ index: Int) -> UInt64 {
            load.counters[index].lines.bits | (helped.isEmpty ? 0 : helped[index])
        }
        var reached: UInt64 = 1 << own
        var before: UInt64 = 0
        while reached != before {
            before = reached
            for index in load.counters.indices where reach(index) & reached != 0 {
                reached |= reach(index) & full
            }
        }
        full &= reached
        taps.reserveCapacity(load.counters.count)
        for index in load.counters.indices where reach(index) & full != 0 {
            let counter = load.counters[index]
            var tap = Tap(lines: counter.lines.bits & full)
            switch counter.occupation {
            case .free: tap.isFree = true
            case .busy(let line, let since):
                let unit = units.indices.contains(line) ? units[line] : units[own]
                let held = Double(max(0, now.milliseconds(since: since)))
                if held > Self.stuck * unit { tap.opensAt = min(held, ServiceTimes.longest) / 2 }
            }
            for help in load.helps where help.counter == index {
                helps.append(
                    LineLoad.Help(counter: taps.count, lines: help.lines, after: help.after))
            }
            taps.append(tap)
        }
        guard !helps.isEmpty else { return }
        always = taps.map(\.lines)
        restsSince = taps.map { _ in .infinity }
    }

    /// - Returns: nil when no open counter serves the line.
    mutating func run() -> Outcome? {
        var outcome = Outcome()
        outcome.counters = taps.indices.count { mayReachAsker($0) }
        guard outcome.counters > 0 else { return nil }
        guard !fillFreeCounters() else {
            outcome.isImmediate = true
            return outcome
        }
        outcome.earliest = earliestCall
        let hasHelp = !helps.isEmpty
        var turn = hasHelp || full.nonzeroBitCount > 1 ? firstTurn : 0
        var steps = 0
        while lines[own].mass > 0 {
            let opens = aim()
            guard lines[own].mass > 0 else { break }
            var step = opens - elapsed
            var emptied = -1
            // The asker comes after those of the own line, and stands behind all others then.
            let asker = lines[own].mass > 1 ? 1.0 : 0
            var rest = full
            while rest != 0 {
                let line = rest.trailingZeroBitCount
                rest &= rest - 1
                let mass = line == own ? lines[line].mass - asker : lines[line].mass
                if mass < step * lines[line].drawing {
                    step = mass / lines[line].drawing
                    emptied = line
                }
            }
            if hasHelp || full & ~(1 << own) != 0, step > turn {
                step = turn
                emptied = -1
            }
            steps += 1
            guard step.isFinite, steps < Self.stepsMax else { return nil }
            draw(step)
            if emptied >= 0 { settle(emptied, at: emptied == own ? asker : 0) }
            if steps > Self.shortStepsMax { turn *= 2 }
        }
        outcome.wait = elapsed
        count(into: &outcome)
        return outcome
    }

    /// A share of the time in which the counters would serve all.
    private var firstTurn: Double {
        var work = 0.0
        for place in lines.indices where full & (1 << place) != 0 {
            work += lines[place].mass / lines[place].rate
        }
        return work / Double(taps.count) / Self.turns
    }

    /// A free counter calls the next it serves at once.
    ///
    /// - Returns: whether that is the asker.
    private mutating func fillFreeCounters() -> Bool {
        for index in taps.indices where taps[index].isFree {
            placeHeads()
            if !helps.isEmpty { taps[index].lines = open(to: index) }
            guard let line = earliest(taps[index].lines) else { continue }
            taps[index].isFree = false
            if line == own, lines[own].mass <= 1 { return true }
            lines[line].mass -= 1
            if lines[line].mass <= 0 { full &= ~(1 << line) }
        }
        return false
    }

    mutating func placeHeads() {
        var rest = full
        while rest != 0 {
            let line = rest.trailingZeroBitCount
            rest &= rest - 1
            lines[line].lead = lines[line].leadEach * lines[line].mass
            lines[line].drawing = 0
        }
        // The asker is the last of the own line, and of all.
        let others = lines[own].mass - 1
        lines[own].lead = others > 0 ? lines[own].leadEach * others : -1
    }

    /// Points every counter at a line.
    ///
    /// - Returns: when the next counter opens, or may begin to help; infinite when none is to.
    private mutating func aim() -> Double {
        placeHeads()
        if !helps.isEmpty { wakeHelpers() }
        var next = Double.infinity
        for index in taps.indices {
            var target = -1
            if taps[index].opensAt > elapsed {
                next = min(next, taps[index].opensAt)
            } else if let line = earliest(taps[index].lines) {
                target = line
                lines[line].drawing += lines[line].rate
            }
            // Most go on as before, and writing costs more than looking.
            if taps[index].target != target { taps[index].target = target }
        }
        return helps.isEmpty ? next : min(next, nextHelp)
    }

    private mutating func draw(_ step: Double) {
        elapsed += step
        for index in taps.indices {
            let target = taps[index].target
            guard target >= 0 else { continue }
            taps[index].drawn += step * lines[target].rate
            taps[index].drawnFrom |= 1 << target
        }
        var rest = full
        while rest != 0 {
            let line = rest.trailingZeroBitCount
            rest &= rest - 1
            settle(line, at: max(0, lines[line].mass - step * lines[line].drawing))
        }
    }

    mutating func settle(_ line: Int, at mass: Double) {
        lines[line].mass = mass
        if mass == 0 { full &= ~(1 << line) }
    }

    /// The line of the set, with somebody in it, whose first ranks earliest.
    func earliest(_ set: UInt64) -> Int? {
        var rest = set & full
        guard rest != 0 else { return nil }
        var best = rest.trailingZeroBitCount
        rest &= rest - 1
        while rest != 0 {
            let line = rest.trailingZeroBitCount
            rest &= rest - 1
            if lines[line].lead > lines[best].lead { best = line }
        }
        return best
    }

    /// The calls whose chances decide: of the line's counters, and of those that work on the same
    /// lines as they do.
    private func count(into outcome: inout Outcome) {
        var set: UInt64 = 1 << own
        for tap in taps where (tap.lines | tap.drawnFrom) & (1 << own) != 0 {
            set |= tap.drawnFrom
        }
        var calls = 0.0
        var counters = 0.0
        for tap in taps where tap.drawnFrom & set != 0 {
            calls += tap.drawn
            counters += 1
        }
        outcome.calls = max(1, calls)
        outcome.cycles = counters > 0 ? outcome.calls / counters : 0
    }
}
