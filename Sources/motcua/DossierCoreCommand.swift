import ArgumentParser
import Foundation
import Kiosk
import KioskDossier
import KioskHandOff
import KioskStore
import Logging
import QueueCore
import ServiceLifecycle
import UnixSignals

/// Runs the embedded core as a service of its own, for many centres.
struct DossierCoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier-core",
        abstract: "Serve the dossier core to centres that hand over by HTTP or through a folder.",
        discussion: """
            Each centre has a store and a key of its own: no centre reads or writes another's. It \
            speaks plain HTTP; outside of one machine a proxy with TLS stands before it.
            """)

    @Option(help: "A centre's configuration; once for each centre.")
    var centre: [String]

    @Option(help: "The folder for the centres' dossiers, a folder each.")
    var data = "core-data"

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port = 8090

    @Option(help: "Set the clock, such as 2026-11-23T08:15:00+07:00; it runs on from there.")
    var at: String?

    func validate() throws {
        if let at, Instant(rfc3339: at) == nil {
            throw ValidationError("--at \(at) is no instant like 2026-11-23T08:15:00+07:00.")
        }
        if !(0...65_535).contains(port) {
            throw ValidationError("--port \(port) is no port: 0 to 65535.")
        }
    }

    func run() async throws {
        let clock = SystemClock(startingAt: at.flatMap(Instant.init(rfc3339:)))
        let logger = Logger(label: "motcua")
        let offices: [Office] = try Commanding.explained { try self.offices() }
        var services: [any Service] = offices.map { office in
            let watch = LatenessWatch(
                core: office.core, clock: clock, isTrusted: { true }, logger: logger)
            return Job { await watch.run() }
        }
        services += doors(offices, clock, logger)
        var quiet = logger
        quiet.logLevel = .warning
        var configuration = ServiceGroupConfiguration(
            services: services.map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            Commanding.complain("motcua dossier-core stops: \(error)")
            throw ExitCode.failure
        }
    }

    /// What takes steps in: a server for all that come by HTTP, and each folder.
    private func doors(_ offices: [Office], _ clock: SystemClock, _ logger: Logger)
        -> [any Service]
    {
        var doors: [any Service] = []
        for office in offices {
            guard let path = office.folder else { continue }
            let core = FolderCore(path: path, centre: office.served, logger: logger)
            Self.say("motcua serves the dossiers of \(office.served.code) in \(path)")
            doors.append(Job { await core.run() })
        }
        let served = offices.filter { $0.folder == nil }.map(\.served)
        guard !served.isEmpty else { return doors }
        let address = ListenAddress(host: host, port: port)
        doors.append(
            CoreServer(listen: address, centres: served, clock: clock, logger: logger) { port in
                Self.say("motcua serves dossiers at http://\(address.urlHost):\(port)")
            })
        return doors
    }

    private static func say(_ words: String) {
        FileHandle.standardOutput.write(Data("\(words)\n".utf8))
    }

    /// A centre, its core, and the lock that keeps a second core out of its folder.
    private struct Office {
        let served: ServedCentre
        let core: EmbeddedCore
        /// Where its steps lie; nil for those that come by HTTP.
        let folder: String?
        let lock: DirectoryLock
    }

    private func offices() throws -> [Office] {
        var known: Set<String> = []
        return try centre.map { path in
            let configuration = try CheckConfig.load(path)
            let code = configuration.plan.centre
            let (folder, keyFile): (String?, String)
            switch configuration.dossier.gateway {
            case .inProcess:
                throw Unserved(
                    path: path, cause: "its dossier.gateway is not of kind http or folder")
            case .http(_, let file): (folder, keyFile) = (nil, file)
            case .folder(let path, let file): (folder, keyFile) = (path, file)
            }
            guard known.insert(code).inserted else {
                throw Unserved(path: path, cause: "the centre \(code) is given twice")
            }
            let key = try HandOffKey(file: keyFile)
            try DataDirectory(path: data).create()
            let directory = DataDirectory(path: "\(data)/\(code)")
            try directory.create()
            let lock = try directory.lock()
            let core = try CorePlace.core(
                of: configuration, in: directory, Logger(label: "motcua"))
            return Office(
                served: ServedCentre(code: code, key: key, gateway: core, desk: core), core: core,
                folder: folder, lock: lock)
        }
    }

    private struct Unserved: Error, CustomStringConvertible {
        let path: String
        let cause: String
        var description: String { "\(path) cannot be served: \(cause)." }
    }
}
