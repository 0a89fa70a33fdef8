import HTTPTypes
import Kiosk
import Testing

@testable import KioskWeb

/// A past day runs again: one at a time, followed, and stopped when told to.
@Suite(.timeLimit(.minutes(2)))
struct StaffingTests {
    private static let path = "/api/v1/reports/staffing"

    private func begin(
        _ site: Site, _ change: String, day: String = "2026-11-23", key: String? = nil
    ) async throws -> Site.Reply {
        try await site.send(
            .post, Self.path, as: .manager,
            body: "{\"day\":\"\(day)\",\"changes\":[\"\(change)\"]}",
            headers: key.map { ["Idempotency-Key": $0] } ?? [:])
    }

    /// The job once it is not running any more, or once `wanted` is said of it.
    private func job(
        _ site: Site, until wanted: String? = nil
    ) async throws -> [String: Any] {
        while true {
            let job = try members(
                of: try await site.send(.get, "\(Self.path)/job", as: .manager).body)
            let state = job["state"] as? String
            if let wanted {
                if state == wanted { return job }
            } else if state != "running" {
                return job
            }
            await Task.yield()
        }
    }

    @Test func `a question is answered, and the same request asks once`() async throws {
        let site = try await Site()
        let first = try await begin(site, "6=09:00-11:30", key: "try")
        #expect(first.status == 202, "\(first)")
        let answer = try #require(try await job(site)["answer"] as? [String: Any])
        #expect(answer["variants"] as? Int == 40)
        let again = try await begin(site, "6=09:00-11:30", key: "try")
        #expect(again.body == first.body && again.status == 202)
        #expect(try await job(site)["state"] as? String == "done")
    }

    @Test func `one runs at a time until it is stopped`() async throws {
        let site = try await Site()
        #expect(try await begin(site, "endless").status == 202)
        _ = try await job(site, until: "running")
        let second = try await begin(site, "6=09:00-11:30")
        #expect(second.status == 409 && second.code == "simulation-running")
        let stopped = try await site.send(.delete, "\(Self.path)/job", as: .manager)
        #expect(stopped.status == 204)
        #expect(try await job(site)["state"] as? String == "cancelled")
        #expect(try await begin(site, "6=09:00-11:30").status == 202)
        #expect(try await job(site)["state"] as? String == "done")
    }

    @Test func `what cannot be run says why`() async throws {
        let site = try await Site()
        #expect(try await begin(site, "6=", day: "2020-01-01").status == 202)
        let job = try await job(site)
        #expect(job["state"] as? String == "failed" && job["fault"] as? String == "no-such-day")
    }
}
