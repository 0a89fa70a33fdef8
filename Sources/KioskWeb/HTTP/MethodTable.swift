import HTTPTypes
import Hummingbird

/// Which methods each served path takes, so that a wrong method is told from an unknown path.
struct MethodTable: Sendable {
    private struct Entry {
        let parts: [String]
        var methods: Set<String>
    }

    private let entries: [Entry]

    /// The table of everything that a router serves.
    init(_ routes: [Router<WebContext>.RouteDescription]) {
        var entries: [String: Entry] = [:]
        for route in routes {
            let path = route.path.description
            entries[path, default: Entry(parts: Self.parts(path), methods: [])].methods
                .insert(route.method.rawValue)
        }
        self.entries = Array(entries.values)
    }

    /// The methods that the path takes, in order; empty for a path that nobody serves.
    func methods(at path: String) -> [String] {
        let wanted = Self.parts(path)
        var methods: Set<String> = []
        for entry in entries where Self.fits(entry.parts, wanted) {
            methods.formUnion(entry.methods)
        }
        // Whatever may be read may be asked for its head.
        if methods.contains(HTTPRequest.Method.get.rawValue) {
            methods.insert(HTTPRequest.Method.head.rawValue)
        }
        return methods.sorted()
    }

    private static func parts(_ path: String) -> [String] {
        path.split(separator: "/").map { String($0) }
    }

    private static func fits(_ parts: [String], _ wanted: [String]) -> Bool {
        parts.count == wanted.count
            && zip(parts, wanted).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }
}

/// Answers a wrong method on a known path with 405 and `Allow`.
///
/// Added to a router when all else is: then it stands before nothing but "not found".
struct MethodMiddleware: RouterMiddleware {
    let table: MethodTable

    func handle(
        _ request: Request, context: WebContext,
        next: @concurrent (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let methods = table.methods(at: request.uri.path)
        guard !methods.isEmpty else { return try await next(request, context) }
        throw Problem.methodNotAllowed(methods)
    }
}
