import ArgumentParser
import Foundation
import Kiosk
import KioskSettings
import KioskStore
import Logging
import QueueCore
import ServiceLifecycle
import UnixSignals

/// Runs a centre.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run the centre.")

    @Option(help: "The centre's configuration.")
    var config = "Config/centre.yaml"

    @Option(help: "The folder for the centre's data.")
    var data = "data"

    @Option(help: "The port to listen on; 0 takes any free one.")
    var port: Int?

    @Flag(help: "Put simulated devices in the place of the configured ones.")
    var simulate = false

    @Option(help: "Set the clock, such as 2026-11-23T08:15:00+07:00; it runs on from there.")
    var at: String?

    @Option(help: "Simulated citizens an hour, and clerks who serve them; only with --simulate.")
    var visitors: Int?

    func validate() throws {
        if let at, Instant(rfc3339: at) == nil {
            throw ValidationError("--at \(at) is no instant like 2026-11-23T08:15:00+07:00.")
        }
        if let port, !(0...65_535).contains(port) {
            throw ValidationError("--port \(port) is no port: 0 to 65535.")
        }
        if let visitors, !simulate || !(1...3_600).contains(visitors) {
            throw ValidationError("--visitors goes with --simulate and is 1 to 3600 an hour.")
        }
    }

    func run() async throws {
        let centre = try await makeCentre()
        let logger = Logger(label: "motcua")
        let hangUp = HangUp(files: centre.files, startAnew: centre.startAnew, logger: logger)
        var configuration = ServiceGroupConfiguration(
            services: ([hangUp] + centre.services).map {
                .init(
                    service: $0, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.quiet(logger))
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            FileHandle.standardError.write(Data("motcua stopped: \(error)\n".utf8))
            guard centre.startAnew.isWanted else { throw ExitCode.failure }
        }
        guard centre.startAnew.isWanted else { return }
        // A demonstration's port and clock go on where they are.
        var replaced = ["--port": String(centre.listen.port)]
        if at != nil { replaced["--at"] = centre.clock.now().rfc3339 }
        StartAnew.exec(replacing: replaced)
        throw ExitCode.failure
    }

    private func makeCentre() async throws -> Centre {
        var configuration = try CheckConfig.load(config)
        let shelf = try CheckConfig.shelf(config)
        let boards = try Commanding.explained { try BoardFamilies.shelf(besides: config) }
        let keypads = try Commanding.explained { try KeypadFamilies.shelf(besides: config) }
        if let port { configuration.listen.port = port }
        let reservation = simulate && configuration.listen.port == 0 ? PortReservation() : nil
        if let reservation { configuration.listen.port = reservation.port }
        if simulate {
            configuration = try Demonstration.apply(to: configuration, keepsHours: at != nil)
        }
        let (listen, scheme) = (configuration.listen, configuration.scheme)
        let isSimulated = simulate
        do {
            return try await Centre(
                Centre.Parts(
                    configuration: configuration, shelf: shelf, boards: boards, keypads: keypads,
                    directory: DataDirectory(path: data),
                    clock: SystemClock(startingAt: at.flatMap(Instant.init(rfc3339:))),
                    isSimulated: simulate, keepsHours: at != nil,
                    clockIsMeant: simulate || at != nil,
                    visitors: visitors, configPath: config, logger: Logger(label: "motcua"))
            ) { [reservation] port in
                _ = reservation
                Self.announce("\(scheme)://\(listen.urlHost):\(port)", isSimulated)
            }
        } catch {
            FileHandle.standardError.write(Data("motcua cannot start: \(error)\n".utf8))
            throw ExitCode.failure
        }
    }

    /// Says where the pages are; a script may wait for the last of these lines.
    private static func announce(_ base: String, _ isSimulated: Bool) {
        var pages = ["kiosk", "clerk", "guide", "display", "manager", "admin"]
        if isSimulated { pages.append("bench") }
        var text = ""
        for page in pages {
            let label = page.padding(toLength: 8, withPad: " ", startingAt: 0)
            text += "  \(label) \(base)/\(page)\n"
        }
        if isSimulated {
            text += "  accounts clerk1 … clerk16, manager1, admin1; password motcua; "
            text += "PINs 4701 … 4716; device token \(Demonstration.deviceToken)\n"
        }
        text += "motcua is open at \(base)\n"
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// The service group's own chatter is of no use to an operator.
    private static func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = .warning
        return quiet
    }
}
