import QueueCore

/// What waits to be said in one zone, and the one thing that is being said.
///
/// A value without a clock: who owns it brings the time.
struct AnnouncementQueue: Sendable {
    /// Announcements that may wait; one more has failed at once.
    static let waitingMax = 64
    /// Nobody is called to a counter longer ago than this.
    static let lifetime = Duration.seconds(60)
    /// A page that took an announcement says within this time that it was said.
    static let leaseTime = Duration.seconds(30)

    /// A moment by both clocks.
    ///
    /// The wall clock tells how old a call is, and may be set; terms are measured by the other.
    struct Moment: Sendable {
        let clock: Instant
        /// The program's uptime, which nobody sets.
        let uptime: Duration
    }

    private struct Entry: Sendable {
        let order: AnnouncementOrder
        /// The uptime at which it came; a clock that is set back must not keep it fresh.
        let addedAt: Duration
        /// The uptime at which it is taken back; nil where whoever took it surely ends it.
        var deadline: Duration?
        /// Whether its sound was given out: from then on it may have been heard.
        var isBegun = false
        /// Whether that sound has all the words.
        var isWhole = true

        func isStale(at now: Moment) -> Bool {
            now.clock.since(order.at) >= lifetime || now.uptime - addedAt >= lifetime
        }
    }

    private let isLeased: Bool
    private var waiting: [Entry] = []
    private var taken: Entry?

    /// An empty queue.
    ///
    /// - Parameter isLeased: whether what is given out is taken back when nothing is heard of it.
    init(isLeased: Bool) {
        self.isLeased = isLeased
    }

    /// The one that is being said.
    var saying: AnnouncementOrder? { taken?.order }

    /// How many wait, without the one that is being said.
    var waitingCount: Int { waiting.count }

    /// Puts an announcement behind those that wait.
    ///
    /// - Returns: false when too many wait, or it is there already.
    mutating func add(_ order: AnnouncementOrder, at now: Moment) -> Bool {
        guard waiting.count < Self.waitingMax, taken?.order.id != order.id,
            !waiting.contains(where: { $0.order.id == order.id })
        else { return false }
        waiting.append(Entry(order: order, addedAt: now.uptime))
        return true
    }

    /// Removes what came too late, and takes back what was given out and not heard of again.
    ///
    /// What was begun is not given out again: it may have been heard, and nothing is said twice.
    ///
    /// - Returns: what became of those that are removed.
    mutating func sweep(at now: Moment) -> [AnnouncementFate] {
        var fates: [AnnouncementFate] = []
        if let lost = taken, let deadline = lost.deadline, now.uptime >= deadline {
            taken = nil
            if lost.isBegun {
                let reason = "its sound was taken, and nobody said that it was spoken"
                fates.append(AnnouncementFate(lost.order, .failed(reason)))
            } else {
                waiting.insert(lost, at: 0)
            }
        }
        fates += waiting.filter { $0.isStale(at: now) }.map { AnnouncementFate($0.order, .expired) }
        waiting.removeAll { $0.isStale(at: now) }
        return fates
    }

    /// Gives out the next announcement, an invitation before any notice; nil while one is out.
    ///
    /// Whoever leased one and did not begin it is given the same again, for a new term: its answer
    /// was lost.
    mutating func take(at now: Moment) -> AnnouncementOrder? {
        let deadline = isLeased ? now.uptime + Self.leaseTime : nil
        if let again = taken {
            guard isLeased, !again.isBegun else { return nil }
            taken?.deadline = deadline
            return again.order
        }
        guard !waiting.isEmpty else { return nil }
        var next = waiting.remove(at: waiting.firstIndex { $0.order.isInvitation } ?? 0)
        next.deadline = deadline
        taken = next
        return next.order
    }

    /// Whether what was given out became stale in the hands that have it.
    func isStale(_ id: String, at now: Moment) -> Bool {
        taken?.order.id == id && taken?.isStale(at: now) == true
    }

    /// Marks what was given out as begun, with a sound that has all its words or the chime alone.
    ///
    /// - Returns: false when it was taken back, or never given out.
    mutating func begin(_ id: String, isWhole: Bool) -> Bool {
        guard taken?.order.id == id else { return false }
        taken?.isBegun = true
        taken?.isWhole = isWhole
        return true
    }

    /// Ends what is being said; what was spoken without its words was chimed.
    ///
    /// - Returns: what became of it; nil when it was taken back, or never given out.
    mutating func finish(
        _ id: String, _ outcome: AnnouncementOutcome
    ) -> AnnouncementFate? {
        guard let entry = taken, entry.order.id == id else { return nil }
        taken = nil
        let isChimed = outcome == .spoken && !entry.isWhole
        return AnnouncementFate(entry.order, isChimed ? .chimed : outcome)
    }
}
