import HTTPTypes
import Hummingbird
import Kiosk

/// One call of the API: what serves it is also what describes it.
struct Route: Sendable {
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
    /// Statuses that it may answer, besides those of every call.
    let answers: [Int]
    let handle: @Sendable (Request, WebContext, Principal?) async throws -> Response

    init(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, access: Access,
        body: [String]? = nil, query: [String] = [], answers: [Int],
        handle: @escaping @Sendable (Request, WebContext, Principal?) async throws -> Response
    ) {
        self.method = method
        self.path = path
        self.summary = summary
        self.access = access
        self.body = body
        self.query = query
        self.answers = answers
        self.handle = handle
    }
}
