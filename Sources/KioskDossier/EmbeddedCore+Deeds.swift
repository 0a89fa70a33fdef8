import DossierCore
import GRDB
package import Kiosk
package import QueueCore

/// The workflow as officials' pages speak to it.
extension EmbeddedCore: DossierWorkflow {
    package func life(ofDossier code: String) async throws(DossierError) -> DossierLife? {
        let history = try await history(ofDossier: code)
        return Dossier(code: code, history: history).map { DossierLife($0, history) }
    }

    package func carryOut(
        _ deed: DossierDeed, onDossier code: String, by actor: String, for office: String?,
        key: String, at now: Instant
    ) async throws(DossierError) -> DossierLife {
        let law = law
        return try stored {
            try pool.write { db in
                try Self.carryOut(
                    deed, onDossier: code, by: actor, for: office, key: key, at: now, law, db)
            }
        }
    }

    /// The same within a transaction.
    static func carryOut(
        _ deed: DossierDeed, onDossier code: String, by actor: String, for office: String?,
        key: String, at now: Instant, _ law: CentreLaw, _ db: Database
    ) throws -> DossierLife {
        let book = DossierBook(db)
        guard let dossier = try book.dossier(code) else { throw DossierError.unknownDossier }
        if try DeedKey(db).claim(key, for: code, at: now) {
            let rules = law.rules(of: dossier.filing.procedure.code, at: now)
            let official = Official(actor, of: office.map(OfficeID.init(_:)) ?? rules.frontOffice)
            _ = try book.act(
                try deed.action(on: dossier, law), on: code, by: official, at: now, law)
        }
        let history = try book.history(code)
        guard let after = Dossier(code: code, history: history) else {
            throw DossierError(.storage, "the events of dossier \(code) have gaps")
        }
        return DossierLife(after, history)
    }

    package func urgent(at now: Instant) async throws(DossierError) -> [UrgentDossiers] {
        try await urgingLists(at: now).map(UrgentDossiers.init)
    }
}

/// Keys of deeds that had their effect: what is sent twice is done once.
private struct DeedKey {
    private static let life = Duration.seconds(2 * 86_400)

    let db: Database

    init(_ db: Database) { self.db = db }

    /// Takes the key for this deed; false when the deed was done under it before.
    func claim(_ key: String, for code: String, at now: Instant) throws -> Bool {
        let known = try String.fetchOne(
            db, sql: "SELECT code FROM deed_keys WHERE key = ?", arguments: [key])
        if let known {
            guard known == code else {
                throw DossierError(.conflict, "the key belongs to a deed on \(known)")
            }
            return false
        }
        try db.execute(
            sql: "DELETE FROM deed_keys WHERE at_ms < ?",
            arguments: [(now - Self.life).millisecondsSinceEpoch])
        try db.execute(
            sql: "INSERT INTO deed_keys VALUES (?, ?, ?)",
            arguments: [key, code, now.millisecondsSinceEpoch])
        return true
    }
}

extension DossierDeed {
    /// As the workflow decides it.
    fileprivate func action(
        on dossier: Dossier, _ law: CentreLaw
    ) throws(DossierError) -> DossierAction {
        switch self {
        case .receive:
            .receive(
                law.limit(of: dossier.filing.procedure.code, through: dossier.filing.channel))
        case .askSupplement(let papers, let reason):
            .askSupplement(papers: papers, reason: reason)
        case .supply: .supply(through: .direct)
        case .refuse(let reason): .refuse(reason: reason)
        case .forward(let office, let note): .forward(to: OfficeID(office), note: note)
        case .accept: .accept
        case .charge(let amount, let reason, let isAwaited):
            .charge(amountVND: amount, reason: reason, isAwaited: isAwaited)
        case .pay(let amount, let receipt): .pay(amountVND: amount, receipt: receipt)
        case .suspend(let reason): .suspend(reason: reason)
        case .goOn: .goOn
        case .withdraw(let reason): .withdraw(reason: reason)
        case .stop(let reason): .stop(reason: reason)
        case .finish(let result): .finish(result: result)
        case .takeBackResult(let reason): .takeBackResult(reason: reason)
        case .handOverAtCounter(let note): .handOver(.counter(note: note))
        case .handOverByPost(let consignment): .handOver(.post(consignment: consignment))
        case .recordError(let what): .recordError(what: what)
        case .apologise(let number, let reason, let newDay):
            .apologise(try Self.cause(number, dossier), reason: reason, newDay: newDay)
        }
    }

