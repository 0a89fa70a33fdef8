import Foundation

/// The release program, started for a measurement and stopped after it.
final class Program {
    let port: Int
    /// From the start of the process to its first answer.
    let startTime: Duration
    private let process = Process()

    /// Starts the program beside this one on a free port.
    ///
    /// - Parameters:
    ///   - data: its data folder.
    ///   - config: the centre's configuration.
    ///   - mode: how it is served; with simulated devices if nothing is said.
    /// - Throws: when it does not answer within 20 seconds.
    init(data: String, config: String, mode: [String] = ["--simulate"]) throws {
        let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let port = try Self.freePort()
        self.port = port
        process.executableURL = folder.appendingPathComponent("motcua")
        process.arguments =
            [
                "serve", "--config", config, "--data", data, "--port", String(port),
            ] + mode
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let clock = ContinuousClock()
        let start = clock.now
        try process.run()
        while true {
            if let connection = try? HTTPConnection(port: port),
                let answer = try? connection.request("GET", "/readyz", token: ""),
                answer.status == 200
            {
                break
            }
            guard process.isRunning, start.duration(to: clock.now) < .seconds(20) else {
                throw CocoaError(.executableLoad)
            }
            usleep(1_000)
        }
        startTime = start.duration(to: clock.now)
    }

    /// What the process used so far, in user and system mode.
    var processorSeconds: Double {
        guard
            let text = try? String(
                contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        // The fields after the name begin with the third; times are the 14th and 15th.
        let fields = text[end...].split(separator: " ").dropFirst()
        let ticks = [11, 12].compactMap { Int(fields[fields.startIndex + $0]) }.reduce(0, +)
        return Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// What it holds in memory.
    var residentBytes: Int {
        let text = try? String(
            contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8)
        let pages = text?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    /// Ends it as a power cut would.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) + getsockname(descriptor, $0, &length)
            }
        }
        guard status == 0 else { throw CocoaError(.fileNoSuchFile) }
        return Int(in_port_t(bigEndian: address.sin_port))
    }
}
