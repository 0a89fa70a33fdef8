import Foundation
import Testing

extension EndToEnd {
    /// A call in a running hall is spoken: the whole program, with a WAV file in the card's place.
    @Suite struct Voice {
        /// scrypt of "motcua", SHA-256 of "demo-device".
        private static let password =
            "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==$DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I="
        private static let token =
            "d4abd70f8553f9270d6645950104735617b1dcef82296ed8107734be9b9a6f24"

        private static func speaking(_ output: String) -> (String, String) {
            let tip = "# Nghe thử / try it: motcua say 1002 --counter 3"
            return (tip, "\(tip)\nvoice:\n  zones: [{id: hall, output: \(output)}]")
        }

        /// A real centre that speaks by a sound card, with three clerks of the same line.
        ///
        /// - Parameters:
        ///   - folder: holds it.
        ///   - printer: the port of the printer, if there is one.
        /// - Returns: its path.
        /// - Throws: when the shipped file has not the words to replace.
        private static func configuration(
            _ folder: Folder, printer: Int? = nil
        ) throws -> String {
            let clerks = [6, 8, 9].map {
                "{user: clerk\($0), role: clerk, password: \"\(password)\"}"
            }
            return try folder.configuration(
                [
                    ("accounts: []", "accounts: [\(clerks.joined(separator: ", "))]"),
                    (
                        "deviceTokens: []",
                        "deviceTokens: [{name: page, roles: [kiosk, display], kiosk: kiosk-1, "
                            + "sha256: \(token)}]"
                    ),
                    speaking("alsa"),
                ]
                    + (printer.map { port in
                        [
                            (
                                "{id: printer-1, widthDots: 576}",
                                "{id: printer-1, tcp: \"127.0.0.1:\(port)\", widthDots: 576}"
                            )
                        ]
                    } ?? []))
        }

        /// A hall in the morning whose calls go to the speaker.
        private struct Hall {
            let folder: Folder
            let configuration: String
            let speaker: Loudspeaker
            var server: Server
            var clerks: [Int: Client] = [:]

            init(_ counters: [Int], printer: Int? = nil) async throws {
                folder = try Folder()
                configuration = try Voice.configuration(folder, printer: printer)
                speaker = try Loudspeaker(Folder(), isHeld: true)
                server = try await Self.started(folder, configuration, speaker, at: "09:00:00")
                for counter in counters {
                    let clerk = try await server.anyone.signedIn("clerk\(counter)")
                    clerks[counter] = clerk
                    _ = try await clerk.post("/counters/\(counter)/open")
                    _ = try await server.device.ticket()
                }
            }

            static func started(
                _ folder: Folder, _ configuration: String, _ speaker: Loudspeaker, at time: String
            ) async throws -> Server {
                try await Server(
                    in: folder, configuration: configuration, environment: speaker.environment,
                    ["--at", "2026-11-23T\(time)+07:00"])
            }

            /// Calls the next, and returns the number.
            @discardableResult
            func call(_ counter: Int) async throws -> String {
                let answer = try await act("call-next", at: counter)
                return try #require(try answer.json()["ticket"]["number"].string, "\(answer)")
            }

            func act(_ action: String, at counter: Int) async throws -> Answer {
                let clerk = try #require(clerks[counter])
                return try await clerk.post("/counters/\(counter)/\(action)")
            }

            func waiting() async throws -> Int? {
                try await server.device.get("/api/v1/voice").json()["zones"].array[0]["waiting"].int
            }

            func heard(_ count: Int) async throws {
                try await eventually("\(count) sentences are begun: \(server.errors)") {
                    speaker.said.count >= count
                }
            }

