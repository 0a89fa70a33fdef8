import ArgumentParser
import DeviceWire
import Foundation
import KioskSettings

/// Checks protocols of boards and keypads, and shows the bytes that they make.
struct ProtocolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "protocol",
        abstract: "Check the protocols of boards and keypads, show their bytes, try them.",
        subcommands: [Check.self, Show.self, Try.self])

    /// What is said in a frame, for the commands that make one.
    struct Values: ParsableArguments {
        @Option(help: "The ticket's number.")
        var number = 1002

        @Option(help: "The device's address; its lowest when not given.")
        var address: Int?

        @Option(help: "A text, for the frames that show one.")
        var text = "A012"

        @Option(help: "A key such as next; the first of the file when not given.")
        var key: String?

        @Option(help: "The counter's number.")
        var counter = 1

        @Option(help: "The frame's number, where frames are counted.")
        var sequence = 1

        @Option(help: "A brightness or loudness.")
        var level = 1

        @Option(help: "A word of the device: its status, command or datum.")
        var status = 0

        /// The values as frames of a protocol take them.
        func values(for definition: FrameProtocol) throws -> FrameValues {
            var values = FrameValues(
                [
                    .number: number, .counter: counter, .sequence: sequence, .level: level,
                    .status: status, .command: status, .data: status,
                ], text: text, key: definition.keys.first?.key)
            if let key {
                guard let known = FrameKey(rawValue: key) else {
                    let words = FrameKey.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("--key \(key): there are \(words).")
                }
                values.key = known
            }
            values.numbers[.address] = address ?? definition.addresses?.range.lowerBound
            return values
        }
    }

    /// A protocol's file; prints every mistake in it and ends the program.
    static func read(_ file: String) throws -> ProtocolFile {
        try Commanding.explained { try ProtocolReader.read(file: file) }
    }
}

extension ProtocolCommand {
    /// Verifies every definition and every golden vector.
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Verify every vector; exits 1 and prints what fails.")

        /// Folders above the program that are looked into for what came with it.
        private static let levels = 6

        @Argument(help: "A folder with boards and keypads in it, or with protocols.")
        var folder: String?

        func run() throws {
            let folder = folder ?? Self.shipped
            let files = try Commanding.explained { try ProtocolReader.read(folder: folder) }
            for file in files {
                print("\(file.place): \(file.vectors.count) vectors hold")
                if !file.definition.isTriedOnHardware { print("  not tried on hardware") }
                if let missing = file.definition.missing { print("  not known: \(missing)") }
                for vector in file.vectors {
                    guard let contradicts = vector.contradicts else { continue }
                    print("  \(hexadecimal(vector.bytes)) contradicts: \(contradicts)")
                }
            }
            let vectors = files.reduce(0) { $0 + $1.vectors.count }
            print("\(files.count) protocols, \(vectors) vectors, all right.")
        }

        /// The protocols that came with the program.
        private static var shipped: String {
            let name = "Firmware-Protocols"
            var folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
            for _ in 0..<levels {
                folder.deleteLastPathComponent()
                let path = folder.appending(path: name).path(percentEncoded: false)
                if FileManager.default.fileExists(atPath: path) { return path }
            }
            return name
        }
    }

    /// Prints the bytes of each frame.
    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the bytes of each frame of a protocol.")

        @Argument(help: "The protocol's file, such as boards/cd5220.yaml.")
        var file: String

        @OptionGroup var said: Values

        func run() throws {
            let definition = try ProtocolCommand.read(file).definition
            let values = try said.values(for: definition)
            print(definition.title)
            print("\(definition.line.baud) \(definition.line.characters)")
            var faults: [String] = []
            for direction in FrameProtocol.Direction.allCases {
                for frame in definition.frames(direction) {
                    do throws(FrameError) {
                        let bytes = try definition.encode(frame.name, with: values)
                        print("\(direction.rawValue) \(frame.name): \(hexadecimal(bytes))")
                    } catch {
                        faults.append("\(direction.rawValue) \(frame.name): \(error)")
                    }
                }
            }
            try Commanding.fail(with: faults)
        }
    }
}
