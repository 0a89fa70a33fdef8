import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

extension API {
    /// What managers read.
    var reportRoutes: [Route] { waitRoutes + dayRoutes + staffingRoutes }

    private static var filters: [String] {
        ["from", "to", "line?", "field?", "counter?", "fromHour?", "toHour?"]
    }

    private var waitRoutes: [Route] {
        [
            Route(
                .get, "/reports/waits", "How long people waited", access: .roles([.manager]),
                query: Self.filters + ["by?"], answers: [200, 422, 503],
                gives: Self.files(besides: "application/json", .named("Report"))
            ) { request, _, principal in
                try await waits(request, try known(principal))
            },
            Route(
                .get, "/reports/overview",
                "How waits are spread, over the week's hours and over the days",
                access: .roles([.manager]), query: Self.filters, answers: [200, 422, 503],
                gives: Self.files(besides: "application/json", .named("Overview"))
            ) { request, _, _ in try await overview(request) },
            Route(
                .get, "/reports/estimates", "What people were told against how long they waited",
                access: .roles([.manager]), query: ["from", "to", "by?"],
                narrowed: ["by": Schema.words(EstimateReport.Key.self)], answers: [200, 422, 503],
                gives: Self.files(besides: "application/json", .named("EstimateReport"))
            ) { request, _, _ in try await estimates(request) },
            Route(
                .get, "/reports/counters", "How long counters were open and paused",
                access: .roles([.manager]), query: ["from", "to", "by?"],
                narrowed: ["by": Schema.words(CounterReport.Key.self)], answers: [200, 422, 503],
                gives: Self.files(besides: "application/json", .named("CounterReport"))
            ) { request, _, principal in
                try await counters(request, try known(principal))
            },
            Route(
                .get, "/reports/log", "One row per ticket (JSON lines, CSV or a workbook)",
                access: .roles([.manager]), query: Self.filters, answers: [200, 422, 503],
                gives: Self.files(besides: "application/x-ndjson", .named("LogRow"))
            ) { request, _, principal in
                try await log(request, try known(principal))
            },
        ]
    }

    static func files(besides type: String, _ shape: Schema) -> AnswerBody {
        [type: shape, ReportFormat.csv.type: .text, ReportFormat.workbook.type: .text]
    }

    private func waits(_ request: Request, _ principal: Principal) async throws -> Response {
        let scope = try ReportScope(request)
        let key: WaitReport.Key = try scope.key()
        if key == .clerk { try await showClerks(scope, to: principal) }
        let order = key == .line ? configuration.plan.lines.map(\.id.rawValue) : []
        let store = store
        // Reading a year takes a while: it runs beside the requests, on the reports' own queue.
        let report = try await readStore {
            var tally = WaitTally(by: key, scope.filter)
            try store.samples(from: scope.from, to: scope.to) { tally.add($0) }
            try store.unmet(from: scope.from, to: scope.to) { tally.add($0) }
            return tally.report(from: scope.from, to: scope.to, order: order)
        }
        guard let format = ReportFormat(request) else { return report.json.response() }
        return try await file(
            report.table, as: format, named: "waits-\(scope.from)-\(scope.to)-\(key.rawValue)")
    }

    private func overview(_ request: Request) async throws -> Response {
        let scope = try ReportScope(request)
        let store = store
        let overview = try await readStore {
            var tally = OverviewTally(scope.filter)
            try store.samples(from: scope.from, to: scope.to) { tally.add($0) }
            return tally.overview(from: scope.from, to: scope.to)
        }
        guard let format = ReportFormat(request) else { return overview.json.response() }
        return try await file(
            overview.table, as: format, named: "distribution-\(scope.from)-\(scope.to)")
    }

    private func estimates(_ request: Request) async throws -> Response {
        let scope = try ReportScope(request)
        let key: EstimateReport.Key = try scope.key()
        let order = key == .line ? configuration.plan.lines.map(\.id.rawValue) : []
        let store = store
        let report = try await readStore {
            var tally = EstimateTally(by: key)
            try store.estimates(from: scope.from, to: scope.to) { tally.add($0) }
            return tally.report(from: scope.from, to: scope.to, order: order)
        }
        guard let format = ReportFormat(request) else { return report.json.response() }
        return try await file(
            report.table, as: format,
            named: "estimates-\(scope.from)-\(scope.to)-\(key.rawValue)")
    }

    private func counters(_ request: Request, _ principal: Principal) async throws -> Response {
        let scope = try ReportScope(request)
        let key: CounterReport.Key = try scope.key(usual: "counter")
        if key == .clerk { try await showClerks(scope, to: principal) }
        let (store, now) = (store, clock.now())
        let report = try await readStore {
            var tally = CounterTally(by: key)
            try store.counterMoments(from: scope.from, to: scope.to) { tally.add($0) }
            return tally.report(from: scope.from, to: scope.to, now: now)
        }
        guard let format = ReportFormat(request) else { return report.json.response() }
        return try await file(
            report.table, as: format,
            named: "counters-\(scope.from)-\(scope.to)-\(key.rawValue)")
    }

    /// Lets those see clerks' figures who have the right, and writes down that they did.
    func showClerks(_ scope: ReportScope, to principal: Principal) async throws(Problem) {
        guard principal.mayReadClerkFigures else { throw .forbidden }
        try await noteClerksShown(scope, to: principal)
    }

    /// Writes into the audit chain who sees clerks' names with what they did, before they are shown.
    func noteClerksShown(_ scope: ReportScope, to principal: Principal) async throws(Problem) {
        let reply = await controller.submit(
            Kiosk.Request(.showClerks(from: scope.from, to: scope.to), by: principal.actor))
        switch reply {
        case .done, .replayed: return
        case .refused(let refusal): throw Problem(refusal)
        case .keyReused, .unavailable: throw .notReady
        }
    }
}
