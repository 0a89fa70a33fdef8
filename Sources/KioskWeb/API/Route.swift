import HTTPTypes
import Hummingbird
import Kiosk

/// One call of the API: what serves it is also what describes it.
struct Route: Sendable {
    /// What any command may answer besides its successes.
    static let refusals = [400, 404, 409, 413, 422, 429, 503]

    /// Who may call it.
    enum Access: Sendable {
        case anyone
        case roles(Set<Role>)
    }

    let method: HTTPRequest.Method
    /// Below `/api/v1`, with `{name}` for what varies.
    let path: String
    let summary: String
    let access: Access
    /// The member names of the body, `?` behind those that may be missing; nil takes no body.
    let body: [String]?
    /// Query parameters, as for `body`.
    let query: [String]
    /// Query parameters that take less here than in other calls.
    let narrowed: [String: Schema]
    /// Statuses that it may answer, besides those of every call.
    let answers: [Int]
    /// The body of its successes; 204 has none.
    let gives: AnswerBody
    let handle: @Sendable (Request, WebContext, Principal?) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, access: Access,
        body: [String]? = nil, query: [String] = [], narrowed: [String: Schema] = [:],
        answers: [Int],
        gives: AnswerBody = [:],
        handle: @escaping @Sendable (Request, WebContext, Principal?) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.access = access
        self.body = body
        self.query = query
        self.narrowed = narrowed
        self.answers = answers
        self.gives = gives
        self.handle = handle
    }

    /// Every status that it may answer.
    var statuses: Set<Int> {
        guard case .roles = access else { return Set(answers) }
        return Set(answers).union([401, 403])
    }

    /// Whether a request must bring an `Idempotency-Key`.
    var needsKey: Bool { method == .post && path != "/session" }
}
