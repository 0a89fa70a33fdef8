import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

extension API {
    /// What managers read.
    var reportRoutes: [Route] {
        [
            Route(
                .get, "/reports/waits", "How long people waited", access: .roles([.manager]),
                query: ["from", "to", "by?"], answers: [200, 422, 503],
                gives: ["application/json": .named("Report"), "text/csv": .text]
            ) { request, _, principal in
                try await waits(request, try known(principal))
            },
            Route(
                .get, "/reports/estimates", "What people were told against how long they waited",
                access: .roles([.manager]), query: ["from", "to", "by?"],
                narrowed: ["by": Schema.words(EstimateReport.Key.self)], answers: [200, 422, 503],
                gives: ["application/json": .named("EstimateReport"), "text/csv": .text]
            ) { request, _, _ in try await estimates(request) },
            Route(
                .get, "/reports/log", "One row per ticket (JSON lines or CSV)",
                access: .roles([.manager]), query: ["from", "to"], answers: [200, 422, 503],
                gives: ["application/x-ndjson": .named("LogRow"), "text/csv": .text]
            ) { request, _, principal in
                try await log(request, try known(principal))
            },
            Route(
                .post, "/reports/summary", "Print a day's summary, with the mark of its events",
                access: .roles([.manager]), body: ["day?", "kiosk?"],
                answers: [202] + Route.refusals, gives: .json(.named("SummaryPrint"))
            ) { request, _, principal in
                try await printSummary(request, try known(principal))
            },
        ]
    }

    private func waits(_ request: Request, _ principal: Principal) async throws -> Response {
        let (from, to) = try days(request)
        let key: WaitReport.Key = try key(request)
        guard key != .clerk || principal.mayReadClerkFigures else { throw Problem.forbidden }
        let order = key == .line ? configuration.plan.lines.map(\.id.rawValue) : []
        let store = store
        // Reading a year takes a while: it runs beside the requests, on the reports' own queue.
        let report = try await readStore {
            var tally = WaitTally(by: key)
            try store.waits(from: from, to: to) { tally.add($0) }
            try store.unmet(from: from, to: to) { tally.add($0) }
            return tally.report(from: from, to: to, order: order)
        }
        guard wantsCSV(request) else { return report.json.response() }
        return file(report.csv, named: "waits-\(from)-\(to)-\(key.rawValue).csv")
    }

    private func estimates(_ request: Request) async throws -> Response {
        let (from, to) = try days(request)
        let key: EstimateReport.Key = try key(request)
        let order = key == .line ? configuration.plan.lines.map(\.id.rawValue) : []
        let store = store
        let report = try await readStore {
            var tally = EstimateTally(by: key)
            try store.estimates(from: from, to: to) { tally.add($0) }
            return tally.report(from: from, to: to, order: order)
        }
        guard wantsCSV(request) else { return report.json.response() }
        return file(report.csv, named: "estimates-\(from)-\(to)-\(key.rawValue).csv")
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

    func file(_ csv: String, named name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/csv; charset=utf-8",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: csv)))
    }

    func wantsCSV(_ request: Request) -> Bool {
        request.headers[.accept]?.contains("text/csv") ?? false
    }

    /// What the rows are by; lines when nothing is said.
    func key<Key: RawRepresentable>(_ request: Request) throws(Problem) -> Key
    where Key.RawValue == String {
        let word = request.uri.queryParameters["by"].map { String($0) } ?? "line"
        guard let key = Key(rawValue: word) else { throw .invalid("by") }
        return key
    }

    private func log(_ request: Request, _ principal: Principal) async throws -> Response {
        let (from, to) = try days(request)
        let isCSV = wantsCSV(request)
        let names = principal.mayReadClerkFigures
        // The first day is read before the answer begins, while it can still say "not ready".
        let first = try await rows(of: from, asCSV: isCSV, withClerks: names)
        return Response(
            status: .ok,
            headers: [
                .contentType: isCSV ? "text/csv; charset=utf-8" : "application/x-ndjson"
            ],
            body: ResponseBody { writer in
                if isCSV { try await writer.write(ByteBuffer(string: WaitLogLine.header)) }
                if !first.isEmpty { try await writer.write(ByteBuffer(bytes: first)) }
                // A day at a time, so that a log of any length needs the memory of one day. A store
                // that fails on the way breaks the connection off: the reader knows it has not all.
                var day = from.advanced(by: 1)
                while day <= to {
                    let text = try await rows(of: day, asCSV: isCSV, withClerks: names)
                    if !text.isEmpty { try await writer.write(ByteBuffer(bytes: text)) }
                    day = day.advanced(by: 1)
                }
                try await writer.finish(nil)
            })
    }

    private func rows(
        of day: ServiceDay, asCSV isCSV: Bool, withClerks: Bool
    ) async throws(Problem) -> [UInt8] {
        let store = store
        return try await readStore {
            var text: [UInt8] = []
            try store.waits(from: day, to: day) { row in
                let line = WaitLogLine(row, withClerk: withClerks)
                text += isCSV ? Array(line.csv.utf8) : line.json
            }
            return text
        }
    }

    func days(_ request: Request) throws(Problem) -> (ServiceDay, ServiceDay) {
        func day(_ name: String) throws(Problem) -> ServiceDay {
            guard let text = request.uri.queryParameters[Substring(name)],
                let day = ServiceDay(String(text))
            else { throw .invalid(name) }
            return day
        }
        let (from, to) = (try day("from"), try day("to"))
        guard from <= to, to.daysSinceEpoch - from.daysSinceEpoch < WaitReport.daysMax else {
            throw .invalid("to")
        }
        return (from, to)
    }
}
