package import QueueCore

/// Gathers waits into a report.
package struct WaitTally: Sendable {
    private struct Group {
        var rows = 0
        var noShows = 0
        var expired = 0
        var cancelled = 0
        var abandoned = 0
        var transferred = 0
        var unmet = 0
        var first: [Int64] = []
        var firstOpen: [Int64] = []
        var total: [Int64] = []
        var totalOpen: [Int64] = []

        mutating func add(_ sample: WaitSample) {
            rows += 1
            switch sample.state {
            case .noShow: noShows += 1
            case .expired: expired += 1
            case .cancelled:
                cancelled += 1
                if sample.first == nil { abandoned += 1 }
            default: break
            }
            if sample.wasTransferred { transferred += 1 }
            guard let wait = sample.first else { return }
            first.append(wait)
            firstOpen.append(sample.firstOpen ?? wait)
            total.append(sample.total)
            totalOpen.append(sample.totalOpen)
        }
    }

    private let key: WaitReport.Key
    private let filter: WaitFilter
    private var groups: [String: Group] = [:]

    package init(by key: WaitReport.Key, _ filter: WaitFilter = WaitFilter()) {
        self.key = key
        self.filter = filter
    }

    /// Counts one ticket, where the filter admits it.
    package mutating func add(_ sample: WaitSample) {
        guard filter.admits(sample) else { return }
        groups[name(sample), default: Group()].add(sample)
    }

    /// Counts one ticket of the log.
    package mutating func add(_ row: WaitRow) { add(WaitSample(row)) }

    /// Counts one press that got no number, where the report's key and filter say something of it.
    package mutating func add(_ press: UnmetPress) {
        guard filter.admits(press), let name = name(press) else { return }
        groups[name, default: Group()].unmet += 1
    }

    /// The report of everything counted.
    ///
    /// - Parameters:
    ///   - from: first service day asked for.
    ///   - to: last service day asked for.
    ///   - order: keys that come first, in this order; the rest follows by name.
    /// - Returns: a row for each key that has a ticket or a press that got none.
    package func report(from: ServiceDay, to: ServiceDay, order: [String] = []) -> WaitReport {
        let keys = ReportOrder(order).sorted(groups.keys)
        return WaitReport(
            from: from, to: to, by: key,
            rows: keys.compactMap { key in groups[key].map { row(key, $0) } })
    }

    private func row(_ key: String, _ group: Group) -> WaitReport.Row {
        WaitReport.Row(
            key: key, count: group.rows, first: WaitFigures(milliseconds: group.first),
            noShows: group.noShows, expired: group.expired, cancelled: group.cancelled,
            abandoned: group.abandoned, transferred: group.transferred,
            unmet: self.key.tellsUnmet && filter.tellsUnmet ? group.unmet : nil,
            total: WaitFigures(milliseconds: group.total),
            open: WaitFigures(milliseconds: group.firstOpen),
            totalOpen: WaitFigures(milliseconds: group.totalOpen))
    }

    /// Tickets without a field, counter or clerk are gathered under `-`.
    private func name(_ sample: WaitSample) -> String {
        switch key {
        case .line: sample.line.rawValue
        case .field: sample.field?.rawValue ?? "-"
        case .counter: sample.counter.map(String.init) ?? "-"
        case .clerk: sample.clerk?.rawValue ?? "-"
        case .hour: Self.hours[sample.issuedAt.hour]
        case .day: sample.day.description
        case .weekdayHour: Self.name(sample.day, sample.issuedAt)
        }
    }

    private func name(_ press: UnmetPress) -> String? {
        switch key {
        case .line: press.line.rawValue
        case .hour: Self.hours[press.at.hour]
        case .day: press.day.description
        case .weekdayHour: Self.name(press.day, press.at)
        case .field, .counter, .clerk: nil
        }
    }

    private static let hours = (0..<24).map { QueueCore.padded($0, 2) }

    private static func name(_ day: ServiceDay, _ at: Instant) -> String {
        "\(day.weekday)-\(hours[at.hour])"
    }
}
