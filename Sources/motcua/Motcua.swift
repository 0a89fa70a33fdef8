import ArgumentParser
import Logging
import NIOCore
import NIOPosix

/// The command line.
@main
struct Motcua: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua",
        abstract: "The controller of a public service centre's waiting hall.",
        subcommands: [
            Serve.self, CheckConfig.self, SlipCommand.self, ReportCommand.self, Rebuild.self,
            Doctor.self,
        ])

    static func main() async {
        // Tasks run on the threads that serve the connections: an answer then changes threads twice
        // less, which on two cores is a third of its time. Nothing here may block those threads;
        // blocking work has executors of its own.
        NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = .info
            return handler
        }
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}
