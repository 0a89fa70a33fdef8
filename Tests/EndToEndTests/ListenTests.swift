import Testing

extension EndToEnd {
    /// Where the program listens, as it is written and as it is said.
    @Suite struct Listening {
        private static let written = "host: 127.0.0.1"

        @Test(.timeLimit(.minutes(5)), arguments: ["khong-co.invalid", "khong-co.example.invalid"])
        func `a name that nobody knows is said before the start`(host: String) async throws {
            let folder = try Folder()
            let file = try folder.configuration([
                (Self.written, "host: \(host)\n  plainHTTP: allowed")
            ])
            let checked = try await Program.run(["check-config", file])
            #expect(checked.status == 1)
            #expect(checked.errors.contains("listen.host \(host)"), "\(checked.errors)")
        }

        @Test(.timeLimit(.minutes(5)), arguments: ["127.0.0.1", "::1", "localhost"])
        func `an address is right without a network`(host: String) async throws {
            let folder = try Folder()
            let file = try folder.configuration([(Self.written, "host: \"\(host)\"")])
            let checked = try await Program.run(["check-config", file])
            #expect(checked.status == 0, "\(checked.errors)")
        }

        @Test(.timeLimit(.minutes(5)), arguments: ["127.0.0.300", "[::1]", "1::2::3", "a..b"])
        func `what is no host is a mistake of its line`(host: String) async throws {
            let folder = try Folder()
            let file = try folder.configuration([(Self.written, "host: \"\(host)\"")])
            let checked = try await Program.run(["check-config", file])
            #expect(checked.status == 1)
            #expect(checked.errors.contains(host), "\(checked.errors)")
        }
    }
}
