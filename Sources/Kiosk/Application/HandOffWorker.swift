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
    /// Tickets handed over at once.
    package static let concurrencyMax = 64
    /// Tries of one step since the program started.
    package static let attemptsMax = 12
    /// Steps ordered within this time go together: both sides then sync once for many, and a
    /// press need not share the disk with the hand-off of the one before.
    package static let gatherTime = Duration.milliseconds(100)
    /// Time that one step may take.
    package static let stepLimit = Duration.seconds(20)

    private let store: any TicketStore
    private let gateway: any DossierGateway
    private let logger: Logger
    private let hints: AsyncStream<Void>
    private let hintInlet: AsyncStream<Void>.Continuation
    private let state = Mutex(State())

    private struct State {
        var attempts: [String: Int] = [:]
        /// Tickets whose next try has its time still to come.
        var blocked: Set<TicketID> = []
    }

    /// A worker between the store and the core.
    package init(store: any TicketStore, gateway: any DossierGateway, logger: Logger) {
        self.store = store
        self.gateway = gateway
        self.logger = logger
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
                try? await clock.sleep(for: Self.gatherTime)
                while !Task.isCancelled {
                    let pass = await handOverDue(controller)
                    for (ticket, delay) in pass.retries {
                        group.addTask {
                            try? await clock.sleep(for: delay)
                            _ = self.state.withLock { $0.blocked.remove(ticket) }
                            self.wake()
                        }
                    }
                    guard pass.settled > 0 else { break }
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
            return Pass()
        }
        return await withTaskGroup(of: Pass.self) { group in
            var whole = Pass()
            var next = tickets.makeIterator()
            for _ in 0..<Self.concurrencyMax {
                guard let steps = next.next() else { break }
                group.addTask { await self.handOver(steps, controller) }
            }
            while let part = await group.next() {
                whole.settled += part.settled
                whole.retries += part.retries
                if let steps = next.next() {
                    group.addTask { await self.handOver(steps, controller) }
                }
            }
            return whole
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
        return tickets
    }

    /// Hands over a ticket's steps in order; stops at the first that fails.
    private func handOver(_ steps: [HandOffStep], _ controller: Controller) async -> Pass {
        var pass = Pass()
        for step in steps {
            let settlement: Command.Action
            do throws(DossierError) {
                let receipt = try await handOver(step)
                settlement = .settleHandOff(
                    step.ticket, step: step.step, dossiers: receipt.dossiers)
            } catch {
                let tries = countTry(of: step)
                logger.warning("hand-off \(step.key), try \(tries): \(error)")
                if error.isRetryable, tries < Self.attemptsMax {
                    pass.retries.append((step.ticket, Self.delay(afterTry: tries)))
                    return pass
                }
                logger.error("hand-off \(step.key) is parked: look at the dossier core")
                settlement = .parkHandOff(step.ticket, step: step.step)
            }
            let reply = await controller.submit(Request(settlement, by: .system))
            guard case .done = reply else {
                // Not written down: the step stays due, and its key makes the next try harmless.
                pass.retries.append((step.ticket, Self.delay(afterTry: 1)))
                return pass
            }
            state.withLock { state in
                state.attempts[step.key] = nil
                state.blocked.remove(step.ticket)
            }
            pass.settled += 1
            if case .parkHandOff = settlement { return pass }
        }
        return pass
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

    /// 1, 2, 4 … seconds, at most five minutes.
    static func delay(afterTry tries: Int) -> Duration {
        .seconds(min(300, 1 << min(tries - 1, 9)))
    }
}
