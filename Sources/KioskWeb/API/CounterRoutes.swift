import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

extension API {
    /// Counters: what clerks do with the citizens they call.
    var counterRoutes: [Route] {
        [
            Route(
                .get, "/counters", "Every counter", access: .roles([.clerk, .manager]),
                answers: [200], gives: .json(.object(["counters": .list(of: .counter)]))
            ) { _, _, _ in
                let shapes = shapes
                let counters = await controller.read { book, now in
                    book.hall.plan.counters.map {
                        shapes.counter($0.number, in: book, forStaff: true, at: now)
                    }
                }
                return JSONOutput.object(["counters": .array(counters)]).response()
            },
            Route(
                .get, "/counters/{n}", "One counter", access: .roles([.clerk, .manager]),
                answers: [200, 404], gives: .json(.counter)
            ) { _, context, _ in
                let (number, shapes) = (try counterNumber(context), shapes)
                let counter = await controller.read { book, now in
                    book.hall.counters[number].map { _ in
                        shapes.counter(number, in: book, forStaff: true, at: now)
                    }
                }
                guard let counter else { throw Problem(Refusal(.unknownCounter)) }
                return counter.response()
            },
            Route(
                .get, "/counters/{n}/next", "Who is next at a counter, and why",
                access: .roles([.clerk, .manager]), answers: [200, 404],
                gives: .json(.object(["next": .list(of: Self.candidate)]))
            ) { _, context, _ in
                try await nextInLine(at: try counterNumber(context))
            },
            counter("open", "Open a counter", [], gives: .counter) { number, _ in
                .openCounter(number)
            },
            counter("pause", "Pause a counter", ["reason"], manager: true, gives: .counter) {
                number, body in
                .pauseCounter(number, note: try body.requiredText("reason"))
            },
            counter("close", "Close a counter", ["reason?"], manager: true, gives: .counter) {
                number, body in
                .closeCounter(number, note: try body.text("reason"))
            },
            counter("call-next", "Call whoever is next", [], answers: [200, 204], gives: .call) {
                number, _ in
                .callNext(number)
            },
            counter("call", "Call a number out of turn", ["number", "reason"], gives: .call) {
                number, body in
                .callNumber(
                    number, number: try body.requiredText("number"),
                    note: try body.requiredText("reason"))
            },
            counter("recall", "Invite once more", []) { number, _ in .recall(number) },
            counter("start", "Begin to serve", []) { number, _ in .start(number) },
            counter("complete", "Finish with an outcome", ["outcome", "procedures?"]) {
                number, body in
                guard let service = try serviceEnd(&body) else { throw Problem.invalid("outcome") }
                return .complete(number, service.outcome, procedures: service.procedures)
            },
            counter("no-show", "Nobody came", ["reason?"]) { number, body in
                .noShow(number, note: try body.text("reason"))
            },
            counter("park", "Set the citizen aside", ["reason"]) { number, body in
                .park(number, note: try body.requiredText("reason"))
            },
            counter("resume", "Take a parked or missed number back", ["number"]) { number, body in
                .resume(number, number: try body.requiredText("number"))
            },
            counter(
                "transfer", "Send on, with the same number",
                ["line?", "counter?", "place", "outcome?", "procedures?"], transferAction),
            counter("undo", "Take the last step back within a minute", []) { number, _ in
                .undo(number)
            },
        ]
    }

    private func counter(
        _ name: String, _ summary: String, _ body: [String], manager: Bool = false,
        answers: [Int] = [200], gives: Schema = .ticket,
        _ action: @escaping @Sendable (CounterNumber, inout RequestBody) throws -> Command.Action
    ) -> Route {
        Route(
            .post, "/counters/{n}/\(name)", summary,
            access: .roles(manager ? [.clerk, .manager] : [.clerk]), body: body,
            answers: answers + Route.refusals, gives: .json(gives)
        ) { request, context, principal in
            let principal = try self.known(principal)
            var reading = try await commands.read(request, principal)
            let command = try action(try counterNumber(context), &reading.body)
            try reading.body.finish()
            return try await commands.submit(command, by: principal, reading.claim)
        }
    }

    private static let candidate = Schema.object([
        "number": .text, "line": .text, "waitedSeconds": .count, "reason": .named("CallReason"),
    ])

    private func nextInLine(at number: CounterNumber) async throws -> Response {
        let shapes = shapes
        let next = await controller.read { book, now -> [JSONOutput]? in
            guard book.hall.counters[number] != nil else { return nil }
            return book.hall.next(for: number, limit: 5, at: now).map { ticket, reason in
                .object([
                    "number": .string(ticket.number), "line": .string(ticket.line.rawValue),
                    "waitedSeconds": .number(reason.waitedSeconds),
                    "reason": shapes.reason(reason),
                ])
            }
        }
        guard let next else { throw Problem(Refusal(.unknownCounter)) }
        return JSONOutput.object(["next": .array(next)]).response()
    }
}

/// Reads where to a ticket is sent on: to exactly one line or counter.
private let transferAction: @Sendable (CounterNumber, inout RequestBody) throws -> Command.Action =
    { number, body in
        let line = try body.text("line").map(LineID.init(_:))
        let counter = try body.number("counter")
        let place = TransferPlace(rawValue: try body.requiredText("place"))
        guard let place else { throw Problem.invalid("place") }
        let service = try serviceEnd(&body)
        let target: TransferTarget
        switch (line, counter) {
        case (let line?, nil): target = .line(line)
        case (nil, let counter?): target = .counter(counter)
        default: throw Problem.invalid("line")
        }
        return .transfer(number, to: target, place: place, after: service)
    }

/// Reads what a service led to; nil where no outcome is named.
private func serviceEnd(_ body: inout RequestBody) throws(Problem) -> ServiceEnd? {
    let word = try body.text("outcome")
    let procedures = try body.texts("procedures")?.map(ProcedureCode.init(_:))
    guard let word else {
        // Procedures of no service: something is missing.
        guard procedures == nil else { throw Problem.invalid("outcome") }
        return nil
    }
    guard let outcome = Outcome(rawValue: word) else { throw Problem.invalid("outcome") }
    return ServiceEnd(outcome, procedures: procedures ?? [])
}
