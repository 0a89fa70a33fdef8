import Foundation
import Testing

extension EndToEnd {
    /// A centre that gives a known person one number in a line.
    @Suite struct Persons {
        private static let body = #"{"line":"ho-tich","person":"079203012345"}"#

        @Test(.timeLimit(.minutes(5)))
        func `a known person is refused also after a restart, and is nowhere in the data`()
            async throws
        {
            let folder = try Folder()
            let limited = try folder.configuration([
                ("oneNumberPerPerson: false", "oneNumberPerPerson: true")
            ])
            let server = try await Server(in: folder, configuration: limited)
            #expect(try await server.device.post("/tickets", Self.body).status == 201)
            #expect(try await server.device.post("/tickets", Self.body).status == 429)
            server.signal(SIGKILL)
            #expect(await server.status() == -SIGKILL)
            let next = try await Server(in: folder, configuration: limited)
            #expect(try await next.device.post("/tickets", Self.body).status == 429)
            let other = Self.body.replacingOccurrences(of: "ho-tich", with: "dat-dai")
            #expect(try await next.device.post("/tickets", other).status == 201)
            #expect(await next.stop() == 0)
            for file in try FileManager.default.subpathsOfDirectory(atPath: next.data) {
                let bytes = FileManager.default.contents(atPath: "\(next.data)/\(file)") ?? Data()
                #expect(bytes.range(of: Data("079203012345".utf8)) == nil, "\(file)")
            }
        }
    }
}
