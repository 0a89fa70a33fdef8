import Foundation
import HTTPTypes
import Kiosk
import KioskTesting
import QueueCore
import Testing

@testable import KioskWeb

/// Who sees what of whom, and where it is written down.
@Suite(.timeLimit(.minutes(2)))
struct ReportTests {
    private static let days = "?from=2026-11-23&to=2026-11-24"
    private let store = MemoryStore()

    private func site(mayReadClerkFigures: Bool) async throws -> Site {
        var configuration = Configuration.withPeople
        for place in configuration.accounts.indices {
            configuration.accounts[place].mayReadClerkFigures = mayReadClerkFigures
        }
        return try await Site(store: store, configuration)
    }

    private var shown: Int {
        store.journal.count {
            guard case .clerksShown = $0.event else { return false }
            return true
        }
    }

    private func visit(_ site: Site) async throws {
        _ = try await site.send(
            .post, "/api/v1/tickets", as: .device, body: "{\"line\":\"ho-tich\"}")
        for step in ["open", "call-next"] {
            _ = try await site.send(
                .post, "/api/v1/counters/6/\(step)", as: .clerk, body: "{}")
        }
    }

    @Test func `clerks' figures are for who has the right, and each look is an event`()
        async throws
    {
        let site = try await site(mayReadClerkFigures: true)
        try await visit(site)
        let path = "/api/v1/reports/waits\(Self.days)"
        _ = try await site.send(.get, path, as: .manager)
        #expect(shown == 0)
        let answer = try await site.send(.get, path + "&by=clerk", as: .manager)
        #expect(answer.status == 200 && answer.text.contains("clerk6"))
        #expect(shown == 1)
        let log = try await site.send(
            .get, "/api/v1/reports/log\(Self.days)", as: .manager)
        #expect(log.text.contains("\"clerk\":\"clerk6\""))
        #expect(shown == 2)
        guard case .clerksShown(let from, let to) = store.journal.last?.event else {
            Issue.record("the last event is another")
            return
        }
        #expect(from.description == "2026-11-23" && to.description == "2026-11-24")
    }

    @Test func `without the right nobody is named and nothing is noted`() async throws {
        let site = try await site(mayReadClerkFigures: false)
        try await visit(site)
        let answer = try await site.send(
            .get, "/api/v1/reports/waits\(Self.days)&by=clerk", as: .manager)
        #expect(answer.status == 403)
        for type in ["", ReportFormat.csv.type, ReportFormat.workbook.type] {
            let log = try await site.send(
                .get, "/api/v1/reports/log\(Self.days)", as: .manager,
                headers: ["Accept": type])
            #expect(log.status == 200 && log.text.contains("ho-tich"), "\(type)")
            #expect(!log.text.contains("clerk6"), "\(type)")
        }
        #expect(shown == 0)
    }

    @Test func `a look at the figures of a day off opens no day`() async throws {
        let site = try await site(mayReadClerkFigures: true)
        _ = try await site.send(
            .get, "/api/v1/reports/waits\(Self.days)&by=clerk", as: .manager)
        #expect(shown == 1)
        #expect(
            !store.journal.contains {
                guard case .dayOpened = $0.event else { return false }
                return true
            })
    }

    @Test(arguments: [
        ("&line=ho-tich", 1), ("&line=khac", 0), ("&counter=6", 1), ("&counter=7", 0),
        ("&fromHour=8&toHour=9", 1), ("&fromHour=9", 0), ("&field=none", 0), ("", 1),
    ])
    func `log, report and overview count the same tickets`(query: String, count: Int)
        async throws
    {
        let site = try await site(mayReadClerkFigures: true)
        try await visit(site)
        func get(_ report: String) async throws -> Site.Reply {
            try await site.send(
                .get, "/api/v1/reports/\(report)\(Self.days)\(query)", as: .manager)
        }
        let log = try await get("log").text.split(separator: "\n")
        #expect(log.count == count)
        let rows = try members(of: try await get("waits").body)["rows"] as? [[String: Any]]
        #expect(rows?.compactMap { $0["count"] as? Int }.reduce(0, +) == count)
        let days = try members(of: try await get("overview").body)["days"] as? [[String: Any]]
        #expect(days?.compactMap { $0["count"] as? Int }.reduce(0, +) == count)
    }

    @Test func `a workbook is sent whole, and none stays on the disk`() async throws {
        let site = try await site(mayReadClerkFigures: false)
        try await visit(site)
        let answer = try await site.send(
            .get, "/api/v1/reports/waits\(Self.days)", as: .manager,
            headers: ["Accept": ReportFormat.workbook.type])
        #expect(answer.mediaType == ReportFormat.workbook.type)
        #expect(
            answer.headers[.contentDisposition]
                == "attachment; filename=\"waits-2026-11-23-2026-11-24-line.xlsx\"")
        #expect(answer.text.hasPrefix("line,count,"))
        let left = try FileManager.default.contentsOfDirectory(
            atPath: FileManager.default.temporaryDirectory.path)
        #expect(!left.contains { $0.hasPrefix("motcua-") && $0.hasSuffix(".xlsx") })
    }
}
