// Counters that call a line's citizens only after these waited for a while.
extension Drain {
    /// The lines that a counter may call from now.
    func open(to index: Int) -> UInt64 {
        var set = always[index]
        for help in helps where help.counter == index {
            var rest = help.lines.bits & full
            while rest != 0 {
                let line = rest.trailingZeroBitCount
                rest &= rest - 1
                if timeLeft(line, help.after) <= 0 { set |= 1 << line }
            }
        }
        return set
    }

    /// Whether a counter serves the asker's line, now or after a while.
    func mayReachAsker(_ index: Int) -> Bool {
        taps[index].lines & (1 << own) != 0
            || helps.contains { $0.counter == index && $0.lines.contains(own) }
    }

    /// When some line's first will have waited so long that a resting counter helps.
    var nextHelp: Double {
        var next = Double.infinity
        for help in helps {
            let tap = taps[help.counter]
            guard tap.target < 0, tap.opensAt <= elapsed else { continue }
            var rest = help.lines.bits & full
            while rest != 0 {
                let line = rest.trailingZeroBitCount
                rest &= rest - 1
                // As a line is served, somebody who came later is its first.
                let pace = 1 - lines[line].leadEach * lines[line].drawing
                guard pace > 0 else { continue }
                // Waited *longer* than set: a millisecond after.
                next = min(next, elapsed + (max(0, timeLeft(line, help.after)) + 1) / pace)
            }
        }
        return next
    }

    /// Says what each counter may call from now.
    ///
    /// One that rested calls at once: one citizen if it was free, else as much of one as it would
    /// have drawn meanwhile.
    mutating func wakeHelpers() {
        for index in taps.indices where taps[index].opensAt <= elapsed {
            taps[index].lines = open(to: index)
            guard let line = earliest(taps[index].lines) else {
                restsSince[index] = min(restsSince[index], elapsed)
                continue
            }
            guard restsSince[index] <= elapsed else { continue }
            let rested = elapsed - restsSince[index]
            let ready = taps[index].isFree ? 1 : min(1, rested * lines[line].rate)
            restsSince[index] = .infinity
            taps[index].isFree = false
            taps[index].drawn += ready
            taps[index].drawnFrom |= 1 << line
            settle(line, at: max(0, lines[line].mass - ready))
            placeHeads()
        }
    }

    /// Milliseconds before which no counter may call the asker.
    var earliestCall: Double {
        guard !helps.isEmpty, !taps.contains(where: { $0.lines & (1 << own) != 0 }) else {
            return 0
        }
        let after = helps.filter { $0.lines.contains(own) }.map(\.after).min() ?? 0
        return max(0, Double(after) - waited)
    }

    /// Milliseconds that the first of a line has still to wait before others help.
    private func timeLeft(_ line: Int, _ after: Int64) -> Double {
        let isAsker = line == own && lines[own].mass <= 1
        let lead = isAsker ? 0 : lines[line].lead + credit
        return Double(after) - (lead + waited + elapsed)
    }
}
