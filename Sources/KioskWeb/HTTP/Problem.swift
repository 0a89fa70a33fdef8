import Foundation
import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

/// An answer that says no, as RFC 9457 describes it: nothing changed, and here is why.
struct Problem: Error {
    let status: HTTPResponse.Status
    /// Stable, kebab-case; the texts have its words under `problem.<code>`.
    let code: String
    var field: String?
    /// A sentence for the person in place of the code's own: the dossier core says why it refuses.
    var words: String?
    /// What the status wants said beside the body: `Allow`, `Retry-After`.
    var headers = HTTPFields()

    init(_ status: HTTPResponse.Status, _ code: String, field: String? = nil) {
        self.status = status
        self.code = code
        self.field = field
    }

    static let unauthorised = Problem(.unauthorized, "unauthorised")
    static let forbidden = Problem(.forbidden, "forbidden")
    static let keyReused = Problem(.conflict, "key-reused")
    static let notReady = Problem(.serviceUnavailable, "not-ready")
    /// The dossier core does not answer; numbers and calls go on.
    static let coreAway = Problem(.serviceUnavailable, "dossier-core-away")
    /// Dossiers are carried on in a core elsewhere.
    static let dossiersElsewhere = Problem(.serviceUnavailable, "dossiers-elsewhere")
    static let notFound = Problem(.notFound, "not-found")

    /// The path is known and takes these methods only.
    static func methodNotAllowed(_ methods: [String]) -> Problem {
        var problem = Problem(.methodNotAllowed, "method-not-allowed")
        problem.headers[.allow] = methods.joined(separator: ", ")
        return problem
    }

    /// Asked too often; worth another try after so many seconds.
    static func tooMany(retryAfterSeconds: Int) -> Problem {
        var problem = Problem(.tooManyRequests, "too-many")
        problem.headers[.retryAfter] = String(retryAfterSeconds)
        return problem
    }

    static func malformed(_ field: String? = nil) -> Problem {
        Problem(.badRequest, "malformed", field: field)
    }

    static func invalid(_ field: String?) -> Problem {
        Problem(.unprocessableContent, "invalid", field: field)
    }

    /// The contract's answer to a refusal.
    init(_ refusal: Refusal) {
        let status: HTTPResponse.Status =
            switch refusal.code {
            case .unknownLine, .unknownProcedure, .unknownCounter, .unknownTicket: .notFound
            case .notYours: .forbidden
            case .invalid: .unprocessableContent
            case .clockDoubtful: .serviceUnavailable
            case .tooMany: .tooManyRequests
            case .lineClosed, .lineFull, .lineClosing, .counterTaken, .notQualified,
                .counterClosed, .stillServing, .notWaiting, .callsExhausted, .tooSoon, .tooLate,
                .nothingToUndo, .nothingToRate, .wrongState:
                .conflict
            }
        let code = refusal.code == .notYours ? "forbidden" : refusal.code.rawValue
        self.init(status, code, field: refusal.field)
    }

    /// The body, in the language that the asker reads.
    ///
    /// No internal text comes in here: the title and detail are the texts' sentences.
    func response(_ texts: Texts, language: Texts.Language) -> Response {
        var body: [String: JSONOutput] = [
            "type": .string("about:blank"), "status": .number(status.code),
            "code": .string(code), "title": .string(texts("problem.\(code)", in: language)),
            "detail": .string(detail(texts, language)),
        ]
        if let field { body["field"] = .string(field) }
        var response = JSONOutput.object(body).response(status: status)
        response.headers[.contentType] = "application/problem+json; charset=utf-8"
        response.headers.append(contentsOf: headers)
        if status == .unauthorized { response.headers[.wwwAuthenticate] = "Bearer" }
        return response
    }

    private func detail(_ texts: Texts, _ language: Texts.Language) -> String {
        if let words { return words }
        let key = "problem.\(code).detail"
        let words = texts(key, in: language, ["field": field ?? ""])
        return words == key ? texts("problem.\(code)", in: language) : words
    }
}
