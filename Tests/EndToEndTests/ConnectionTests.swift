import Foundation
import Testing

extension EndToEnd {
    /// Connections that ask for nothing hold up nobody.
    @Suite struct Connections {
        /// More than the soft limit of files that the server begins with.
        private static let idleCount = 1_100

        /// Sets this process's soft limit of files, which a child begins with.
        private static func limitFiles(to count: rlim_t) {
            var limit = rlimit()
            let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
            getrlimit(files, &limit)
            limit.rlim_cur = min(limit.rlim_max, count)
            setrlimit(files, &limit)
        }

        @Test(.timeLimit(.minutes(5)))
        func `eleven hundred idle connections hold up no press`() async throws {
            Self.limitFiles(to: 1_024)
            let server = try await Server(in: Folder())
            Self.limitFiles(to: 4_096)
            let (port, device) = (server.port, server.device)
            let idle = try await blocking {
                try (0..<Self.idleCount).map { _ in try Connection(port: port) }
            }
            for number in 1001...1010 {
                #expect(try await device.ticket()["number"].string == "\(number)")
            }
            #expect(try await server.anyone.get("/healthz").status == 200)
            withExtendedLifetime(idle) {}
        }

        @Test(.timeLimit(.minutes(5)))
        func `a head that does not come is not waited for`() async throws {
            let server = try await Server(in: Folder())
            let port = server.port
            let left = try await blocking {
                let silent = try Connection(port: port)
                let slow = try Connection(port: port)
                try slow.send("GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ")
                return [try silent.receiveAll(), try slow.receiveAll()]
            }
            #expect(left == [[], []], "closed without an answer, and before patience ended")
            #expect(try await server.anyone.get("/healthz").status == 200)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a live view outlasts the time that a head has`() async throws {
            let server = try await Server(in: Folder())
            let stream = try await EventStream(server.device)
            _ = try await stream.first { $0["lines"].array.count == 9 }
            // As long as a silent connection lives beside it.
            let port = server.port
            _ = try await blocking { try Connection(port: port).receiveAll() }
            _ = try await server.device.ticket()
            let hall = try await stream.first { hall in
                hall["lines"].array.contains { $0["waiting"].int == 1 }
            }
            #expect(hall["sequence"].int ?? 0 > 0)
        }
    }
}
