import Foundation
import Synchronization

/// A running program; one that nobody waited for is killed with its owner.
final class Child: Sendable {
    let processID: Int32
    /// What it writes on standard output, as it comes.
    let output: AsyncStream<[UInt8]>
    private let errorsPath: String
    private let end = Mutex<End>(End())

    private struct End {
        var status: Int32?
        var waiting: [CheckedContinuation<Int32, Never>] = []
    }

    /// Starts it.
    ///
    /// - Parameters:
    ///   - executable: its path, or a name that is looked up.
    ///   - arguments: without the program's name.
    ///   - errorsPath: the file that takes what it writes on standard error.
    /// - Throws: when there is no such program.
    init(_ executable: String, _ arguments: [String], errorsTo errorsPath: String) throws {
        self.errorsPath = errorsPath
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SocketFailure("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(
            &actions, 2, errorsPath, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        var words = ([executable] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let failure = posix_spawnp(&child, executable, &actions, nil, &words, environ)
        close(ends[1])
        guard failure == 0 else {
            close(ends[0])
            throw TimedOut(description: "cannot run \(executable): \(failure)")
        }
        processID = child
        output = Self.lines(from: ends[0])
        watch()
    }

    deinit {
        if end.withLock({ $0.status }) == nil { kill(processID, SIGKILL) }
    }

    var errors: String { (try? String(contentsOfFile: errorsPath, encoding: .utf8)) ?? "" }

    func signal(_ number: Int32) { kill(processID, number) }

    /// Waits for its end: the exit code, or the signal that killed it as a negative number.
    func status() async -> Int32 {
        await withCheckedContinuation { continuation in
            let status = end.withLock { end -> Int32? in
                if end.status == nil { end.waiting.append(continuation) }
                return end.status
            }
            if let status { continuation.resume(returning: status) }
        }
    }

    private static func lines(from descriptor: Int32) -> AsyncStream<[UInt8]> {
        let (output, inlet) = AsyncStream.makeStream(of: [UInt8].self)
        DispatchQueue.global().async {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(descriptor, &buffer, buffer.count)
                guard count > 0 else { break }
                inlet.yield(Array(buffer[..<count]))
            }
            close(descriptor)
            inlet.finish()
        }
        return output
    }

    /// Waits on a thread of its own, which must not keep the child's owner alive.
    private func watch() {
        let processID = processID
        DispatchQueue.global().async { [weak self] in
            var word: Int32 = 0
            while waitpid(processID, &word, 0) < 0 && errno == EINTR {}
            let signal = word & 0x7F
            let status = signal == 0 ? (word >> 8) & 0xFF : -signal
            guard let self else { return }
            let waiting = self.end.withLock { end in
                end.status = status
                defer { end.waiting = [] }
                return end.waiting
            }
            for continuation in waiting { continuation.resume(returning: status) }
        }
    }
}
