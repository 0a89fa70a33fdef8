import Kiosk
import QueueCore
import Synchronization

/// The names that pages need: drawn once a day, for what has dates is there on its days only.
final class CentreDescription: Sendable {
    private struct Drawn {
        let day: ServiceDay
        /// One for each kiosk that asks, and one for who prints at none.
        var bytes: [KioskID?: [UInt8]] = [:]
    }

    private let configuration: Configuration
    private let isSimulated: Bool
    private let drawn = Mutex<Drawn?>(nil)

    init(_ configuration: Configuration, isSimulated: Bool) {
        self.configuration = configuration
        self.isSimulated = isSimulated
    }

    /// The JSON text as of `day`.
    ///
    /// - Parameters:
    ///   - day: the service day.
    ///   - kiosk: where the asker's numbers are printed, when a request names no kiosk.
    /// - Returns: the contract's shape.
    func bytes(on day: ServiceDay, for kiosk: KioskID?) -> [UInt8] {
        let known = configuration.kiosks.contains { $0.id == kiosk } ? kiosk : nil
        return drawn.withLock { drawn in
            var today = drawn.flatMap { $0.day == day ? $0 : nil } ?? Drawn(day: day)
            if let bytes = today.bytes[known] { return bytes }
            let bytes = json(configuration.plan.effective(on: day), known).bytes
            today.bytes[known] = bytes
            drawn = today
            return bytes
        }
    }

    private func json(_ plan: HallPlan, _ kiosk: KioskID?) -> JSONOutput {
        func name(_ name: LocalizedName?, _ id: String) -> JSONOutput {
            .object(["vi": .string(name?.vi ?? id), "en": .string(name?.en ?? id)])
        }
        return .object([
            "name": name(configuration.centre.name, ""),
            "heading": .array(configuration.centre.heading.map(JSONOutput.string)),
            "simulated": .bool(isSimulated),
            "lines": .array(
                plan.lines.map {
                    .object([
                        "id": .string($0.id.rawValue),
                        "name": name(configuration.lineNames[$0.id], $0.id.rawValue),
                        "numbers": .string(
                            "\(padded($0.firstNumber, $0.digits))–\(padded($0.lastNumber, $0.digits))"
                        ),
                    ])
                }),
            "priorityGroups": .array(
                plan.priorityGroups.map {
                    .object([
                        "id": .string($0.id),
                        "name": name(configuration.priorityGroupNames[$0.id], $0.id),
                    ])
                }),
            "procedures": .array(
                configuration.procedures(in: plan).map {
                    .object([
                        "code": .string($0.code.rawValue), "name": .string($0.name),
                        "line": .string($0.line.rawValue), "field": .string($0.field.rawValue),
                    ])
                }),
            "counters": .array(
                plan.counters.map {
                    .object([
                        "number": .number($0.number),
                        "lines": .array($0.lines.map { .string($0.rawValue) }),
                    ])
                }),
            "invitations": .number(plan.rules.invitations),
            "kiosk": .optional(kiosk?.rawValue),
            "kiosks": .array(
                configuration.kiosks.map {
                    .object([
                        "id": .string($0.id.rawValue), "name": name($0.name, $0.id.rawValue),
                        "screen": .bool($0.hasScreen),
                        "printers": .array($0.printers.map { .string($0.rawValue) }),
                    ])
                }),
            "results": .optional(configuration.resultsLine?.rawValue),
            "outcomes": .array(Outcome.allCases.map { .string($0.rawValue) }),
            "languages": .array(configuration.texts.languages.map(JSONOutput.string)),
        ])
    }
}
