import HTTPTypes
import Hummingbird
import Kiosk
import Logging

/// Turns whatever goes wrong into the contract's answers; nothing internal leaks.
struct ProblemMiddleware: RouterMiddleware {
    let texts: Texts
    let logger: Logger

    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let problem: Problem
        do {
            return try await next(request, context)
        } catch let known as Problem {
            problem = known
        } catch let error as HTTPError {
            problem =
                switch error.status.code {
                case 404: .notFound
                case 413: Problem(.contentTooLarge, "too-large")
                case 400..<500: Problem(error.status, "malformed")
                default: Problem(.internalServerError, "internal")
                }
        } catch {
            // Not the path: a status link in it is its citizen's own.
            logger.error(
                "request failed: \(error)", metadata: ["route": "\(context.endpointPath ?? "-")"])
            problem = Problem(.internalServerError, "internal")
        }
        return problem.response(texts, language: request.language(of: texts))
    }
}

/// Headers that keep a page to itself: no script from elsewhere, no frame, no sniffing.
struct HeaderMiddleware: RouterMiddleware {
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
        + "frame-ancestors 'none'"

    private static let usual = [
        "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ]
    /// A year without plain HTTP.
    ///
    /// Browsers heed it once they believe the certificate; then its end cannot be clicked away.
    private static let transport = ["Strict-Transport-Security": "max-age=31536000"]

    private let fields: [(HTTPField.Name, String)]

    init(isTLS: Bool) {
        let all = isTLS ? Self.usual.merging(Self.transport) { first, _ in first } : Self.usual
        fields = all.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }

    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        response.headers[.contentSecurityPolicy] = Self.policy
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in fields { response.headers[name] = value }
        // A refusal of a HEAD was written as one of a GET; its body would be taken for the next
        // answer on the connection.
        return request.method == .head ? response.createHeadResponse() : response
    }
}

/// Refuses a change that another site's page asked the browser for.
struct OriginMiddleware: RouterMiddleware {
    /// Whether this server speaks TLS itself: then no page of plain HTTP is its own.
    let isTLS: Bool

    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head,
            let origin = request.headers[.origin]
        else { return try await next(request, context) }
        let host = request.head.authority ?? ""
        // A proxy before a plain server may speak TLS.
        guard origin == "https://\(host)" || (!isTLS && origin == "http://\(host)") else {
            throw Problem.forbidden
        }
        return try await next(request, context)
    }
}
