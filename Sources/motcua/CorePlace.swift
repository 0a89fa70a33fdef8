import Kiosk
import KioskDossier
import KioskHandOff
import KioskStore
import Logging
import QueueCore

/// Where a centre's dossier core is: in this program, or elsewhere.
struct CorePlace {
    let gateway: any DossierGateway
    let desk: any DossierDesk
    /// The core itself, where it is in this program.
    let embedded: EmbeddedCore?

    /// Opens the core, or what leads to it.
    ///
    /// - Throws: `DossierError` when its store cannot be used, `HandOffKeyFault` when the key
    ///   cannot.
    init(_ parts: Centre.Parts) throws {
        let configuration = parts.configuration
        switch configuration.dossier.gateway {
        case .inProcess:
            let core = try Self.core(of: configuration, in: parts.directory, parts.logger)
            (gateway, desk, embedded) = (core, core, core)
        case .http(let url, let keyFile):
            let http = HTTPGateway(
                base: url, centre: configuration.plan.centre, key: try HandOffKey(file: keyFile),
                clock: parts.clock)
            (gateway, desk, embedded) = (http, http, nil)
        case .folder(let path, let keyFile):
            let folder = FolderGateway(
                path: path, centre: configuration.plan.centre, key: try HandOffKey(file: keyFile))
            (gateway, desk, embedded) = (folder, NoDesk(), nil)
        }
    }

    /// The embedded core with a centre's procedures and calendar.
    static func core(
        of configuration: Configuration, in directory: DataDirectory, _ logger: Logger
    ) throws -> EmbeddedCore {
        try EmbeddedCore(
            path: directory.dossierPath, settings: configuration.dossier,
            law: CentreLaw(procedures: configuration.procedures, plan: configuration.plan),
            ring: ring(in: directory, logger))
    }

    /// The keys of applicants' data; without them the vault stays shut and the hall goes on.
    private static func ring(in directory: DataDirectory, _ logger: Logger) -> VaultRing? {
        do {
            try directory.makeKeysFolder()
            let sealed = EmbeddedCore.sealedCount(at: directory.dossierPath)
            let ring = try VaultRing(path: directory.vaultKeyPath, mayMake: sealed == 0)
            if ring.isNew {
                logger.notice(
                    "made \(directory.vaultKeyPath): back it up apart, motcua backup --keys")
            }
            return ring
        } catch {
            logger.error("applicants can neither be written down nor read: \(error)")
            return nil
        }
    }
}
