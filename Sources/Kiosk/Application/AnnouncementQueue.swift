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
    /// How often an announcement is given out when nobody says what became of it.
    static let offersMax = 2

    /// An announcement in somebody's hands.
    struct Saying: Sendable {
        let order: AnnouncementOrder
        /// When it is taken back; nil where whoever took it surely ends it.
        fileprivate let deadline: Instant?
        fileprivate let offers: Int
    }

    private struct Waiting: Sendable {
        let order: AnnouncementOrder
        var offers = 0
    }

    private let isLeased: Bool
    private var waiting: [Waiting] = []
    private(set) var saying: Saying?

    /// An empty queue.
    ///
    /// - Parameter isLeased: whether what is given out is taken back when nothing is heard of it.
    init(isLeased: Bool) {
        self.isLeased = isLeased
    }

    /// Puts an announcement behind those that wait.
    ///
    /// - Returns: false when too many wait, or it is there already.
    mutating func add(_ order: AnnouncementOrder) -> Bool {
        guard waiting.count < Self.waitingMax, !contains(order.id) else { return false }
        waiting.append(Waiting(order: order))
        return true
    }

    /// Removes what came too late, and takes back what was given out and not heard of again.
    ///
    /// - Returns: what became of those that are removed.
    mutating func sweep(at now: Instant) -> [AnnouncementFate] {
        var fates: [AnnouncementFate] = []
        if let lost = saying, let deadline = lost.deadline, now >= deadline {
            saying = nil
            if lost.offers < Self.offersMax, !Self.isStale(lost.order, at: now) {
                waiting.insert(Waiting(order: lost.order, offers: lost.offers), at: 0)
            } else {
                let reason = "it was taken, and nobody said that it was spoken"
                fates.append(AnnouncementFate(lost.order, .failed(reason)))
            }
        }
        let stale = waiting.filter { Self.isStale($0.order, at: now) }
        guard !stale.isEmpty else { return fates }
        waiting.removeAll { Self.isStale($0.order, at: now) }
        return fates + stale.map { AnnouncementFate($0.order, .expired) }
    }

    /// Gives out the next announcement, an invitation before any notice; nil while one is out.
    mutating func take(at now: Instant) -> AnnouncementOrder? {
        guard saying == nil, !waiting.isEmpty else { return nil }
        let place = waiting.firstIndex { $0.order.isInvitation } ?? 0
        let next = waiting.remove(at: place)
        saying = Saying(
            order: next.order, deadline: isLeased ? now + Self.leaseTime : nil,
            offers: next.offers + 1)
        return next.order
    }

    /// Ends what is being said.
    ///
    /// - Returns: the order; nil when it was taken back, or never given out.
    mutating func finish(_ id: String) -> AnnouncementOrder? {
        guard let order = saying?.order, order.id == id else { return nil }
        saying = nil
        return order
    }

    private func contains(_ id: String) -> Bool {
        saying?.order.id == id || waiting.contains { $0.order.id == id }
    }

    private static func isStale(_ order: AnnouncementOrder, at now: Instant) -> Bool {
        now.since(order.at) >= lifetime
    }
}
