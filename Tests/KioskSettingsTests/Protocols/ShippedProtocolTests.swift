import DeviceWire
import Foundation
import KioskSettings
import Testing

/// The protocols that come with the program.
enum ShippedProtocols {
    static let folder: String = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.appending(path: "Firmware-Protocols").path
    }()

    static let files: [ProtocolFile] = (try? ProtocolReader.read(folder: folder)) ?? []

    static let isLong = ProcessInfo.processInfo.environment["MOTCUA_LONG"] == "1"

    /// Bytes that each decoder is fed at random: ten million with `MOTCUA_LONG=1`.
    static let fuzzBytes = isLong ? 10_000_000 : 30_000

    /// What a byte is spoiled with: each bit by itself, with `MOTCUA_LONG=1` all other bytes.
    static let spoils: [UInt8] = isLong ? Array(1...255) : (0..<8).map { 1 << $0 } + [0xFF]
}

/// Repeatable dice.
struct ProtocolDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

@Suite struct `Protocols that are shipped` {
    @Test func `are all read, and every vector holds both ways`() throws {
        let files = try ProtocolReader.read(folder: ShippedProtocols.folder)
        #expect(
            files.map(\.place) == [
                "boards/alpha-m.yaml", "boards/c-power.yaml", "boards/cd5220.yaml",
                "boards/cn-4byte.yaml", "boards/epson-dm.yaml", "boards/jetfile2.yaml",
                "boards/led-485-ascii.yaml", "boards/max7219.yaml",
                "boards/modbus-rtu-ascii.yaml", "boards/modbus-rtu-bcd.yaml",
                "boards/modbus-rtu-binary.yaml", "boards/modbus-rtu-single.yaml",
                "boards/sunpn.yaml", "boards/vn-aa.yaml", "boards/vn-aa-short.yaml",
                "keypads/lcd-21-key.yaml", "keypads/vn-aa.yaml",
            ])
        for file in files {
            #expect(!file.definition.isTriedOnHardware)
            for vector in file.vectors {
                #expect(vector.fault(in: file.definition) == nil)
            }
            let proven = Set(file.vectors.map(\.frame))
            let frames = file.definition.sent + file.definition.received
            for frame in frames {
                #expect(proven.contains(frame.name), "\(file.place): \(frame.name)")
            }
        }
    }

    @Test func `refuse a number that does not fit`() throws {
        for file in ShippedProtocols.files where file.definition.kind == .board {
            let values = FrameValues([.address: 1, .number: 10_000, .sequence: 1])
            #expect(throws: FrameError.self, "\(file.place)") {
                try file.definition.encode("show", with: values)
            }
        }
    }

    /// What a checksum covers, and the checksum itself, cannot change unnoticed.
    ///
    /// Alpha's address stands before what is covered; the Vietnamese line, the customer displays,
    /// MAX7219 and LED-485 have no checksum.
    @Test(arguments: ShippedProtocols.files)
    func `with a checksum refuse each single wrong byte`(file: ProtocolFile) throws {
        let definition = file.definition
        for vector in file.vectors {
            let found = try #require(definition.frame(named: vector.frame))
            let hasChecksum = found.frame.parts.contains {
                if case .checksum = $0.content { return true }
                return false
            }
            guard hasChecksum else { continue }
            // The only value in a shipped frame that stands outside its checksum.
            let uncovered = definition.name == "alpha-m" ? 7...8 : -1...(-1)
            for place in vector.bytes.indices where !uncovered.contains(place) {
                for spoil in ShippedProtocols.spoils {
                    var bytes = vector.bytes
                    bytes[place] ^= spoil
                    var decoder = FrameDecoder(definition, found.direction)
                    let read = decoder.feed(bytes) + decoder.silence()
                    guard read.contains(where: { $0.name == vector.frame }) else { continue }
                    Issue.record("\(file.place) \(vector.frame): \(hexadecimal(bytes))")
                }
            }
        }
    }

    /// Where noise cannot be noticed, whoever chooses the family must know.
    @Test(arguments: ShippedProtocols.files)
    func `without a checksum say so in their file`(file: ProtocolFile) throws {
        let frames = file.definition.sent + file.definition.received
        let isProven = frames.contains { frame in
            frame.parts.contains {
                if case .checksum = $0.content { return true }
                return false
            }
        }
        guard !isProven else { return }
        let text = try String(
            contentsOfFile: "\(ShippedProtocols.folder)/\(file.place)", encoding: .utf8
        ).lowercased()
        #expect(text.contains("no checksum") || text.contains("nothing is checked"))
    }

    @Test(arguments: ShippedProtocols.files)
    func `find a frame behind garbage, in pieces and twice`(file: ProtocolFile) throws {
        for vector in file.vectors {
            let found = try #require(file.definition.frame(named: vector.frame))
            let wanted = DecodedFrame(name: vector.frame, values: vector.values)
            var decoder = FrameDecoder(file.definition, found.direction)
            var read = decoder.feed(vector.bytes.dropLast()) + decoder.silence()
            read = []
            for byte in [0x7F, 0x80] + vector.bytes + vector.bytes { read += decoder.feed([byte]) }
            read += decoder.silence()
            #expect(read.filter { $0 == wanted }.count >= 2, "\(file.place) \(vector.frame)")
            #expect(decoder.pending == 0)
        }
    }

    @Test(arguments: ShippedProtocols.files)
    func `survive random bytes without growing`(file: ProtocolFile) {
        for direction in FrameProtocol.Direction.allCases {
            var dice = ProtocolDice(seed: 5)
            var decoder = FrameDecoder(file.definition, direction)
            var left = ShippedProtocols.fuzzBytes
            let alphabet = file.vectors.flatMap(\.bytes)
            while left > 0 {
                let isNear = Bool.random(using: &dice)
                let burst = (0..<64).map { _ in
                    isNear
                        ? alphabet.randomElement(using: &dice) ?? 0
                        : UInt8.random(in: 0...255, using: &dice)
                }
                _ = decoder.feed(burst)
                #expect(decoder.pending <= FrameProtocol.longestFrame)
                left -= burst.count
            }
        }
    }
}

extension ProtocolFile: CustomTestStringConvertible {
    package var testDescription: String { place }
}
