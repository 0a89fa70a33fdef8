import Kiosk
import QueueCore
import Synchronization

/// The names that pages need: drawn once a day, for what has dates is there on its days only.
final class CentreDescription: Sendable {
    private let configuration: Configuration
    private let isSimulated: Bool
    private let drawn = Mutex<(day: ServiceDay, bytes: [UInt8])?>(nil)

    init(_ configuration: Configuration, isSimulated: Bool) {
        self.configuration = configuration
        self.isSimulated = isSimulated
    }

    /// The JSON text as of `day`.
    func bytes(on day: ServiceDay) -> [UInt8] {
        drawn.withLock { drawn in
            if let drawn, drawn.day == day { return drawn.bytes }
            let bytes = json(configuration.plan.effective(on: day)).bytes
            drawn = (day, bytes)
            return bytes
        }
    }

    /// The procedures that may be asked for on the plan's day.
    private func procedures(in plan: HallPlan) -> [ProcedureEntry] {
        let today = Dictionary(plan.procedures.map { ($0.code, $0.line) }) { _, last in last }
        return configuration.procedures.filter { today[$0.code] == $0.line }
    }

    private func json(_ plan: HallPlan) -> JSONOutput {
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
                procedures(in: plan).map {
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
            "outcomes": .array(Outcome.allCases.map { .string($0.rawValue) }),
            "languages": .array(configuration.texts.languages.map(JSONOutput.string)),
        ])
    }
}
