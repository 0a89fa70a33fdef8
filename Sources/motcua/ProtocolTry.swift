import ArgumentParser
import DeviceWire
import Foundation
import KioskDevices
import KioskSettings

extension ProtocolCommand {
    /// Sends the frames to the device at hand.
    struct Try: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send a protocol's frames to the device at hand, and say what to see.",
            discussion: """
                Tells a board each face that its file has, with a pause between them, and prints what \
                went out and what came back. A keypad is asked, if its file says how, and then \
                listened to. motcua must not be serving at the same time: it holds the port.
                """)

        /// Seconds that a pause or listening may last.
        private static let longestWait = 600.0
        /// What is tried of a board, in the order that is easiest to watch; the number stays.
        private static let faces: [BoardFrame] = [
            .start, .refresh, .show, .blank, .closed, .paused, .text, .showBlinking, .show,
        ]

        @Argument(help: "The protocol's file, such as boards/cd5220.yaml.")
        var file: String

        @Option(help: "The serial port, such as /dev/serial/by-path/….")
        var port: String

        @Option(help: "The speed; the file's when not given.")
        var baud: Int?

        @Option(help: "One frame alone, by its name. May be given several times.")
        var frame: [String] = []

        @Option(help: "Seconds to look at the board after each frame.")
        var pause = 2.0

        @Option(help: "Seconds to listen to a keypad.")
        var listen = 20.0

        @OptionGroup var said: Values

        func validate() throws {
            let waits = 0...Self.longestWait
            guard waits.contains(pause), waits.contains(listen) else {
                throw ValidationError("waits go from 0 to \(Int(Self.longestWait)) seconds")
            }
            if let baud, !BaudRate.all.contains(baud) {
                throw ValidationError("a port's speed is one of \(BaudRate.all)")
            }
        }

        func run() throws {
            let definition = try ProtocolCommand.read(file).definition
            let values = try said.values(for: definition)
            let frames = try chosen(of: definition, values)
            let speed = baud ?? definition.line.baud
            let transport = TTYTransport(path: port, baud: speed, characters: definition.line)
            defer { transport.close() }
            print("\(definition.title)")
            print("\(port) at \(speed) \(definition.line.characters)")
            var findings: [String] = []
            do throws(SerialFault) {
                try transport.open()
                let trial = ProtocolTrial(definition, baud: speed)
                for (place, one) in frames.enumerated() {
                    // A port that disappears while somebody looks is noticed.
                    let look = ContinuousClock.now + .seconds(place > 0 ? pause : 0)
                    try transport.awaitSilence(of: .seconds(pause), until: look)
                    let exchange = try trial.send(one.name, values, one.bytes, over: transport)
                    tell(one.name, values, exchange, &findings)
                }
                if definition.kind == .keypad { try hear(trial, transport) }
            } catch {
                Commanding.complain(PortTrouble.sentence(error, port: port))
                throw ExitCode.failure
            }
            try Commanding.fail(with: findings)
            if definition.kind == .board {
                print("If you saw all of that, the file is right for this device. If not, compare")
                print("“sent” with a frame of the manual, byte by byte.")
            }
        }

        /// The frames and their bytes; a frame that cannot be made ends the command.
        private func chosen(
            of definition: FrameProtocol, _ values: FrameValues
        ) throws -> [(name: String, bytes: [UInt8])] {
            let known = definition.sent.map(\.name)
            for name in frame where !known.contains(name) {
                throw ValidationError(
                    "--frame \(name): the file sends \(known.joined(separator: ", "))")
            }
            let usual =
                definition.kind == .board
                ? Self.faces.map(\.rawValue)
                : [DeclaredKeypad.pollName, BoardFrame.show.rawValue]
            let names = frame.isEmpty ? usual.filter(known.contains) : frame
            return try names.map { name in
                try Commanding.explained { (name, try definition.encode(name, with: values)) }
            }
        }

        private func tell(
            _ name: String, _ values: FrameValues, _ exchange: ProtocolTrial.Exchange,
            _ findings: inout [String]
        ) {
            print("")
            print("sent  \(name): \(hexadecimal(exchange.sent))")
            let heard = exchange.heard.isEmpty ? "nothing" : hexadecimal(exchange.heard)
            let echo = exchange.hasEcho ? ", behind the adapter's own echo" : ""
            switch exchange.verdict {
            case .believed:
                print("back  \(heard)\(echo): the file awaits no answer")
            case .answered: print("back  \(heard)\(echo): the right answer")
            case .exception(let code):
                print("back  \(heard)\(echo): the device refuses, code \(code)")
                findings.append("\(name): the device understood and refuses, code \(code).")
            case .nothing:
                print("back  nothing\(echo)")
                findings.append(
                    "\(name): no answer. Check address, speed and wires; is A on A and B on B?")
            case .wrong(let reason):
                print("back  \(heard)\(echo): \(reason)")
                findings.append(
                    "\(name): \(reason). Check speed and parity, and the file's answer.")
            }
            print("see   \(Self.sight(of: name, values))")
            fflush(nil)
        }

        /// What a person should see now.
        private static func sight(of name: String, _ values: FrameValues) -> String {
            let number = values.numbers[.number] ?? 0
            return switch BoardFrame(rawValue: name) {
            case .show: "\(number) on the display, and nothing else"
            case .showBlinking: "\(number), blinking slower than three times a second"
            case .blank: "a dark display"
            case .closed: "dashes, or whatever the display has for a closed counter"
            case .paused: "the display's sign for a pause"
            case .text: "“\(String(decoding: values.text ?? [], as: UTF8.self))”"
            case .start, .refresh: "no change, or an empty display"
            case nil: "whatever “\(name)” means to this device"
            }
        }

        private func hear(
            _ trial: ProtocolTrial, _ transport: TTYTransport
        ) throws(SerialFault) {
            print("")
            print("Press each key once. Listening for \(Int(listen)) seconds.")
            fflush(nil)
            let start = ContinuousClock.now
            try trial.listen(to: transport, until: start + .seconds(listen)) { bytes, frames in
                print("back  \(hexadecimal(bytes))")
                for frame in frames { print("      \(frame.name): \(frame.values)") }
                fflush(nil)
            }
        }
    }
}

/// Why a port cannot be had, and what to do about it.
enum PortTrouble {
    static func sentence(_ fault: SerialFault, port: String) -> String {
        switch fault {
        case .missing(let cause):
            "\(cause). Is the adapter plugged in? motcua doctor lists the ports."
        case .refused(let cause) where cause.hasSuffix("Permission denied"):
            "\(cause). Add this user to the group dialout and sign in again, or use sudo."
        case .refused(let cause):
            "\(cause). If motcua is serving, stop it for the trial: systemctl stop motcua."
        case .late(let cause):
            "\(port): \(cause). Does the adapter wait for a modem line?"
        case .exception(let code): "\(port): the device refuses, code \(code)."
        }
    }
}
