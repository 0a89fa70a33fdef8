import DeviceWire
import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite struct `Boards of families that a file describes` {
    private static let old =
        "- {id: board-2, counter: 2, port: /dev/ttyUSB1, baud: 4800, digits: 4, answers: false,\n"
        + "       wire: cd5220}"

    private static let shelf: BoardShelf = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "Firmware-Protocols/boards").path(percentEncoded: false)
        return BoardShelf(((try? ProtocolReader.read(folder: folder)) ?? []).map(\.definition))
    }()

    /// The sample centre with another second board, or with more boards beside it.
    private static func load(_ board: String) throws -> Configuration {
        try #require(Fixture.centre.contains(old))
        let fixture = try Fixture(centre: Fixture.centre.replacing(old, with: board))
        return try ConfigurationLoader.load(path: fixture.path, boards: shelf)
    }

    @Test func `take speed, digits and answers from the file`() throws {
        let board = try #require(
            try Self.load(
                "- {id: board-2, counter: 2, port: /dev/ttyUSB1, protocol: sunpn}"
            ).boards.last)
        #expect(board.wire == .declared(family: "sunpn", address: nil))
        #expect(board.baud == 9_600)
        #expect(board.digits == 4)
        #expect(board.answers)
        let other = try #require(
            try Self.load(
                "- {id: board-2, counter: 2, port: /dev/ttyUSB1, protocol: vn-aa, address: 11, "
                    + "baud: 4800}"
            ).boards.last)
        #expect(other.wire == .declared(family: "vn-aa", address: 11))
        #expect(other.baud == 4_800)
        #expect(!other.answers)
    }

    static let mistakes: [(board: String, says: String)] = [
        ("protocol: vn-a, address: 11", "mean “vn-aa”?"),
        (
            "protocol: vn-aa",
            "a board of vn-aa without an address; expected an address from 1 to 99"
        ),
        ("protocol: vn-aa, address: 100", "address 100 for a board of vn-aa"),
        ("protocol: cd5220, address: 1", "address 1 for a board of cd5220, which has none"),
        ("protocol: vn-aa, address: 1, digits: 5", "5 digits for a board of vn-aa"),
        ("protocol: vn-aa, address: 1, digits: 3", "a board of 3 digits at a counter"),
        ("protocol: vn-aa, address: 1, answers: true", "which awaits no answer"),
        (
            "protocol: modbus-rtu-bcd, address: 0, answers: true", "at the address of all"
        ),
        ("protocol: vn-aa, address: 1, register: 3", "“register” beside “protocol”"),
        ("protocol: vn-aa, address: 1, wire: cd5220", "“wire” beside “protocol”"),
        (
            "protocol: vn-aa, address: 2}\n"
                + "    - {id: board-3, counter: 1, port: /dev/ttyUSB1, protocol: vn-aa, address: 2",
            "address 2 again on this port"
        ),
        (
            "protocol: vn-aa, address: 2}\n"
                + "    - {id: board-3, counter: 1, port: /dev/ttyUSB1, protocol: alpha-m, address: 3",
            "a board of 7E1 on the port of line"
        ),
        (
            "protocol: vn-aa, address: 2}\n"
                + "    - {id: board-3, counter: 1, port: /dev/ttyUSB1, protocol: c-power, address: 3",
            "115200 baud on a port that has 9600"
        ),
        (
            "protocol: vn-aa, address: 2}\n"
                + "    - {id: board-3, counter: 1, port: /dev/ttyUSB1, protocol: sunpn",
            "a board without an address on the port"
        ),
    ]

    @Test(arguments: mistakes) func `are refused with words`(
        mistake: (board: String, says: String)
    ) throws {
        let error = #expect(throws: ConfigurationMistakes.self) {
            try Self.load(
                "- {id: board-2, counter: 2, port: /dev/ttyUSB1, \(mistake.board)}")
        }
        let words = error?.mistakes.map(\.description) ?? []
        #expect(words.contains { $0.contains(mistake.says) }, "\(words)")
    }
}
