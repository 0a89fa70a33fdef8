import CUSBSim
import Glibc
import KioskDevices
import Testing

@Suite(
    .timeLimit(.minutes(5)),
    .disabled(
        if: evdevsim_available(),
        "NOT RUN: umockdev hides pseudo-terminals; run once more without umockdev-wrapper"))
struct `The owner of a port` {
    /// TIOCGEXCL: a macro too clever to be imported.
    private static let getExclusive: UInt = 0x8004_5440

    /// Whether others are kept away: by `flock` if they ask, by TIOCEXCL if they do not.
    private func isTaken(_ path: String) throws -> (byLock: Bool, byKernel: Bool) {
        let other = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        // Only the administrator may open a port that TIOCEXCL closes to others.
        guard other >= 0 else { return (true, errno == EBUSY) }
        defer { close(other) }
        var exclusive: Int32 = 0
        #expect(ioctl(other, Self.getExclusive, &exclusive) == 0)
        let isLocked = flock(other, LOCK_EX | LOCK_NB) != 0
        return (isLocked, exclusive != 0)
    }

    @Test func `keeps every other program away until it closes it`() throws {
        let terminal = try PseudoTerminal()
        let line = TTYTransport(path: terminal.path, baud: 9_600)
        let before = try isTaken(terminal.path)
        #expect(!before.byLock && !before.byKernel)
        try line.open()
        let taken = try isTaken(terminal.path)
        #expect(taken.byLock && taken.byKernel)
        line.close()
        #expect(try !isTaken(terminal.path).byLock)
    }

    @Test func `is one, also where both are boards and keypads of this program`() throws {
        let terminal = try PseudoTerminal()
        let lines = SerialLines()
        let first = lines.bus(port: terminal.path, baud: 9_600)
        #expect(lines.bus(port: terminal.path, baud: 19_200) === first)
        #expect(lines.bus(port: "/dev/other", baud: 9_600) !== first)
    }

    @Test func `a second one is refused with a sentence, and let in when the first left`()
        async throws
    {
        let terminal = try PseudoTerminal()
        let lines = [SerialLines(), SerialLines()]
        let buses = lines.map { $0.bus(port: terminal.path, baud: 9_600) }
        // The first one listens, which holds the port by a descriptor more.
        await buses[0].join()
        await buses[0].listen(0) { _ in }
        _ = try await buses[0].reopen()
        let fault = await #expect(throws: SerialFault.self) { try await buses[1].reopen() }
        #expect(
            fault
                == .refused(
                    "\(terminal.path) is used by another program or another device of this one"))
        await buses[0].leave()
        _ = try await buses[1].reopen()
    }

    @Test func `who wants the kernel to switch is told where it cannot`() throws {
        let terminal = try PseudoTerminal()
        let line = TTYTransport(path: terminal.path, baud: 9_600, direction: .kernel)
        let fault = #expect(throws: SerialFault.self) { try line.open() }
        guard case .refused(let words) = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
        #expect(words.contains("the kernel cannot switch"))
        // Nothing is left open.
        #expect(try !isTaken(terminal.path).byLock)
    }
}
