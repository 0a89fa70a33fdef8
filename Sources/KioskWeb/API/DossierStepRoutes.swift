import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// A dossier's life after its reception: read, and carried on.
    var dossierStepRoutes: [Route] {
        [
            Route(
                .get, "/dossiers", "What has to be hurried, an office each",
                access: .roles([.clerk, .manager]), answers: [200, 503],
                gives: .json(.object(["offices": .list(of: Self.urgentShape)]))
            ) { _, _, _ in
                let now = clock.now()
                let offices = try await workflow { try await $0.urgent(at: now) }
                return JSONOutput.object(["offices": .array(offices.map(Self.json))]).response()
            },
            Route(
                .get, "/dossiers/{code}/life", "All that happened to a dossier",
                access: .roles([.clerk, .manager]), answers: [200, 404, 503],
                gives: .json(.named("DossierLife"))
            ) { _, context, _ in
                let code = try context.parameters.require("code")
                guard let life = try await workflow({ try await $0.life(ofDossier: code) }) else {
                    throw Problem(.notFound, "unknown-dossier")
                }
                return json(life).response()
            },
            Route(
                .post, "/dossiers/{code}/steps", "Do something to a dossier",
                access: .roles([.clerk, .manager]),
                body: [
                    "step", "office?", "reason?", "papers?", "to?", "note?", "amount?", "receipt?",
                    "awaited?", "result?", "consignment?", "apology?", "day?",
                ], answers: [200] + Route.refusals, gives: .json(.named("DossierLife"))
            ) { request, context, principal in
                try await carryOut(
                    request, try context.parameters.require("code"), try known(principal))
            },
        ]
    }

    private func carryOut(
        _ request: Request, _ code: String, _ principal: Principal
    ) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let deed = try Self.deed(&reading.body)
        let office = try reading.body.text("office")
        if let office, !Self.isOffice(office) { throw Problem.invalid("office") }
        try reading.body.finish()
        let key = "\(principal.name)/\(reading.claim.key)"
        return try await commands.once(by: principal, reading.claim) {
            let now = clock.now()
            let life = try await workflow {
                try await $0.carryOut(
                    deed, onDossier: code, by: principal.actor.name, for: office, key: key, at: now)
            }
            logger.notice("\(principal.actor.name): \(life.steps.count) steps of \(life.code)")
            return json(life)
        }
    }

    /// Reads what is to be done; the members of another step are refused as unknown.
    static func deed(_ body: inout RequestBody) throws(Problem) -> DossierDeed {
        guard let word = DossierDeed.Word(rawValue: try body.requiredText("step")) else {
            throw .invalid("step")
        }
        switch word {
        case .askSupplement:
            guard let papers = try body.texts("papers") else { throw .invalid("papers") }
            return .askSupplement(papers: papers, reason: try body.requiredText("reason"))
        case .receive: return .receive
        case .supply: return .supply
        case .refuse: return .refuse(reason: try body.requiredText("reason"))
        case .forward:
            let office = try body.requiredText("to")
            guard isOffice(office) else { throw .invalid("to") }
            return .forward(to: office, note: try body.text("note") ?? "")
        case .accept: return .accept
        case .charge:
            return .charge(
                amount: try amount(&body), reason: try body.requiredText("reason"),
                isAwaited: try body.flag("awaited") ?? false)
        case .pay:
            return .pay(amount: try amount(&body), receipt: try body.requiredText("receipt"))
        case .suspend: return .suspend(reason: try body.requiredText("reason"))
        case .goOn: return .goOn
        case .withdraw: return .withdraw(reason: try body.requiredText("reason"))
        case .stop: return .stop(reason: try body.requiredText("reason"))
        case .finish: return .finish(result: try body.requiredText("result"))
        case .takeBackResult: return .takeBackResult(reason: try body.requiredText("reason"))
        case .handOver:
            if let consignment = try body.text("consignment") {
                return .handOverByPost(consignment: consignment)
            }
            return .handOverAtCounter(note: try body.requiredText("note"))
        case .recordError: return .recordError(what: try body.requiredText("reason"))
        case .apologise: return try apology(&body)
        }
    }

    private static func amount(_ body: inout RequestBody) throws(Problem) -> Int {
        guard let amount = try body.number("amount"), amount > 0 else { throw .invalid("amount") }
        return amount
    }

    private static func apology(_ body: inout RequestBody) throws(Problem) -> DossierDeed {
        guard let number = try body.number("apology") else { throw .invalid("apology") }
        let text = try body.text("day")
        let day = text.flatMap(ServiceDay.init(_:))
        guard (text == nil) == (day == nil) else { throw .invalid("day") }
        return .apologise(number: number, reason: try body.requiredText("reason"), newDay: day)
    }

    /// An office's name, as it stands in lists and events.
    private static func isOffice(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (97...122).contains($0) || (48...57).contains($0) || $0 == 45
            }
    }

    /// Asks the workflow; why it refuses is its own sentence.
    private func workflow<Value>(
        _ body: (any DossierWorkflow) async throws -> Value
    ) async throws(Problem) -> Value {
        try await decided(dossierWorkflow, body)
    }

    /// The same of a part of the core; nil where a core elsewhere keeps the dossiers.
    func decided<Part, Value>(
        _ part: Part?, _ body: (Part) async throws -> Value
    ) async throws(Problem) -> Value {
        guard let part else { throw .dossiersElsewhere }
        do {
            return try await body(part)
        } catch let refusal as IntakeRefusal where refusal.fault == .conflict {
            throw Problem(.conflict, "intake-conflict")
        } catch let refusal as IntakeRefusal {
            throw .invalid(refusal.fault.member)
        } catch let error as DossierError where error.code == .unknownDossier {
            throw Problem(.notFound, "unknown-dossier")
        } catch let error as DossierError where error.code == .refused {
            var problem = Problem(.conflict, "dossier-refused")
            problem.words = error.cause
            throw problem
        } catch let error as DossierError where error.code == .conflict {
            throw .keyReused
        } catch {
            logger.error("the dossier core did not answer: \(error)")
            throw .coreAway
        }
    }

    // MARK: Shapes

    private static let urgentShape = Schema.object([
        "office": .text,
        "dossiers": .list(
            of: .object([
                "code": .text, "promise": .date,
                "urgency": Schema.words(UrgentDossiers.Urgency.self), "workingDaysLate": .count,
            ])),
    ])

    /// Dossiers of one office that are listed; the rest is later than these.
    private static let urgentMax = 200

    private static func json(_ urgent: UrgentDossiers) -> JSONOutput {
        .object([
            "office": .string(urgent.office),
            "dossiers": .array(
                urgent.entries.prefix(urgentMax).map { entry in
                    .object([
                        "code": .string(entry.code), "promise": .string(entry.promise.description),
                        "urgency": .string(entry.urgency.rawValue),
                        "workingDaysLate": .number(entry.workingDaysLate),
                    ])
                }),
        ])
    }

    static let lifeShape = Schema.object([
        "code": .text, "procedure": .text, "procedureName": .orNull(.text), "state": .text,
        "stateName": .text, "promise": .orNull(.date), "promiseReason": .text, "holder": .text,
        "sentTo": .orNull(.text), "owed": .count, "paid": .count,
        "apologies": .list(
            of: .object([
                "number": .count, "cause": .text, "madeAt": .orNull(.instant),
                "newDay": .orNull(.date),
            ])), "allowed": .list(of: Schema.words(DossierDeed.Word.self)),
        "steps": .list(
            of: .object(["at": .instant, "by": .text, "office": .text, "words": .text])),
    ])

    func json(_ life: DossierLife) -> JSONOutput {
        let name = configuration.procedures.first { $0.code == life.procedure }?.name
        return .object([
            "code": .string(life.code), "procedure": .string(life.procedure.rawValue),
            "procedureName": .optional(name), "state": .string(life.state),
            "stateName": .string(life.stateName),
            "promise": .optional(life.promise?.description),
            "promiseReason": .string(life.promiseReason), "holder": .string(life.holder),
            "sentTo": .optional(life.sentTo), "owed": .number(life.owed),
            "paid": .number(life.paid),
            "apologies": .array(
                life.apologies.map {
                    .object([
                        "number": .number($0.number), "cause": .string($0.cause),
                        "madeAt": .optional($0.madeAt?.rfc3339),
                        "newDay": .optional($0.newDay?.description),
                    ])
                }), "allowed": .array(life.allowed.map { .string($0.rawValue) }),
            "steps": .array(
                life.steps.map {
                    .object([
                        "at": .string($0.at.rfc3339), "by": .string($0.by),
                        "office": .string($0.office), "words": .string($0.words),
                    ])
                }),
        ])
    }
}
