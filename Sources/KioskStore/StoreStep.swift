/// The named steps of a commit, at each of which a test may make the program die or the disk fail.
package enum StoreStep: String, Sendable, CaseIterable {
    case begin
    case event
    case ticket
    case delivery
    case idempotency
    case commit
    /// Durable, but nobody has heard of it yet.
    case committed
}

/// Called at each step; throws to simulate a failing disk.
///
/// Does nothing outside tests.
package typealias FaultPoint = @Sendable (StoreStep) throws -> Void
