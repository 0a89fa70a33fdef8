import DeviceWire
import Foundation
import Testing

/// A golden vector of `Firmware-Protocols/keypads/latched`.
struct LatchedVector: Decodable, Sendable, CustomTestStringConvertible {
    struct Said: Decodable, Sendable {
        let address: Int
        let acknowledged: UInt8?
        let sequence: UInt8?
        let key: UInt8?
    }

    let id: String
    let kind: String
    let hex: String
    let with: Said
    let source: String

    var bytes: [UInt8] { hex.split(separator: " ").compactMap { UInt8($0, radix: 16) } }
    var testDescription: String { id }

    static let all: [LatchedVector] = {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Firmware-Protocols/keypads/latched/vectors.json")
        return (try? JSONDecoder().decode([LatchedVector].self, from: Data(contentsOf: file))) ?? []
    }()
}

@Suite struct `The vectors of the latched keypad` {
    @Test func `are there for polls and answers, each with its source`() {
        #expect(Set(LatchedVector.all.map(\.kind)) == ["poll", "answer"])
        #expect(LatchedVector.all.allSatisfy { !$0.source.isEmpty })
    }

    @Test(arguments: LatchedVector.all) func `hold both ways`(vector: LatchedVector) throws {
        let keypad = try #require(LatchedKeypad(address: vector.with.address))
        if let acknowledged = vector.with.acknowledged {
            #expect(keypad.poll(acknowledging: acknowledged) == vector.bytes)
            // The keypad's side takes it for a poll to itself.
            var device = LatchedKeypadDevice(keypad)
            #expect(device.receive(vector.bytes) != nil)
            return
        }
        let sequence = try #require(vector.with.sequence)
        let key = try #require(vector.with.key)
        #expect(
            keypad.read(vector.bytes) == .answer(PolledAnswer(sequence: sequence, key: key)))
        #expect(CRC16Modbus.sealed([keypad.address, 0x51, sequence, key]) == vector.bytes)
    }

    @Test func `each byte of a poll that is spoilt leaves the keypad silent`() throws {
        for vector in LatchedVector.all where vector.kind == "poll" {
            let keypad = try #require(LatchedKeypad(address: vector.with.address))
            for place in vector.bytes.indices {
                var spoilt = vector.bytes
                spoilt[place] ^= 0x10
                var device = LatchedKeypadDevice(keypad)
                #expect(device.receive(spoilt) == nil)
            }
        }
    }
}