    private static func cause(
        _ number: Int, _ dossier: Dossier
    ) throws(DossierError) -> ApologyCause {
        guard dossier.apologies.indices.contains(number - 1) else {
            throw DossierError(.refused, DossierRefusal.nothingToApologise.vietnamese)
        }
        return dossier.apologies[number - 1].cause
    }
}

extension DossierAction.Kind {
    /// Its word for officials; nil for what nobody asks for on a page.
    fileprivate var word: DossierDeed.Word? {
        switch self {
        case .noteLateness: nil
        case .receive: .receive
        case .refuse: .refuse
        case .askSupplement: .askSupplement
        case .supply: .supply
        case .forward: .forward
        case .accept: .accept
        case .charge: .charge
        case .pay: .pay
        case .suspend: .suspend
        case .goOn: .goOn
        case .withdraw: .withdraw
        case .stop: .stop
        case .finish: .finish
        case .takeBackResult: .takeBackResult
        case .handOver: .handOver
        case .recordError: .recordError
        case .apologise: .apologise
        }
    }
}

extension DossierLife {
    fileprivate init(_ dossier: Dossier, _ history: [DossierEvent]) {
        self.init(
            code: dossier.code, procedure: dossier.filing.procedure.code,
            state: dossier.state.rawValue, stateName: dossier.state.vietnamese,
            promise: dossier.promise?.day, promiseReason: dossier.due?.reason.vi ?? "",
            holder: dossier.holder.rawValue, sentTo: dossier.sentTo?.rawValue,
            owed: dossier.owedVND, paid: dossier.paidVND,
            apologies: dossier.apologies.enumerated().map { place, apology in
                Apology(
                    number: place + 1, cause: apology.cause.vietnamese, madeAt: apology.madeAt,
                    newDay: apology.newDay)
            },
            allowed: Self.allowed(dossier),
            steps: history.map { event in
                Step(
                    at: event.at, by: event.by.name, office: event.by.office.rawValue,
                    words: event.fact.vietnamese)
            })
    }

    /// What the state allows, without what could only be refused.
    private static func allowed(_ dossier: Dossier) -> [DossierDeed.Word] {
        DossierAction.Kind.allCases.filter { kind in
            guard DossierTransitions.states(for: kind).contains(dossier.state) else {
                return false
            }
            return switch kind {
            case .accept: dossier.sentTo != nil
            case .forward: dossier.sentTo == nil
            case .pay: dossier.balanceVND > 0
            case .handOver: dossier.balanceVND <= 0
            case .refuse: dossier.course == nil
            case .apologise: !dossier.apologiesOwed.isEmpty
            default: true
            }
        }.compactMap(\.word)
    }
}

extension UrgentDossiers {
    fileprivate init(_ list: UrgingList) {
        self.init(
            office: list.office.rawValue,
            entries: list.entries.map { entry in
                Entry(
                    code: entry.code, promise: entry.promise.day,
                    urgency: Urgency(entry.urgency), workingDaysLate: entry.workingDaysLate)
            })
    }
}

extension UrgentDossiers.Urgency {
    fileprivate init(_ urgency: UrgingList.Urgency) {
        self =
            switch urgency {
            case .late: .late
            case .dueToday: .today
            case .dueSoon: .soon
            }
    }
}
