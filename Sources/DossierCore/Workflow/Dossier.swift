package import QueueCore

/// One application, as its events make it; nothing personal is in it.
package struct Dossier: Hashable, Sendable {
    /// An apology that is owed or was made.
    package struct Apology: Hashable, Sendable {
        package let cause: ApologyCause
        package let owedSince: Instant
        /// When it was made; nil while it is owed.
        package internal(set) var madeAt: Instant?
        package internal(set) var newDay: ServiceDay?
    }

    /// The official code, unique among all agencies.
    package let code: String
    package let filing: Filing
    package internal(set) var state = DossierState.registered
    /// What decides its due date; nil before it was received.
    package internal(set) var course: DossierCourse?
    /// The promise of law as it stands; nil before it was received.
    package internal(set) var due: DueAnswer?
    /// The day of a fresh promise after an apology; the dossier is late all the same.
    package internal(set) var renewedDay: ServiceDay?
    /// The office that has it in its hands, or had it last.
    package internal(set) var holder: OfficeID
    /// Where it is on its way to.
    package internal(set) var sentTo: OfficeID?
    package internal(set) var owedVND = 0
    package internal(set) var paidVND = 0
    /// When the result was ready: the clock of the due date ends here.
    package internal(set) var readyAt: Instant?
    package internal(set) var timeliness: Timeliness?
    /// When it was refused, withdrawn, stopped or handed over.
    package internal(set) var closedAt: Instant?
    package internal(set) var apologies: [Apology] = []
    /// 1 for the receipt of form 01 as first given; each corrected one adds one.
    package internal(set) var receiptVersion = 1
    /// How many events made it.
    package internal(set) var sequence = 0
    package internal(set) var changedAt: Instant
    /// The state to which the dossier goes back when what it waits for is there.
    var stateBeforeWait: DossierState?

    /// A dossier that was just handed in; nil unless the event is the first of a dossier.
    package init?(code: String, opening event: DossierEvent) {
        guard case .filed(let filing) = event.fact, event.sequence == 1 else { return nil }
        self.code = code
        self.filing = filing
        holder = event.by.office
        sequence = 1
        changedAt = event.at
    }

    /// A dossier as its events make it, in their order; nil where they do not begin with a filing,
    /// or one is missing among them.
    package init?(code: String, history: [DossierEvent]) {
        guard let first = history.first else { return nil }
        self.init(code: code, opening: first)
        for event in history.dropFirst() {
            guard event.sequence == sequence + 1 else { return nil }
            apply(event)
        }
    }

    /// Money that is still to be paid, in đồng.
    package var balanceVND: Int { owedVND - paidVND }

    /// The end of what was promised last: a fresh promise, else the one of law; nil where there is
    /// none.
    package var promise: DueDate.Point? {
        renewedDay.map(DueDate.Point.day) ?? due?.date?.point
    }

    /// Apologies that are still to be made.
    package var apologiesOwed: [ApologyCause] {
        apologies.filter { $0.madeAt == nil }.map(\.cause)
    }

    /// What it waits for.
    package var wait: Interruption.Kind? {
        switch state {
        case .awaitingSupplement: .supplement
        case .awaitingPayment: .payment
        case .suspended: .suspension
        default: nil
        }
    }
}
