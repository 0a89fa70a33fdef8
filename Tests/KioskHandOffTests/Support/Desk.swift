import Foundation
import GRDB
import Hummingbird
import Kiosk
import KioskDossier
import KioskHandOff
import KioskTesting
import Logging
import QueueCore
import ServiceLifecycle
import Synchronization

/// A core's stores in a directory that goes with the test, and the centres it serves.
final class Rig: Sendable {
    static let centre = "H53.12.3"
    static let key = HandOffKey(bytes: (0..<32).map(UInt8.init))
    static let otherKey = HandOffKey(bytes: [UInt8](repeating: 7, count: 32))
    static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }

    let path: String
    let clock = TestClock(SampleVisit.morning)

    init() throws {
        path = NSTemporaryDirectory() + "motcua-hand-off-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func core(_ name: String = "dossier", _ authority: DossierSettings.Authority = .embedded) throws
        -> EmbeddedCore
    {
        try EmbeddedCore(
            path: "\(path)/\(name).db",
            settings: DossierSettings(authority: authority, agencyCode: "H53.12.3"))
    }

    /// The sample centre, served by a core; by another gateway in its place where one is given.
    func served(_ core: EmbeddedCore, taking gateway: (any DossierGateway)? = nil) -> ServedCentre {
        ServedCentre(code: Self.centre, key: Self.key, gateway: gateway ?? core, desk: core)
    }

    func gateway(port: Int, answerTime: Duration = .seconds(30)) -> HTTPGateway {
        HTTPGateway(
            base: "http://127.0.0.1:\(port)", centre: Self.centre, key: Self.key, clock: clock,
            answerTime: answerTime)
    }

    /// Serves these centres while the body runs; the body learns the port.
    func serving(
        _ centres: [ServedCentre], _ body: @Sendable @escaping (Int) async throws -> Void
    ) async throws {
        let clock = clock
        try await running(
            { onListening in
                CoreServer(
                    listen: ListenAddress(host: "127.0.0.1", port: 0), centres: centres,
                    clock: clock,
                    logger: Self.silent, onListening: onListening)
            }, body)
    }
}

/// Runs a server while the body runs.
func running<Server: Service>(
    _ make: (@escaping @Sendable (Int) async -> Void) -> Server,
    _ body: @Sendable @escaping (Int) async throws -> Void
) async throws {
    let (ports, inlet) = AsyncStream.makeStream(of: Int.self)
    let server = make { port in inlet.yield(port) }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            try? await server.run()
            inlet.finish()
        }
        group.addTask {
            for await port in ports {
                try await body(port)
                return
            }
            throw ConformanceFailure("the server did not start")
        }
        while let result = await group.nextResult() {
            try result.get()
            group.cancelAll()
        }
    }
}
