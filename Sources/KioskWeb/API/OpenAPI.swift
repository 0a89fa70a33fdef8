import HTTPTypes
import Hummingbird
import Kiosk

/// The description of the API, made from the routes that serve it.
enum OpenAPI {
    static func document(_ routes: [Route]) -> JSONOutput {
        var paths: [String: [String: JSONOutput]] = [:]
        for route in routes {
            paths["/api/v1\(route.path)", default: [:]][route.method.rawValue.lowercased()] =
                operation(route)
        }
        return .object([
            "openapi": .string("3.1.0"),
            "info": .object([
                "title": .string("motcua"), "version": .string("1"),
                "description": .string(
                    "The waiting hall of a Vietnamese public service centre. Every POST but "
                        + "/session needs an Idempotency-Key. A method that a path does not take "
                        + "is answered 405 with Allow. Words in answers follow Accept-Language."),
            ]),
            "paths": .object(paths.mapValues(JSONOutput.object)),
            "components": .object([
                "schemas": .object(Schema.named.mapValues(\.json)),
                "securitySchemes": .object(securitySchemes),
            ]),
        ])
    }

    private static let securitySchemes: [String: JSONOutput] = [
        "token": .object(["type": .string("http"), "scheme": .string("bearer")]),
        "session": cookie(Request.sessionCookie), "device": cookie(Request.deviceCookie),
    ]

    private static func cookie(_ name: String) -> JSONOutput {
        .object(["type": .string("apiKey"), "in": .string("cookie"), "name": .string(name)])
    }

    private static func operation(_ route: Route) -> JSONOutput {
        var members: [String: JSONOutput] = [
            "operationId": .string(name(route)), "summary": .string(route.summary),
            "responses": responses(route), "parameters": .array(parameters(route)),
        ]
        if let body = route.body { members["requestBody"] = requestBody(body) }
        if case .roles(let roles) = route.access {
            let devices: Set<Role> = [.kiosk, .display, .rating]
            var ways = ["token"]
            if !roles.isDisjoint(with: devices) { ways.append("device") }
            if !roles.isSubset(of: devices) { ways.append("session") }
            members["security"] = .array(ways.map { .object([$0: .array([])]) })
            members["x-roles"] = .array(roles.map(\.rawValue).sorted().map(JSONOutput.string))
        }
        return .object(members)
    }

    /// `postCountersNCallNext`, for programs that make clients from the description.
    private static func name(_ route: Route) -> String {
        let words = route.path.split { !$0.isLetter && !$0.isNumber }
        return route.method.rawValue.lowercased()
            + words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func parameters(_ route: Route) -> [JSONOutput] {
        func parameter(
            _ name: String, _ place: String, _ schema: Schema?, required: Bool
        ) -> JSONOutput {
            .object([
                "name": .string(name), "in": .string(place), "required": .bool(required),
                "schema": (schema ?? .text).json,
            ])
        }
        var all = route.path.split(separator: "/").filter { $0.hasPrefix("{") }
            .map { String($0.dropFirst().dropLast()) }
            .map { parameter($0, "path", Schema.parameters[$0], required: true) }
        for member in route.query {
            let (name, isRequired) = split(member)
            let schema = route.narrowed[name] ?? Schema.parameters[name]
            all.append(parameter(name, "query", schema, required: isRequired))
        }
        if route.needsKey {
            all.append(
                parameter("Idempotency-Key", "header", Schema.idempotencyKey, required: true))
        }
        return all
    }

    private static func requestBody(_ members: [String]) -> JSONOutput {
        var properties: [String: JSONOutput] = [:]
        var required: [JSONOutput] = []
        for (name, isRequired) in members.map(split) {
            properties[name] = (Schema.bodyMembers[name] ?? .text).json
            if isRequired { required.append(.string(name)) }
        }
        return .object([
            "required": .bool(!required.isEmpty),
            "content": .object([
                "application/json": .object([
                    "schema": .object([
                        "type": .string("object"), "additionalProperties": .bool(false),
                        "properties": .object(properties), "required": .array(required),
                    ])
                ])
            ]),
        ])
    }

    /// A member's name, and whether it must be there.
    private static func split(_ member: String) -> (name: String, isRequired: Bool) {
        member.hasSuffix("?") ? (String(member.dropLast()), false) : (member, true)
    }

    private static let meanings = [
        200: "Done, or what was asked for", 201: "Made", 204: "Done; nothing to say",
        400: "Malformed, or without a key", 401: "Not signed in", 403: "Not allowed",
        404: "There is none", 409: "Not possible in the present state",
        413: "Too large", 422: "A member does not fit; `field` names it",
        429: "Too many at once", 503: "Not ready; nothing happened",
    ]

    private static func responses(_ route: Route) -> JSONOutput {
        var members: [String: JSONOutput] = [:]
        for status in route.statuses {
            var answer: [String: JSONOutput] = [
                "description": .string(meanings[status] ?? "Answered")
            ]
            let body: AnswerBody =
                switch status {
                case 204: [:]
                case ..<400: route.gives
                default: ["application/problem+json": .named("Problem")]
                }
            if !body.isEmpty {
                answer["content"] = .object(
                    body.mapValues { .object(["schema": $0.json]) })
            }
            let headers = headers(route, status)
            if !headers.isEmpty { answer["headers"] = .object(headers) }
            members[String(status)] = .object(answer)
        }
        return .object(members)
    }

    private static func headers(_ route: Route, _ status: Int) -> [String: JSONOutput] {
        func header(_ words: String, _ schema: Schema) -> JSONOutput {
            .object(["description": .string(words), "schema": schema.json])
        }
        switch status {
        case 200..<300 where route.needsKey:
            return [
                "Idempotency-Replayed": header(
                    "There when the same request was answered before", .words(["true"]))
            ]
        case 401: return ["WWW-Authenticate": header("The way to sign in", .words(["Bearer"]))]
        case 429:
            return ["Retry-After": header("Seconds after which another try may help", .count)]
        default: return [:]
        }
    }
}
