package import QueueCore

/// What every view is made from: the hall at a moment, small enough to be copied to all of them.
package struct Snapshot: Sendable {
    /// Increases with every snapshot, also over restarts.
    package let sequence: Int64
    package let at: Instant
    package let serviceDay: ServiceDay
    package let lines: [Hall.LineView]
    /// What somebody who comes now would meet, as of a moment ago.
    package let outlooks: [LineID: Hall.LineOutlook]
    package let counters: [CounterView]
    /// Every call within its dwell time and the last few, newest first.
    package let recentCalls: [CallRecord]
    package let dwellSeconds: Int
    package let kiosks: [KioskView]

    /// A kiosk and how its paper stands.
    package struct KioskView: Hashable, Sendable {
        package let id: KioskID
        /// The best condition among its printers: one that prints is enough; nil without any.
        package let printer: DeviceHealth?
        /// The number of the last scan there; another one means that there is a new answer to show.
        package let scan: Int
        /// Since when somebody there waits for a person; nil while nobody does.
        package internal(set) var helpSince: Instant?

        package init(id: KioskID, printer: DeviceHealth?, scan: Int = 0) {
            self.id = id
            self.printer = printer
            self.scan = scan
        }
    }

    /// A counter and what it shows.
    package struct CounterView: Hashable, Sendable {
        package let number: CounterNumber
        package let state: Counter.State
        package let shows: String?
        package let ticketState: TicketState?
        /// The visit that may be rated there.
        package let rating: RatingWindow?
    }

    /// The hall as people may see it at `now`.
    package init(
        _ hall: Hall, outlooks: [LineID: Hall.LineOutlook] = [:], kiosks: [KioskView],
        sequence: Int64, at now: Instant
    ) {
        let hall = hall.shown(at: now)
        self.outlooks = outlooks
        self.sequence = sequence
        at = now
        serviceDay = ServiceDay(at: now)
        lines = hall.lineViews(at: now)
        counters = hall.plan.counters.map { plan in
            let counter = hall.counters[plan.number]
            let ticket = counter?.serving.flatMap { hall.tickets[$0] }
            return CounterView(
                number: plan.number, state: counter?.state ?? .closed, shows: ticket?.number,
                ticketState: ticket?.state, rating: hall.ratingWindows[plan.number])
        }
        recentCalls = hall.recentCalls
        self.kiosks = kiosks.map { kiosk in
            var kiosk = kiosk
            kiosk.helpSince = hall.helpCalls[kiosk.id]
            return kiosk
        }
        dwellSeconds = hall.plan.rules.dwellSeconds
    }

    /// Whether somebody looking at a screen would see a difference.
    package func looksLike(_ other: Snapshot) -> Bool {
        serviceDay == other.serviceDay && lines == other.lines && outlooks == other.outlooks
            && counters == other.counters
            && recentCalls == other.recentCalls && kiosks == other.kiosks
    }
}
