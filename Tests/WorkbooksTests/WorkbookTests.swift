import Foundation
import Kiosk
import Testing
import Workbooks

/// Workbooks read again by openpyxl, which shares no line with what wrote them.
///
/// Where it is not installed the suite says so and is left out; `Config/packages test` brings it.
@Suite(
    .enabled(if: SheetReader.isInstalled, "openpyxl is missing: run Config/packages test"),
    .timeLimit(.minutes(2)))
struct WorkbookTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appending(path: "motcua-workbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func sheets(
        _ rows: [[ReportCell]], by writer: XlsxWorkbook = XlsxWorkbook()
    ) throws -> [[[String]]] {
        let path = folder.appending(path: "report.xlsx").path
        defer { try? FileManager.default.removeItem(at: folder) }
        try writer.write(to: path, columns: ["line", "count"]) { add in
            for row in rows { try add(row) }
        }
        return try SheetReader.sheets(path)
    }

    @Test func `cells are read as what they are, and none is a formula`() throws {
        let rows: [[ReportCell]] = [
            [.text("Hộ tịch, \"sống\" <&>"), .number(40)], [.text("=1+1"), .number(-5)],
            [.text("+84"), .empty], [.text("-"), .number(0)], [.text("@x\ny"), .number(1 << 40)],
            [.text("007"), .number(7)], [.text("{=A1}"), .empty], [.text("https://x.vn"), .empty],
        ]
        let sheets = try sheets(rows)
        #expect(
            sheets == [
                [
                    ["s line", "s count"], ["s Hộ tịch, \"sống\" <&>", "n 40"],
                    ["s =1+1", "n -5"], ["s +84", "n None"], ["s -", "n 0"],
                    ["s @x\ny", "n 1099511627776"], ["s 007", "n 7"], ["s {=A1}", "n None"],
                    ["s https://x.vn", "n None"],
                ]
            ])
    }

    @Test func `what a sheet cannot hold goes on in the next one`() throws {
        let rows = (1...5).map { [ReportCell.text("x"), .number($0)] }
        let sheets = try sheets(rows, by: XlsxWorkbook(sheetRows: 3))
        #expect(sheets.map(\.count) == [3, 3, 2])
        #expect(sheets.map { $0[0] } == Array(repeating: ["s line", "s count"], count: 3))
        #expect(sheets.flatMap { $0.dropFirst().map { $0[1] } } == (1...5).map { "n \($0)" })
    }

    @Test func `a reader that stops leaves no file behind`() throws {
        struct Enough: Error {}
        let path = folder.appending(path: "broken.xlsx").path
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: Enough.self) {
            try XlsxWorkbook().write(to: path, columns: ["a"]) { add in
                try add([.number(1)])
                throw Enough()
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
    }

    @Test func `a folder that is not there is an error`() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: WorkbookError.self) {
            try XlsxWorkbook().write(to: "\(folder.path)/no/x.xlsx", columns: ["a"]) { _ in }
        }
    }
}

/// openpyxl, asked for every cell with its type: `s` for text, `n` for a number, `f` for a formula.
enum SheetReader {
    private static let script = """
        import json, sys, openpyxl
        book = openpyxl.load_workbook(sys.argv[1])
        print(json.dumps([[[f"{c.data_type} {c.value}" for c in row] for row in sheet.rows]
            for sheet in book.worksheets]))
        """

    static let isInstalled = (try? run(["-c", "import openpyxl"])) != nil

    static func sheets(_ path: String) throws -> [[[String]]] {
        try JSONDecoder().decode([[[String]]].self, from: try run(["-c", script, path]))
    }

    private struct Failure: Error {}

    /// Debian's Python, for openpyxl is Debian's.
    private static func run(_ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure() }
        return data
    }
}
