import Foundation

/// A running centre.
final class Server: Sendable {
    let port: Int
    let folder: Folder
    let data: String
    /// What it said on standard output until it was open.
    let said: String
    private let child: Child

    /// Starts a centre and waits until it takes connections.
    ///
    /// - Parameters:
    ///   - folder: holds its data and what it says on standard error.
    ///   - data: the data directory; in the folder when not named.
    ///   - configuration: the shipped one when not named.
    ///   - environment: changes to the test's own.
    ///   - arguments: besides these; `--simulate` when not named.
    /// - Throws: `TimedOut` with what it said when it did not open.
    init(
        in folder: Folder, data: String? = nil,
        configuration: String = Program.shippedConfiguration,
        environment: [String: String] = [:],
        _ arguments: [String] = ["--simulate"]
    ) async throws {
        self.folder = folder
        self.data = data ?? folder.path("data")
        // env becomes the program: the process is the same.
        let serve = [
            Program.path, "serve", "--config", configuration, "--data", self.data, "--port", "0",
        ]
        child = try Child(
            "env", environment.map { "\($0)=\($1)" } + serve + arguments,
            errorsTo: folder.path("errors"))
        var text = ""
        var port: Int?
        for await part in child.output {
            text += String(decoding: part, as: UTF8.self)
            guard let said = text.firstMatch(of: /motcua is open at https?:\/\/[^:]+:(\d+)\n/)
            else {
                continue
            }
            port = Int(said.1)
            break
        }
        guard let port else {
            throw TimedOut(description: "motcua did not open: \(child.errors)")
        }
        self.port = port
        said = text
    }

    var errors: String { child.errors }

    /// Nobody in particular.
    var anyone: Client { Client(port: port) }
    /// The demonstration's device.
    var device: Client { Client(port: port, token: Client.deviceToken) }

    func signal(_ number: Int32) { child.signal(number) }
    func status() async -> Int32 { await child.status() }

    /// Stops it as a service manager does.
    ///
    /// - Returns: its exit code.
    func stop() async -> Int32 {
        child.signal(SIGTERM)
        return await child.status()
    }
}
