package import QueueCore

/// The hand-off steps of a visit, as the hall orders them.
package enum SampleVisit {
    /// 2026-11-23, 08:00 at the centre.
    package static let morning = TicketStoreConformance.morning

    /// Issued, started, and completed with an outcome.
    ///
    /// - Parameters:
    ///   - ticket: the ticket's name.
    ///   - outcome: how it ended.
    ///   - procedures: what was dealt with.
    ///   - minutes: how long after 08:00 it began.
    ///   - dossier: the dossier that the ticket was taken for.
    /// - Returns: three steps.
    /// - Throws: nothing in practice: the hall allows every command of it.
    package static func completed(
        _ ticket: String, _ outcome: Outcome = .informationGiven,
        procedures: [ProcedureCode] = [], minutes: Int = 0, bound dossier: String? = nil
    ) throws -> [HandOffStep] {
        let clerk = SamplePlan.clerk(6)
        return try steps(
            ticket, minutes,
            [
                (.openCounter(6), clerk), (.callNext(6), clerk), (.start(6), clerk),
                (.complete(6, outcome, procedures: procedures), clerk),
            ], bound: dossier)
    }

    /// Issued, missed, taken back, started and completed: five steps, two of them ends.
    package static func missedAndBack(_ ticket: String) throws -> [HandOffStep] {
        let clerk = SamplePlan.clerk(6)
        return try steps(
            ticket, 0,
            [
                (.openCounter(6), clerk), (.callNext(6), clerk), (.noShow(6, note: "left"), clerk),
                (.resume(6, number: "1001"), clerk), (.start(6), clerk),
                (.complete(6, .dossierReceived, procedures: [SamplePlan.birth]), clerk),
            ])
    }

    /// A dossier received at one counter, then another service at a second one.
    package static func twoServices(_ ticket: String) throws -> [HandOffStep] {
        let (first, second) = (SamplePlan.clerk(6), SamplePlan.clerk(8))
        let received = ServiceEnd(.dossierReceived, procedures: [SamplePlan.birth])
        return try steps(
            ticket, 0,
            [
                (.openCounter(6), first), (.openCounter(8), second), (.callNext(6), first),
                (.start(6), first),
                (.transfer(6, to: .line("chung-thuc"), place: .first, after: received), first),
                (.callNext(8), second), (.start(8), second),
                (.complete(8, .dossierReceived, procedures: [SamplePlan.copy]), second),
            ])
    }

    /// Completed by mistake, taken back, and completed with a dossier.
    package static func takenBack(_ ticket: String) throws -> [HandOffStep] {
        let clerk = SamplePlan.clerk(6)
        return try steps(
            ticket, 0,
            [
                (.openCounter(6), clerk), (.callNext(6), clerk), (.start(6), clerk),
                (.complete(6, .refused, procedures: []), clerk), (.undo(6), clerk),
                (.complete(6, .dossierReceived, procedures: [SamplePlan.birth]), clerk),
            ])
    }

    private static func steps(
        _ ticket: String, _ minutes: Int, _ actions: [(Command.Action, Actor)],
        bound dossier: String? = nil
    ) throws -> [HandOffStep] {
        var driver = StoreDriver(MemoryStore())
        var request = SamplePlan.request(ticket)
        request.boundDossier = dossier
        let issue = Command.Action.issue(request)
        var steps: [HandOffStep] = []
        for (minute, (action, actor)) in ([(issue, SamplePlan.kiosk)] + actions).enumerated() {
            let at = morning + .minutes(minutes + minute)
            for delivery in try driver.decide(action, by: actor, at: at).deliveries {
                if case .handOff(let step) = delivery { steps.append(step) }
            }
        }
        return steps
    }
}
