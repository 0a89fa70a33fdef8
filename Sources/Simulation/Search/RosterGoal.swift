/// What a roster must keep.
package struct RosterGoal: Hashable, Sendable, Codable {
    /// Citizens of a line, over all days, below whom its share says nothing.
    package static let citizensMin = 10

    /// Minutes within which citizens should be called.
    package var targetMinutes: Int
    /// Of all who did not leave by themselves, in per cent.
    package var sharePercent: Double
    /// Whether each line must keep the share, and not only all together.
    package var everyLine: Bool

    package init(targetMinutes: Int = 15, sharePercent: Double = 90, everyLine: Bool = false) {
        self.targetMinutes = targetMinutes
        self.sharePercent = sharePercent
        self.everyLine = everyLine
    }

    /// The share that decides: of all, or of the worst line where each must keep it.
    ///
    /// Lines with fewer than `citizensMin` citizens count among all only. With nobody, all were in
    /// time.
    func share(of figures: SimulatedFigures) -> Double {
        let all = figures.all.sharePercent ?? 100
        guard everyLine else { return all }
        let lines = figures.lines.filter { $0.issued >= Self.citizensMin }
        return min(all, lines.compactMap(\.sharePercent).min() ?? 100)
    }

    /// Whether the figures keep the goal without leaving more people over than `leftOver`.
    func isKept(by figures: SimulatedFigures, leftOver: Int) -> Bool {
        share(of: figures) >= sharePercent && figures.all.expired <= leftOver
    }
}
