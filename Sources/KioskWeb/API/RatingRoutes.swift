import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore
import Synchronization

extension API {
    /// The rating at a counter, and what managers read of it.
    var ratingRoutes: [Route] {
        [
            Route(
                .post, "/ratings",
                "Rate the visit completed last at a counter; reasons only for levels 1 and 2",
                access: .roles([.rating]), body: ["counter", "level", "reasons?"],
                answers: [201] + Route.refusals, gives: .json(.named("Rating"))
            ) { request, _, principal in
                try await rate(request, try known(principal))
            },
            Route(
                .get, "/counters/{n}/rating", "Whether a visit may be rated at a counter",
                access: .roles([.rating]), answers: [200, 404, 503],
                gives: .json(.named("RatingWindow"))
            ) { _, context, principal in
                let counter = try ratedCounter(context, try known(principal))
                return Response.json(ratingWindow(at: counter).bytes)
            },
            Route(
                .get, "/counters/{n}/rating/stream",
                "The same now and after every change (server-sent events)",
                access: .roles([.rating]), answers: [200, 404, 503],
                gives: ["text/event-stream": .named("RatingWindow")]
            ) { _, context, principal in
                let counter = try ratedCounter(context, try known(principal))
                return try ratingStream(at: counter, context)
            },
            Route(
                .get, "/reports/ratings", "How satisfied people were, out of those who said it",
                access: .roles([.manager]), query: ["from", "to", "by?"],
                narrowed: ["by": Schema.words(RatingReport.Key.self)], answers: [200, 422, 503],
                gives: Self.files(besides: "application/json", .named("RatingReport"))
            ) { request, _, principal in
                try await ratings(request, try known(principal))
            },
        ]
    }

    private func rate(_ request: Request, _ principal: Principal) async throws -> Response {
        var reading = try await commands.read(request, principal)
        guard let counter = try reading.body.number("counter") else {
            throw Problem.invalid("counter")
        }
        guard let level = try reading.body.number("level").flatMap(RatingLevel.init(rawValue:))
        else { throw Problem.invalid("level") }
        let words = try reading.body.texts("reasons") ?? []
        let reasons = words.compactMap(RatingReason.init(rawValue:))
        guard reasons.count == words.count else { throw Problem.invalid("reasons") }
        try reading.body.finish()
        try check(counter, isOf: principal)
        return try await commands.submit(
            .rate(counter, level, reasons: reasons), by: principal, reading.claim,
            status: .created,
            gives: .object([
                "counter": .number(counter), "level": .number(level.rawValue),
                "reasons": .array(reasons.map { .string($0.rawValue) }),
            ]))
    }

    /// A tablet that belongs to one counter rates there alone.
    private func check(_ counter: CounterNumber, isOf principal: Principal) throws(Problem) {
        guard principal.counter.map({ $0 == counter }) ?? true else { throw .forbidden }
    }

    private func ratedCounter(
        _ context: WebContext, _ principal: Principal
    ) throws -> CounterNumber {
        let number = try counterNumber(context)
        guard hub.latest?.counters.contains(where: { $0.number == number }) ?? false else {
            throw Problem(Refusal(.unknownCounter))
        }
        try check(number, isOf: principal)
        return number
    }

    private func ratingWindow(at number: CounterNumber) -> JSONOutput {
        let (window, now) = (openWindow(at: number), clock.now())
        return .object([
            "counter": .number(number), "number": .optional(window?.number),
            // Seconds and no moment: a tablet's clock is nobody's care.
            "secondsLeft": .optional(
                window.map { Int(max(0, $0.until.since(now).milliseconds) / 1_000) }),
        ])
    }

    private func openWindow(at number: CounterNumber) -> RatingWindow? {
        guard let window = hub.latest?.counters.first(where: { $0.number == number })?.rating,
            window.until > clock.now()
        else { return nil }
        return window
    }

    private func ratingStream(
        at number: CounterNumber, _ context: WebContext
    ) throws -> Response {
        let told = Mutex<TicketID??>(nil)
        return try LiveStream(event: "rating", hub: hub, uptime: uptime, end: streamEnd).response(
            context
        ) {
            let ticket = openWindow(at: number)?.ticket
            let isNew = told.withLock { last in
                defer { last = .some(ticket) }
                return last != .some(ticket)
            }
            return isNew ? LiveStream.Frame(data: ratingWindow(at: number).bytes) : nil
        }
    }

    private func ratings(_ request: Request, _ principal: Principal) async throws -> Response {
        let scope = try ReportScope(request)
        let key: RatingReport.Key = try scope.key()
        if key == .clerk { try await showClerks(scope, to: principal) }
        let order = key == .line ? configuration.plan.lines.map(\.id.rawValue) : []
        let store = store
        let report = try await readStore {
            var tally = RatingTally(by: key)
            try store.ratings(from: scope.from, to: scope.to) { tally.add($0) }
            return tally.report(from: scope.from, to: scope.to, order: order)
        }
        guard let format = ReportFormat(request) else { return report.json.response() }
        return try await file(
            report.table, as: format, named: "ratings-\(scope.from)-\(scope.to)-\(key.rawValue)")
    }
}
