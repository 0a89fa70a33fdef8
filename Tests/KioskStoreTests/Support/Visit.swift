import Kiosk
import KioskTesting
import QueueCore

/// One visit of every kind, so that each event and each delivery is written once.
enum Visit {
    /// Runs the visits.
    ///
    /// - Parameters:
    ///   - office: new.
    ///   - acknowledge: called after each commit.
    /// - Throws: what the store throws, or the refusal of a step.
    static func run(_ office: Office, acknowledge: () -> Void = {}) throws {
        acknowledge()
        func act(_ action: Command.Action, clerk: Int = 8) throws {
            try office.act(action, clerk: clerk)
            acknowledge()
        }
        func take(_ priority: String? = nil) throws -> TicketID {
            let ticket = try office.take(priority: priority)
            acknowledge()
            return ticket
        }
        func settle(_ action: Command.Action) throws {
            try office.submit(Request(action, by: .system))
            acknowledge()
        }
        try act(.openCounter(8))
        let first = try take("elderly")
        let second = try take()
        try settle(.settleSlip(first, print: 1, .confirmed, note: ""))
        try settle(.settleHandOff(first, step: 1, dossiers: []))
        try act(.setPriority(first, PriorityClaim(group: "elderly", verified: true)))
        try act(.callNext(8))
        try act(.start(8))
        try act(.complete(8, .dossierReceived, procedures: [SamplePlan.birth]))
        try settle(.parkHandOff(first, step: 2))
        try act(.reprint(second))
        try act(.callNext(8))
        try act(.transfer(8, to: .line("chung-thuc"), place: .last))
        try act(.callNext(8))
        try act(.noShow(8, note: "không đến"))
        try act(.closeCounter(8))
    }
}
