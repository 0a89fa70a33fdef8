import Foundation
import Synchronization
import Testing

/// A latched keypad as a maker would build it from its description, on a line that tells all twice.
private final class LatchedPad: Sendable {
    private struct State {
        var held: [(number: UInt8, code: UInt8)] = []
        var last: UInt8 = 0
        var isFresh = true
    }

    static let address: UInt8 = 17
    private let state = Mutex(State())

    func press(_ codes: [UInt8]) {
        state.withLock { state in
            for code in codes {
                state.last = state.last == 255 ? 1 : state.last + 1
                state.held.append((state.last, code))
            }
        }
    }

    func answer(_ poll: [UInt8]) -> [UInt8] {
        guard poll.count == 5, poll[0] == Self.address, poll == BoardLine.sealed(Array(poll[..<3]))
        else { return [] }
        let said = state.withLock { state -> (UInt8, UInt8) in
            if state.isFresh {
                state.isFresh = poll[2] != 0
                return (0, 0)
            }
            if state.held.first?.number == poll[2], state.held.count > 1 {
                state.held.removeFirst()
            }
            return state.held.first ?? (0, 0)
        }
        return BoardLine.sealed([Self.address, 0x51, said.0, said.1])
    }
}

extension EndToEnd {
    /// A clerk's keypad on a serial line, without a page and without `--simulate`.
    @Suite struct Keypads {
        /// Of the password `motcua`, and of the PIN 4711.
        private static let account = """
            accounts:
              - {user: clerk6, role: clerk,
                 password: "scrypt$16384$8$1$3hsc8Q61siIdeb86V13vkw==\
            $DVxVsS4V3HNVfMuhvSXMt6lMK2Nhii+5DDdOWBehJ7I=",
                 pin: "scrypt$16384$8$1$bW90Y3VhLWtleXBhZC1waQ==\
            $eomlB252gbTY0iG5o5yHyFgbzmDxkpNGkE+VM07wuTI="}
            """
        private static let device = """
            deviceTokens:
              - {name: page, roles: [kiosk, display], kiosk: kiosk-1,
                 sha256: d4abd70f8553f9270d6645950104735617b1dcef82296ed8107734be9b9a6f24}
            """

        @Test(.timeLimit(.minutes(5)))
        func `signs a clerk in by PIN and serves a citizen, each press once`() async throws {
            let pad = LatchedPad()
            let answers = Mutex(0)
            let line = try BoardLine { poll, _ in
                let answer = pad.answer(poll)
                // Every third answer comes twice, every seventh is spoilt.
                let count = answers.withLock { count in
                    count += 1
                    return count
                }
                if count % 7 == 0 { return answer.map { $0 ^ 0x04 } }
                return count % 3 == 0 ? answer + answer : answer
            }
            let folder = try Folder()
            let keypads = """
                  keypads:
                    - {id: keypad-6, counter: 6, port: \(line.path), address: 17,
                       protocol: latched}
                """
            let configuration = try folder.configuration([
                ("  keypads: []", keypads), ("accounts: []", Self.account),
                ("deviceTokens: []", Self.device),
            ])
            let server = try await Server(
                in: folder, configuration: configuration, ["--at", "2026-11-23T08:15:00+07:00"])
            let clerk = try await server.anyone.signedIn("clerk6")
            try await eventually("the keypad is ready") {
                let devices = try await clerk.get("/api/v1/devices").text
                return devices.contains("\"keypad-6\"")
                    && (try? Self.condition(of: "keypad-6", in: devices)) == "ready"
            }
            let first = try await server.device.ticket()["number"].string
            let second = try await server.device.ticket()["number"].string
            func serving() async throws -> (number: String?, state: String?) {
                let counter = try await clerk.get("/api/v1/counters/6").json()
                return (counter["serving"]["number"].string, counter["serving"]["state"].string)
            }
            // 4 7 1 1 enter, then next.
            pad.press([0x34, 0x37, 0x31, 0x31, 0x0D])
            try await eventually("the counter is open") {
                try await clerk.get("/api/v1/counters/6").json()["state"].string == "open"
            }
            pad.press([0x01])
            try await eventually("the first citizen is called") {
                try await serving() == (first, "called")
            }
            // A second call, or a beginning that nobody asked for, would show by now.
            pad.press([0x03])
            try await eventually("the service began") {
                try await serving() == (first, "serving")
            }
            // Complete, outcome 5.
            pad.press([0x04, 0x35])
            try await eventually("the first citizen is served") {
                try await serving().number == nil
            }
            pad.press([0x01])
            try await eventually("the second citizen is called") {
                try await serving() == (second, "called")
            }
            #expect(await server.stop() == 0)
            withExtendedLifetime(line) {}
        }

        /// The condition of a device in the answer of `GET /devices`.
        private static func condition(of id: String, in text: String) throws -> String? {
            guard case .array(let devices) = try JSON(Array(text.utf8))["devices"] else {
                return nil
            }
            return devices.first { $0["id"].string == id }?["condition"].string
        }
    }
}
