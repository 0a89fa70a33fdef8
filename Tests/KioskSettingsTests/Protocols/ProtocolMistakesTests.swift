import DeviceWire
import Foundation
import KioskSettings
import Testing

/// A folder `boards` with one protocol, for one test.
struct ProtocolFolder: ~Copyable {
    static let good = """
        title: A board
        kind: board
        triedOnHardware: false
        line: {baud: 9600, dataBits: 8, parity: none, stopBits: 1}
        addresses: {first: 1, last: 99}
        digits: 4
        timing: {silenceMilliseconds: 5, answerMilliseconds: 50, turnaroundMilliseconds: 0}
        sent:
          show:
            answer: ack
            parts:
              - {bytes: AA}
              - {value: address, as: binary}
              - {length: {from: number, to: number}}
              - {value: number, as: segments, segments: {a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6}}
              - {checksum: xor8, from: address, to: number}
        received:
          ack:
            parts:
              - {bytes: 55}
              - {value: address, as: binary}
        vectors:
          - frame: show
            with: {address: 3, number: 1002}
            bytes: AA 03 04 06 3F 3F 5B 5A
            source: composed
          - {frame: ack, with: {address: 3}, bytes: 55 03, source: composed}
        """

    let folder: URL

    init(_ text: String, name: String = "a-board") throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "protocols-\(UUID().uuidString)")
        let boards = folder.appending(path: "boards")
        try FileManager.default.createDirectory(at: boards, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: boards.appending(path: "\(name).yaml"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What is wrong; empty when the folder is read.
    func mistakes() -> [Mistake] {
        do throws(ConfigurationMistakes) {
            _ = try ProtocolReader.read(folder: folder.path + "/")
            return []
        } catch {
            return error.mistakes
        }
    }
}

@Suite struct `What can be wrong in a protocol` {
    struct Spoiled: Sendable, CustomTestStringConvertible {
        let from: String
        let to: String
        let line: Int
        let says: [String]
        var testDescription: String { "\(from) → \(to)" }

        init(_ from: String, _ to: String, _ line: Int, _ says: String...) {
            (self.from, self.to, self.line, self.says) = (from, to, line, says)
        }
    }

    static let spoiled: [Spoiled] = [
        Spoiled("title: A board\n", "", 1, "no key “title”"),
        Spoiled("kind: board", "kind: keypad", 2, "“keypad”", "board"),
        Spoiled("triedOnHardware: false", "triedOnHardware: no", 3, "true or false"),
        Spoiled("baud: 9600", "baud: fast", 4, "“fast”", "300 to 921600"),
        Spoiled("parity: none", "parity: mark", 4, "none, even or odd"),
        Spoiled("last: 99", "last: 0", 5, "“0”", "from 1 to 65535"),
        Spoiled("last: 99", "last: 300", 13, "address up to 255 only", "room for 300"),
        Spoiled("digits: 4", "digits: 12", 6, "“12”", "from 1 to 9"),
        Spoiled("silenceMilliseconds: 5", "silenceMilliseconds: -1", 7, "“-1”"),
        // The line would wait for it, and every other device with it.
        Spoiled("answerMilliseconds: 50", "answerMilliseconds: 1001", 7, "from 0 to 1000"),
        Spoiled("answerMilliseconds: 50", "answerMilliseconds: 0", 10, "0 milliseconds"),
        Spoiled("answer: ack", "answer: nack", 10, "the answer nack"),
        Spoiled("{bytes: AA}", "{bytes: AAA}", 12, "“AAA”", "hexadecimal"),
        Spoiled("{bytes: AA}", "{bite: AA}", 12, "a part without bytes"),
        Spoiled("{bytes: AA}", "{bytes: AA, text: 4}", 12, "bytes and text"),
        Spoiled(
            "address, as: binary}\n      - {le", "adress, as: binary}\n      - {le", 13,
            "mean “address”?"),
        Spoiled("as: binary}\n      - {le", "as: binray}\n      - {le", 13, "mean “binary”?"),
        Spoiled(
            "as: binary}\n      - {le", "as: binary, digits: 2}\n      - {le", 13,
            "unknown key “digits”"),
        Spoiled(
            "{from: number, to: number}}", "{from: number, to: nmber}}", 14, "a length of nothing"),
        Spoiled("number}}", "number}, unit: 3}", 14, "a length of 1 byte for 4 bytes"),
        Spoiled(
            "as: segments, segments: {a: 0, b: 1", "as: segments, segments: {a: 1, b: 1", 15,
            "segments a and b on one bit"),
        Spoiled("g: 6}", "g: 8}", 15, "“8”", "from 0 to 7"),
        Spoiled(
            "as: segments, segments: {a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6}", "as: binary", 15,
            "number up to 255 only", "9999, 4 digits"),
        Spoiled(
            "as: segments, segments: {a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6}",
            "as: bcd, digits: 2", 15, "number up to 99 only"),
        Spoiled(
            "as: segments, segments: {a: 0, b: 1, c: 2, d: 3, e: 4, f: 5, g: 6}",
            "as: bcd, digits: 5", 15, "5 packed digits"),
        Spoiled(
            "xor8, from: address, to: number", "xor8, from: number, to: address", 16,
            "a checksum over nothing"),
        Spoiled(
            "xor8, from: address, to: number", "xor8, to: checksum", 16, "a checksum over itself"),
        Spoiled("checksum: xor8", "checksum: xor", 16, "mean “xor8”?"),
        Spoiled(
            "- {bytes: 55}\n      - {value: address, as: binary}", "- {value: address, as: binary}",
            19, "a start that cannot be found"),
        Spoiled(
            "- {bytes: 55}\n", "- {bytes: 55}\n      - {textUpTo: 9}\n", 21,
            "a text that may hold its own end mark|a text without an end"),
        Spoiled(
            "vectors:",
            "  nack:\n    parts:\n      - {bytes: 55}\n      - {value: status, as: binary}\nvectors:",
            23, "bytes of nack that could be ack"),
        Spoiled("5B 5A", "5B 5B", 23, "a vector that fails", "06 3F 3F 5B 5A", "06 3F 3F 5B 5B"),
        Spoiled("number: 1002}", "number: 10002}", 23, "10002 does not fit", "9999"),
        Spoiled(
            "address: 3, number", "address: 100, number", 23, "no device can have the address 100"),
        Spoiled("- frame: show", "- frame: shown", 23, "the frame shown"),
        Spoiled("    source: composed\n", "", 23, "no key “source”"),
        Spoiled("with: {address: 3, number", "with: {adress: 3, number", 24, "mean “address”?"),
        Spoiled("  show:", "  Show:", 9, "the frame name “Show”"),
        Spoiled("  show:", "  number:", 1, "no sent frame “show”"),
        Spoiled("  ack:", "  show:", 19, "the frame show again|the answer ack"),
    ]

    @Test(arguments: spoiled) func `is told with its line`(spoiled: Spoiled) throws {
        try #require(ProtocolFolder.good.contains(spoiled.from))
        let text = ProtocolFolder.good.replacing(
            spoiled.from, with: spoiled.to, maxReplacements: 1)
        let found = try ProtocolFolder(text).mistakes()
        let mistake = try #require(
            found.first { $0.line == spoiled.line }, "\(found)")
        #expect(mistake.file == "boards/a-board.yaml")
        for words in spoiled.says {
            let isSaid = words.split(separator: "|").contains { word in
                found.contains { $0.description.contains(word) }
            }
            #expect(isSaid, "\(found)")
        }
    }

    @Test func `is nothing in a good one`() throws {
        #expect(try ProtocolFolder(ProtocolFolder.good).mistakes() == [])
    }

    @Test func `is an envelope with a hole, a key table with a double`() throws {
        let envelope = "envelope: {start: A5, end: AE, escapes: {A5: AA 05, AE: AA 0E}}\nsent:"
        let text = ProtocolFolder.good.replacing("sent:", with: envelope, maxReplacements: 1)
        let found = try ProtocolFolder(text).mistakes()
        #expect(found.map(\.line) == [8], "\(found)")
        #expect(found.first?.found == "no escape for AA")
        let keys = "keys: {8B: next, 8b: recall}\nsent:"
        let other = ProtocolFolder.good.replacing("sent:", with: keys, maxReplacements: 1)
        #expect(try ProtocolFolder(other).mistakes().map(\.found) == ["two keys with one code"])
    }

    @Test func `comes all at once`() throws {
        let text = ProtocolFolder.good.replacing("digits: 4", with: "digits: x")
            .replacing("bytes: 55 03", with: "bytes: 5").replacing("xor8", with: "xor9")
        #expect(try ProtocolFolder(text).mistakes().map(\.line) == [6, 16, 27])
    }
}
