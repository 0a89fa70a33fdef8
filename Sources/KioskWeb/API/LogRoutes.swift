import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

// The log of waits: a row per ticket, of any length.
extension API {
    func log(_ request: Request, _ principal: Principal) async throws -> Response {
        let scope = try ReportScope(request)
        let names = principal.mayReadClerkFigures
        if names { try await noteClerksShown(scope, to: principal) }
        let format = ReportFormat(request)
        guard format != .workbook else { return try await logWorkbook(scope, withClerks: names) }
        // The first day is read before the answer begins, while it can still say "not ready".
        let first = try await rows(of: scope.from, scope, format, withClerks: names)
        let headers: HTTPFields =
            format?.headers("log-\(scope.from)-\(scope.to)")
            ?? [.contentType: "application/x-ndjson", .cacheControl: "no-store"]
        return Response(
            status: .ok, headers: headers,
            body: ResponseBody { writer in
                if format == .csv { try await writer.write(ByteBuffer(string: WaitLogLine.header)) }
                if !first.isEmpty { try await writer.write(ByteBuffer(bytes: first)) }
                // A day at a time, so that a log of any length needs the memory of one day. A store
                // that fails on the way breaks the connection off: the reader knows it has not all.
                var day = scope.from.advanced(by: 1)
                while day <= scope.to {
                    let text = try await rows(of: day, scope, format, withClerks: names)
                    if !text.isEmpty { try await writer.write(ByteBuffer(bytes: text)) }
                    day = day.advanced(by: 1)
                }
                try await writer.finish(nil)
            })
    }

    private func rows(
        of day: ServiceDay, _ scope: ReportScope, _ format: ReportFormat?, withClerks: Bool
    ) async throws(Problem) -> [UInt8] {
        let store = store
        return try await readStore {
            var text: [UInt8] = []
            try store.waits(from: day, to: day) { row in
                guard scope.filter.admits(WaitSample(row)) else { return }
                let line = WaitLogLine(row, withClerk: withClerks)
                if format == .csv { text += line.csv.utf8 } else { text += line.json }
            }
            return text
        }
    }

    private func logWorkbook(
        _ scope: ReportScope, withClerks: Bool
    ) async throws(Problem) -> Response {
        let store = store
        return try await workbook(
            named: "log-\(scope.from)-\(scope.to)", columns: WaitLogLine.columns
        ) { add in
            try store.waits(from: scope.from, to: scope.to) { row in
                guard scope.filter.admits(WaitSample(row)) else { return }
                try add(WaitLogLine(row, withClerk: withClerks).cells)
            }
        }
    }
}
