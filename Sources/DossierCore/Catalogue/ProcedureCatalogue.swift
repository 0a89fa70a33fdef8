package import QueueCore

/// All procedures in all their versions: nothing is taken out, only succeeded.
package struct ProcedureCatalogue: Hashable, Sendable {
    /// Earliest first; those of one code share no day.
    private var versions: [ProcedureCode: [Procedure]] = [:]

    /// Makes a catalogue; of two versions that share a day, the first holds.
    package init(_ procedures: [Procedure] = []) {
        for procedure in procedures where isFree(procedure.dates, of: procedure.code) {
            insert(procedure)
        }
    }

    /// The codes, in order.
    package var codes: [ProcedureCode] { versions.keys.sorted() }

    /// All versions, by code and then earliest first.
    package var procedures: [Procedure] { codes.flatMap { versions[$0] ?? [] } }

    /// The version that holds on `day`; nil when the procedure is not offered then.
    package func procedure(_ code: ProcedureCode, on day: ServiceDay) -> Procedure? {
        versions[code]?.last { $0.dates.contains(day) }
    }

    /// The version under which a dossier was received.
    package func procedure(_ version: ProcedureVersion) -> Procedure? {
        versions[version.code]?.first { $0.dates.from == version.from }
    }

    private func isFree(_ dates: DateSpan, of code: ProcedureCode) -> Bool {
        !(versions[code] ?? []).contains { $0.dates.overlaps(dates) }
    }

    private mutating func insert(_ procedure: Procedure) {
        var all = versions[procedure.code] ?? []
        let place = all.firstIndex { later in
            guard let from = later.dates.from else { return false }
            return procedure.dates.from.map { $0 < from } ?? true
        }
        all.insert(procedure, at: place ?? all.endIndex)
        versions[procedure.code] = all
    }
}

// MARK: - Succession

/// What a new list did to a procedure.
package enum CatalogueChange: Hashable, Sendable {
    case added(ProcedureVersion)
    case succeeded(ProcedureVersion, by: ProcedureVersion)
    /// It holds no longer than the day before the list's.
    case ended(ProcedureVersion)
    /// It is as it was; the version in force stays.
    case unchanged(ProcedureVersion)
    /// Other versions hold on these days already, and dossiers may have been received under them.
    case conflicting(ProcedureVersion)
}

extension ProcedureCatalogue {
    /// The catalogue once `list` holds from `day` on, and what that changes, by code.
    ///
    /// - Parameters:
    ///   - list: procedures whose rows name no first day begin on `day`.
    ///   - day: from which the list holds.
    ///   - isWhole: whether what is missing in the list ends; a list may hold one field only.
    /// - Returns: the catalogue, and what became of each procedure.
    package func succeeded(
        by list: [Procedure], from day: ServiceDay, isWhole: Bool = false
    ) -> (catalogue: ProcedureCatalogue, changes: [CatalogueChange]) {
        var next = self
        var changes: [CatalogueChange] = []
        for procedure in list.sorted(by: { $0.code < $1.code }) {
            changes.append(next.succeed(by: procedure, from: procedure.dates.from ?? day))
        }
        guard isWhole else { return (next, changes) }
        let listed = Set(list.map(\.code))
        for code in codes where !listed.contains(code) {
            guard let last = procedure(code, on: day), last.dates.to == nil,
                last.dates.from.map({ $0 < day }) ?? true
            else { continue }
            next.close(last.version, before: day)
            changes.append(.ended(last.version))
        }
        return (next, changes)
    }

    private mutating func succeed(by procedure: Procedure, from day: ServiceDay) -> CatalogueChange
    {
        var new = procedure
        new.dates = DateSpan(from: day, to: procedure.dates.to)
        guard let current = self.procedure(procedure.code, on: day) else {
            guard isFree(new.dates, of: new.code) else { return .conflicting(new.version) }
            insert(new)
            return .added(new.version)
        }
        if current.isSame(as: new), current.dates.to == new.dates.to {
            return .unchanged(current.version)
        }
        // Closed the day before its first, a version would hold on no day at all.
        guard current.dates.from.map({ $0 < day }) ?? true else { return .conflicting(new.version) }
        var closed = self
        closed.close(current.version, before: day)
        guard closed.isFree(new.dates, of: new.code) else { return .conflicting(new.version) }
        closed.insert(new)
        self = closed
        return .succeeded(current.version, by: new.version)
    }

    private mutating func close(_ version: ProcedureVersion, before day: ServiceDay) {
        guard let index = versions[version.code]?.firstIndex(where: { $0.version == version })
        else { return }
        versions[version.code]?[index].dates = DateSpan(
            from: version.from, to: day.advanced(by: -1))
    }
}
