/// In which states an action may be taken at all: the table that ``Dossier/decide`` begins with.
package enum DossierTransitions {
    /// With an office, and waiting for nobody.
    private static let atWork: Set<DossierState> = [.received, .processing]
    /// Waiting for the applicant or another party.
    private static let waiting: Set<DossierState> = [
        .awaitingSupplement, .awaitingPayment, .suspended,
    ]

    /// The states in which the action may be taken.
    package static func states(for action: DossierAction.Kind) -> Set<DossierState> {
        switch action {
        case .receive: [.registered]
        // Of a dossier that was received work is stopped, it is not refused.
        case .refuse: [.registered, .awaitingSupplement]
        case .askSupplement: atWork.union([.registered])
        case .supply: [.awaitingSupplement]
        case .forward, .accept, .suspend: atWork
        // Some fees are due with the result.
        case .charge: atWork.union([.registered, .finished])
        case .pay: atWork.union(waiting).union([.registered, .finished])
        case .goOn: [.suspended]
        case .withdraw: atWork.union(waiting).union([.registered])
        // Not once a result is decided.
        case .stop: atWork.union(waiting)
        // Much is decided at the counter, by whoever received it.
        case .finish: atWork
        case .takeBackResult, .handOver: [.finished]
        case .recordError: atWork.union(waiting).union([.finished])
        case .apologise, .noteLateness: Set(DossierState.allCases)
        }
    }
}
