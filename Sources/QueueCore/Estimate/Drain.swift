/// How long until the open counters have called all who are before a citizen, and then the citizen.
///
/// People flow like water: each counter draws from the line, among those it serves, whose first has
/// the earliest rank, at one citizen per mean time. What is drawn last is the asker. A hall of one
/// line gives exactly (ahead + 1) × time ÷ counters, the best that can be said there; counters that
/// serve several lines share themselves out as first come, first served does.
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
        /// Counters that serve the asker's line.
        var counters = 0
        var isImmediate = false
    }

    private struct Tap {
        let lines: UInt64
        /// When somebody who stays long is expected to go.
        var opensAt = 0.0
        var isFree = false
        var drawn = 0.0
        var drawnFrom: UInt64 = 0
        var target = -1
    }

    private struct Line {
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

    private let own: Int
    private var lines: [Line]
    /// Lines with somebody in them.
    private var full: UInt64 = 0
    private var taps: [Tap] = []
    private var elapsed = 0.0

    /// - Parameters:
    ///   - load: who is before, who serves; its line is one of `units`.
    ///   - units: milliseconds that a citizen of each line takes, above 0.
    ///   - now: the moment asked about.
    init(_ load: LineLoad, units: [Double], at now: Instant) {
        own = load.line
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
        var reached: UInt64 = 1 << own
        var before: UInt64 = 0
        while reached != before {
            before = reached
            for counter in load.counters where counter.lines.bits & reached != 0 {
                reached |= counter.lines.bits & full
            }
        }
        full &= reached
        taps.reserveCapacity(load.counters.count)
        for counter in load.counters where counter.lines.bits & full != 0 {
            var tap = Tap(lines: counter.lines.bits & full)
            switch counter.occupation {
            case .free: tap.isFree = true
            case .busy(let line, let since):
                let unit = units.indices.contains(line) ? units[line] : units[own]
                let held = Double(max(0, now.milliseconds(since: since)))
                if held > Self.stuck * unit { tap.opensAt = min(held, ServiceTimes.longest) / 2 }
            }
            taps.append(tap)
        }
    }

    /// - Returns: nil when no open counter serves the line.
    mutating func run() -> Outcome? {
        var outcome = Outcome()
        outcome.counters = taps.count { $0.lines & (1 << own) != 0 }
        guard outcome.counters > 0 else { return nil }
        guard !fillFreeCounters() else {
            outcome.isImmediate = true
            return outcome
        }
        var turn = full.nonzeroBitCount > 1 ? firstTurn : 0
        var steps = 0
        while lines[own].mass > 0 {
            let opens = aim()
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
            if full & ~(1 << own) != 0, step > turn {
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
            guard let line = earliest(taps[index].lines) else { continue }
            if line == own, lines[own].mass <= 1 { return true }
            lines[line].mass -= 1
            if lines[line].mass <= 0 { full &= ~(1 << line) }
        }
        return false
    }

    private mutating func placeHeads() {
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
    /// - Returns: when the next counter opens; infinite when none is to.
    private mutating func aim() -> Double {
        placeHeads()
        var next = Double.infinity
        for index in taps.indices {
            taps[index].target = -1
            guard taps[index].opensAt <= elapsed else {
                next = min(next, taps[index].opensAt)
                continue
            }
            guard let line = earliest(taps[index].lines) else { continue }
            taps[index].target = line
            lines[line].drawing += lines[line].rate
        }
        return next
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

    private mutating func settle(_ line: Int, at mass: Double) {
        lines[line].mass = mass
        if mass == 0 { full &= ~(1 << line) }
    }

    /// The line of the set, with somebody in it, whose first ranks earliest.
    private func earliest(_ set: UInt64) -> Int? {
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
        for tap in taps where tap.lines & (1 << own) != 0 { set |= tap.drawnFrom }
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
