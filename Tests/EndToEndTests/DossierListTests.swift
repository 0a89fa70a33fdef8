import Foundation
import Testing

extension EndToEnd {
    /// A dossier from the counter to the report, by the commands of whoever watches over it.
    @Suite struct DossierLists {
        @Test(.timeLimit(.minutes(5)))
        func `a received dossier is in its history, the urging list and the report`() async throws {
            let folder = try Folder()
            let server = try await Server(
                in: folder, ["--simulate", "--at", "2026-01-05T08:00:00+07:00"])
            let clerk = try await server.anyone.signedIn("clerk6")
            _ = try await clerk.post("/counters/6/open")
            _ = try await server.device.ticket()
            for step in ["call-next", "start"] { _ = try await clerk.post("/counters/6/\(step)") }
            let done = try await clerk.post(
                "/counters/6/complete",
                #"{"outcome":"dossier-received","procedures":["1.004837"]}"#)
            #expect(done.status == 200, "\(done)")
            let data = server.data
            let report = try await Program.run([
                "report", "dossiers", "--data", data, "--from", "2026-01-01", "--to", "2026-01-31",
                "--language", "en",
            ])
            // The hand-off goes on its own.
            try await eventually("the core has the dossier") {
                try await Program.run([
                    "report", "dossiers", "--data", data, "--from", "2026-01-01", "--to",
                    "2026-01-31", "--language", "en",
                ]).text.contains("Received: 1 = 0 carried over + 1 newly received.")
            }
            #expect(report.status == 0, "\(report.errors)")
            let json = try await Program.run([
                "report", "dossiers", "--data", data, "--from", "2026-01-01", "--to", "2026-01-31",
                "--format", "json",
            ])
            #expect(json.text.contains(#""newlyReceived":1"#), "\(json.text)")
            let code = "H53.12.3-260105-0001"
            let shown = try await Program.run(["dossier", "show", code, "--data", data])
            #expect(shown.status == 0, "\(shown.errors)")
            #expect(shown.text.hasPrefix("\(code): được tiếp nhận, 1.004837\n"), "\(shown.text)")
            #expect(shown.text.contains("clerk6 (mot-cua): Nộp trực tiếp"), "\(shown.text)")
            let urgent = try await Program.run([
                "dossier", "urgent", "--data", data, "--config", Program.shippedConfiguration,
            ])
            #expect(urgent.status == 0 && !urgent.text.isEmpty, "\(urgent.errors)")
            let unknown = try await Program.run(["dossier", "show", "x", "--data", data])
            #expect(unknown.status == 1 && unknown.errors.contains("no dossier"))
            let nowhere = try await Program.run([
                "dossier", "urgent", "--data", folder.path("none"), "--config",
                Program.shippedConfiguration,
            ])
            #expect(nowhere.status == 1 && nowhere.errors.contains("no dossier store"))
        }
    }
}
