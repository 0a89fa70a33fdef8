package import QueueCore

/// What somebody wants to be done to a dossier that is there.
package enum DossierAction: Hashable, Sendable {
    /// With the limit of the procedure's version for its channel.
    case receive(TimeLimit)
    case refuse(reason: String)
    case askSupplement(papers: [String], reason: String)
    /// The papers came; through a portal they may come at night.
    case supply(through: FilingChannel)
    case forward(to: OfficeID, note: String)
    case accept
    case charge(amountVND: Int, reason: String, isAwaited: Bool)
    case pay(amountVND: Int, receipt: String)
    case suspend(reason: String)
    case goOn
    case withdraw(reason: String)
    case stop(reason: String)
    case finish(result: String)
    case takeBackResult(reason: String)
    case handOver(ReturnMethod)
    case recordError(what: String)
    case apologise(ApologyCause, reason: String, newDay: ServiceDay?)
    /// The clock asks whether a promise has passed.
    case noteLateness

    /// The kind of action, without what it says.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case receive, refuse, askSupplement, supply, forward, accept, charge, pay, suspend, goOn,
            withdraw, stop, finish, takeBackResult, handOver, recordError, apologise, noteLateness
    }

    package var kind: Kind {
        switch self {
        case .receive: .receive
        case .refuse: .refuse
        case .askSupplement: .askSupplement
        case .supply: .supply
        case .forward: .forward
        case .accept: .accept
        case .charge: .charge
        case .pay: .pay
        case .suspend: .suspend
        case .goOn: .goOn
        case .withdraw: .withdraw
        case .stop: .stop
        case .finish: .finish
        case .takeBackResult: .takeBackResult
        case .handOver: .handOver
        case .recordError: .recordError
        case .apologise: .apologise
        case .noteLateness: .noteLateness
        }
    }
}
