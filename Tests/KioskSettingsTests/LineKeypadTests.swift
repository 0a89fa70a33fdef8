import DeviceWire
import Foundation
import Kiosk
import KioskSettings
import QueueCore
import Testing

@Suite struct `Keypads on serial lines` {
    private static let first =
        "{id: keypad-1, counter: 1, port: /dev/ttyUSB0, address: 17, protocol: latched}"
    private static let second =
        "{id: keypad-2, counter: 2, port: /dev/ttyUSB0, address: 2, protocol: vn-aa, "
        + "keys: {140: enter}}"
    private static let third =
        "{id: keypad-3, counter: 2, port: /dev/ttyS1, address: 3, protocol: lcd-21-key, "
        + "baud: 4800, keys: {5: next}}"
    private static var centre: String {
        let devices = """
              keypads:
                - \(first)
                - \(second)
                - \(third)
              ports:
                - {path: /dev/ttyUSB0, direction: rts}
                - {path: /dev/ttyS1, direction: none}
            accounts:
            """
        return Fixture.centre.replacing("accounts:", with: devices, maxReplacements: 1)
    }

    private static func shelf() throws -> KeypadShelf {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "Firmware-Protocols/keypads").path(percentEncoded: false)
        return KeypadShelf(try ProtocolReader.read(folder: folder).map(\.definition))
    }

    @Test func `are read with their family, and speak at the speed of the boards beside them`()
        throws
    {
        let fixture = try Fixture(centre: Self.centre)
        let read = try ConfigurationLoader.load(path: fixture.path, keypads: Self.shelf())
        #expect(
            read.keypads.map(\.connection) == [
                .bus(.init(port: "/dev/ttyUSB0", address: 17, family: "latched", baud: 9_600)),
                .bus(.init(port: "/dev/ttyUSB0", address: 2, family: "vn-aa", baud: 9_600)),
                .bus(.init(port: "/dev/ttyS1", address: 3, family: "lcd-21-key", baud: 4_800)),
            ])
        #expect(read.keypads.map(\.keys) == [[:], [140: .enter], [5: .next]])
        #expect(
            read.ports == [
                PortSettings(path: "/dev/ttyUSB0", direction: .rts),
                PortSettings(path: "/dev/ttyS1", direction: .byItself),
            ])
    }

    @Test(arguments: [
        ("address: 17", "address: 1", "address 1 of the board of line"),
        ("address: 17", "address: 248", "1 to 247"),
        ("protocol: latched", "protocol: latchd", "mean “latched”?"),
        ("protocol: vn-aa", "protocol: vn-bb", "the unknown protocol “vn-bb”"),
        ("address: 2,", "address: 100,", "address 100 for a keypad of vn-aa"),
        ("address: 2,", "address: 17,", "the keypad of line"),
        ("address: 2,", "address: 2, baud: 19200,", "that board's speed, or no baud"),
        ("keys: {140: enter}", "keys: {140: enter, 139: recall}", "no key for next"),
        ("keys: {5: next}", "keys: {256: next}", "a code from 0 to 255"),
        (", keys: {5: next}", "", "no key for next"),
        (", protocol: latched", "", "latched, or a file's name"),
        ("port: /dev/ttyS1", "port: /dev/ttyUSB1", "whose board has no address"),
        ("baud: 4800, keys", "baud: 4801, keys", "4801"),
        ("direction: rts", "direction: rst", "rts-inverted"),
        ("path: /dev/ttyS1", "path: /dev/ttyS2", "which no board and no keypad has"),
        ("path: /dev/ttyS1", "path: /dev/ttyUSB0", "again"),
    ])
    func `with a mistake are refused with a sentence`(
        from: String, to: String, says: String
    ) throws {
        try #require(Self.centre.contains(from))
        let fixture = try Fixture(
            centre: Self.centre.replacing(from, with: to, maxReplacements: 1))
        let shelf = try Self.shelf()
        let mistakes = #expect(throws: ConfigurationMistakes.self) {
            try ConfigurationLoader.load(path: fixture.path, keypads: shelf)
        }
        #expect(mistakes?.description.contains(says) == true, "\(String(describing: mistakes))")
    }

    @Test func `of every shipped family have their keys or wait for a centre's`() throws {
        let shelf = try Self.shelf()
        #expect(shelf.names == ["latched", "lcd-21-key", "vn-aa"])
        #expect(shelf.keys(of: "vn-aa", own: [:])[0x8B] == .next)
        #expect(shelf.keys(of: "latched", own: [:])[0x35] == .digit5)
        #expect(shelf.keys(of: "lcd-21-key", own: [:]).isEmpty)
        let isSpeaking = ["lcd-21-key", "vn-aa"].map { family in
            if case .speaking = shelf.node(family: family, address: 1, own: [:]) { return true }
            return false
        }
        #expect(isSpeaking == [true, true])
    }
}
