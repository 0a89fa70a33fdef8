import HTTPTypes
import Hummingbird
import Kiosk
import NIOCore
import QueueCore

extension API {
    /// Papers of dossiers as PDF: the standard forms, the register, lists for the post.
    var paperRoutes: [Route] {
        [
            Route(
                .get, "/dossiers/{code}/papers", "Papers that a dossier's life gives",
                access: .roles([.clerk, .manager]), answers: [200, 404, 503],
                gives: .json(.object(["papers": .list(of: Self.paperShape)]))
            ) { _, context, _ in
                let papers = try await papers(of: try context.parameters.require("code"))
                let rows = papers.compactMap { paper -> JSONOutput? in
                    guard let identity = formPress?.identity(of: paper.form) else { return nil }
                    return .object([
                        "id": .string(paper.id), "number": .string(identity.number),
                        "title": .string(identity.title), "at": .string(paper.at.rfc3339),
                    ])
                }
                return JSONOutput.object(["papers": .array(rows)]).response()
            },
            Route(
                .get, "/dossiers/{code}/paper", "One of them, to print",
                access: .roles([.clerk, .manager]), query: ["paper"],
                answers: [200, 404, 422, 503], gives: ["application/pdf": .text]
            ) { request, context, principal in
                let actor = try known(principal).actor.name
                let code = try context.parameters.require("code")
                let id = request.uri.queryParameters["paper"].map(String.init) ?? ""
                guard let paper = try await papers(of: code).first(where: { $0.id == id }) else {
                    throw Problem.invalid("paper")
                }
                let person = try await person(on: paper, of: code, for: actor)
                return try await pdf(of: paper, person, named: "\(paper.id)-\(code)")
            },
            Route(
                .get, "/dossiers/register", "The register of dossiers received on those days",
                access: .roles([.clerk, .manager]), query: ["from", "to"],
                answers: [200, 409, 422, 503], gives: ["application/pdf": .text]
            ) { request, _, _ in
                let (first, last) = try (Self.day("from", request), Self.day("to", request))
                guard first <= last, last < first.advanced(by: Self.registerDaysMax) else {
                    throw Problem.invalid("to")
                }
                let paper = try await decided(dossierPapers) {
                    try await $0.register(from: first, to: last, at: clock.now())
                }
                return try await pdf(of: paper, named: "register-\(first)-\(last)")
            },
            Route(
                .get, "/dossiers/postal-list", "Results handed to the post on a day",
                access: .roles([.clerk, .manager]), query: ["date"],
                answers: [200, 409, 422, 503], gives: ["application/pdf": .text]
            ) { request, _, _ in
                let day = try Self.day("date", request)
                let paper = try await decided(dossierPapers) {
                    try await $0.postalList(of: day, at: clock.now())
                }
                return try await pdf(of: paper, named: "postal-list-\(day)")
            },
        ]
    }

    /// Days that one register may span; so many dossiers as fit on its pages are fewer still.
    private static let registerDaysMax = 366

    private static let paperShape = Schema.object([
        "id": .pattern("^[0-9a-z]+-[0-9]+$"), "number": .text, "title": .text, "at": .instant,
    ])

    private static func day(_ name: String, _ request: Request) throws(Problem) -> ServiceDay {
        guard let day = request.uri.queryParameters[name[...]].flatMap({ ServiceDay(String($0)) })
        else { throw .invalid(name) }
        return day
    }

    private func papers(of code: String) async throws(Problem) -> [DossierPaper] {
        try await decided(dossierPapers) {
            try await $0.papers(ofDossier: code, at: clock.now())
        }
    }

    /// Whose the dossier is, as far as the form has places for it; that it was printed is noted.
    private func person(
        on paper: DossierPaper, of code: String, for actor: String
    ) async throws(Problem) -> [String: String] {
        guard applicants != nil, let places = formPress?.fields(of: paper.form) else { return [:] }
        let applicant: Applicant?
        do {
            applicant = try await vault {
                try await $0.read(
                    ofDossier: code, .printed, reason: paper.id, by: actor, at: clock.now())
            }
        } catch {
            // A shut vault leaves the places to a pen.
            return [:]
        }
        guard let applicant else { return [:] }
        let known = [
            "applicant": applicant.name, "submitter": applicant.name,
            "applicantID": applicant.identity, "phone": applicant.phone,
            "address": applicant.address, "email": applicant.email,
        ]
        return known.compactMapValues { $0 }.filter { places.contains($0.key) }
    }

    /// Draws a paper under the centre's heading.
    private func pdf(
        of paper: DossierPaper, _ person: [String: String] = [:], named name: String
    ) async throws -> Response {
        guard let formPress, formPress.identity(of: paper.form) != nil else {
            throw Problem.notReady
        }
        let data = FormData(
            heading: configuration.centre.heading, at: paper.at,
            values: paper.values.merging(person) { $1 }, tables: paper.tables)
        let bytes = try await readStore { try formPress.pdf(of: paper.form, filledWith: data) }
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf", .cacheControl: "no-store",
                .contentDisposition: "inline; filename=\"\(name).pdf\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
