import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

/// Everything the API's calls need.
struct API: Sendable {
    let configuration: Configuration
    let controller: Controller
    let store: any TicketStore
    let hub: SnapshotHub
    let health: HealthBoard
    let sessions: SessionKeeper
    let identifiers: any IdentifierSource
    let clock: any WallClock
    let isSimulated: Bool
    let logger: Logger
    let shapes: Shapes
    let commands: CommandDesk
    let reports = BlockingQueue(label: "motcua.reports")
    let hallBytes = HallBytes()
    let centreBytes: [UInt8]

    init(_ parts: WebParts, sessions: SessionKeeper) {
        configuration = parts.configuration
        controller = parts.controller
        store = parts.store
        hub = parts.hub
        health = parts.health
        self.sessions = sessions
        identifiers = parts.identifiers
        clock = parts.clock
        isSimulated = parts.bench != nil
        logger = parts.logger
        shapes = Shapes(parts.configuration)
        commands = CommandDesk(controller: parts.controller, shapes: shapes)
        centreBytes = Self.centre(parts.configuration, isSimulated: isSimulated).bytes
    }

    /// Every call below `/api/v1`.
    var routes: [Route] {
        sessionRoutes + ticketRoutes + counterRoutes + hallRoutes + reportRoutes
    }

    func known(_ principal: Principal?) throws(Problem) -> Principal {
        guard let principal else { throw .unauthorised }
        return principal
    }

    func counterNumber(_ context: WebContext) throws -> CounterNumber {
        guard let number = Int(try context.parameters.require("n")) else {
            throw Problem(Refusal(.unknownCounter))
        }
        return number
    }

    /// A store that cannot be read is the operator's matter; the asker hears "not ready".
    func readStore<Value: Sendable>(
        _ body: @Sendable () throws -> Value
    ) async throws(Problem) -> Value {
        do {
            return try await reports.run(body)
        } catch {
            logger.error("reading the store failed: \(error)")
            throw .notReady
        }
    }

    private static func centre(_ configuration: Configuration, isSimulated: Bool) -> JSONOutput {
        func name(_ name: LocalizedName?, _ id: String) -> JSONOutput {
            .object(["vi": .string(name?.vi ?? id), "en": .string(name?.en ?? id)])
        }
        return .object([
            "name": name(configuration.centre.name, ""),
            "heading": .array(configuration.centre.heading.map(JSONOutput.string)),
            "simulated": .bool(isSimulated),
            "lines": .array(
                configuration.plan.lines.map {
                    .object([
                        "id": .string($0.id.rawValue),
                        "name": name(configuration.lineNames[$0.id], $0.id.rawValue),
                        "numbers": .string(
                            "\(padded($0.firstNumber, $0.digits))–\(padded($0.lastNumber, $0.digits))"
                        ),
                    ])
                }),
            "priorityGroups": .array(
                configuration.plan.priorityGroups.map {
                    .object([
                        "id": .string($0.id),
                        "name": name(configuration.priorityGroupNames[$0.id], $0.id),
                    ])
                }),
            "procedures": .array(
                configuration.procedures.map {
                    .object([
                        "code": .string($0.code.rawValue), "name": .string($0.name),
                        "line": .string($0.line.rawValue), "field": .string($0.field.rawValue),
                    ])
                }),
            "counters": .array(
                configuration.plan.counters.map {
                    .object([
                        "number": .number($0.number),
                        "lines": .array($0.lines.map { .string($0.rawValue) }),
                    ])
                }),
            "outcomes": .array(Outcome.allCases.map { .string($0.rawValue) }),
            "languages": .array(configuration.texts.languages.map(JSONOutput.string)),
        ])
    }
}
