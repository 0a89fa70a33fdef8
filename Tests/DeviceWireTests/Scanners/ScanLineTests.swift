import DeviceWire
import Foundation
import Testing

@Suite struct `The lines of a scanner` {
    private static let code = "H53.12.3-261123-0007"

    @Test(arguments: ["\r", "\n", "\r\n", "\r\r\n\n"])
    func `end as scanners end them`(end: String) {
        var reader = ScanLineReader()
        let scans = reader.feed(Array((Self.code + end + Self.code + end).utf8))
        #expect(
            scans == [.success(.dossier(code: Self.code)), .success(.dossier(code: Self.code))])
        #expect(!reader.isInLine)
    }

    @Test func `come in any pieces`() {
        for piece in 1...7 {
            var reader = ScanLineReader()
            let bytes = Array((Self.code + "\r").utf8)
            let scans = stride(from: 0, to: bytes.count, by: piece).flatMap { start in
                reader.feed(bytes[start..<min(start + piece, bytes.count)])
            }
            #expect(scans == [.success(.dossier(code: Self.code))])
        }
    }

    @Test func `have as many bytes as the bound says, and not one more`() {
        var reader = ScanLineReader()
        let longest = Array(repeating: UInt8(ascii: "a"), count: ScanLineReader.lengthMax)
        #expect(reader.feed(longest + [0x0D]) == [.failure(.unrecognised)])
        #expect(reader.feed(longest + [0x61, 0x0D]) == [.failure(.tooLong)])
        #expect(reader.feed(Array((Self.code + "\r").utf8)).count == 1)
    }

    @Test func `may be ten megabytes long, of which little is held, and are refused once`() {
        var reader = ScanLineReader()
        let piece = Array("0|H=".utf8) + Array(repeating: 0, count: 65_532)
        for _ in 0..<160 { #expect(reader.feed(piece).isEmpty) }
        let held = Mirror(reflecting: reader).children.compactMap { $0.value as? [UInt8] }
        #expect(held.count == 1 && held.allSatisfy { $0.count <= ScanLineReader.lengthMax })
        #expect(
            reader.feed(Array("\r\(Self.code)\r".utf8))
                == [.failure(.tooLong), .success(.dossier(code: Self.code))])
    }

    @Test func `are given up in silence, never taken for another code`() {
        var reader = ScanLineReader()
        #expect(reader.silence() == nil)
        #expect(reader.feed(Array(Self.code.utf8)) == [])
        #expect(reader.isInLine)
        #expect(reader.silence() == .failure(.unfinished))
        #expect(reader.feed([0x0D]) == [])
    }

    @Test func `are refused whole when something of them was lost`() {
        var reader = ScanLineReader()
        _ = reader.feed(Array("H53".utf8))
        reader.spoil()
        #expect(reader.feed(Array((Self.code + "\r").utf8)) == [.failure(.damaged)])
        #expect(
            reader.feed(Array((Self.code + "\r").utf8)) == [.success(.dossier(code: Self.code))])
    }

    @Test func `of random bytes end nowhere but in a refusal`() {
        let count =
            ProcessInfo.processInfo.environment["MOTCUA_LONG"] == nil ? 1_000_000 : 10_000_000
        var dice = SplitMix(seed: 0x5CA9)
        var reader = ScanLineReader()
        var scans = 0
        for _ in 0..<count {
            // Ends, pipes and digits often, so that lines come near to being something.
            let roll = dice.next()
            let byte: UInt8 =
                switch roll & 7 {
                case 0: roll >> 8 & 15 == 0 ? 0x0D : UInt8(ascii: "|")
                case 1, 2, 3: UInt8(48 + (roll >> 16) % 10)
                case 4: [0x2D, 0x2E, 0x48, 0x2F][Int(roll >> 24 & 3)]
                default: UInt8(truncatingIfNeeded: roll >> 32)
                }
            if let scan = reader.feed(byte) {
                scans += 1
                if case .success(.card) = scan { Issue.record("noise was taken for a card") }
            }
        }
        #expect(scans > 1_000)
    }

    @Test func `with one bit turned are refused or another scan, and never trap`() {
        var refused = 0
        for vector in ScanVector.all where vector.kind != "refused" {
            let whole = try? ScanPayload(vector.bytes)
            // Of a link only the end is read, and a letter's case is none of a code's; a changed
            // name is another name: cards have no checksum.
            let isCode = vector.kind == "dossier" && !vector.id.hasSuffix("link")
            for place in vector.bytes.indices {
                for bit in 0..<8 {
                    var bytes = vector.bytes
                    bytes[place] ^= 1 << bit
                    guard let changed = try? ScanPayload(bytes) else {
                        refused += 1
                        continue
                    }
                    #expect(!isCode || bit == 5 || changed != whole)
                }
            }
        }
        #expect(refused > 1_000)
    }
}
