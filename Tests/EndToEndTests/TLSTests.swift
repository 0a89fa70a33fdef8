import Foundation
import Testing

extension EndToEnd {
    /// The server over TLS, asked by another program than ourselves.
    @Suite struct TLS {
        private func curl(_ arguments: [String]) async throws -> Program.Finished {
            try await Program.run(["-s", "-m", "20"] + arguments, executable: "curl")
        }

        @Test(.timeLimit(.minutes(5)))
        func `a certificate made at the first start is believed where it was pinned`() async throws
        {
            let folder = try Folder()
            let tls = try folder.configuration([("texts: texts", "tls: self-signed\ntexts: texts")])
            let server = try await Server(in: folder, configuration: tls)
            let address = "https://127.0.0.1:\(server.port)"
            let pin = ["--cacert", "\(server.data)/tls/certificate.pem"]
            let page = try await curl(pin + ["-i", address + "/kiosk"])
            #expect(page.status == 0 && page.text.hasPrefix("HTTP/1.1 200"), "\(page.text)")
            #expect(page.text.contains("Strict-Transport-Security: max-age="))
            let credentials = "{\"user\":\"clerk6\",\"password\":\"motcua\"}"
            let signIn = try await curl(
                pin + ["-i", "-d", credentials, address + "/api/v1/session"])
            for word in ["; Secure", "; HttpOnly", "; SameSite=Strict"] {
                #expect(signIn.text.contains(word), "\(signIn.text)")
            }
            // Without the certificate, without TLS, and with an old TLS nobody gets through.
            for others in [
                [address + "/kiosk"], ["http://127.0.0.1:\(server.port)/kiosk"],
                pin + ["--tls-max", "1.1", address + "/kiosk"],
            ] {
                let refused = try await curl(others)
                #expect(refused.status != 0 && refused.output.isEmpty, "\(others)")
            }
            // No page of plain HTTP is the server's own.
            let foreign = try await curl(
                pin + [
                    "-H", "Origin: http://127.0.0.1:\(server.port)", "-d", credentials,
                    address + "/api/v1/session",
                ])
            #expect(foreign.text.contains("\"forbidden\""), "\(foreign.text)")
            let fingerprint = try #require(
                server.said.firstMatch(of: /new certificate, SHA-256 (\S+)\n/)?.1)
            let doctor = try await Program.run(["doctor", "--config", tls, "--data", server.data])
            #expect(doctor.text.contains("SHA-256 \(fingerprint)"), "\(doctor.text)")
            // A restart shows the same.
            #expect(await server.stop() == 0)
            let again = try await Server(in: folder, configuration: tls)
            #expect(again.said.contains("  certificate, SHA-256 \(fingerprint)\n"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a certificate that cannot be used is said before the start`() async throws {
            let folder = try Folder()
            try Data("nothing".utf8).write(to: URL(fileURLWithPath: folder.path("a.pem")))
            let (pem, written) = (folder.path("a.pem"), "texts: texts")
            let tls = try folder.configuration([
                (written, "tls: {certificate: \(pem), key: \(pem)}\n\(written)")
            ])
            for arguments in [
                ["check-config", tls],
                ["serve", "--simulate", "--config", tls, "--data", folder.path("data")],
            ] {
                let refused = try await Program.run(arguments)
                #expect(refused.status == 1)
                #expect(refused.errors.contains("holds no certificate"), "\(refused.errors)")
                #expect(!refused.text.contains("is open"))
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `other machines are not served plainly unless that is said`() async throws {
            let folder = try Folder()
            let open = try folder.configuration([("host: 127.0.0.1", "host: 0.0.0.0")])
            let refused = try await Program.run([
                "serve", "--config", open, "--data", folder.path("data"), "--port", "0",
            ])
            #expect(refused.status == 1)
            #expect(refused.errors.contains("without tls"), "\(refused.errors)")
            let told = try folder.configuration([
                ("host: 127.0.0.1", "host: 0.0.0.0\n  plainHTTP: allowed")
            ])
            let server = try await Server(in: folder, configuration: told, [])
            #expect(try await server.anyone.status("GET", "/kiosk") == 200)
            #expect(server.errors.contains("unencrypted"), "\(server.errors)")
        }
    }
}
