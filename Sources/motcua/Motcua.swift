import ArgumentParser
import Logging

/// The command line.
@main
struct Motcua: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "motcua",
        abstract: "The controller of a public service centre's waiting hall.",
        subcommands: [
            Serve.self, CheckConfig.self, SlipCommand.self, PrintTest.self, ReportCommand.self,
            SayCommand.self,
            FormCommand.self, SimulateCommand.self, AuditCommand.self,
            BackupCommand.self, RestoreCommand.self, Rebuild.self, Doctor.self, BusCommand.self,
            ProtocolCommand.self, ProceduresCommand.self, AccountCommand.self, DossierCommand.self,
            DossierCoreCommand.self,
        ])

    static func main() async {
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
