import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

/// The pages, their files and words.
struct PageRoutes: Sendable {
    let assets: Assets
    let api: API
    /// Draws a QR as PNG bytes.
    let qrPicture: @Sendable (String) throws -> [UInt8]

    func add(to router: Router<WebContext>) {
        let pages = [
            "": "index.html", "kiosk": "kiosk.html", "clerk": "clerk.html",
            "display": "display.html", "manager": "manager.html", "guide": "guide.html",
            "admin": "admin.html",
            "dossiers": "dossiers.html", "rate/{counter}": "rate.html",
            "counters/{n}/display": "counter-display.html",
        ]
        for (path, name) in pages {
            router.get("/\(path)") { _, _ in try self.send(self.assets.file(name)) }
        }
        router.get("/assets/{name}") { _, context in
            try self.send(self.assets.file(try context.parameters.require("name")))
        }
        router.get("/assets/fonts/{name}") { _, context in
            let font = self.assets.font(try context.parameters.require("name"))
            return try self.send(font, cache: "public, max-age=86400")
        }
        router.get("/assets/lib/chart.js") { _, _ in
            try self.send(self.assets.chart, cache: "public, max-age=86400")
        }
        router.get("/favicon.ico") { _, _ in try self.send(self.assets.file("icon.svg")) }
        router.get("/texts/{file}") { request, context in
            try self.words(
                try context.parameters.require("file"), of: request.uri.queryParameters["of"])
        }
        router.get("/t/{token}") { _, _ in try self.send(self.assets.file("status.html")) }
        router.get("/t/{token}/qr.png") { _, context in
            try await self.qr(try context.parameters.require("token"))
        }
        let description = OpenAPI.document(api.routes).bytes
        router.get("/api/openapi.json") { _, _ in Response.json(description) }
    }

    private func send(_ file: Assets.File?, cache: String = "no-cache") throws(Problem) -> Response
    {
        guard let file else { throw .notFound }
        return Response(
            status: .ok, headers: [.contentType: file.contentType, .cacheControl: cache],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    /// A language's words; of the groups that a page names alone, for one that must be light.
    private func words(_ file: String, of groups: Substring?) throws(Problem) -> Response {
        let texts = api.configuration.texts
        guard file.hasSuffix(".json") else { throw .notFound }
        let language = String(file.dropLast(5))
        guard texts.languages.contains(language) else { throw .notFound }
        var words = texts.all(in: language)
        if let groups {
            let wanted = Set(groups.split(separator: ","))
            words = words.filter { wanted.contains($0.key.prefix { $0 != "." }) }
        }
        return JSONOutput.object(words.mapValues(JSONOutput.string)).response()
    }

    /// Only for tickets there are: this is no public drawing service.
    private func qr(_ token: String) async throws -> Response {
        let exists = await api.controller.read { book, _ in
            book.record(statusToken: token) != nil
        }
        guard exists, let url = api.shapes.statusURL(token) else { throw Problem.notFound }
        return .png(try qrPicture(url))
    }
}

extension Response {
    static func png(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "image/png", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