            /// What a number sounds like, as an installer hears it.
            func sentence(_ number: String, _ counter: Int) async throws -> Data {
                let wav = folder.path("\(number).wav")
                let said = try await Program.run([
                    "say", number, "--counter", "\(counter)", "--wav", wav, "--config",
                    configuration,
                ])
                #expect(said.status == 0, "\(said.errors)")
                return try Data(contentsOf: URL(fileURLWithPath: wav))
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func `two clerks who call at once are spoken one after the other, in their order`()
            async throws
        {
            let hall = try await Hall([6, 8])
            let called = try await withThrowingTaskGroup(of: (String, Int).self) { group in
                for counter in [6, 8] {
                    group.addTask { (try await hall.call(counter), counter) }
                }
                return try await group.reduce(into: [String: Int]()) { $0[$1.0] = $1.1 }
            }
            #expect(Set(called.keys) == ["1001", "1002"])
            try await hall.heard(1)
            #expect(try await hall.waiting() == 1)
            #expect(hall.speaker.said.count == 1)
            try await hall.speaker.end()
            try await hall.heard(2)
            try await hall.speaker.end()
            // Numbers are given in the order in which the calls were decided.
            for (number, sound) in zip(["1001", "1002"], hall.speaker.said) {
                let counter = try #require(called[number])
                #expect(try await hall.sentence(number, counter) == sound, "\(number)")
            }
            #expect(await hall.server.stop() == 0)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a call that is over when its turn comes is not spoken`() async throws {
            let hall = try await Hall([6, 8, 9])
            try await hall.call(6)
            try await hall.heard(1)
            try await hall.call(8)
            #expect(try await hall.act("start", at: 8).status == 200)
            try await hall.call(9)
            try await hall.speaker.end()
            try await hall.heard(2)
            try await hall.speaker.end()
            let wanted = [try await hall.sentence("1001", 6), try await hall.sentence("1003", 9)]
            #expect(hall.speaker.said == wanted)
            #expect(await hall.server.stop() == 0)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a loudspeaker that hangs delays no call and no slip`() async throws {
            let printer = try NetworkPrinter()
            let hall = try await Hall([6, 8, 9], printer: printer.port)
            try await eventually("the first slips are out: \(hall.server.errors)") {
                printer.received > 3 * 1_000
            }
            try await hall.call(6)
            try await hall.heard(1)
            // From here to the end of the test the first sentence hangs.
            let numbers = [try await hall.call(8), try await hall.call(9)]
            #expect(numbers == ["1002", "1003"])
            let before = printer.received
            let ticket = try await hall.server.device.ticket()
            #expect(ticket["number"].string == "1004")
            try await eventually("its slip is printed: \(hall.server.errors)") {
                printer.received > before + 1_000
            }
            #expect(try await hall.act("start", at: 8).status == 200)
            #expect(hall.speaker.said.count == 1)
            #expect(try await hall.waiting() == 2)
            #expect(await hall.server.stop() == 0)
        }

        @Test(.timeLimit(.minutes(5)))
        func `a kill in the middle of a sentence has nothing spoken twice`() async throws {
            var hall = try await Hall([6, 8, 9])
            try await hall.call(6)
            try await hall.heard(1)
            try await hall.call(8)
            hall.server.signal(SIGKILL)
            #expect(await hall.server.status() == -SIGKILL)
            // What the dead program left running.
            try await hall.speaker.end()
            hall.server = try await Hall.started(
                hall.folder, hall.configuration, hall.speaker, at: "09:30:00")
            hall.clerks = hall.clerks.mapValues { $0.moved(to: hall.server) }
            #expect(try await hall.waiting() == 0)
            try await hall.call(9)
            try await hall.heard(2)
            try await hall.speaker.end()
            let wanted = [try await hall.sentence("1001", 6), try await hall.sentence("1003", 9)]
            #expect(hall.speaker.said == wanted)
            #expect(await hall.server.stop() == 0)
            let check = try await Program.run(["rebuild", "--check", "--data", hall.server.data])
            #expect(check.status == 0, "\(check.errors)")
        }

        @Test(.timeLimit(.minutes(5)))
        func `two displays of one zone never both speak a call`() async throws {
            let folder = try Folder()
            let server = try await Server(
                in: folder, configuration: try folder.configuration([Self.speaking("page")]))
            _ = try await server.device.ticket()
            let clerk = try await server.anyone.signedIn("clerk6")
            _ = try await clerk.post("/counters/6/open")
            _ = try await clerk.post("/counters/6/call-next")
            let pages = ["display-1", "display-2", "display-3"]
            let leases = try await withThrowingTaskGroup(of: (String, String?).self) { group in
                for page in pages + pages {
                    group.addTask {
                        let answer = try await server.device.post(
                            "/voice/hall/next", "{\"page\":\"\(page)\"}")
                        guard answer.status == 200 else { return (page, nil) }
                        return (page, try answer.json()["announcement"].string)
                    }
                }
                return try await group.reduce(into: [String: String]()) { $0[$1.0] = $1.1 }
            }
            #expect(leases.count == 1, "\(leases)")
            let (page, id) = try #require(leases.first)
            for other in pages {
                let sound = try await server.device.get(
                    "/api/v1/voice/hall/sound?page=\(other)&announcement=\(id)")
                #expect(sound.status == (other == page ? 200 : 409))
                if other == page { #expect(sound.body.starts(with: Array("RIFF".utf8))) }
            }
            let said = "{\"page\":\"\(page)\",\"announcement\":\"\(id)\"}"
            #expect(try await server.device.post("/voice/hall/report", said).status == 204)
            #expect(try await server.device.post("/voice/hall/report", said).status == 409)
            #expect(await server.stop() == 0)
        }

        @Test(.timeLimit(.minutes(5)))
        func `an installer hears what is missing`() async throws {
            let folder = try Folder()
            let card = try folder.configuration([Self.speaking("alsa, device: \"plughw:31,0\"")])
            let checked = try await Program.run(["check-config", card])
            #expect(checked.status == 0, "\(checked.errors)")
            #expect(checked.text.contains("hall by the sound card plughw:31,0"), "\(checked.text)")
            #expect(checked.text.contains("clips are not recorded, espeak-ng makes them"))
            let found = try await Program.run(["doctor", "--config", card, "--data", folder.path])
            #expect(found.text.contains("FAULT  zone hall: "), "\(found.text)")
            let page = try folder.configuration([Self.speaking("page")])
            let told = try await Program.run(["doctor", "--config", page, "--data", folder.path])
            #expect(told.text.contains("/display?voice=hall"), "\(told.text)")
        }
    }
}
