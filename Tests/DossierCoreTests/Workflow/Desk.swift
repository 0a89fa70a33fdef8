import DossierCore
import QueueCore
import Testing

/// A dossier under the hands of officials, for tests: every event goes through decide and apply.
struct Desk {
    static let clerk = Official("clerk6", of: "mot-cua")
    static let justice = Official("tu-phap-1", of: "tu-phap")
    static let land = Official("dia-chinh-1", of: "dia-chinh")
    static let clock = Official("motcua", of: "mot-cua")
    static let code = "H53.12.3-260302-0001"

    var rules = DossierRules(dates: Calendars.due)
    private(set) var history: [DossierEvent] = []
    private(set) var dossier: Dossier

    /// Filed on Monday 2 March 2026 at 09:00, unless told otherwise.
    init(
        _ channel: FilingChannel = .direct, at filed: String = "2026-03-02 09:00",
        seen: String? = nil
    ) throws {
        let event = try Dossier.file(
            Filing(
                procedure: ProcedureVersion(code: "1.000100", from: nil), field: "thu-nghiem",
                channel: channel, at: Calendars.at(filed)),
            by: Self.clerk, at: Calendars.at(seen ?? filed))
        history = [event]
        dossier = try #require(Dossier(code: Self.code, opening: event))
    }

    /// One that was received with that limit.
    static func received(_ limit: TimeLimit = .working(days: 5)) throws -> Desk {
        var desk = try Desk()
        try desk.act(.receive(limit), "2026-03-02 09:00")
        return desk
    }

    /// Acts at that moment, and checks that events alone make the same dossier.
    @discardableResult
    mutating func act(
        _ action: DossierAction, _ at: String, by official: Official = clerk
    ) throws -> [DossierEvent] {
        let events = try dossier.decide(action, by: official, at: Calendars.at(at), rules)
        for event in events { dossier.apply(event) }
        history += events
        #expect(Dossier(code: Self.code, history: history) == dossier)
        return events
    }

    /// Why an action is refused; nil, and nothing done, where it is not.
    func refusal(
        _ action: DossierAction, _ at: String, by official: Official = clerk
    ) -> DossierRefusal? {
        do throws(DossierRefusal) {
            _ = try dossier.decide(action, by: official, at: Calendars.at(at), rules)
            return nil
        } catch {
            return error
        }
    }

    /// Brings a dossier into the state, by the shortest way.
    static func inState(_ state: DossierState) throws -> Desk {
        switch state {
        case .registered: return try Desk(.online)
        case .notReceived:
            var desk = try Desk(.online)
            try desk.act(.refuse(reason: "Sai thẩm quyền"), now)
            return desk
        case .received: return try received()
        case .processing:
            var desk = try received()
            try desk.act(.forward(to: "tu-phap", note: ""), now)
            try desk.act(.accept, now, by: justice)
            return desk
        case .awaitingSupplement:
            return try received(
                then: .askSupplement(papers: ["Giấy khai sinh"], reason: "Thiếu"))
        case .awaitingPayment:
            return try received(
                then: .charge(amountVND: 8_000, reason: "Lệ phí", isAwaited: true))
        case .suspended: return try received(then: .suspend(reason: "Chờ xác minh"))
        case .withdrawn: return try received(then: .withdraw(reason: "Đổi ý"))
        case .stopped: return try received(then: .stop(reason: "Theo yêu cầu của toà án"))
        case .finished: return try received(then: .finish(result: "Trích lục 12/2026"))
        case .returned:
            var desk = try received(then: .finish(result: "Trích lục 12/2026"))
            try desk.act(.handOver(.counter(note: "Ký nhận tại sổ 2")), now)
            return desk
        }
    }

    static let now = "2026-03-02 10:00"

    private static func received(then action: DossierAction) throws -> Desk {
        var desk = try received()
        try desk.act(action, now)
        return desk
    }
}
