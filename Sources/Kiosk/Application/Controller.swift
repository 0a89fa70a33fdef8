package import Logging
package import QueueCore

/// The one writer: owns the hall and the store, decides, commits, then answers.
///
/// Commands that arrive while a commit runs are decided together in the next one (group commit).
/// Nothing is printed, shown, sent or answered before its commit. When the store fails the hall in
/// memory is ahead of the disk: nothing of it leaves, every asker hears `unavailable`, and
/// `onStoreFailure` ends the program.
package actor Controller {
    /// Commands that may wait; one more is answered `unavailable` at once.
    package static let inboxMax = 4_096
    /// Commands decided in one transaction: enough to share a sync, few enough that some askers
    /// work on their next request while others wait for theirs.
    package static let batchMax = 32

    private nonisolated let executor: SerialQueueExecutor
    private nonisolated let inbox = Inbox<Request, Reply>(limit: Controller.inboxMax)
    private let store: any TicketStore
    private let clock: any WallClock
    private let hub: SnapshotHub
    private let logger: Logger
    private let announcements: AnnouncementRules?
    private let kiosks: @Sendable () -> [Snapshot.KioskView]
    private let onOrders: @Sendable ([DeliveryOrder]) -> Void
    private let onStoreFailure: @Sendable (StoreError) -> Void
    private var desk: WritingDesk
    private var hasFailed = false
    /// Renewed once a second at most: a press does not wait for what others will be told.
    private var outlooks: (of: [LineID: Hall.LineOutlook], at: Instant)?

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// A controller that goes on from what the store restored.
    ///
    /// - Parameters:
    ///   - store: owned from now on.
    ///   - restored: what `store.restore()` returned.
    ///   - clock: gives every command its time.
    ///   - hub: told every new snapshot.
    ///   - logger: for refusals of the store.
    ///   - announcements: what is said of events; nil where nothing is spoken.
    ///   - kiosks: how the kiosks' paper stands, for snapshots; must not block.
    ///   - onOrders: told of deliveries once they are durable; must not block.
    ///   - onStoreFailure: told once when the store failed; must not block.
    package init(
        store: any TicketStore, restored: RestoredDay, clock: any WallClock, hub: SnapshotHub,
        logger: Logger, announcements: AnnouncementRules? = nil,
        kiosks: @escaping @Sendable () -> [Snapshot.KioskView] = { [] },
        onOrders: @escaping @Sendable ([DeliveryOrder]) -> Void,
        onStoreFailure: @escaping @Sendable (StoreError) -> Void
    ) {
        executor = SerialQueueExecutor(label: "motcua.controller")
        self.store = store
        self.clock = clock
        self.hub = hub
        self.logger = logger
        self.announcements = announcements
        self.kiosks = kiosks
        self.onOrders = onOrders
        self.onStoreFailure = onStoreFailure
        desk = WritingDesk(restored, announcements: announcements, logger: logger)
    }

    /// Submits a command and waits until it is durable, refused or answered from memory.
    package nonisolated func submit(_ request: Request) async -> Reply {
        await inbox.submit(request, wake: scheduleDrain) ?? .unavailable
    }

    /// Submits commands that nobody waits for one by one: they share commits, and wake their asker
    /// once.
    ///
    /// - Returns: a reply for each, in their order.
    package nonisolated func submit(_ requests: [Request]) async -> [Reply] {
        await inbox.submit(requests, wake: scheduleDrain).map { $0 ?? .unavailable }
    }

    /// What a repeat of the request hears, without asking for anything; nil for a key that has no
    /// answer.
    ///
    /// For what is done beside the hall and must not be done again.
    package func answered(_ claim: IdempotencyClaim) -> Reply? {
        guard !hasFailed else { return .unavailable }
        do {
            return try store.commit { try $0.remembered(claim) }?.reply(to: claim)
        } catch {
            fail(error)
            return .unavailable
        }
    }

    private nonisolated func scheduleDrain() {
        executor.async { self.assumeIsolated { $0.drain() } }
    }

    /// Reads the open day; sees only what is durable.
    package func read<Result: Sendable>(
        _ body: @Sendable (DayBook, Instant) -> Result
    ) -> Result {
        let now = clock.now()
        return body(desk.book.shown(at: now), now)
    }

    /// Whether the clock stops the numbers.
    ///
    /// Asks the hall itself: a clock far ahead is held against a day that `read` no longer shows.
    package var isClockDoubtful: Bool { desk.book.hall.isClockDoubtful(at: clock.now()) }

    /// Publishes a snapshot if time alone changed what a view shows (a line opened or closed).
    package func refresh() {
        guard !hasFailed else { return }
        prepareSnapshot()
        hub.show()
    }

    /// Writes down what became of announcements, by their names, in one commit of its own.
    ///
    /// No event: nothing in the hall follows from it, and nobody waits for it.
    package func settle(announcements outcomes: [String: AnnouncementOutcome]) {
        guard !hasFailed, !outcomes.isEmpty else { return }
        do {
            try store.commit { transaction in
                for (name, outcome) in outcomes {
                    try transaction.settle(announcement: name, as: outcome)
                }
            }
        } catch {
            fail(error)
        }
    }

    /// Decides and commits one batch; the next one queues up behind those who only read.
    private func drain() {
        settle(inbox.take(Self.batchMax))
        if inbox.mustGoOn() { scheduleDrain() }
    }

    private func settle(_ batch: [Inbox<Request, Reply>.Waiting]) {
        guard !hasFailed else {
            for pending in batch { pending.reply.resume(returning: .unavailable) }
            return
        }
        var orders: [DeliveryOrder] = []
        let sequenceBefore = desk.lastSequence
        do {
            let replies = try store.commit { transaction in
                try batch.map {
                    try desk.process(
                        $0.request, at: clock.now(), in: transaction, orders: &orders)
                }
            }
            // Whoever is answered may look at the hall at once and must see the change; it is drawn
            // and the views are woken after the answers, for a person waits for one.
            let isVisible = desk.lastSequence != sequenceBefore
            if isVisible { prepareSnapshot() }
            for (pending, reply) in zip(batch, replies) { pending.reply.resume(returning: reply) }
            if !orders.isEmpty { onOrders(orders) }
            if isVisible { hub.show() }
        } catch {
            fail(error)
            for pending in batch { pending.reply.resume(returning: .unavailable) }
        }
    }

    /// The hub lets go of the hall in `show`, before the next command would have to copy it.
    private func prepareSnapshot() {
        let now = clock.now()
        hub.prepare { [hall = desk.book.hall, outlooks = outlooks(at: now), kiosks] latest in
            let sequence = max(now.millisecondsSinceEpoch, (latest?.sequence ?? 0) + 1)
            return Snapshot(
                hall, outlooks: outlooks, kiosks: kiosks(), sequence: sequence, at: now)
        }
    }

    private func outlooks(at now: Instant) -> [LineID: Hall.LineOutlook] {
        if let outlooks, (.zero ..< .seconds(1)).contains(now.since(outlooks.at)) {
            return outlooks.of
        }
        let fresh = desk.book.hall.shown(at: now).outlooks(at: now)
        outlooks = (fresh, now)
        return fresh
    }

    private func fail(_ error: any Error) {
        hasFailed = true
        // What is in memory never became durable: nobody may read it.
        desk = WritingDesk(RestoredDay(), announcements: announcements, logger: logger)
        let failure =
            error as? StoreError
            ?? StoreError(.other, cause: "\(error)", hint: "Keep the data directory and report it.")
        logger.critical("store failed, nothing more is accepted: \(failure)")
        onStoreFailure(failure)
    }
}
