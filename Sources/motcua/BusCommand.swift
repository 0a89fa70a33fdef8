import ArgumentParser
import DeviceWire
import Foundation
import KioskDevices

/// Tools for an RS-485 line.
struct BusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bus", abstract: "Look after an RS-485 line.", subcommands: [BusScan.self])
}

/// Finds out which boards are on a line, and at which speed.
struct BusScan: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Find a line's speed, addresses and faults; boards show their address.",
        discussion: """
            Every address is asked to show itself as a number. Walk through the hall and compare. \
            motcua must not be serving at the same time: it holds the port.
            """)

    /// The speeds that boards are sold with, the likeliest first.
    static let usualSpeeds = [9_600, 19_200, 38_400, 4_800, 115_200]

    @Option(help: "The serial port, such as /dev/serial/by-path/….")
    var port: String

    @Option(help: "The speed; without it the usual ones are tried. May be given several times.")
    var baud: [Int] = []

    @Option(help: "The first address asked.")
    var from = 1

    @Option(help: "The last address asked.")
    var to = 32

    @Option(help: "The boards' first register.")
    var register = 0

    @Option(help: "How the boards take a number: bcd, ascii or binary.")
    var encoding = "bcd"

    @Option(help: "Digits of the boards.")
    var digits = 4

    func validate() throws {
        guard 1 <= from, from <= to, to <= Int(ModbusWrite.maximumUnit) else {
            throw ValidationError("addresses go from 1 to \(ModbusWrite.maximumUnit)")
        }
        guard baud.allSatisfy(BaudRate.all.contains) else {
            throw ValidationError("a port's speed is one of \(BaudRate.all)")
        }
        guard (3...8).contains(digits) else {
            throw ValidationError("boards have 3 to 8 digits")
        }
        guard (0...65_535).contains(register) else {
            throw ValidationError("registers go from 0 to 65535")
        }
        guard chosenEncoding != nil else {
            throw ValidationError("boards take bcd, ascii or binary")
        }
    }

    func run() throws {
        guard let chosenEncoding else { return }
        let scanner = BusScanner(
            ModbusScan(register: register, encoding: chosenEncoding, digits: digits))
        var results: [BusScanResult] = []
        for speed in baud.isEmpty ? Self.usualSpeeds : baud {
            print("\(speed) baud")
            fflush(nil)
            let result = try scan(scanner, at: speed)
            results.append(result)
            // Two speeds cannot both be right.
            if result.findings.values.contains(.board) { break }
        }
        if let best = BusScanResult.best(of: results) {
            print("found: \(best.deviceCount) at \(best.baud) baud")
        }
        for hint in BusScanResult.hints(results) { print("hint: \(hint)") }
        if BusScanResult.best(of: results) == nil { throw ExitCode.failure }
    }

    private func scan(_ scanner: BusScanner, at speed: Int) throws -> BusScanResult {
        let transport = TTYTransport(path: port, baud: speed)
        defer { transport.close() }
        do throws(SerialFault) {
            try transport.open()
            return try scanner.scan(transport, baud: speed, addresses: from...to) { at, finding in
                print("  \(at)  \(Self.words(finding))")
                fflush(nil)
            }
        } catch {
            switch error {
            case .missing(let cause), .refused(let cause), .late(let cause):
                Commanding.complain(cause)
            case .exception(let code): Commanding.complain("exception \(code)")
            }
            throw ExitCode.failure
        }
    }

    private var chosenEncoding: RegisterEncoding? {
        switch encoding {
        case "bcd": .bcd
        case "ascii": .ascii
        case "binary": .binary
        default: nil
        }
    }

    private static func words(_ finding: ScanFinding) -> String {
        switch finding {
        case .nobody: "nobody"
        case .board: "a board, which shows its address now"
        case .refuses(let code): "a device that refuses these registers, exception \(code)"
        case .collision: "answers collide: two devices have this address"
        case .inverted: "every bit turned over"
        case .garbage: "bytes that mean nothing"
        }
    }
}
