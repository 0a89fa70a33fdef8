package import Kiosk
package import Logging
package import QueueCore

/// A controller on a store in memory, with everything it tells others caught.
package struct ControllerRig: Sendable {
    /// A log that nobody reads.
    package static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    package let store: MemoryStore
    package let clock: TestClock
    package let hub = SnapshotHub()
    package let controller: Controller
    /// Deliveries that the controller called durable, in order; see ``ordered()``.
    package let orders = Watched<[DeliveryOrder]>([])
    /// What it said of its store.
    package let failures = Watched<[StoreError.Code]>([])

    /// A controller that goes on from what the store holds.
    ///
    /// - Parameters:
    ///   - store: a new one, or one that another rig left.
    ///   - clock: stands at 2026-11-23, 08:00, unless told otherwise.
    ///   - announcements: what is said of events; nothing unless told otherwise.
    /// - Throws: what `restore()` throws.
    package init(
        store: MemoryStore = MemoryStore(),
        clock: TestClock = TestClock("2026-11-23T08:00:00+07:00"),
        announcements: AnnouncementRules? = nil
    ) throws {
        self.store = store
        self.clock = clock
        controller = Controller(
            store: store, restored: try store.restore(), clock: clock, hub: hub,
            logger: Self.silent, announcements: announcements,
            onOrders: { [orders] new in orders.change { $0 += new } },
            onStoreFailure: { [failures] error in failures.change { $0.append(error.code) } })
    }

    /// Gives the hall its plan, as the program does when it starts.
    package func adopt(_ plan: HallPlan = SamplePlan.plan()) async {
        _ = await controller.submit(Request(.adopt(plan), by: .system))
    }

    /// Submits an action without a key.
    @discardableResult
    package func submit(_ action: Command.Action, by actor: Actor = SamplePlan.kiosk) async -> Reply
    {
        await controller.submit(Request(action, by: actor))
    }

    /// Asks for a ticket of that name.
    @discardableResult
    package func issue(
        _ name: String, line: LineID = "ho-tich", kiosk: KioskID? = nil
    ) async -> Reply {
        await submit(.issue(SamplePlan.request(name, line: line, kiosk: kiosk)))
    }

    /// What was ordered until now: whoever asked is answered a moment before the deliveries are told.
    package func ordered() async -> [DeliveryOrder] {
        await controller.read { _, _ in () }
        return orders.value
    }

    /// The ticket as the controller reads it now.
    package func record(_ ticket: TicketID) async -> TicketRecord? {
        await controller.read { book, _ in book.record(ticket) }
    }
}
