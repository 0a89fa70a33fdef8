/// What a view of so many rows shows of the calls: each for its dwell time, in their order, none
/// skipped.
///
/// A call waits for a row while each row's own call has not had its time; what waits is counted,
/// so that a view can say `+3`. One rule for LED boards and pages: the hall display keeps its twin
/// in `call-rows.js`, and `Tests/Vectors/call-rows.json` holds both to it.
///
/// Two times come in. `now` is the view's own, which never steps: dwell is measured by it. `at` is
/// the centre's wall clock, by which a call's age is told.
package struct CallRows: Hashable, Sendable {
    /// Calls that may wait for a row; more stay in the snapshot's list, are counted, and are taken
    /// as soon as there is room.
    package static let waitingMax = 256
    /// A view that was away shows what was called since, but nobody comes for an older call: those
    /// fill rows without being new.
    package static let staleAge = Duration.seconds(90)

    /// A call on show.
    package struct Row: Hashable, Sendable {
        package fileprivate(set) var call: CallRecord
        /// When this view began to show it, by the view's own time.
        package let since: Duration
        /// Whether its dwell time runs: it is highlighted.
        package fileprivate(set) var isNew: Bool
    }

    /// Newest first, at most as many as there are rows.
    package private(set) var shown: [Row] = []
    /// Calls that nobody saw here yet.
    package var waiting: Int { queue.count + untaken }

    /// How long each call is shown at least.
    package var dwell: Duration
    private let count: Int
    /// In the order of the calls.
    private var queue: [CallRecord] = []
    /// Listed calls that found the queue full.
    private var untaken = 0
    /// Listed calls that were taken before.
    private var taken: Set<CallRecord> = []
    private var isOpen = false

    /// An empty view.
    ///
    /// - Parameters:
    ///   - count: its rows, one at least.
    ///   - dwell: how long each call is shown at least.
    package init(count: Int, dwell: Duration) {
        self.count = max(count, 1)
        self.dwell = dwell
    }

    /// Takes a snapshot's calls in.
    ///
    /// - Parameters:
    ///   - calls: `Snapshot.recentCalls`, newest first; what a newer one lacks although it lists an
    ///     older call was taken back.
    ///   - now: the view's own time.
    ///   - wall: the centre's wall clock.
    package mutating func take(_ calls: [CallRecord], now: Duration, at wall: Instant) {
        withdraw(calls)
        // A view just opened begins with what is being called; what came before is no news.
        let limit = isOpen ? max(Self.staleAge, dwell) : dwell
        isOpen = true
        untaken = 0
        for call in calls.reversed() where !taken.contains(call) {
            if wall.since(call.at) >= limit {
                settle(call, now)
            } else if !enqueue(call) {
                untaken += 1
                continue
            }
            taken.insert(call)
        }
        taken.formIntersection(calls)
        advance(now: now)
    }

    /// Lets time pass: calls that had their time make room for those that wait.
    package mutating func advance(now: Duration) {
        while let next = queue.first {
            if let same = shown.firstIndex(where: { $0.call.number == next.number }) {
                // A recall: the number stays in sight and is new again.
                shown.remove(at: same)
            } else if shown.count == count {
                guard let last = shown.last, now - last.since >= dwell else { break }
                shown.removeLast()
            }
            queue.removeFirst()
            shown.insert(Row(call: next, since: now, isNew: true), at: 0)
        }
        for index in shown.indices { shown[index].isNew = now - shown[index].since < dwell }
    }

    /// When `advance` would next change anything, by the view's own time; nil when only a call can.
    package var nextChange: Duration? {
        shown.filter(\.isNew).map { $0.since + dwell }.min()
    }

    /// Forgets calls that were taken back: a number must not be invited to where nobody waits.
    private mutating func withdraw(_ calls: [CallRecord]) {
        let listed = Set(calls)
        func standing(_ call: CallRecord) -> CallRecord? {
            // The list loses its oldest by age alone: those were calls, and get their time.
            if listed.contains(call) { return call }
            if let oldest = calls.last, call.at <= oldest.at { return call }
            return calls.first { $0.number == call.number && $0.counter == call.counter }
        }
        queue = queue.compactMap(standing)
        shown = shown.compactMap { row in
            standing(row.call).map { Row(call: $0, since: row.since, isNew: row.isNew) }
        }
        // Whoever is called to another counter must not be kept at the first.
        shown.removeAll { row in
            calls.first { $0.number == row.call.number }.map { $0.counter != row.call.counter }
                ?? false
        }
    }

    /// Keeps a call for its turn; a number that waits already keeps its place, with the newer call.
    ///
    /// - Returns: false when too many wait.
    private mutating func enqueue(_ call: CallRecord) -> Bool {
        if let place = queue.firstIndex(where: { $0.number == call.number }) {
            queue[place] = call
            return true
        }
        guard queue.count < Self.waitingMax else { return false }
        queue.append(call)
        return true
    }

    /// Fills a row with an old call where that takes nothing from a new one.
    private mutating func settle(_ call: CallRecord, _ now: Duration) {
        guard queue.isEmpty else { return }
        if let same = shown.firstIndex(where: { $0.call.number == call.number }) {
            shown[same].call = call
            return
        }
        if shown.count == count {
            guard let last = shown.last, now - last.since >= dwell else { return }
            shown.removeLast()
        }
        shown.insert(Row(call: call, since: now - dwell, isNew: false), at: 0)
    }
}
