import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

/// The bench's scanners: codes held before them, and receipts to choose from.
///
/// Registered only with `--simulate`.
struct BenchScanRoutes: Sendable {
    /// Receipts offered, the newest first.
    static let receiptsMax = 8

    let bench: any Bench
    let api: API

    func add(to router: Router<WebContext>) {
        router.get("/bench/scanners") { _, _ in
            let receipts = try await self.receipts()
            return JSONOutput.object([
                "scanners": .array(self.bench.scanners.map(Self.scanner)),
                "receipts": .array(receipts),
            ]).response()
        }
        router.post("/bench/scanners/{id}/scan") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let text = try body.requiredText("text")
            try body.finish()
            let scanner = DeviceID(try context.parameters.require("id"))
            guard self.bench.scan(scanner: scanner, text: text) else { throw Problem.notFound }
            return Response(status: .noContent)
        }
        router.post("/bench/dossiers/{code}/result") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let isReady = try body.flag("ready") ?? true
            try body.finish()
            let code = try context.parameters.require("code")
            try await self.api.asked {
                try await $0.noteResult(
                    ofDossier: code, isReady: isReady, by: "bench", at: self.api.clock.now())
            }
            return Response(status: .noContent)
        }
    }

    /// The day's newest dossiers, and whether the result of each is there.
    private func receipts() async throws -> [JSONOutput] {
        let codes = await api.controller.read { book, _ in
            book.hall.tickets.values.sorted { $0.order > $1.order }
                .flatMap { book.record($0.id)?.settlement.dossiers ?? [] }
                .prefix(Self.receiptsMax).map(\.code)
        }
        var receipts: [JSONOutput] = []
        for code in codes {
            let status = try await api.asked { try await $0.status(ofDossier: code) }
            receipts.append(
                .object(["code": .string(code), "ready": .bool(status == .ready)]))
        }
        return receipts
    }

    private static func scanner(_ settings: ScannerSettings) -> JSONOutput {
        var members: [String: JSONOutput] = ["id": .string(settings.id.rawValue)]
        switch settings.position {
        case .kiosk(let kiosk, _): members["kiosk"] = .string(kiosk.rawValue)
        case .counter(let counter): members["counter"] = .number(counter)
        }
        return .object(members)
    }
}
