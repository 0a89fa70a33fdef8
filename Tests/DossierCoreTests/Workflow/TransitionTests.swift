import DossierCore
import QueueCore
import Testing

/// What may be done in which state.
struct `A dossier's state` {
    /// As a lawyer would write it down; every other pair is refused.
    static let allowed: [DossierState: Set<DossierAction.Kind>] = [
        .registered: [.receive, .refuse, .askSupplement, .charge, .pay, .withdraw],
        .notReceived: [],
        .received: [
            .askSupplement, .forward, .accept, .charge, .pay, .suspend, .withdraw, .stop, .finish,
            .recordError,
        ],
        .processing: [
            .askSupplement, .forward, .accept, .charge, .pay, .suspend, .withdraw, .stop, .finish,
            .recordError,
        ],
        .awaitingSupplement: [.supply, .pay, .withdraw, .stop, .recordError, .refuse],
        .awaitingPayment: [.pay, .withdraw, .stop, .recordError],
        .suspended: [.goOn, .pay, .withdraw, .stop, .recordError],
        .withdrawn: [],
        .stopped: [],
        .finished: [.charge, .pay, .takeBackResult, .handOver, .recordError],
        .returned: [],
    ]

    static let actions: [DossierAction] = [
        .receive(.working(days: 3)), .refuse(reason: "Lý do"),
        .askSupplement(papers: ["Giấy tờ"], reason: "Lý do"), .supply(through: .direct),
        .forward(to: "tu-phap", note: ""), .accept,
        .charge(amountVND: 8_000, reason: "Lệ phí", isAwaited: false),
        .pay(amountVND: 1, receipt: "0001"), .suspend(reason: "Lý do"), .goOn,
        .withdraw(reason: "Lý do"), .stop(reason: "Lý do"), .finish(result: "Kết quả"),
        .takeBackResult(reason: "Lý do"), .handOver(.online), .recordError(what: "Lỗi"),
        .apologise(.receptionError(what: "Lỗi"), reason: "Lý do", newDay: nil), .noteLateness,
    ]

    @Test func `has every action in the table`() {
        #expect(Set(Self.actions.map(\.kind)) == Set(DossierAction.Kind.allCases))
        #expect(Set(Self.allowed.keys) == Set(DossierState.allCases))
    }

    @Test(arguments: DossierState.allCases)
    func `allows what the table says and nothing else`(_ state: DossierState) throws {
        let desk = try Desk.inState(state)
        #expect(desk.dossier.state == state)
        for action in Self.actions where ![.apologise, .noteLateness].contains(action.kind) {
            let refusal = desk.refusal(action, Desk.now)
            let isAllowed = try #require(Self.allowed[state]).contains(action.kind)
            // Refusing is for what was not received; this one was.
            let isReceived = action.kind == .refuse && state == .awaitingSupplement
            #expect(
                (refusal == .wrongState(state)) == (!isAllowed || isReceived),
                "\(action.kind) in \(state): \(String(describing: refusal))")
        }
        // The clock asks of every dossier, and is never answered with a refusal.
        #expect(desk.refusal(.noteLateness, "2026-12-31 10:00") == nil)
    }

    @Test func `is never left once the dossier is closed`() throws {
        for state in DossierState.allCases where state.isClosed {
            let desk = try Desk.inState(state)
            #expect(desk.dossier.closedAt == Calendars.at(Desk.now))
            #expect(try #require(Self.allowed[state]).isEmpty)
        }
    }

    @Test func `is told to the nation by its table`() throws {
        let codes: [(DossierState, Int)] = [
            (.registered, 1), (.received, 2), (.notReceived, 3), (.processing, 4),
            (.suspended, 4), (.awaitingSupplement, 5), (.awaitingPayment, 6), (.withdrawn, 7),
            (.stopped, 8), (.finished, 9), (.returned, 10),
        ]
        #expect(codes.map(\.0).count == DossierState.allCases.count)
        for (state, code) in codes { #expect(NationalStatuses.published[state] == code) }
        #expect(Set(codes.map(\.1)) == Set(NationalStatuses.range))
        // Elsewhere 6 is said of papers that came.
        let other = try #require(NationalStatuses(changes: [.awaitingPayment: 4]))
        #expect(other[.awaitingPayment] == 4 && other[.received] == 2)
        #expect(NationalStatuses(changes: [.received: 11]) == nil)
    }

    @Test func `is told as one, two, and only when it changed`() {
        let table = NationalStatuses.published
        #expect(table.told(from: nil, to: .received) == [1, 2])
        #expect(table.told(from: nil, to: .registered) == [1])
        #expect(table.told(from: nil, to: .notReceived) == [3])
        #expect(table.told(from: .registered, to: .received) == [2])
        #expect(table.told(from: .processing, to: .suspended) == [])
        #expect(table.told(from: .finished, to: .processing) == [4])
    }
}
