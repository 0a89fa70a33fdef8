import Foundation
import Glibc
import Kiosk
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Ends the program in good order when somebody wants it started with other files.
///
/// Whatever the hall knows is in its store, and pages connect again by themselves: a start anew is
/// the one way by which devices, accounts, words and ports are all taken up together.
final class StartAnew: Service {
    /// Time for the answer to reach whoever asked.
    private static let farewell = Duration.milliseconds(300)

    private let wishes: AsyncStream<Void>
    private let inlet: AsyncStream<Void>.Continuation
    private let wanted = Mutex(false)

    init() { (wishes, inlet) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(1)) }

    /// Whether the program is to be run again, once all has ended.
    var isWanted: Bool { wanted.withLock { $0 } }

    func ask() { inlet.yield() }

    /// Ends at the first wish, and with it the program.
    func run() async {
        for await _ in wishes.cancelOnGracefulShutdown() {
            try? await Task.sleep(for: Self.farewell)
            wanted.withLock { $0 = true }
            return
        }
    }

    /// Runs this same program in this process's place; returns only where that cannot be.
    ///
    /// - Parameter replaced: options whose values are others than at the first start.
    static func exec(replacing replaced: [String: String]) {
        let arguments = Self.arguments(CommandLine.arguments, replacing: replaced)
        // Sockets and locks belong to the services that have ended; none may outlive them.
        let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        for descriptor in (open ?? []).compactMap({ Int32($0) }) where descriptor > 2 {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        var none = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, nil)
        for number in [SIGTERM, SIGINT, SIGHUP, SIGPIPE, SIGCHLD] { signal(number, SIG_DFL) }
        var pointers = arguments.map { strdup($0) }
        pointers.append(nil)
        execv("/proc/self/exe", pointers)
    }

    /// The arguments with the values of some options replaced, `--at X` as well as `--at=X`.
    static func arguments(_ given: [String], replacing replaced: [String: String]) -> [String] {
        var arguments: [String] = []
        var next: String?
        for argument in given {
            if let value = next {
                arguments.append(value)
                next = nil
                continue
            }
            let name = String(argument.prefix { $0 != "=" })
            if let value = replaced[name], name != argument {
                arguments.append("\(name)=\(value)")
            } else {
                arguments.append(argument)
                next = replaced[argument]
            }
        }
        return arguments
    }
}

/// Takes changed files up at SIGHUP, as `systemctl reload` sends it, or says why not.
struct HangUp: Service {
    let files: any ConfigurationShelf
    let startAnew: StartAnew
    let logger: Logger

    func run() async {
        let signals = await UnixSignalsSequence(trapping: .sighup)
        for await _ in signals.cancelOnGracefulShutdown() {
            do throws(ShelfFault) {
                let state = try await files.state()
                for one in state.mistakes {
                    logger.error(
                        "\(one.file):\(one.line): found \(one.found); expected \(one.expected)")
                }
                if !state.mistakes.isEmpty {
                    logger.error("the files are mistaken: the program goes on with the old ones")
                } else if state.changed.isEmpty {
                    logger.notice("no file of the configuration is another than at the start")
                } else {
                    logger.notice("starts anew: \(state.changed.joined(separator: ", ")) changed")
                    startAnew.ask()
                }
            } catch {
                logger.error("the files cannot be read: \(error)")
            }
        }
    }
}
