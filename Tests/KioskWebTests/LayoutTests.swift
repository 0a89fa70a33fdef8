import HTTPTypes
import Hummingbird
import Kiosk
import KioskTesting
import NIOCore
import Synchronization
import Testing

@testable import KioskWeb

/// The bench page's pictures of slip layouts.
@Suite struct LayoutTests {
    private struct Previewer: LayoutPreviewer {
        func preview(of kind: Slip.Kind, on paper: SlipPaper) async -> LayoutPreview {
            guard kind == .ticket else { return .mistakes(["layouts/test.yaml:3: found <b>"]) }
            return .picture(Raster(widthDots: paper == .wide ? 576 : 384, heightDots: 8))
        }
    }

    private func get(_ path: String) async throws -> (status: Int, body: [UInt8]) {
        let router = Router(context: WebContext.self)
        router.add(middleware: ProblemMiddleware(texts: Texts([:]), logger: ControllerRig.silent))
        LayoutRoutes(previewer: Previewer(), png: { [UInt8($0.widthDots / 8), 0xFF] })
            .add(to: router)
        let head = HTTPRequest(method: .get, scheme: "http", authority: "hall.test", path: path)
        let response = try await router.buildResponder().respond(
            to: Request(head: head, body: .init(buffer: ByteBuffer())),
            context: WebContext(
                logger: ControllerRig.silent,
                remoteAddress: try SocketAddress(ipAddress: "127.0.0.1", port: 40_000)))
        let sink = Sink(writesMax: nil)
        try await response.body.write(sink)
        return (response.status.code, sink.bytes.withLock { $0 })
    }

    @Test(arguments: [("80", "data:image/png;base64,SP8="), ("58", "data:image/png;base64,MP8=")])
    func `a picture comes with a version, and once for each`(
        paper: String, picture: String
    ) async throws {
        let first = try await get("/bench/layouts/ticket/\(paper)?seen=")
        let answer = try JSONInput(first.body)
        #expect(answer["picture"].text == picture)
        let version = try #require(answer["version"].text)
        let again = try await get("/bench/layouts/ticket/\(paper)?seen=\(version)")
        #expect(again.status == 204)
        #expect(again.body.isEmpty)
    }

    @Test func `mistakes come in its place, as text`() async throws {
        let answer = try JSONInput(try await get("/bench/layouts/test/80").body)
        #expect(answer["picture"].text == nil)
        guard case .array(let lines) = answer["mistakes"] else {
            Issue.record("no list")
            return
        }
        #expect(lines.map(\.text) == ["layouts/test.yaml:3: found <b>"])
    }

    @Test(arguments: ["ticket/81", "nothing/80", "..%2Fticket/80", "ticket"])
    func `there is nothing else`(path: String) async throws {
        #expect(try await get("/bench/layouts/\(path)").status == 404)
    }
}
