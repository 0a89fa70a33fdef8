import Foundation
import Kiosk
import QueueCore
import ServiceLifecycle

/// Simulated citizens, and clerks who serve them, so that a demonstration lives.
///
/// Every counter but `freeCounter` gets its clerk; that one is left to whoever tries the pages.
struct Visitors: Service {
    /// A counter without a simulated clerk.
    static let freeCounter: CounterNumber = 6
    /// The share of the clerks' time that the citizens take.
    private static let load = 0.8

    let perHour: Int
    let configuration: Configuration
    let controller: Controller
    let identifiers: any IdentifierSource
    let clock: SystemClock

    func run() async {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await arrive() }
                for counter in configuration.plan.counters where counter.number != Self.freeCounter
                {
                    group.addTask { await serve(counter.number) }
                }
            }
        }
    }

    private func arrive() async {
        let mean = 3_600 / Double(perHour)
        while !Task.isCancelled {
            guard await rest(exponential(mean: mean)) else { return }
            guard let line = configuration.plan.lines.randomElement()?.id else { return }
            let request = IssueRequest(
                id: identifiers.ticketID(at: clock.now()), statusToken: identifiers.token(),
                line: line, channel: .kiosk, kiosk: configuration.defaultKiosk,
                language: Texts.defaultLanguage)
            _ = await controller.submit(
                Request(.issue(request), by: Actor(.device, "visitor")))
        }
    }

    private func serve(_ counter: CounterNumber) async {
        let clerk = Actor(.clerk, "clerk\(counter)")
        // Citizens come at random; each clerk's share of them must fit into his or her time.
        let clerks = Double(configuration.plan.counters.count - 1)
        let mean = min(300, Self.load * 3_600 * clerks / Double(perHour))
        while !Task.isCancelled {
            guard case .call = await submit(.callNext(counter), clerk) else {
                // Nobody waits, or a restart or a new day left the counter otherwise than here.
                _ = await submit(.openCounter(counter), clerk)
                _ = await submit(.start(counter), clerk)
                _ = await submit(.complete(counter, .informationGiven, procedures: []), clerk)
                guard await rest(.seconds(2)) else { return }
                continue
            }
            guard await rest(exponential(mean: mean / 20)) else { return }
            _ = await submit(.start(counter), clerk)
            guard await rest(exponential(mean: mean)) else { return }
            let outcome = Outcome.allCases.randomElement() ?? .informationGiven
            _ = await submit(
                .complete(counter, outcome, procedures: procedures(at: counter)), clerk)
        }
    }

    private func submit(_ action: Command.Action, _ clerk: Actor) async -> Answer? {
        guard case .done(let answer, _) = await controller.submit(Request(action, by: clerk)) else {
            return nil
        }
        return answer
    }

    private func procedures(at counter: CounterNumber) -> [ProcedureCode] {
        let lines = configuration.plan.counters.first { $0.number == counter }?.lines ?? []
        let known = configuration.procedures.filter { lines.contains($0.line) }
        return known.randomElement().map { [$0.code] } ?? []
    }

    private func exponential(mean seconds: Double) -> Duration {
        .seconds(-seconds * log(1 - Double.random(in: 0..<1)))
    }

    /// Waits; false when the program stops meanwhile.
    private func rest(_ length: Duration) async -> Bool {
        (try? await Task.sleep(for: length)) != nil
    }
}
