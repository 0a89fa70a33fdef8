import Kiosk
import KioskStore
import KioskTesting
import QueueCore

/// Seeded presses and clicks, refusals among them.
struct RandomDay {
    private static let counters: [CounterNumber] = [3, 6, 8, 9]
    private static let lines: [LineID] = ["ho-tich", "chung-thuc", "khac", "tra-ket-qua"]

    private let office: Office
    private var dice: Dice

    init(_ office: Office, seed: UInt64) {
        self.office = office
        dice = Dice(seed: seed)
    }

    /// Submits so many commands; a minute may pass between two.
    mutating func run(commands: Int) throws {
        for counter in Self.counters {
            try office.submit(Request(.openCounter(counter), by: clerk(of: counter)))
        }
        for _ in 0..<commands {
            office.now = office.now + .seconds(Int.random(in: 0...60, using: &dice))
            try office.submit(try next())
        }
    }

    private func clerk(of counter: CounterNumber) -> Actor { SamplePlan.clerk(10 + counter / 2) }

    private mutating func next() throws -> Request {
        let counter = Self.counters[Int.random(in: 0..<Self.counters.count, using: &dice)]
        let line = Self.lines[Int.random(in: 0..<Self.lines.count, using: &dice)]
        let roll = Int.random(in: 0..<100, using: &dice)
        switch roll {
        case 0..<26:
            return office.issue(
                line, priority: roll < 4 ? "elderly" : nil, kiosk: roll < 20 ? "kiosk-1" : nil)
        case 26..<72: return click(counter, line)
        case 72..<84: return try settlement()
        default: return correction()
        }
    }

    /// What the clerk does depends on what stands at the counter; sometimes it does not fit.
    private mutating func click(_ counter: CounterNumber, _ line: LineID) -> Request {
        let serving = office.book.hall.counters[counter]?.serving
        let state = serving.flatMap { office.book.hall.tickets[$0]?.state }
        let roll = Int.random(in: 0..<100, using: &dice)
        let missed = office.book.hall.tickets.values
            .filter { $0.state == .parked || $0.state == .noShow }.map(\.number).min()
        let action: Command.Action
        switch (state, roll) {
        case (nil, 0..<8): action = .resume(counter, number: missed ?? "1001")
        case (nil, 8..<12): action = .pauseCounter(counter, note: "họp")
        case (nil, 12..<16): action = .closeCounter(counter)
        case (nil, 16..<40): action = .openCounter(counter)
        case (nil, _): action = .callNext(counter)
        case (.called, 0..<50): action = .start(counter)
        case (.called, 50..<65): action = .recall(counter)
        case (.called, 65..<80): action = .noShow(counter, note: "không đến")
        case (_, 80..<88): action = .park(counter, note: "thiếu giấy tờ")
        case (_, 88...):
            action = .transfer(
                counter, to: roll < 95 ? .line(line) : .counter(9),
                place: roll % 2 == 0 ? .first : .byArrival)
        default:
            let outcome = Outcome.allCases[roll % Outcome.allCases.count]
            action = .complete(counter, outcome, procedures: [SamplePlan.birth])
        }
        return Request(action, by: clerk(of: counter))
    }

    /// A slip's or hand-off's end, also of the day before.
    private mutating func settlement() throws -> Request {
        let roll = Int.random(in: 0..<100, using: &dice)
        if roll < 40, let ticket = anyTicket(), ticket.prints > 0 {
            let state = SlipState.allCases.filter { $0 != .none && $0 != .pending }
            return Request(
                .settleSlip(
                    ticket.id, print: ticket.prints, state[roll % state.count], note: ""),
                by: .system)
        }
        if roll < 46, let parked = try office.store.handOffBacklog(limit: 1).parked.first?.step {
            return Request(
                .resumeHandOff(parked.ticket, step: parked.step), by: SamplePlan.manager)
        }
        guard let step = try office.store.dueHandOffs(limit: 1).first else {
            return office.issue()
        }
        if roll < 54 { return Request(.parkHandOff(step.ticket, step: step.step), by: .system) }
        let dossiers = step.procedures.map {
            DossierReference(procedure: $0, code: "H53.12.3-261123-\(step.number)")
        }
        return Request(
            .settleHandOff(step.ticket, step: step.step, dossiers: dossiers), by: .system)
    }

    private mutating func correction() -> Request {
        guard let ticket = anyTicket() else { return office.issue() }
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: return Request(.cancel(ticket.id, note: "đổi ý"), by: SamplePlan.manager)
        case 1: return Request(.reprint(ticket.id), by: SamplePlan.kiosk)
        default:
            let claim = PriorityClaim(group: "with-child", verified: true)
            return Request(
                .setPriority(ticket.id, ticket.creditMinutes > 0 ? nil : claim),
                by: SamplePlan.clerk(11))
        }
    }

    private mutating func anyTicket() -> Ticket? {
        office.book.hall.tickets.values.sorted { $0.order < $1.order }.randomElement(using: &dice)
    }
}
