import Foundation
import GRDB
package import Kiosk
package import QueueCore

/// The dossier core inside this program, on a store of its own.
///
/// Steps that wait together are recorded in one transaction. A step handed over again gets the
/// receipt it got before; the store's keys see to that, also after a crash.
package actor EmbeddedCore {
    /// Steps that may wait; one more is told to come later.
    package static let inboxMax = 1_024
    /// Steps recorded in one transaction.
    package static let batchMax = 64
    /// Visits whose applicants are remembered until the program ends.
    package static let applicationsMax = 500

    typealias StepResult = Result<HandOffReceipt, DossierError>

    private nonisolated let executor = SerialQueueExecutor(label: "motcua.dossier")
    private nonisolated let inbox = Inbox<HandOffStep, StepResult>(limit: EmbeddedCore.inboxMax)
    let pool: DatabasePool
    let settings: DossierSettings
    /// By which dossiers are decided and their results promised.
    let law: CentreLaw
    /// The keys of applicants' data; nil where the vault stays shut.
    let ring: VaultRing?
    /// What clerks note before a dossier has a code, in memory only.
    var applications: [TicketID: Application] = [:]

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        executor.asUnownedSerialExecutor()
    }

    /// Opens the core's store, making its tables.
    ///
    /// - Parameters:
    ///   - path: the SQLite file.
    ///   - settings: who mints codes, and how.
    ///   - law: what the centre lists; what is not listed is promised for no day.
    ///   - ring: opens the applicants' vault; without it nothing of them is kept or read.
    /// - Throws: `DossierError` with code `.storage`.
    package init(
        path: String, settings: DossierSettings,
        law: CentreLaw = CentreLaw(procedures: [], plan: .empty), ring: VaultRing? = nil
    ) throws(DossierError) {
        self.settings = settings
        self.law = law
        self.ring = ring
        do {
            var configuration = GRDB.Configuration()
            configuration.label = "dossier"
            configuration.busyMode = .timeout(5)
            try Self.refuseForeign(path)
            pool = try DatabasePool(path: path, configuration: configuration)
            try pool.writeWithoutTransaction { db in
                // As for the hall's store: GRDB would leave NORMAL.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                // What is erased is overwritten.
                try db.execute(sql: "PRAGMA secure_delete = ON")
                try db.execute(sql: "PRAGMA application_id = \(DossierSchema.applicationID)")
            }
            try DossierSchema.migrator.migrate(pool)
            try pool.write { try DossierBook($0).takeUp(law) }
        } catch let error as DossierError {
            throw error
        } catch {
            throw DossierError(.storage, "\(path): \(error)")
        }
    }

    /// Looks at a file before it is opened for writing, which would already change it.
    private static func refuseForeign(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        var configuration = GRDB.Configuration()
        configuration.readonly = true
        // The last one to close a store holds it for a moment.
        configuration.busyMode = .timeout(5)
        try DatabaseQueue(path: path, configuration: configuration).read { db in
            let identity = try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
            guard identity == DossierSchema.applicationID || tables == 0 else {
                throw DossierError(.storage, "\(path) is a database of another program")
            }
        }
    }

    private func drain() {
        let batch = inbox.take(Self.batchMax)
        let outcomes: [StepResult]
        do {
            outcomes = try pool.write { db in
                let recorder = StepRecorder(db: db, settings: settings, law: law)
                return try batch.map { waiting in
                    do throws(DossierError) {
                        return .success(try recorder.record(waiting.request))
                    } catch {
                        // A refused step wrote nothing; a storage fault ends the whole batch.
                        guard error.code != .storage else { throw error }
                        return .failure(error)
                    }
                }
            }
        } catch {
            let failure = error as? DossierError ?? DossierError(.storage, "\(error)")
            outcomes = batch.map { _ in .failure(failure) }
        }
        for (waiting, outcome) in zip(batch, outcomes) {
            waiting.reply.resume(returning: outcome)
        }
        if inbox.mustGoOn() { scheduleDrain() }
    }

    private nonisolated func scheduleDrain() {
        executor.async { self.assumeIsolated { $0.drain() } }
    }
}

extension EmbeddedCore: DossierGateway {
    package nonisolated func handOver(_ step: HandOffStep, key: String)
        async throws(DossierError) -> HandOffReceipt
    {
        guard key == step.key else {
            throw DossierError(.conflict, "key \(key) does not belong to step \(step.key)")
        }
        let outcome = await inbox.submit(step, wake: scheduleDrain)
        guard let outcome else { throw DossierError(.unavailable, "too many steps wait") }
        return try outcome.get()
    }
}
