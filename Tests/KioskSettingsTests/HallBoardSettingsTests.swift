import DeviceWire
import Foundation
import Kiosk
import KioskSettings
import Testing

@Suite struct `Rows of the hall board` {
    private static let shelf: BoardShelf = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "Firmware-Protocols/boards").path(percentEncoded: false)
        return BoardShelf(((try? ProtocolReader.read(folder: folder)) ?? []).map(\.definition))
    }()

    /// The sample centre, of two counters and numbers of four digits, with more boards.
    private static func load(_ rows: [String], _ shelf: BoardShelf = shelf) throws -> Configuration
    {
        let marker = "  panels:\n"
        try #require(Fixture.centre.contains(marker))
        let boards = rows.map { "    - {\($0)}\n" }.joined()
        let fixture = try Fixture(centre: Fixture.centre.replacing(marker, with: boards + marker))
        return try ConfigurationLoader.load(path: fixture.path, boards: shelf)
    }

    private static func row(
        _ number: Int, digits: Int = 5, more: String = "", encoding: String = "bcd"
    ) -> String {
        "id: hall-\(number), row: \(number), port: /dev/ttyUSB7, baud: 9600, digits: \(digits), "
            + "answers: true, wire: modbus-rtu, address: \(20 + number), register: 0, "
            + "encoding: \(encoding)\(more)"
    }

    @Test func `tell the counter in as many digits as the largest has, unless they say how many`()
        throws
    {
        let boards = try Self.load([
            Self.row(2), Self.row(1, digits: 4, more: ", counterDigits: 0"),
            Self.row(3, digits: 7, more: ", counterDigits: 3"),
        ]).boards
        #expect(
            boards.map(\.view) == [
                .counter(1), .counter(2), .hallRow(2, counterDigits: 1),
                .hallRow(1, counterDigits: 0), .hallRow(3, counterDigits: 3),
            ])
        #expect(boards.map(\.counter) == [1, 2, nil, nil, nil])
    }

    static let mistakes: [(rows: [String], says: String)] = [
        ([row(1), row(1)], "row 1 of the hall board again, after line"),
        ([row(2)], "row 2 of the hall board without a row 1"),
        ([row(1), row(3)], "row 3 of the hall board without a row 2"),
        ([row(0)], "expected a whole number from 1 to 64"),
        ([row(65)], "expected a whole number from 1 to 64"),
        ((1...9).map { row($0) }, "row 9 of the hall board, and the last 8 calls are kept"),
        (
            [row(1, digits: 4)],
            "a row of 4 digits for numbers of 4 and 1 for the counter; expected at least 5 digits, "
                + "or counterDigits: 0"
        ),
        ([row(1, more: ", counterDigits: 4")], "expected a whole number from 0 to 3"),
        ([row(1, more: ", counter: 2")], "“counter” beside “row”"),
        (
            [row(1, digits: 8, more: ", counterDigits: 2", encoding: "binary")],
            "whose numbers reach 299999"
        ),
        (
            [row(1).replacing("row: 1", with: "counter: 1, counterDigits: 1")],
            "“counterDigits” for a counter's board"
        ),
        ([row(1).replacing("row: 1, ", with: "")], "row for a row of the hall board"),
    ]

    @Test(arguments: mistakes) func `are refused with words`(
        mistake: (rows: [String], says: String)
    ) throws {
        let error = #expect(throws: ConfigurationMistakes.self) { try Self.load(mistake.rows) }
        let words = error?.mistakes.map(\.description) ?? []
        #expect(words.contains { $0.contains(mistake.says) }, "\(words)")
    }

    /// Such a board is made for one counter, and its frames would say so of every call.
    @Test func `are no boards whose frames tell a counter apart`() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "hall-board-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let family = """
            title: A board that tells number and counter
            kind: board
            triedOnHardware: false
            line: {baud: 9600, dataBits: 8, parity: none, stopBits: 1}
            addresses: {first: 1, last: 254}
            digits: 5
            timing: {silenceMilliseconds: 20, answerMilliseconds: 0, turnaroundMilliseconds: 0}
            sent:
              show:
                parts:
                  - {value: address, as: binary}
                  - {value: number, as: binary, size: 3}
                  - {value: counter, as: binary}
                  - {checksum: sum8}
            vectors:
              - frame: show
                with: {address: 5, number: 999, counter: 3}
                bytes: 05 00 03 E7 03 F2
                source: composed for this test
            """
        try Data(family.utf8).write(to: folder.appending(path: "two-part.yaml"))
        let files = try ProtocolReader.read(folder: folder.path(percentEncoded: false))
        let shelf = BoardShelf(files.map(\.definition))
        let row = "id: hall-1, row: 1, port: /dev/ttyUSB7, protocol: two-part, address: 1"
        let error = #expect(throws: ConfigurationMistakes.self) { try Self.load([row], shelf) }
        let words = error?.mistakes.map(\.description) ?? []
        #expect(words.count == 1 && words[0].contains("whose frames tell one counter"), "\(words)")
    }
}
