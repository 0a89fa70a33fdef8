import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore

/// What a report is saved as, where it is not asked for as JSON.
enum ReportFormat: Sendable {
    case csv, workbook

    /// The file that the request accepts; nil for JSON.
    init?(_ request: Request) {
        let accept = request.headers[.accept] ?? ""
        if accept.contains(Self.csv.type) {
            self = .csv
        } else if accept.contains(Self.workbook.type) {
            self = .workbook
        } else {
            return nil
        }
    }

    /// The media type.
    var type: String {
        switch self {
        case .csv: "text/csv"
        case .workbook: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        }
    }

    /// The name of a file that the answer is saved under.
    func headers(_ name: String) -> HTTPFields {
        let (ending, more) = self == .csv ? ("csv", "; charset=utf-8") : ("xlsx", "")
        return [
            .contentType: type + more, .cacheControl: "no-store",
            .contentDisposition: "attachment; filename=\"\(name).\(ending)\"",
        ]
    }
}

extension API {
    /// Bytes of a file that are sent at once.
    private static let pieceBytes = 256 * 1_024

    /// A table as a file.
    func file(
        _ table: ReportTable, as format: ReportFormat, named name: String
    ) async throws -> Response {
        switch format {
        case .csv:
            return Response(
                status: .ok, headers: format.headers(name),
                body: ResponseBody(byteBuffer: ByteBuffer(string: table.csv)))
        case .workbook:
            return try await workbook(named: name, columns: table.columns) { add in
                for row in table.rows { try add(row) }
            }
        }
    }

    /// A workbook, made on the disk and sent from there; nobody else finds it.
    ///
    /// - Throws: `Problem`: 422 for more rows than a workbook is made of, 503 when it failed.
    func workbook(
        named name: String, columns: [String],
        rows: @Sendable (_ add: @escaping ([ReportCell]) throws -> Void) throws -> Void
    ) async throws(Problem) -> Response {
        let writer = workbooks
        let handle = try await readStore(on: files) { () throws -> FileHandle? in
            let file = FileManager.default.temporaryDirectory
                .appending(path: "motcua-\(UUID().uuidString).xlsx")
            var count = 0
            do {
                try writer.write(to: file.path, columns: columns) { add in
                    try rows { row in
                        count += 1
                        guard count <= Self.workbookRowsMax else { throw TooLong() }
                        try add(row)
                    }
                }
            } catch is TooLong {
                return nil
            }
            defer { try? FileManager.default.removeItem(at: file) }
            return try FileHandle(forReadingFrom: file)
        }
        guard let handle else { throw .invalid("to") }
        return Response(
            status: .ok, headers: ReportFormat.workbook.headers(name),
            body: ResponseBody { writer in
                while let piece = try handle.read(upToCount: Self.pieceBytes), !piece.isEmpty {
                    try await writer.write(ByteBuffer(bytes: piece))
                }
                try await writer.finish(nil)
            })
    }

    /// Rows that a workbook is made of at most; a longer log is for a stream.
    static let workbookRowsMax = 1_000_000

    /// More rows than a workbook may have.
    private struct TooLong: Error {}
}
