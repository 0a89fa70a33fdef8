/// Which display page speaks for a zone: one at a time, and another once it is silent.
struct PageSpeaker: Sendable {
    /// A page that did not ask for so long speaks no more.
    static let lapse = Duration.seconds(15)

    private var holder: String?
    /// The uptime at which it was heard of: a clock that is set must not give its zone away.
    private var seenAt: Duration?
    /// Why it can play no sound; nil as far as anyone knows.
    private(set) var fault: String?

    /// Whether somebody holds the zone.
    func isHeld(at uptime: Duration) -> Bool {
        guard holder != nil, let seenAt else { return false }
        return uptime - seenAt < Self.lapse
    }

    /// Gives the zone to the page, or keeps it there.
    ///
    /// - Returns: false when another page holds it.
    mutating func claim(_ page: String, at uptime: Duration) -> Bool {
        guard holder == page || !isHeld(at: uptime) else { return false }
        if holder != page { fault = nil }
        (holder, seenAt) = (page, uptime)
        return true
    }

    /// Remembers how playing went: a page that lives may be mute all the same.
    mutating func note(_ fault: String?) { self.fault = fault }

    /// Whether the page holds the zone, or did last.
    func isHolder(_ page: String) -> Bool { holder == page }
}
