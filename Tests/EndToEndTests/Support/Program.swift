import Foundation

/// The built program, and ways to run it.
enum Program {
    /// The checkout's folder.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    /// Beside the test bundle, where the build puts it.
    static let path: String = {
        let beside = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        let places: [String?] = [
            ProcessInfo.processInfo.environment["MOTCUA_PROGRAM"],
            beside.appendingPathComponent("motcua").path,
            Bundle.main.bundlePath + "/motcua", root + "/.build/debug/motcua",
        ]
        let found = places.compactMap { $0 }.first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        return found ?? "motcua"
    }()

    static let shippedConfiguration = root + "/Config/centre.yaml"

    /// What a finished program leaves.
    struct Finished: Sendable {
        let status: Int32
        let output: [UInt8]
        let errors: String

        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// Runs the program, or another one, to its end.
    static func run(
        _ arguments: [String], executable: String = Program.path
    ) async throws -> Finished {
        let folder = try Folder()
        let child = try Child(executable, arguments, errorsTo: folder.path("errors"))
        var output: [UInt8] = []
        for await part in child.output { output += part }
        let status = await child.status()
        return Finished(status: status, output: output, errors: child.errors)
    }
}
