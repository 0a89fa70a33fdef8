package import Kiosk
package import QueueCore

/// A dossier core in memory that keeps the port's promises, and misbehaves as a script says.
package final class FakeGateway: DossierGateway {
    /// What happens to one call.
    package enum Behaviour: Sendable {
        case answer
        /// Refused or unreachable: nothing took effect.
        case fail(DossierError.Code)
        /// The step takes effect and the answer is lost on the way.
        case loseAnswer
        /// Takes effect and answers once `release()` was called.
        case hold
    }

    private struct Core: Sendable {
        var receipts: [TicketID: [(step: HandOffStep, receipt: HandOffReceipt)]] = [:]
        var lastSerial = 0
    }

    /// Every call so far, by its key, in order of arrival.
    package let calls = Watched<[String]>([])
    /// Every step that took effect, in order.
    package let effects = Watched<[HandOffStep]>([])
    private let core = Watched(Core())
    private let isReleased = Watched(false)
    private let script: @Sendable (HandOffStep, Int) -> Behaviour

    /// A gateway that does what `script` says to a step's `n`th try, 1….
    package init(
        script: @escaping @Sendable (HandOffStep, _ tryNumber: Int) -> Behaviour = { _, _ in
            .answer
        }
    ) {
        self.script = script
    }

    /// Lets held calls go on, now and later.
    package func release() { isReleased.change { $0 = true } }

    package func handOver(_ step: HandOffStep, key: String) async throws(DossierError)
        -> HandOffReceipt
    {
        let tries = calls.change { calls in
            calls.append(key)
            return calls.count { $0 == key }
        }
        switch script(step, tries) {
        case .answer: break
        case .fail(let code): throw DossierError(code, "told to fail")
        case .loseAnswer:
            _ = try record(step, key)
            throw DossierError(.unavailable, "the answer was lost")
        case .hold: await isReleased.until { $0 }
        }
        return try record(step, key)
    }

    private func record(_ step: HandOffStep, _ key: String) throws(DossierError) -> HandOffReceipt {
        guard key == step.key else { throw DossierError(.conflict, "the key of another step") }
        let (result, isNew) = core.change { Self.record(step, in: &$0) }
        if isNew { effects.change { $0.append(step) } }
        return try result.get()
    }

    private static func record(_ step: HandOffStep, in core: inout Core)
        -> (Result<HandOffReceipt, DossierError>, Bool)
    {
        let known = core.receipts[step.ticket] ?? []
        guard step.step > known.count else {
            let earlier = known[step.step - 1]
            guard earlier.step == step else {
                return (.failure(DossierError(.conflict, "other content")), false)
            }
            return (.success(earlier.receipt), false)
        }
        guard step.step == known.count + 1 else {
            return (.failure(DossierError(.outOfOrder, "too early")), false)
        }
        var dossiers: [DossierReference] = []
        if step.kind == .ended || step.kind == .served, step.outcome == .dossierReceived {
            for procedure in step.procedures {
                core.lastSerial += 1
                let code = "H53.12.3-261123-\(padded(core.lastSerial, 4))"
                dossiers.append(DossierReference(procedure: procedure, code: code))
            }
        }
        let receipt = HandOffReceipt(reception: "R-\(step.ticket)", dossiers: dossiers)
        core.receipts[step.ticket, default: []].append((step, receipt))
        return (.success(receipt), true)
    }
}
