import Kiosk
import Logging
import Synchronization

/// The one simulation that runs, or the last one that did: on a thread of its own, so that neither
/// requests nor reports wait for it.
final class StaffingJobs: Sendable {
    /// Told after each step how many are done, of how many; false ends the work.
    typealias OnStep = @Sendable (_ done: Int, _ of: Int) -> Bool

    private enum State {
        case none
        case running(done: Int, of: Int)
        case done(StaffingAnswer)
        case cancelled
        case failed(String)
    }

    /// A run has a number, so that one that was stopped never speaks for the next.
    private struct Standing {
        var run = 0
        var state = State.none
    }

    private let queue = BlockingQueue(label: "motcua.staffing")
    private let standing = Mutex(Standing())

    /// Begins the work; false when another one still runs.
    func begin(
        _ work: @escaping @Sendable (@escaping OnStep) throws -> StaffingAnswer?, _ logger: Logger
    ) -> Bool {
        let begun = standing.withLock { standing -> Int? in
            if case .running = standing.state { return nil }
            standing.run += 1
            standing.state = .running(done: 0, of: 0)
            return standing.run
        }
        guard let run = begun else { return false }
        Task {
            let end: State
            do {
                let answer = try await queue.run { try work { self.step(run, $0, $1) } }
                end = answer.map(State.done) ?? .cancelled
            } catch let fault as StaffingFault {
                end = .failed(fault.rawValue)
            } catch {
                logger.error("a past day could not be run again: \(error)")
                end = .failed("failed")
            }
            standing.withLock { standing in
                if standing.run == run { standing.state = end }
            }
        }
        return true
    }

    /// Stops what runs, after the step that it is in.
    func cancel() {
        standing.withLock { standing in
            if case .running = standing.state { standing.state = .cancelled }
        }
    }

    private func step(_ run: Int, _ done: Int, _ of: Int) -> Bool {
        standing.withLock { standing in
            guard standing.run == run, case .running = standing.state else { return false }
            standing.state = .running(done: done, of: of)
            return true
        }
    }

    /// What is known now.
    var json: JSONOutput {
        var members: [String: JSONOutput] = [
            "done": .number(0), "of": .number(0), "fault": .null, "answer": .null,
        ]
        standing.withLock { standing in
            switch standing.state {
            case .none: members["state"] = .string("none")
            case .running(let done, let of):
                members["state"] = .string("running")
                members["done"] = .number(done)
                members["of"] = .number(of)
            case .done(let answer):
                members["state"] = .string("done")
                members["answer"] = answer.json
            case .cancelled: members["state"] = .string("cancelled")
            case .failed(let code):
                members["state"] = .string("failed")
                members["fault"] = .string(code)
            }
        }
        return .object(members)
    }
}
