import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// Bytes of a body that carries a file: the largest, each of its bytes escaped once.
    static let fileBodyBytesMax = 17 << 20

    static let shelfFileShape = Schema.object([
        "id": .text, "name": .text, "version": .text, "bytes": .count,
    ])

    private static let mistakes = Schema.list(
        of: .object(["file": .text, "line": .count, "found": .text, "expected": .text]))

    /// The configuration's files, for administrators.
    ///
    /// Each change says which version it was made from: no keys are needed.
    var configurationRoutes: [Route] {
        [
            Route(
                .get, "/configuration", "The files that may be edited",
                access: .roles([.admin]), answers: [200, 404, 503],
                gives: .json(
                    .object([
                        "files": .list(of: Self.shelfFileShape), "changed": .list(of: .text),
                        "mistakes": Self.mistakes,
                    ]))
            ) { _, _, _ in
                let (files, state) = try await onShelf { shelf in
                    (try await shelf.files(), try await shelf.state())
                }
                return JSONOutput.object([
                    "files": .array(files.map(Self.entry)),
                    "changed": .array(state.changed.map { .string($0) }),
                    "mistakes": Self.rows(state.mistakes),
                ]).response()
            },
            Route(
                .get, "/configuration/{file}", "One file, its secrets hidden",
                access: .roles([.admin]), answers: [200, 404, 503],
                gives: .json(
                    .object(["id": .text, "name": .text, "version": .text, "text": .text]))
            ) { _, context, _ in
                let id = try context.parameters.require("file")
                let files = try await onShelf { try await $0.files() }
                guard let file = files.first(where: { $0.id == id }) else { throw Problem.notFound }
                return JSONOutput.object([
                    "id": .string(file.id), "name": .string(file.name),
                    "version": .string(file.version), "text": .string(file.text),
                ]).response()
            },
            Route(
                .put, "/configuration/{file}/check",
                "Every mistake in the files with this text in the place of one",
                access: .roles([.admin]), body: ["text"], answers: [200, 400, 404, 413, 422, 503],
                gives: .json(.object(["mistakes": Self.mistakes]))
            ) { request, context, _ in
                let id = try context.parameters.require("file")
                let (text, _) = try await draft(request, version: false)
                let found = try await onShelf { try await $0.check(id, text: text) }
                guard let found else { throw Problem.notFound }
                return JSONOutput.object(["mistakes": Self.rows(found)]).response()
            },
            Route(
                .put, "/configuration/{file}",
                "Write a file over the version it was made from; a mistaken one is not written",
                access: .roles([.admin]), body: ["text", "version"],
                answers: [200, 400, 404, 409, 413, 422, 503],
                gives: .json(.object(["version": .text, "taken": .words(["now", "restart"])]))
            ) { request, context, principal in
                try await write(
                    request, try context.parameters.require("file"), by: try known(principal))
            },
        ] + historyRoutes + [startAnewRoute]
    }

    /// What is read at the start alone is taken up by a start; the hall goes on from its store.
    private var startAnewRoute: Route {
        Route(
            .post, "/configuration/start-anew",
            "Start the program anew with the files as they stand; refused while one is mistaken",
            access: .roles([.admin]), body: [], answers: [200, 404] + Route.refusals,
            gives: .json(.object(["changed": .list(of: .text)]))
        ) { request, _, principal in
            let principal = try known(principal)
            let reading = try await commands.read(request, principal)
            try reading.body.finish()
            guard let startAnew else { throw Problem.notFound }
            return try await commands.once(by: principal, reading.claim) {
                let state = try await onShelf { try await $0.state() }
                guard state.mistakes.isEmpty else {
                    throw Problem(.unprocessableContent, "configuration-mistaken")
                }
                logger.notice(
                    "the program starts anew",
                    metadata: [
                        "changed": "\(state.changed.joined(separator: " "))",
                        "by": "\(principal.actor.name)",
                        "from": "\(principal.actor.place ?? "")",
                    ])
                startAnew()
                return .object(["changed": .array(state.changed.map { .string($0) })])
            }
        }
    }

    private var historyRoutes: [Route] {
        [
            Route(
                .get, "/configuration/{file}/history", "What a file was before, the latest first",
                access: .roles([.admin]), answers: [200, 404, 503],
                gives: .json(
                    .object([
                        "versions": .list(of: .object(["id": .text, "replacedAt": .instant]))
                    ]))
            ) { _, context, _ in
                let id = try context.parameters.require("file")
                let found = try await onShelf { try await $0.history(of: id) }
                guard let found else { throw Problem.notFound }
                let versions = found.map { version in
                    JSONOutput.object([
                        "id": .string(version.id),
                        "replacedAt": .string(version.replacedAt.rfc3339),
                    ])
                }
                return JSONOutput.object(["versions": .array(versions)]).response()
            },
            Route(
                .get, "/configuration/{file}/history/{version}", "A file's text as it was",
                access: .roles([.admin]), answers: [200, 404, 503],
                gives: .json(.object(["text": .text]))
            ) { _, context, _ in
                let id = try context.parameters.require("file")
                let version = try context.parameters.require("version")
                let text = try await onShelf { try await $0.text(of: id, at: version) }
                guard let text else { throw Problem.notFound }
                return JSONOutput.object(["text": .string(text)]).response()
            },
        ]
    }

    private static func entry(_ file: ShelfFile) -> JSONOutput {
        .object([
            "id": .string(file.id), "name": .string(file.name), "version": .string(file.version),
            "bytes": .number(file.text.utf8.count),
        ])
    }

    private static func rows(_ mistakes: [DraftMistake]) -> JSONOutput {
        let rows = mistakes.map { mistake in
            JSONOutput.object([
                "file": .string(mistake.file), "line": .number(mistake.line),
                "found": .string(mistake.found), "expected": .string(mistake.expected),
            ])
        }
        return .array(rows)
    }

    /// Without a shelf there is nothing to find.
    private func onShelf<Value: Sendable>(
        _ body: (any ConfigurationShelf) async throws -> Value
    ) async throws -> Value {
        guard let shelf else { throw Problem.notFound }
        do {
            return try await body(shelf)
        } catch let fault as ShelfFault {
            logger.error("a file of the configuration failed: \(fault)")
            throw Problem.notReady
        }
    }

    /// A file's text comes whole in the body.
    private func draft(
        _ request: Request, version wantsVersion: Bool
    ) async throws -> (text: String, version: String) {
        let bytes = try await CommandDesk.body(request, atMost: Self.fileBodyBytesMax)
        guard case .object(var members) = JSONInput.read(bytes) else { throw Problem.malformed() }
        guard case .string(let text) = members.removeValue(forKey: "text") else {
            throw Problem.invalid("text")
        }
        var version = ""
        if wantsVersion {
            guard case .string(let given) = members.removeValue(forKey: "version") else {
                throw Problem.invalid("version")
            }
            version = given
        }
        guard members.isEmpty else { throw Problem.malformed() }
        let hasControls = text.unicodeScalars.contains {
            $0.properties.generalCategory == .control && !["\t", "\n", "\r"].contains($0)
        }
        guard !hasControls else { throw Problem.invalid("text") }
        return (text, version)
    }

    private func write(_ request: Request, _ id: String, by who: Principal) async throws -> Response
    {
        let (text, version) = try await draft(request, version: true)
        guard text.utf8.count <= (id.hasSuffix(".tsv") ? 8 << 20 : 1 << 20) else {
            throw Problem(.contentTooLarge, "too-large")
        }
        switch try await onShelf({ try await $0.write(id, text: text, over: version) }) {
        case .unknown: throw Problem.notFound
        case .changedMeanwhile: throw Problem(.conflict, "configuration-changed")
        case .mistaken: throw Problem(.unprocessableContent, "configuration-mistaken")
        case .written(let version, let plan):
            let isTaken = await takeUp(plan, by: who)
            logger.notice(
                "the configuration was changed",
                metadata: [
                    "file": "\(id)", "version": "\(version)", "by": "\(who.actor.name)",
                    "from": "\(who.actor.place ?? "")", "taken": "\(isTaken ? "now" : "restart")",
                ])
            return JSONOutput.object([
                "version": .string(version), "taken": .string(isTaken ? "now" : "restart"),
            ]).response()
        }
    }

    /// Gives the hall the plan, as an event of whoever changed it.
    ///
    /// Names, words and devices are read at the start alone: a plan with another line or counter
    /// waits for them.
    ///
    /// - Returns: whether the hall goes by something new from now on.
    private func takeUp(_ plan: HallPlan, by who: Principal) async -> Bool {
        let known = await controller.read { book, _ in book.hall.wholePlan }
        guard known != plan, known.lines.map(\.id) == plan.lines.map(\.id),
            known.counters.map(\.number) == plan.counters.map(\.number)
        else { return false }
        let reply = await controller.submit(Kiosk.Request(.adopt(plan), by: who.actor))
        guard case .done = reply else { return false }
        await controller.refresh()
        return true
    }
}
