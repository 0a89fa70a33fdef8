import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

// What other hours of counters would have done on a past day.
extension API {
    /// Counters that one question may change.
    private static let changesMax = 100

    var staffingRoutes: [Route] {
        [
            Route(
                .get, "/reports/staffing", "When counters were open on a past day",
                access: .roles([.manager]), query: ["date"], answers: [200, 404, 422, 503],
                gives: .json(.named("Staffing"))
            ) { request, _, _ in try await counters(request) },
            Route(
                .post, "/reports/staffing", "Run a past day again with other hours of counters",
                access: .roles([.manager]), body: ["day", "changes"],
                answers: [202] + Route.refusals, gives: .json(.named("StaffingJob"))
            ) { request, _, principal in
                try await simulate(request, try known(principal))
            },
            Route(
                .get, "/reports/staffing/job", "How far the simulation is, and what it found",
                access: .roles([.manager]), answers: [200, 404, 503],
                gives: .json(.named("StaffingJob"))
            ) { _, _, _ in
                _ = try staffingDesk()
                return staffingJobs.json.response()
            },
            Route(
                .delete, "/reports/staffing/job", "Stop the simulation",
                access: .roles([.manager]), answers: [204, 404, 503]
            ) { _, _, _ in
                _ = try staffingDesk()
                staffingJobs.cancel()
                return Response(status: .noContent)
            },
        ]
    }

    private func staffingDesk() throws(Problem) -> any StaffingDesk {
        guard let staffing else { throw .notFound }
        return staffing
    }

    private func counters(_ request: Request) async throws -> Response {
        let desk = try staffingDesk()
        guard let day = request.uri.queryParameters["date"].flatMap({ ServiceDay(String($0)) })
        else { throw Problem.invalid("date") }
        guard let counters = try await readStore({ try desk.counters(of: day) }) else {
            throw Problem.invalid("date")
        }
        return JSONOutput.object([
            "day": .string(day.description),
            "counters": .array(
                counters.map {
                    .object(["number": .number($0.number), "times": .string($0.times)])
                }),
        ]).response()
    }

    private func simulate(_ request: Request, _ principal: Principal) async throws -> Response {
        let desk = try staffingDesk()
        var reading = try await commands.read(request, principal)
        guard let day = ServiceDay(try reading.body.requiredText("day")) else {
            throw Problem.invalid("day")
        }
        guard let changes = try reading.body.texts("changes"), changes.count <= Self.changesMax
        else { throw Problem.invalid("changes") }
        try reading.body.finish()
        let (jobs, logger) = (staffingJobs, logger)
        return try await commands.once(by: principal, reading.claim, status: .accepted) {
            guard
                jobs.begin(
                    { onStep in try desk.run(day, changes: changes, onStep: onStep) }, logger)
            else { throw Problem(.conflict, "simulation-running") }
            return jobs.json
        }
    }
}
