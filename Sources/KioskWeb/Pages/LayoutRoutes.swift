import Crypto
import Foundation
import HTTPTypes
import Hummingbird
package import Kiosk

/// A sample slip as its layout file says at this moment.
package enum LayoutPreview: Sendable {
    case picture(Raster)
    /// What is wrong in the centre's files, in English, a line each: `layouts/ticket.yaml:12: …`.
    case mistakes([String])
}

/// Draws sample slips by the layout files as they are on disk.
package protocol LayoutPreviewer: Sendable {
    /// The sample of one kind on one paper; files that changed are read anew.
    ///
    /// Takes as long as reading a centre's files does, and waits for others who ask; off the
    /// cooperative pool.
    func preview(of kind: Slip.Kind, on paper: SlipPaper) async -> LayoutPreview
}

/// The bench page's live pictures of slip layouts; registered only with `--simulate`.
struct LayoutRoutes: Sendable {
    let previewer: any LayoutPreviewer
    let png: @Sendable (Raster) throws -> [UInt8]

    func add(to router: Router<WebContext>) {
        router.get("/bench/layouts") { _, _ in Self.choices.response() }
        router.get("/bench/layouts/{kind}/{paper}") { request, context -> Response in
            guard let kind = Slip.Kind(rawValue: try context.parameters.require("kind")),
                let paper = SlipPaper(rawValue: try context.parameters.require("paper"))
            else { throw Problem.notFound }
            return try await self.answer(
                kind, paper, seen: request.uri.queryParameters["seen"].map(String.init))
        }
    }

    /// What there is to choose from.
    private static var choices: JSONOutput {
        .object([
            "kinds": .array(Slip.Kind.allCases.map { .string($0.rawValue) }),
            "papers": .array(SlipPaper.allCases.reversed().map { .string($0.rawValue) }),
        ])
    }

    /// Picture or mistakes with a version; nothing when the page has `seen` this version already.
    private func answer(_ kind: Slip.Kind, _ paper: SlipPaper, seen: String?) async throws
        -> Response
    {
        var members: [String: JSONOutput]
        switch await previewer.preview(of: kind, on: paper) {
        case .picture(let raster):
            let picture = Data(try png(raster)).base64EncodedString()
            members = [
                "picture": .string("data:image/png;base64," + picture),
                "widthDots": .number(raster.widthDots), "heightDots": .number(raster.heightDots),
            ]
        case .mistakes(let lines): members = ["mistakes": .array(lines.map(JSONOutput.string))]
        }
        let version = SHA256.hash(data: JSONOutput.object(members).bytes).hexadecimalText
        guard version != seen else { return Response(status: .noContent) }
        members["version"] = .string(version)
        return JSONOutput.object(members).response()
    }
}
