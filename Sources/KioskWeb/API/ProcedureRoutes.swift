import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

extension API {
    /// Procedures in one answer: as many as a kiosk's screen holds.
    private static let procedurePage = 8

    /// The public posting of procedures: what the law wants everybody to be able to read.
    var procedureRoutes: [Route] {
        [
            Route(
                .get, "/procedures", "Procedures whose names answer a question, eight at a time",
                access: .roles(Role.halls), query: ["q?", "skip?"], answers: [200, 422],
                gives: .json(
                    .object([
                        "total": .count, "procedures": .list(of: .named("Procedure")),
                    ]))
            ) { request, _, _ in
                try procedures(request).response()
            }
        ]
    }

    private func procedures(_ request: Request) throws -> JSONOutput {
        let query = request.uri.queryParameters
        let skip = query["skip"].map { Int($0) } ?? 0
        guard let skip, (0...100_000).contains(skip) else { throw Problem.invalid("skip") }
        let question = query["q"].map { String($0) } ?? ""
        let found = procedureIndex.find(question, on: ServiceDay(at: clock.now()))
        return .object([
            "total": .number(found.count),
            "procedures": .array(
                found.dropFirst(skip).prefix(Self.procedurePage).map(Self.json)),
        ])
    }

    private static func json(_ procedure: ProcedureEntry) -> JSONOutput {
        .object([
            "code": .string(procedure.code.rawValue), "name": .string(procedure.name),
            "field": .string(procedure.field.rawValue), "line": .string(procedure.line.rawValue),
            "limit": .string(procedure.limit), "feeVND": .optional(procedure.feeVND),
            "decision": .string(procedure.decision),
            "papers": .array(procedure.papers.map(JSONOutput.string)),
            "result": .string(procedure.result),
        ])
    }

    static let procedureShape = Schema.object([
        "code": .text, "name": .text, "field": .text, "line": .text, "limit": .text,
        "feeVND": .orNull(.count), "decision": .text, "papers": .list(of: .text),
        "result": .text,
    ])
}
