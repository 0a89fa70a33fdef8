import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

/// The bench page: simulated devices to look at and to press.
///
/// Registered only with `--simulate`.
struct BenchRoutes: Sendable {
    let bench: any Bench
    let assets: Assets
    let lineNames: [LineID: LocalizedName]
    let png: @Sendable (Raster) throws -> [UInt8]

    func add(to router: Router<WebContext>) {
        router.get("/bench") { _, _ in
            guard let page = self.assets.file("bench.html") else { throw Problem.notFound }
            return Response(
                status: .ok, headers: [.contentType: page.contentType],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes)))
        }
        router.get("/bench/devices") { _, _ in self.devices.response() }
        router.get("/bench/printers/{id}/slips/{file}") { _, context -> Response in
            let printer = DeviceID(try context.parameters.require("id"))
            let file = try context.parameters.require("file")
            guard file.hasSuffix(".png"), let index = Int(file.dropLast(4)),
                let slip = self.bench.slip(printer: printer, index: index)
            else { throw Problem.notFound }
            return Response.png(try self.png(slip))
        }
        router.post("/bench/panels/{id}/press") { request, context in
            var body = try RequestBody(try await CommandDesk.body(request))
            let code = try body.number("code")
            try body.finish()
            let panel = DeviceID(try context.parameters.require("id"))
            guard let code, self.bench.press(panel: panel, code: code) else {
                throw Problem.notFound
            }
            return Response(status: .noContent)
        }
    }

    private var devices: JSONOutput {
        let snapshot = bench.devices()
        return .object([
            "printers": .array(
                snapshot.printers.map {
                    .object([
                        "id": .string($0.id.rawValue), "slips": .number($0.slips),
                        "bytes": .number($0.bytes),
                    ])
                }),
            "boards": .array(snapshot.boards.map(board)),
            "panels": .array(
                snapshot.panels.map { panel in
                    .object([
                        "id": .string(panel.id.rawValue),
                        "buttons": .array(panel.buttons.map(button)),
                        "held": .array(panel.held.sorted().map { .number($0) }),
                    ])
                }),
        ])
    }

    private func board(_ board: BenchSnapshot.Board) -> JSONOutput {
        let frame = board.lastFrame.hexadecimal.map { $0.uppercased() }
        let (counter, row): (JSONOutput, JSONOutput) =
            switch board.view {
            case .counter(let number): (.number(number), .null)
            case .hallRow(let row, _): (.null, .number(row))
            }
        return .object([
            "id": .string(board.id.rawValue), "counter": counter, "row": row,
            "protocol": .string(board.protocolName),
            "segments": .array(board.segments.map { .number(Int($0)) }),
            "blinks": .bool(board.blinks), "lastFrame": .string(frame.joined(separator: " ")),
        ])
    }

    private func button(_ button: ButtonSettings) -> JSONOutput {
        let name = lineNames[button.line]
        return .object([
            "code": .number(button.code), "line": .string(button.line.rawValue),
            "name": .object([
                "vi": .string(name?.vi ?? button.line.rawValue),
                "en": .string(name?.en ?? button.line.rawValue),
            ]),
        ])
    }
}
