import DeviceWire
import Foundation
import KioskSettings

/// Bytes at random through every decoder of boards and keypads.
enum Fuzz {
    /// Bytes for each decoder.
    static let usualBytes = 10_000_000
    private static let burst = 4_096

    /// Feeds every shipped protocol's decoders, both directions, and prints what they made of it.
    ///
    /// Half of the bytes are any, half are those of the protocol's own vectors, cut and mixed, so
    /// that frames begin often. A trap ends the program; growth is told and makes it false.
    static func run(bytes: Int) throws -> Bool {
        let files = try ProtocolReader.read(folder: "Firmware-Protocols")
        var isBounded = true
        var (total, decoders) = (0, 0)
        let clock = ContinuousClock()
        let before = residentKilobytes()
        let start = clock.now
        for file in files {
            for direction in FrameProtocol.Direction.allCases
            where !file.definition.frames(direction).isEmpty {
                let result = feed(file, direction, bytes)
                decoders += 1
                total += bytes
                let isWithin = result.longest <= FrameProtocol.longestFrame
                isBounded = isBounded && isWithin
                print(
                    "\(file.place) \(direction.rawValue): \(result.frames) frames, longest "
                        + "held \(result.longest) bytes\(isWithin ? "" : " — MORE THAN A FRAME")")
                fflush(nil)
            }
        }
        let seconds = start.duration(to: clock.now) / .seconds(1)
        let grown = residentKilobytes() - before
        print(
            "\(total) bytes through \(decoders) decoders in \(rounded(seconds, 1)) s, "
                + "\(rounded(Double(total) / seconds / 1e6, 2)) MB/s; memory grew by \(grown) KiB")
        return isBounded
    }

    private static func feed(
        _ file: ProtocolFile, _ direction: FrameProtocol.Direction, _ count: Int
    ) -> (frames: Int, longest: Int) {
        var dice = SystemRandomNumberGenerator()
        var decoder = FrameDecoder(file.definition, direction)
        let vectors = file.vectors.map(\.bytes)
        var (left, frames, longest) = (count, 0, 0)
        var bytes: [UInt8] = []
        while left > 0 {
            bytes.removeAll(keepingCapacity: true)
            while bytes.count < burst {
                if Bool.random(using: &dice), let vector = vectors.randomElement(using: &dice) {
                    var piece = vector.prefix(Int.random(in: 1...vector.count, using: &dice))
                    if Bool.random(using: &dice) {
                        piece[piece.startIndex] ^= UInt8.random(in: 1...255, using: &dice)
                    }
                    bytes += piece
                } else {
                    for _ in 0..<8 { bytes.append(.random(in: 0...255, using: &dice)) }
                }
            }
            for byte in bytes {
                frames += decoder.feed(CollectionOfOne(byte)).count
                longest = max(longest, decoder.pending)
            }
            if Int.random(in: 0..<64, using: &dice) == 0 { frames += decoder.silence().count }
            left -= bytes.count
        }
        return (frames, longest)
    }

    /// Memory that the program has now.
    private static func residentKilobytes() -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(separator: " ").compactMap { Int($0) }.first ?? 0
    }
}
