/// How long citizens of a line keep a counter, from earlier days and this one.
struct ServiceTimes: Hashable, Sendable {
    /// Nobody is served longer: a ticket left open over noon says nothing.
    static let longest = 7_200_000.0
    /// Times the mean beyond which a service is cut: some tickets are closed too late.
    static let cut = 8.0
    /// Services from which the mean is good enough to cut by.
    static let cutFrom = 10.0
    /// Squared relative spread assumed before any is known: as of an exponential.
    static let usualSpread = 1.0
    /// No line is believed to be more regular.
    static let leastSpread = 0.02
    /// Services that the usual spread counts for.
    static let usualSpreadWeight = 10.0

    /// What earlier days say, in services worth; 0 without any.
    var priorWeight = 0.0
    /// Milliseconds.
    var priorMean = 0.0
    /// Squared coefficient of variation of earlier days.
    var priorSpread = usualSpread
    private(set) var count = 0.0
    private(set) var sum = 0.0
    private var squares = 0.0
    private var fresh = FadingMean()

    /// Services known of, earlier days included.
    var known: Double { priorWeight + count }

    /// Today's mean; nil before the first service.
    var today: Double? { count > 0 ? sum / count : nil }

    /// The mean of all that is known, without regard to drift; 0 of nothing.
    var settled: Double { known > 0 ? (priorWeight * priorMean + sum) / known : 0 }

    /// Squared coefficient of variation.
    var spread: Double {
        guard count > 1, let today, today > 0 else {
            return (priorWeight * priorSpread + Self.usualSpreadWeight * Self.usualSpread)
                / (priorWeight + Self.usualSpreadWeight)
        }
        let variance = max(0, squares / count - today * today)
        let own = variance / (today * today)
        let weight = priorWeight + Self.usualSpreadWeight
        let before =
            (priorWeight * priorSpread + Self.usualSpreadWeight * Self.usualSpread) / weight
        return (weight * before + count * own) / (weight + count)
    }

    /// The mean now: settled, and moved when the last services differ by more than chance.
    var mean: Double {
        let settled = settled
        guard let last = fresh.ratio, settled > 0 else { return settled }
        let variance = settled * settled * spread * (1 / fresh.count)
        return Drift.blend(settled, last, variance: variance)
    }

    /// Takes in what earlier days say of one more line.
    mutating func join(_ other: ServiceTimes) {
        guard other.priorWeight > 0 else { return }
        priorWeight += other.priorWeight
        let share = other.priorWeight / priorWeight
        priorMean += share * (other.priorMean - priorMean)
        priorSpread += share * (other.priorSpread - priorSpread)
    }

    mutating func add(milliseconds: Double) {
        var value = max(0, min(milliseconds, Self.longest))
        if known >= Self.cutFrom { value = min(value, Self.cut * settled) }
        count += 1
        sum += value
        squares += value * value
        fresh.add(value)
    }
}
