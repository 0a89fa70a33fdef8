import Foundation
import Glibc
import Synchronization
import Testing

extension EndToEnd {
    /// `motcua bus scan` at lines with invented boards.
    @Suite struct BusScans {
        private func scan(_ line: BoardLine, _ more: [String] = []) async throws
            -> Program.Finished
        {
            try await Program.run(
                ["bus", "scan", "--port", line.path, "--from", "1", "--to", "6"] + more)
        }

        @Test(.timeLimit(.minutes(5)))
        func `finds the speed, the addresses and the double one`() async throws {
            let shown = Mutex([UInt8: [UInt8]]())
            let line = try BoardLine { request, baud in
                guard baud == speed_t(B19200) else { return [] }
                shown.withLock { $0[request[0]] = Array(request[7..<9]) }
                let answer = BoardLine.answer(to: request)
                switch request[0] {
                case 2: return answer
                // A two-wire adapter hears itself.
                case 3: return request + answer
                case 4: return answer + answer
                // Two answers over each other: their ends differ.
                case 5: return answer.dropLast(2) + [answer[6] ^ 0x21, answer[7] ^ 0x40]
                case 6: return BoardLine.sealed([6, 0x90, 2])
                default: return []
                }
            }
            let found = try await scan(line)
            #expect(found.status == 0, "\(found.text)\(found.errors)")
            let words = found.text.split(separator: "\n").map(String.init)
            #expect(words.prefix(2) == ["9600 baud", "19200 baud"])
            #expect(words.contains("  2  a board, which shows its address now"))
            #expect(words.contains("  3  a board, which shows its address now"))
            #expect(words.contains("  4  answers collide: two devices have this address"))
            #expect(words.contains("  5  answers collide: two devices have this address"))
            #expect(words.contains { $0.hasPrefix("  6  a device that refuses") })
            #expect(words.contains("found: 5 at 19200 baud"))
            #expect(words.filter { $0.hasPrefix("hint: address") }.count == 2)
            #expect(!found.text.contains("38400"), "two speeds cannot both be right")
            // BCD, blanks before it: each board shows its own address.
            #expect(shown.withLock { $0[2] } == [0xFF, 0xF2])
            #expect(shown.withLock { $0[3] } == [0xFF, 0xF3])
        }

        @Test(.timeLimit(.minutes(5)))
        func `hints at swapped wires`() async throws {
            let line = try BoardLine { request, _ in BoardLine.answer(to: request).map { ~$0 } }
            let found = try await scan(line, ["--baud", "9600"])
            #expect(found.status == 1)
            #expect(found.text.contains("every bit turned over"))
            #expect(found.text.contains("hint: every bit comes back turned over: swap the wires"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `tells what noise may be`() async throws {
            let line = try BoardLine { _, _ in [0x00, 0x80, 0x00] }
            let found = try await scan(line, ["--baud", "9600", "--baud", "19200"])
            #expect(found.status == 1)
            #expect(found.text.contains("bytes that mean nothing"))
            #expect(found.text.contains("hint: something is on the line"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `says that nobody is there, and what to look at`() async throws {
            let line = try BoardLine { _, _ in [] }
            let found = try await scan(line, ["--baud", "9600"])
            #expect(found.status == 1)
            #expect(found.text.contains("hint: nobody answered: look at the power"))
            #expect(found.text.contains("swapped"))
        }

        @Test(.timeLimit(.minutes(5)))
        func `a port in use, one that is none, and speeds that none has are refused`()
            async throws
        {
            let line = try BoardLine { _, _ in [] }
            let owner = open(line.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
            #expect(flock(owner, LOCK_EX | LOCK_NB) == 0)
            defer { close(owner) }
            let taken = try await scan(line, ["--baud", "9600"])
            #expect(taken.status == 1)
            #expect(taken.errors.contains("\(line.path) is used by another program"))
            for (words, complaint) in [
                (["--port", "/dev/no-such-port"], "No such file"),
                (["--port", "/dev/null"], "is no serial port"),
                (["--port", "/dev/null", "--baud", "9601"], "a port's speed is one of"),
                (["--port", "/dev/null", "--from", "0"], "addresses go from 1"),
            ] {
                let refused = try await Program.run(["bus", "scan"] + words)
                #expect(refused.status != 0)
                #expect(refused.errors.contains(complaint), "\(refused.errors)")
            }
        }
    }
}
