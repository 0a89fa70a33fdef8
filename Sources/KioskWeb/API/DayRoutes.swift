import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

extension API {
    /// What is kept of a day on paper.
    var dayRoutes: [Route] {
        [
            Route(
                .post, "/reports/summary", "Print a day's summary, with the mark of its events",
                access: .roles([.manager]), body: ["day?", "kiosk?"],
                answers: [202] + Route.refusals, gives: .json(.named("SummaryPrint"))
            ) { request, _, principal in
                try await printSummary(request, try known(principal))
            },
            Route(
                .get, "/reports/day", "A day's report on paper", access: .roles([.manager]),
                query: ["date"], answers: [200, 422, 503], gives: ["application/pdf": .text]
            ) { request, _, _ in try await dayReport(request) },
        ]
    }

    private func dayReport(_ request: Request) async throws -> Response {
        guard let day = request.uri.queryParameters["date"].flatMap({ ServiceDay(String($0)) })
        else { throw Problem.invalid("date") }
        let make = dayPaper
        guard let pdf = try await readStore({ try make(day) }) else {
            throw Problem.invalid("date")
        }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "inline; filename=\"day-\(day).pdf\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: pdf)))
    }

    /// The key is claimed first: a request that comes twice puts out one paper.
    private func printSummary(_ request: Request, _ principal: Principal) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let text = try reading.body.text("day")
        guard let day = text.map(ServiceDay.init(_:)) ?? ServiceDay(at: clock.now()) else {
            throw Problem.invalid("day")
        }
        let kiosk = try reading.body.text("kiosk").map(KioskID.init(_:))
        try reading.body.finish()
        guard let kiosk = kiosk ?? configuration.defaultKiosk ?? configuration.kiosks.first?.id,
            configuration.kiosks.contains(where: { $0.id == kiosk })
        else { throw Problem.invalid("kiosk") }
        let summary = summary
        guard let slip = try await readStore({ try summary(day) }) else {
            throw Problem.invalid("day")
        }
        let answer = try await commands.once(
            by: principal, reading.claim, status: .accepted,
            gives: .object(["day": .string(day.description), "kiosk": .string(kiosk.rawValue)]))
        guard !answer.isReplay else { return answer.response }
        guard print(slip, kiosk) else { throw Problem.notReady }
        return answer.response
    }
}
