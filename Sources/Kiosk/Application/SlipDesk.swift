package import Logging
package import QueueCore
import Synchronization

/// Prints slips once they are durable: one worker a kiosk, so that a dead printer at one door
/// delays nobody at another.
///
/// A slip that no byte of was accepted goes to the kiosk's next printer; a slip that may lie half
/// in the slot does not. The outcomes go back to the controller, those of a moment together: no
/// press then waits for the commit of somebody else's slip. A number taken by a button, on a slip
/// that never began, is cancelled: nobody saw it, and nobody would come when it is called.
package final class SlipDesk: Sendable {
    /// Slips that may wait at one kiosk; one more has failed at once.
    package static let backlogMax = 64
    /// Outcomes of this time are written down in one commit.
    package static let gatherTime = Duration.milliseconds(100)
    /// Why a number that nobody saw was cancelled.
    package static let noPaperNote = "no-paper"

    /// What a kiosk's printers are given.
    private enum Job: Sendable {
        case ticket(SlipOrder)
        /// A slip that no ticket waits for, such as a day's summary.
        case sheet(Slip)
    }

    private struct Door: Sendable {
        let printers: [any TicketPrinter]
        let hasScreen: Bool
        let jobs: AsyncStream<Job>
        let inlet: AsyncStream<Job>.Continuation
    }

    private let doors: [KioskID: Door]
    private let writer: SlipWriter
    private let logger: Logger
    private let refused = Mutex<[SlipOrder]>([])
    /// What became of slips and is not written down yet.
    private let fates = Gathering<SlipFate>()

    /// A desk for the centre's kiosks.
    ///
    /// - Parameters:
    ///   - kiosks: each with its printers in the order in which they are tried.
    ///   - printers: every printer by name.
    ///   - writer: words the slips.
    ///   - logger: told every slip that did not surely come out.
    package init(
        kiosks: [KioskSettings], printers: [DeviceID: any TicketPrinter], writer: SlipWriter,
        logger: Logger
    ) {
        var doors: [KioskID: Door] = [:]
        for kiosk in kiosks {
            let (jobs, inlet) = AsyncStream.makeStream(
                of: Job.self, bufferingPolicy: .bufferingOldest(Self.backlogMax))
            doors[kiosk.id] = Door(
                printers: kiosk.printers.compactMap { printers[$0] },
                hasScreen: kiosk.hasScreen, jobs: jobs, inlet: inlet)
        }
        self.doors = doors
        self.writer = writer
        self.logger = logger
    }

    /// Takes slips that are durable now; never blocks.
    package func accept(_ orders: [SlipOrder]) {
        for order in orders {
            let result = doors[order.kiosk]?.inlet.yield(.ticket(order))
            if case .enqueued = result { continue }
            refused.withLock { $0.append(order) }
            fates.ring()
        }
    }

    /// Takes a slip that no ticket waits for; never blocks.
    ///
    /// What becomes of it is logged.
    ///
    /// - Returns: false when the kiosk has no printer, or too many slips wait there.
    package func accept(_ sheet: Slip, at kiosk: KioskID) -> Bool {
        guard let door = doors[kiosk], !door.printers.isEmpty,
            case .enqueued = door.inlet.yield(.sheet(sheet))
        else { return false }
        return true
    }

    /// Prints until cancelled; what came out by then is written down.
    ///
    /// Slips that still wait when it is cancelled are left: a jammed printer with a long backlog
    /// must not keep the program from ending. Their fate is unknown at the next start.
    ///
    /// - Parameters:
    ///   - controller: told every outcome.
    ///   - clock: measures the time in which outcomes gather.
    package func run(
        controller: Controller, clock: some Clock<Duration> = ContinuousClock()
    ) async {
        await withDiscardingTaskGroup { group in
            for door in doors.values {
                group.addTask {
                    // A cancelled stream still gives what it holds.
                    for await job in door.jobs where !Task.isCancelled {
                        await self.carryOut(job, door)
                    }
                }
            }
            group.addTask {
                await self.fates.run(gathering: Self.gatherTime, clock: clock) {
                    await self.write(controller)
                }
            }
        }
        await write(controller)
    }

    /// Writes down what is known.
    private func write(_ controller: Controller) async {
        let failure = PrintFailure(stage: .before, condition: .offline)
        let refused = refused.withLock { refused in
            defer { refused = [] }
            return refused
        }
        for order in refused { note(order, .failed(failure)) }
        let fates = fates.take()
        let unseen = await unseen(fates, controller)
        let replies = await controller.submit(
            fates.map(\.settlement)
                + unseen.map {
                    Request(.cancelUnseen($0.ticket, note: Self.noPaperNote), by: .system)
                })
        for (order, reply) in zip(unseen, replies.dropFirst(fates.count)) {
            guard case .refused(let refusal) = reply else { continue }
            logger.warning(
                "number \(order.number) has no paper, and stays: \(refusal.code.rawValue)")
        }
    }

    /// Numbers that nobody saw.
    ///
    /// No screen showed them, no paper was begun for them, and nobody called them yet. One that was
    /// taken at a desk is known there. The cancelling asks all this again: a clerk may call in
    /// between. Asked here, it spares those of another day a command, which would open the next.
    private func unseen(_ fates: [SlipFate], _ controller: Controller) async -> [SlipOrder] {
        let blank = fates.filter { $0.isBlank && doors[$0.order.kiosk]?.hasScreen == false }
            .map(\.order)
        guard !blank.isEmpty else { return [] }
        return await controller.read { book, _ in
            blank.filter { order in
                book.hall.tickets[order.ticket].map { book.hall.isUnseen($0) } ?? false
            }
        }
    }

    private func carryOut(_ job: Job, _ door: Door) async {
        switch job {
        case .ticket(let order):
            let slip = writer.ticketSlip(order)
            note(order, await print(slip, "slip \(order.number)", door))
            fates.ring()
        case .sheet(let slip):
            let outcome = await print(slip, "\(slip.kind.rawValue)", door)
            logger.notice("\(slip.kind.rawValue) was printed: \(outcome)")
        }
    }

    private func print(_ slip: Slip, _ name: String, _ door: Door) async -> PrintOutcome {
        var outcome = PrintOutcome.failed(PrintFailure(stage: .before, condition: .missing))
        for printer in door.printers {
            outcome = await printer.print(slip)
            guard case .failed(let failure) = outcome, failure.stage == .before else { break }
            logger.warning(
                "\(name) did not begin on \(printer.id): \(failure.condition.rawValue)")
        }
        return outcome
    }

    private func note(_ order: SlipOrder, _ outcome: PrintOutcome) {
        let fate = SlipFate(order: order, outcome: outcome)
        if fate.state != .confirmed, fate.state != .probable {
            logger.warning(
                "slip \(order.number) of \(order.kiosk): \(fate.state.rawValue) \(fate.note)")
        }
        fates.add(fate)
    }
}
