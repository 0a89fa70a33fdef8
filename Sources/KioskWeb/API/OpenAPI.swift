import HTTPTypes
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
                        + "/session needs an Idempotency-Key."),
            ]),
            "paths": .object(paths.mapValues(JSONOutput.object)),
            "components": .object([
                "schemas": .object(["Problem": problem]),
                "securitySchemes": .object([
                    "token": .object(["type": .string("http"), "scheme": .string("bearer")])
                ]),
            ]),
        ])
    }

    private static func operation(_ route: Route) -> JSONOutput {
        var members: [String: JSONOutput] = [
            "summary": .string(route.summary), "responses": responses(route),
            "parameters": .array(parameters(route)),
        ]
        if let body = route.body { members["requestBody"] = requestBody(body) }
        if case .roles(let roles) = route.access {
            members["security"] = .array([.object(["token": .array([])])])
            members["x-roles"] = .array(roles.map(\.rawValue).sorted().map(JSONOutput.string))
        }
        return .object(members)
    }

    private static func parameters(_ route: Route) -> [JSONOutput] {
        func parameter(_ name: String, _ place: String, required: Bool) -> JSONOutput {
            .object([
                "name": .string(name), "in": .string(place), "required": .bool(required),
                "schema": .object(["type": .string("string")]),
            ])
        }
        var all = route.path.split(separator: "/").filter { $0.hasPrefix("{") }
            .map { parameter(String($0.dropFirst().dropLast()), "path", required: true) }
        all += route.query.map { parameter($0, "query", required: $0 != "by") }
        if route.method == .post, route.path != "/session" {
            all.append(parameter("Idempotency-Key", "header", required: true))
        }
        return all
    }

    private static func requestBody(_ names: [String]) -> JSONOutput {
        let types = [
            "verified": "boolean", "procedures": "array", "counter": "integer",
        ]
        var properties: [String: JSONOutput] = [:]
        for name in names.map({ $0.hasSuffix("?") ? String($0.dropLast()) : $0 }) {
            properties[name] = .object(["type": .string(types[name] ?? "string")])
        }
        let required = names.filter { !$0.hasSuffix("?") }
        return .object([
            "required": .bool(!required.isEmpty),
            "content": .object([
                "application/json": .object([
                    "schema": .object([
                        "type": .string("object"), "additionalProperties": .bool(false),
                        "properties": .object(properties),
                        "required": .array(required.map(JSONOutput.string)),
                    ])
                ])
            ]),
        ])
    }

    private static let meanings = [
        200: "Done, or what was asked for", 201: "Made", 204: "Done; nothing to say",
        400: "Malformed, or without a key", 401: "Not signed in", 403: "Not allowed",
        404: "There is none", 409: "Not possible in the present state",
        413: "Too large", 422: "A member does not fit; `field` names it",
        429: "Too many at once", 503: "Not ready; nothing happened",
    ]

    private static func responses(_ route: Route) -> JSONOutput {
        var statuses = Set(route.answers)
        if case .roles = route.access { statuses.formUnion([401, 403]) }
        var members: [String: JSONOutput] = [:]
        for status in statuses {
            var answer: [String: JSONOutput] = [
                "description": .string(meanings[status] ?? "Answered")
            ]
            if status >= 400 {
                answer["content"] = .object([
                    "application/problem+json": .object([
                        "schema": .object(["$ref": .string("#/components/schemas/Problem")])
                    ])
                ])
            }
            members[String(status)] = .object(answer)
        }
        return .object(members)
    }

    private static var problem: JSONOutput {
        let text = JSONOutput.object(["type": .string("string")])
        return .object([
            "type": .string("object"),
            "properties": .object([
                "type": text, "code": text, "title": text, "detail": text, "field": text,
                "status": .object(["type": .string("integer")]),
            ]),
            "required": .array(["status", "code", "title", "detail"].map(JSONOutput.string)),
        ])
    }
}
