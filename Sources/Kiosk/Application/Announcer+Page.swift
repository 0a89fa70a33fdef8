package import QueueCore

// A display's page as the loudspeaker of a zone: it asks, plays, and says that it did.
extension Announcer {
    /// Characters of what a page says of its fault.
    package static let faultLimit = 200

    /// What a page gets that asks for something to say.
    package enum Offer: Hashable, Sendable {
        /// There is no such zone, or a sound card speaks there.
        case noSuchZone
        /// Another page speaks there; it may ask again, and gets the zone when that one is gone.
        case heldByAnother
        case nothing
        case announcement(Lease)
    }

    /// An announcement in a page's hands.
    package struct Lease: Hashable, Sendable {
        package let id: String
        package let kind: AnnouncementOrder.Kind
        /// What is said, a sentence a language; for captions.
        package let text: [String]
        /// 1 to 100; the sound of `sound(of:in:for:)` has it already.
        package let volume: Int
        /// The page says within this time that it was spoken.
        package let reportWithin: Duration
    }

    /// Says that the page lives, and gives it what is to be said next.
    ///
    /// A page asks after each change of the hall, after each announcement, and every five seconds:
    /// one that is silent for 15 seconds loses the zone, and an announcement that it does not report
    /// in its term. One that asks again and did not fetch the sound lost the answer, and is given
    /// the same for a new term; one that did fetch it gets nothing until it reports or the term is
    /// over, for it may be speaking.
    ///
    /// - Parameters:
    ///   - zone: where it speaks.
    ///   - page: a name that the page made for itself, the same until it is loaded anew.
    ///   - controller: asked whether an announcement is still true.
    /// - Returns: what is to be said, or why nothing is.
    package func offer(
        in zone: ZoneID, to page: String, controller: Controller
    ) async -> Offer {
        guard zones[zone]?.output == .page else { return .noSuchZone }
        // A page that vanished in the middle of a sentence holds the zone until this is taken back.
        sweep(zone)
        guard claim(zone, for: page) else { return .heldByAnother }
        guard let next = await next(in: zone, controller) else { return .nothing }
        return .announcement(lease(next.order, next.volume))
    }

    /// Takes a page's word for what became of an announcement.
    ///
    /// - Parameters:
    ///   - id: of the announcement.
    ///   - zone: where it was to be said.
    ///   - page: that was given it.
    ///   - fault: why it could not be played; nil when it was.
    /// - Returns: false when the page has no such announcement, or has it no more.
    package func reported(
        _ id: String, in zone: ZoneID, by page: String, fault: String? = nil
    ) -> Bool {
        guard isHolder(page, of: zone) else { return false }
        let words = fault.map { String($0.prefix(Self.faultLimit)) }
        guard claim(zone, for: page, fault: .some(words)) else { return false }
        return finish(id, in: zone, words.map { .failed("the display page: \($0)") } ?? .spoken)
    }

    /// The sound of the announcement that the page was given; nil for any other, and for one that
    /// is no longer to be said.
    ///
    /// From here on it counts as begun and is given to no other page, whatever becomes of this one:
    /// sound honours no key.
    package func sound(
        of id: String, in zone: ZoneID, for page: String, controller: Controller
    ) async -> SpokenSound? {
        sweep(zone)
        guard isHolder(page, of: zone), let order = saying(in: zone), order.id == id,
            let volume = await volume(of: order, in: zone, controller)
        else { return nil }
        let sound = await renderer.sound(of: writer.announcement(order), volume: volume)
        // A voice that had to be made took its time.
        guard await self.volume(of: order, in: zone, controller) != nil,
            begin(id, in: zone, by: page, sound)
        else { return nil }
        return sound
    }

    private func lease(_ order: AnnouncementOrder, _ volume: Int) -> Lease {
        Lease(
            id: order.id, kind: order.kind,
            text: renderer.text(of: writer.announcement(order)), volume: volume,
            reportWithin: AnnouncementQueue.leaseTime)
    }
}
