import Foundation
import Testing

extension EndToEnd {
    /// The first account, one-time codes and passwords, as a centre sets them up.
    @Suite struct AccountSetUp {
        private static let marker = "texts: texts"

        private func signIn(
            _ client: Client, _ user: String, _ password: String, _ more: [String: String] = [:]
        ) async throws -> Answer {
            let all = more.merging(["user": user, "password": password]) { first, _ in first }
            let body = try JSONSerialization.data(withJSONObject: all)
            return try await client.send(
                "POST", "/api/v1/session", body: String(decoding: body, as: UTF8.self))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a new centre begins with an admin whose password works once`() async throws {
            let folder = try Folder()
            let file = try folder.configuration([
                (Self.marker, "signIn: {oneTimeCodes: optional}\n\(Self.marker)")
            ])
            let first = try await Server(in: folder, configuration: file, [])
            let lost = try #require(first.said.firstMatch(of: /sign in as admin with (\S+),/)?.1)
            #expect(await first.stop() == 0)
            let server = try await Server(in: folder, configuration: file, [])
            let given = try #require(server.said.firstMatch(of: /sign in as admin with (\S+),/)?.1)
            let anyone = server.anyone
            expectProblem(
                try await signIn(anyone, "admin", String(lost)), 401, "wrong-password")
            expectProblem(
                try await signIn(anyone, "admin", String(given)), 401, "new-password-required")
            let new = "con meo ngu tren mai"
            let answer = try await signIn(anyone, "admin", String(given), ["newPassword": new])
            #expect(try answer.json()["role"].string == "admin", "\(answer)")
            expectProblem(
                try await signIn(anyone, "admin", String(given)), 401, "wrong-password")
            // Another place: revoked from here it ends at once, also where it watches the hall.
            let here = anyone.with(token: try answer.json()["token"].string)
            let elsewhere = try await signIn(anyone, "admin", new)
            let there = anyone.with(token: try elsewhere.json()["token"].string)
            let stream = try await EventStream(there)
            _ = try await stream.first { _ in true }
            #expect(try await here.status("DELETE", "/api/v1/sessions") == 204)
            try await stream.end()
            #expect(try await there.status("GET", "/api/v1/hall") == 401)
            #expect(try await here.status("GET", "/api/v1/hall") == 200)
            #expect(!server.errors.contains(new) && !server.errors.contains(given))
            #expect(await server.stop() == 0)
            let third = try await Server(in: folder, configuration: file, [])
            #expect(!third.said.contains("sign in as admin"), "\(third.said)")
        }

        /// What another program says is the code now.
        private func code(_ secret: String) async throws -> String {
            let program = """
                import base64, hashlib, hmac, struct, sys, time
                key = base64.b32decode(sys.argv[1] + "=" * (-len(sys.argv[1]) % 8))
                mac = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
                at = mac[-1] & 15
                print("%06d" % ((struct.unpack(">I", mac[at:at + 4])[0] & 0x7fffffff) % 10**6))
                """
            let said = try await Program.run(["-c", program, secret], executable: "python3")
            return said.text.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a manager signs in with a code that was set up at the console`() async throws {
            let folder = try Folder()
            let file = try Roles.centre(in: folder)
            let text = try String(contentsOfFile: file, encoding: .utf8)
                .replacing("oneTimeCodes: optional", with: "oneTimeCodes: required")
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let server = try await Server(in: folder, configuration: file, [])
            let anyone = server.anyone
            let manager = ("manager1", "motcua")
            expectProblem(try await signIn(anyone, manager.0, manager.1), 403, "code-not-set")
            #expect(try await signIn(anyone, "clerk6", "motcua").status == 200)
            let command = [
                "account", "totp", "manager1", "--config", file, "--data", server.data,
            ]
            // Nobody types the code: nothing is kept.
            #expect(try await Program.run(command).status == 1)
            expectProblem(try await signIn(anyone, manager.0, manager.1), 403, "code-not-set")
            let doctor = try await Program.run(["doctor", "--config", file, "--data", server.data])
            #expect(doctor.text.contains("manager1 has no one-time codes"), "\(doctor.text)")
            let set = try await Program.run(command + ["--unchecked"])
            #expect(set.status == 0, "\(set.errors)")
            let secret = try #require(set.text.firstMatch(of: /secret=([A-Z2-7]{32})&/)?.1)
            #expect(set.text.contains("█"), "a QR for the phone")
            let paper = set.text.matches(of: /\n    ((?:[A-Z2-7]{4}-){2}[A-Z2-7]{4})/).map(\.1)
            #expect(paper.count == 8)
            expectProblem(try await signIn(anyone, manager.0, manager.1), 401, "code-required")
            let code = try await code(String(secret))
            let opened = try await signIn(anyone, manager.0, manager.1, ["code": code])
            #expect(opened.status == 200, "\(opened)")
            expectProblem(
                try await signIn(anyone, manager.0, manager.1, ["code": code]), 401, "wrong-code")
            let first = try #require(paper.first.map { String($0) })
            #expect(
                try await signIn(anyone, manager.0, manager.1, ["code": first]).status == 200)
            for said in [server.errors, server.said] {
                #expect(!said.contains(secret) && !said.contains(code) && !said.contains(first))
            }
            // Nor does the store say the secret to who copies it.
            for name in try FileManager.default.contentsOfDirectory(atPath: server.data) {
                let bytes = FileManager.default.contents(atPath: "\(server.data)/\(name)") ?? Data()
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name)")
            }
        }

        @Test(
            .timeLimit(.minutes(5)),
            arguments: [
                ("matkhau123", "", 1, "everybody tries first"),
                ("ngan", "", 1, "8 characters at least"),
                ("vuot-ho8", "--role manager", 1, "12 characters at least"),
                ("lan-anh2026", "--user lan-anh", 1, "own name"), ("vuot-ho8-xe", "", 0, ""),
            ])
        func `a password that is none is refused in words`(
            password: String, options: String, status: Int32, words: String
        ) async throws {
            let made = try await Program.run(
                ["-c", "echo '\(password)' | '\(Program.path)' account password \(options)"],
                executable: "bash")
            #expect(made.status == status, "\(made.errors)")
            #expect(words.isEmpty || made.errors.contains(words), "\(made.errors)")
            #expect(!made.errors.contains(password))
            #expect(made.text.hasPrefix("scrypt$") == (status == 0))
        }

        @Test(.timeLimit(.minutes(5)))
        func `the journal says who acted and from where`() async throws {
            let server = try await Server(in: Folder())
            let number = try #require(try await server.device.ticket()["number"].string)
            let clerk = try await server.anyone.signedIn("clerk6")
            _ = try await clerk.post("/counters/6/open")
            _ = try await clerk.post("/counters/6/call-next")
            let life = try await Program.run([
                "audit", "show", "--ticket", number, "--data", server.data,
            ])
            #expect(life.text.contains("by device:demo@127.0.0.1"), "\(life.text)\(life.errors)")
            #expect(life.text.contains("by clerk:clerk6@127.0.0.1"), "\(life.text)")
        }
    }
}
