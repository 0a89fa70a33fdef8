package import Logging
package import QueueCore
import Synchronization

/// Hands tickets' steps into the dossier core until it accepted them: in order for one ticket,
/// several tickets at once.
///
/// What failed is tried again after a growing time; after `attemptsMax` the step is parked and
/// waits for a person. A step in flight when the program died is due again at the next start, with
/// the same key.
package final class HandOffWorker: Sendable {
    /// Steps read from the store at once.
    package static let batchMax = 64
    /// Tries of one step since the program started: a core that is away for a day is waited for.
    package static let attemptsMax = 300
    /// Steps ordered within this time go together: both sides then sync once for many, and a
    /// press need not share the disk with the hand-off of the one before.
    package static let gatherTime = Duration.milliseconds(100)
    /// After this time a store that could not be read is asked again.
    static let readRetryTime = Duration.seconds(5)
    /// Time that one step may take.
    package static let stepLimit = Duration.seconds(20)

    private let store: any TicketStore
    private let gateway: any DossierGateway
    private let logger: Logger
    private let haste: @Sendable () -> Double
    private let hints: AsyncStream<Void>
    private let hintInlet: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    private struct State {
        var attempts: [String: Int] = [:]
        /// Tickets whose next try has its time still to come.
        var blocked: Set<TicketID> = []
    }

    /// A worker between the store and the core.
    ///
    /// - Parameters:
    ///   - store: says what is due.
    ///   - gateway: takes it.
    ///   - logger: told what failed.
    ///   - haste: by what a time between two tries is multiplied. Drawn anew each time, so that
    ///     the tickets of an hour without a core, and all centres of one core, do not come back in
    ///     one moment.
    package init(
        store: any TicketStore, gateway: any DossierGateway, logger: Logger,
        haste: @escaping @Sendable () -> Double = { Double.random(in: 0.75...1) }
    ) {
        self.store = store
        self.gateway = gateway
        self.logger = logger
        self.haste = haste
        (hints, hintInlet) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        hintInlet.yield()
    }

    /// Says that a step may be due; never blocks.
    package func wake() { hintInlet.yield() }

    /// Works until cancelled.
    ///
    /// - Parameters:
    ///   - controller: told every receipt.
    ///   - clock: measures the time between tries.
    package func run(controller: Controller, clock: some Clock<Duration>) async {
        await withDiscardingTaskGroup { group in
            for await _ in hints {
                var mayHaveMore = true
                while mayHaveMore, !Task.isCancelled {
                    // Before each pass, not only the first: passes for one step each would take
                    // the disk from every second press.
                    try? await clock.sleep(for: Self.gatherTime)
                    let pass = await handOverDue(controller)
                    for (ticket, delay) in pass.retries {
                        group.addTask {
                            try? await clock.sleep(for: delay)
                            _ = self.state.withLock { $0.blocked.remove(ticket) }
                            self.wake()
                        }
                    }
                    if pass.couldNotRead {
                        group.addTask {
                            try? await clock.sleep(for: Self.readRetryTime)
                            self.wake()
                        }
                    }
                    mayHaveMore = pass.settled > 0
                }
            }
        }
    }

    /// What one pass did.
    package struct Pass: Sendable {
        /// Steps accepted or parked.
        package var settled = 0
        /// Tickets whose step failed, and after which time to try again.
        package var retries: [(ticket: TicketID, after: Duration)] = []
        /// The store did not say what is due.
        package var couldNotRead = false
    }

    /// One pass over what is due.
    ///
    /// - Parameter controller: told every receipt.
    /// - Returns: what was settled, and what to try again.
    package func handOverDue(_ controller: Controller) async -> Pass {
        let tickets: [[HandOffStep]]
        do {
            let blocked = state.withLock { $0.blocked }
            tickets = Self.byTicket(try due(beside: blocked))
        } catch {
            logger.error("hand-offs could not be read: \(error)")
            var pass = Pass()
            pass.couldNotRead = true
            return pass
        }
        var whole = Pass()
        var settlements: [Settled] = []
        await withTaskGroup(of: (settled: [Settled], retry: Duration?, TicketID).self) { group in
            // At most `batchMax` steps are due at once, so as many tickets at most.
            for steps in tickets {
                group.addTask { await self.handOver(steps) }
            }
            for await (settled, retry, ticket) in group {
                settlements += settled
                if let retry { whole.retries.append((ticket, retry)) }
            }
        }
        await write(settlements, controller, &whole)
        return whole
    }

    /// A step that the core decided about.
    private struct Settled: Sendable {
        let step: HandOffStep
        let action: Command.Action
    }

    /// Writes down what the core said, all at once: many receipts then cost one commit, and a press
    /// waits for one instead of many.
    private func write(_ settlements: [Settled], _ controller: Controller, _ pass: inout Pass) async
    {
        let replies = await controller.submit(
            settlements.map { Request($0.action, by: .system) })
        for (settled, reply) in zip(settlements, replies) {
            guard case .done = reply else {
                // The step stays due, and its key makes the next try harmless.
                pass.retries.append((settled.step.ticket, delay(afterTry: 1)))
                continue
            }
            pass.settled += 1
            state.withLock { state in
                state.attempts[settled.step.key] = nil
                state.blocked.remove(settled.step.ticket)
            }
        }
    }

    /// Looks past the steps of blocked tickets, however many each has, so that they starve nobody.
    private func due(beside blocked: Set<TicketID>) throws -> [HandOffStep] {
        var limit = Self.batchMax
        while true {
            let due = try store.dueHandOffs(limit: limit)
            let free = due.filter { !blocked.contains($0.ticket) }
            if !free.isEmpty || due.count < limit { return free }
            limit *= 2
        }
    }

    /// The steps of each ticket, in the order in which the tickets first appear.
    private static func byTicket(_ due: [HandOffStep]) -> [[HandOffStep]] {
        var tickets: [[HandOffStep]] = []
        var places: [TicketID: Int] = [:]
        for step in due {
            if let place = places[step.ticket] {
                tickets[place].append(step)
            } else {
                places[step.ticket] = tickets.count
                tickets.append([step])
            }
        }
        // Two steps may bear the same moment, or a clock that was set back.
        return tickets.map { steps in steps.sorted { $0.step < $1.step } }
    }

    /// Hands over a ticket's steps in order; stops at the first that fails.
    ///
    /// - Returns: what the core decided, after which time to try the rest again, and the ticket.
    private func handOver(_ steps: [HandOffStep]) async -> ([Settled], Duration?, TicketID) {
        var settled: [Settled] = []
        let ticket = steps[0].ticket
        for step in steps {
            do throws(DossierError) {
                let receipt = try await handOver(step)
                settled.append(
                    Settled(
                        step: step,
                        action: .settleHandOff(
                            ticket, step: step.step, dossiers: receipt.dossiers)))
            } catch {
                // A worker that is told to stop learned nothing about the core.
                guard !Task.isCancelled else { break }
                let tries = countTry(of: step)
                logger.warning("hand-off \(step.key), try \(tries): \(error)")
                if error.isRetryable, tries < Self.attemptsMax {
                    return (settled, delay(afterTry: tries), ticket)
                }
                logger.error("hand-off \(step.key) is parked: look at the dossier core")
                settled.append(
                    Settled(
                        step: step,
                        action: .parkHandOff(
                            ticket, step: step.step,
                            note: String(error.cause.prefix(Hall.noteLengthMax)))))
                break
            }
        }
        return (settled, nil, ticket)
    }

    private func countTry(of step: HandOffStep) -> Int {
        state.withLock { state in
            state.blocked.insert(step.ticket)
            state.attempts[step.key, default: 0] += 1
            return state.attempts[step.key] ?? 1
        }
    }

    /// Bounds one step in time; an answer after the limit is as good as none.
    private func handOver(_ step: HandOffStep) async throws(DossierError) -> HandOffReceipt {
        let outcome = await withTaskGroup(of: Result<HandOffReceipt, DossierError>?.self) { group in
            group.addTask {
                do throws(DossierError) {
                    return .success(try await self.gateway.handOver(step, key: step.key))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                try? await Task.sleep(for: Self.stepLimit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
        guard let outcome else {
            throw DossierError(.unavailable, "no answer within \(Self.stepLimit)")
        }
        return try outcome.get()
    }

    /// 1, 2, 4 … seconds, at most five minutes, by what `haste` says.
    private func delay(afterTry tries: Int) -> Duration {
        .seconds(min(300, 1 << min(tries - 1, 9))) * haste()
    }
}
