import DossierCore
import QueueCore
import Testing

/// A thousand dossiers to which anything happens: sums close, and nothing happens twice.
struct `Random lives` {
    static let offices: [OfficeID] = ["mot-cua", "tu-phap", "dia-chinh"]

    static func life(_ dice: inout Dice) throws -> Desk {
        let channel = FilingChannel.allCases.randomElement(using: &dice) ?? .direct
        let day = Int.random(in: 1...28, using: &dice)
        let month = Int.random(in: 1...6, using: &dice)
        let hour = Int.random(in: 0...23, using: &dice)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        var now = Calendars.at("2026-\(two(month))-\(two(day)) \(two(hour)):15")
        var desk = try Desk(channel, at: "2026-\(two(month))-\(two(day)) \(two(hour)):15")
        for _ in 0..<Int.random(in: 0...25, using: &dice) {
            now = now + .minutes(Int.random(in: 0...5_000, using: &dice))
            let office = offices.randomElement(using: &dice) ?? "mot-cua"
            let official = Official("ai-do", of: office)
            let action = try #require(
                (actions
                    + desk.dossier.apologiesOwed.map {
                        .apologise(
                            $0, reason: "Xin lỗi", newDay: ServiceDay(at: now).advanced(by: 2))
                    }).randomElement(using: &dice))
            _ = try? desk.act(
                action, "\(ServiceDay(at: now)) \(now.clockText)", by: official)
        }
        return desk
    }

    static let actions: [DossierAction] =
        `A dossier's state`.actions + [
            .receive(.working(days: 2)), .receive(.hours(8, .working)), .receive(.unpublished),
            .charge(amountVND: 1, reason: "Lệ phí", isAwaited: true), .finish(result: "Kết quả"),
            .forward(to: "dia-chinh", note: ""), .forward(to: "mot-cua", note: ""),
        ]

    @Test(arguments: 1...5)
    func `leave sums that close, in each part and in all`(_ seed: UInt64) throws {
        var dice = Dice(seed: seed)
        let lives = try (0..<200).map { _ in try Self.life(&dice) }
        let quarter = `A period`.period("2026-03-01", "2026-05-31", asOf: "2026-05-20 12:00")
        var builder = PeriodReport.Builder(quarter)
        for entry in lives.compactMap(\.dossier.periodEntry) {
            if let counts = entry.counts(in: quarter) {
                #expect(counts.isClosed && counts.total == 1)
            }
            builder.add(entry)
        }
        let report = builder.report(ProcedureCatalogue([Samples.procedure(.working(days: 5))]))
        #expect(report.counts.isClosed && report.counts.total > 30)
        for axis in PeriodReport.Axis.allCases {
            let parts = try #require(report.parts[axis])
            #expect(parts.values.reduce(PeriodCounts(), +) == report.counts)
        }
        for use in report.channels { #expect((use.procedures.basisPoints ?? 0) <= 10_000) }
    }

    @Test(arguments: 11...15)
    func `never close twice, apologise twice for one promise, or owe less than nothing`(
        _ seed: UInt64
    ) throws {
        var dice = Dice(seed: seed)
        for _ in 0..<200 {
            let desk = try Self.life(&dice)
            let closings = desk.history.count { event in
                switch event.fact {
                case .refused, .withdrawn, .stopped, .returned: true
                default: false
                }
            }
            #expect(closings == (desk.dossier.state.isClosed ? 1 : 0))
            let late = desk.dossier.apologies.map(\.cause).filter {
                if case .lateness = $0 { true } else { false }
            }
            #expect(Set(late).count == late.count)
            #expect(desk.dossier.balanceVND >= 0)
            #expect(desk.dossier.apologies.count { $0.newDay != nil } <= 1)
            #expect(desk.history.map(\.sequence) == Array(1...desk.history.count))
            #expect(zip(desk.history, desk.history.dropFirst()).allSatisfy { $0.at <= $1.at })
            // A wait is over before the next one begins.
            let open = desk.dossier.course?.interruptions.count { $0.to == nil } ?? 0
            #expect(
                open == (desk.dossier.course != nil && desk.dossier.wait != nil ? 1 : 0)
                    || desk.dossier.state.isClosed)
        }
    }
}

/// SplitMix64: the same dice on every machine.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }
}
