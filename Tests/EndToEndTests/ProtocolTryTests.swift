import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// `motcua protocol try` at lines with invented boards.
    @Suite(.timeLimit(.minutes(5))) struct ProtocolTrials {
        private static let file: String = {
            var root = URL(filePath: #filePath)
            for _ in 0..<3 { root.deleteLastPathComponent() }
            return root.appending(path: "Firmware-Protocols/boards/modbus-rtu-bcd.yaml").path
        }()

        private func attempt(_ port: String, _ more: [String]) async throws -> Program.Finished {
            try await Program.run(
                ["protocol", "try", Self.file, "--port", port, "--pause", "0"] + more)
        }

        @Test func `prints what went out, what came back and what to see`() async throws {
            let line = try BoardLine { request, _ in BoardLine.answer(to: request) }
            let tried = try await attempt(line.path, ["--number", "1002", "--address", "1"])
            #expect(tried.status == 0, "\(tried.text)\(tried.errors)")
            let words = tried.text.split(separator: "\n").map(String.init)
            #expect(words.contains("\(line.path) at 9600 8N1"))
            #expect(words.contains("sent  show: 01 10 00 00 00 01 02 10 02 2A 51"))
            #expect(words.contains("back  01 10 00 00 00 01 01 C9: the right answer"))
            #expect(words.contains("see   1002 on the display, and nothing else"))
            #expect(words.contains("see   a dark display"))
            #expect(words.contains { $0.hasPrefix("see   dashes") })
        }

        @Test func `tells an echo, a refusal and silence apart`() async throws {
            let line = try BoardLine { request, _ in
                switch request[0] {
                case 2: request + BoardLine.answer(to: request)
                case 3: BoardLine.sealed([3, 0x90, 2])
                case 4: request
                case 5: BoardLine.answer(to: [6] + request.dropFirst())
                default: []
                }
            }
            for (address, status, says) in [
                (2, Int32(0), "behind the adapter's own echo: the right answer"),
                (3, 1, "show: the device understood and refuses, code 2."),
                (4, 1, "show: no answer. Check address, speed and wires"),
                (5, 1, "the answer of another device"), (9, 1, "show: no answer."),
            ] {
                let tried = try await attempt(
                    line.path, ["--frame", "show", "--address", "\(address)"])
                #expect(tried.status == status, "\(address): \(tried.text)\(tried.errors)")
                #expect((tried.text + tried.errors).contains(says), "\(tried.text)\(tried.errors)")
            }
        }

        @Test func `says in a sentence why a port cannot be had`() async throws {
            let gone = try await attempt("/dev/ttyNOTHERE0", [])
            #expect(gone.status == 1)
            #expect(gone.errors.contains("/dev/ttyNOTHERE0: No such file or directory. Is the"))
            let line = try BoardLine { _, _ in [] }
            let holder = open(line.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
            defer { close(holder) }
            try #require(flock(holder, LOCK_EX | LOCK_NB) == 0)
            let taken = try await attempt(line.path, [])
            #expect(taken.status == 1)
            #expect(taken.errors.contains("is used by another program"), "\(taken.errors)")
            #expect(taken.errors.contains("systemctl stop motcua"))
        }

        @Test func `refuses what the file has not`() async throws {
            let frame = try await attempt("/dev/null", ["--frame", "hide"])
            #expect(frame.errors.contains("the file sends show, blank, closed"), "\(frame.errors)")
            let number = try await attempt("/dev/null", ["--number", "10002"])
            #expect(number.errors.contains("10002 does not fit; 9999 is the most"))
            let speed = try await attempt("/dev/null", ["--baud", "9601"])
            #expect(speed.errors.contains("a port's speed is one of"))
            let file = try await attempt("/dev/null", [])
            #expect(file.errors.contains("/dev/null is no serial port"))
        }
    }
}
