/// Keeps one board at what it must show: sent when it differs from what was shown, and again after
/// a while, so that a board that lost power or a frame heals.
struct BoardTeller<Time: Clock> where Time.Duration == Duration {
    private let board: any Board
    private let clock: Time
    private var shown: BoardFace?
    private var lastSent: Time.Instant?

    init(_ board: any Board, clock: Time) {
        self.board = board
        self.clock = clock
    }

    /// Sends the face where that is due; takes as long as the board does, one second at most.
    ///
    /// - Throws: `DeviceError` when the board did not take it; it is sent again with the next face.
    mutating func tell(_ face: BoardFace) async throws(DeviceError) {
        let now = clock.now
        let isStale =
            lastSent.map { $0.duration(to: now) >= BoardReconciler.healInterval } ?? true
        guard face != shown || isStale else { return }
        lastSent = now
        shown = nil
        try await board.show(face)
        shown = face
    }
}
