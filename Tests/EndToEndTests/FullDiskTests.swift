import Foundation
import Testing

extension EndToEnd {
    /// A disk without room left.
    @Suite struct FullDisk {
        @Test(.timeLimit(.minutes(3)))
        func `presses are refused in a sentence, the program says why and ends, nothing is lost`()
            async throws
        {
            let folder = try Folder()
            let disk = folder.path("disk")
            try FileManager.default.createDirectory(
                atPath: disk, withIntermediateDirectories: true)
            let mounted = try await Program.run(
                ["mount", "-t", "tmpfs", "-o", "size=1500k", "motcua-test", disk],
                executable: "/usr/bin/env")
            guard mounted.status == 0 else {
                try Test.cancel("NOT RUN: no small disk could be mounted: \(mounted.errors)")
            }
            do {
                try await fill(folder, disk)
            } catch {
                await unmount(disk)
                throw error
            }
            await unmount(disk)
        }

        private func unmount(_ disk: String) async {
            _ = try? await Program.run(["umount", "-l", disk], executable: "/usr/bin/env")
        }

        private func fill(_ folder: Folder, _ disk: String) async throws {
            let server = try await Server(in: folder, data: "\(disk)/data")
            var numbers: [String: String] = [:]
            var refusal: Answer?
            for _ in 0..<20_000 {
                let answer = try await server.device.post("/tickets", "{\"line\":\"ho-tich\"}")
                guard answer.status == 201 else {
                    refusal = answer
                    break
                }
                let ticket = try answer.json()
                numbers[ticket["id"].string ?? ""] = ticket["number"].string
                if ticket["number"].string == "1999" { break }
            }
            expectProblem(try #require(refusal, "the disk never filled"), 503, "not-ready")
            // It is over for the next one too, for as long as the program still speaks.
            if let next = try? await server.device.post("/tickets", "{\"line\":\"dat-dai\"}") {
                expectProblem(next, 503, "not-ready")
            }
            #expect(await server.status() == 1)
            #expect(server.errors.contains("motcua stopped:"), "\(server.errors.suffix(500))")
            #expect(server.errors.contains("the disk is full"), "\(server.errors.suffix(500))")
            #expect(server.errors.contains("Free space on the disk"))

            let grown = try await Program.run(
                ["mount", "-o", "remount,size=32m", disk], executable: "/usr/bin/env")
            #expect(grown.status == 0, "\(grown.errors)")
            let check = try await Program.run(["rebuild", "--check", "--data", server.data])
            #expect(check.status == 0, "\(check.errors)")
            let restarted = try await Server(in: folder, data: server.data)
            let clerk = try await restarted.anyone.signedIn("clerk6")
            for (id, number) in numbers {
                let ticket = try await clerk.get("/api/v1/tickets/\(id)").json()
                #expect(ticket["number"].string == number)
            }
            let next = try await restarted.device.ticket()["number"].string
            #expect(next == "\(1_001 + numbers.count)", "no number is lost or given twice")
            #expect(await restarted.stop() == 0)
        }
    }
}
