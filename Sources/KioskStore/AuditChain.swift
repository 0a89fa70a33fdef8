package import Foundation

/// Follows the journal's rows in their order and finds what does not fit; pure.
///
/// Needs the same little memory for any number of rows.
package struct AuditChain {
    /// Findings that are listed before it stops.
    package static let findingsMax = 100
    /// Broken rows up to which it looks for where a row came from: the work grows with the cube.
    static let resolvedMax = 32

    /// A row whose link does not follow from the one before.
    private struct Broken {
        let row: AuditRow
        /// The link before it, as it lies there.
        let previous: Data
        /// The link that it should have.
        let link: Data
    }

    private enum Found {
        case plain(AuditFinding)
        case broken(Broken)
    }

    private var found: [Found] = []
    /// The last row's link as it lies on the disk.
    package private(set) var hash = HashChain.origin
    package private(set) var last: Int64 = 0
    package private(set) var count = 0

    package init() {}

    /// Whether the list is full and the rest is not worth reading.
    package var isFull: Bool { found.count >= Self.findingsMax }

    /// Takes the next row.
    package mutating func take(_ row: AuditRow) {
        count += 1
        guard row.sequence > last else {
            found.append(.plain(.neverGiven(row.sequence)))
            return
        }
        let isAfterGap = row.sequence > last + 1
        if isAfterGap {
            found.append(.plain(.missing(last + 1...row.sequence - 1)))
        }
        let link = row.link(after: hash)
        // After a gap the link before is gone: the row's own is taken on trust.
        if !isAfterGap, link != row.hash {
            found.append(.broken(Broken(row: row, previous: hash, link: link)))
        } else if EventTicket.name(in: row.body) != row.ticket {
            found.append(.plain(.misfiled(row.sequence)))
        }
        hash = row.hash
        last = row.sequence
    }

    /// Notes a row that has not even the form of one.
    package mutating func takeUnreadable(_ sequence: Int64) {
        found.append(.plain(.unreadable(sequence)))
        last = max(last, sequence)
        count += 1
    }

    /// Everything found, each row by its name.
    package func findings() -> [AuditFinding] {
        let broken = found.compactMap { found -> Broken? in
            if case .broken(let broken) = found { broken } else { nil }
        }
        let links = Set(broken.flatMap { [$0.row.hash, $0.previous, $0.link] })
        let places = broken.map(\.row.sequence)
        var findings = found.compactMap { found -> AuditFinding? in
            switch found {
            case .plain(let finding): return finding
            case .broken(let broken):
                guard places.count <= Self.resolvedMax else { return .changed(broken.row.sequence) }
                return Self.resolve(broken.row, links, places)
            }
        }
        if isFull { findings.append(.more) }
        return findings
    }

    /// What happened to a row, by finding the place and the neighbour with which its link is right.
    ///
    /// - Returns: nil when the row is whole and only the one before it was touched.
    private static func resolve(
        _ row: AuditRow, _ links: Set<Data>, _ places: [Int64]
    ) -> AuditFinding? {
        func fits(_ place: Int64) -> Bool {
            links.contains { row.link(after: $0, as: place) == row.hash }
        }
        if fits(row.sequence) { return nil }
        if let from = places.first(where: { $0 != row.sequence && fits($0) }) {
            return .moved(row.sequence, from: from)
        }
        return .changed(row.sequence)
    }
}
