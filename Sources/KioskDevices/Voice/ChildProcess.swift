import Foundation
import Glibc
import QueueCore

/// Runs a small program of the system to its end and no longer than it may take.
///
/// Blocks: call it on an executor of its own.
struct ChildProcess {
    /// Bytes kept of what it complains.
    static let complaintMax = 2_000

    /// How it ended.
    enum Ending: Hashable, Sendable {
        /// By itself with this code; 0 when all went well. `complaint` is its standard error.
        case exited(Int32, complaint: String)
        /// By a signal that somebody else sent.
        case killed(Int32)
        /// It took too long, and was ended.
        case timedOut
        /// It was ended because nobody wants its work any more.
        case cancelled
        /// There is no such program.
        case missing
        /// It could not be started.
        case failed(String)
    }

    /// The program's name, looked for in `PATH`, or its path.
    let program: String
    let arguments: [String]
    /// How far it stands back for others, 0 to 19; 0 leaves it as it is.
    var niceness: Int32 = 0

    /// Runs it, without input and output of its own.
    ///
    /// - Parameters:
    ///   - limit: after which it is killed with all that it started.
    ///   - cancel: ends it once readable; nil when nothing does.
    /// - Returns: how it ended.
    func run(atMost limit: Duration, cancel: WakeDescriptor? = nil) -> Ending {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return .failed("no pipe, errno \(errno)") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let started = start(complaints: ends[1])
        close(ends[1])
        defer { close(ends[0]) }
        let child: pid_t
        switch started {
        case .success(let process):
            child = process
            if niceness > 0 {
                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(child), niceness)
            }
        case .failure(let ending): return ending.ending
        }
        let deadline = ContinuousClock.now + limit
        var complaint: [UInt8] = []
        let stop = follow(ends[0], until: deadline, cancel, &complaint)
        // The whole group: a helper of the program must not keep the sound card.
        if stop != nil { kill(-child, SIGKILL) }
        var status: Int32 = 0
        while waitpid(child, &status, 0) == -1, errno == EINTR {}
        if let stop { return stop }
        let signal = status & 0x7F
        guard signal == 0 else { return .killed(signal) }
        let words = String(decoding: complaint, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return .exited(status >> 8 & 0xFF, complaint: words)
    }

    private struct Start: Error { let ending: Ending }

    private func start(complaints: Int32) -> Result<pid_t, Start> {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, complaints, 2)
        // Ports and sockets of this program are none of its business.
        for descriptor in Self.openDescriptors where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        var usual = sigset_t()
        sigemptyset(&usual)
        for signal in [SIGTERM, SIGINT, SIGPIPE, SIGHUP] { sigaddset(&usual, signal) }
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(
            &attributes,
            Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        var child: pid_t = 0
        let code = Self.withCStrings([program] + arguments) { arguments in
            Self.withCStrings(environment) { environment in
                posix_spawnp(&child, program, &actions, &attributes, arguments, environment)
            }
        }
        switch code {
        case 0: return .success(child)
        case ENOENT: return .failure(Start(ending: .missing))
        default: return .failure(Start(ending: .failed(String(cString: strerror(code)))))
        }
    }

    /// Reads what it complains until it ends.
    ///
    /// - Returns: why it must be ended; nil when it ended by itself.
    private func follow(
        _ descriptor: Int32, until deadline: ContinuousClock.Instant, _ cancel: WakeDescriptor?,
        _ complaint: inout [UInt8]
    ) -> Ending? {
        var chunk = [UInt8](repeating: 0, count: 512)
        while true {
            let left = ContinuousClock.now.duration(to: deadline).milliseconds
            guard left > 0 else { return .timedOut }
            var waits = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: cancel?.descriptor ?? -1, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waits, 2, Int32(clamping: left))
            if ready < 0, errno != EINTR { return .failed("no wait, errno \(errno)") }
            guard ready > 0 else { continue }
            if waits[1].revents != 0 { return .cancelled }
            guard waits[0].revents != 0 else { continue }
            let count = read(descriptor, &chunk, chunk.count)
            if count == 0 { return nil }
            if count < 0, errno != EINTR { return .failed("no reading, errno \(errno)") }
            complaint += chunk.prefix(max(0, min(count, Self.complaintMax - complaint.count)))
        }
    }

    /// What this program has open; one that is closed meanwhile does no harm.
    private static var openDescriptors: [Int32] {
        let names = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        return names?.compactMap { Int32($0) } ?? []
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = texts.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
