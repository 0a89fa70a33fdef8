import HTTPTypes
import Hummingbird
import Kiosk
import Logging
import QueueCore

extension API {
    /// Whose dossiers are: masked in lists, whole for a reason that is written down.
    ///
    /// Nothing of it passes an address, a log or the memory of answered requests: names are looked
    /// for by a body, and no call that carries one has an idempotency key.
    var applicantRoutes: [Route] {
        [
            Route(
                .get, "/dossiers/{code}/applicant", "A dossier's applicant, masked",
                access: .roles([.clerk, .manager]), answers: [200, 404, 503],
                gives: .json(Self.applicantState)
            ) { _, context, _ in
                let code = try context.parameters.require("code")
                return try await applicantState(of: code).response()
            },
            Route(
                .put, "/dossiers/{code}/applicant", "Write down whose a dossier is",
                access: .roles([.clerk]),
                body: ["name", "identity?", "phone?", "address?", "email?"],
                answers: [200, 400, 404, 409, 413, 422, 503], gives: .json(Self.applicantState)
            ) { request, context, principal in
                let actor = try known(principal).actor.name
                let code = try context.parameters.require("code")
                let applicant = try await Self.applicant(in: request)
                try await vault {
                    try await $0.keep(applicant, ofDossier: code, by: actor, at: clock.now())
                }
                return try await applicantState(of: code).response()
            },
            Route(
                .get, "/dossiers/{code}/applicant/full",
                "The whole of a dossier's applicant; the reading is written down",
                access: .roles([.clerk, .manager]), query: ["reason"],
                answers: [200, 404, 422, 503], gives: .json(Self.wholeApplicant)
            ) { request, context, principal in
                let actor = try known(principal).actor.name
                let code = try context.parameters.require("code")
                let reason = request.uri.queryParameters["reason"].map(String.init) ?? ""
                guard (1...300).contains(reason.unicodeScalars.count) else {
                    throw Problem.invalid("reason")
                }
                let applicant = try await vault {
                    try await $0.read(
                        ofDossier: code, .read, reason: reason, by: actor, at: clock.now())
                }
                guard let applicant else { throw Problem.notFound }
                return Self.json(applicant).response()
            },
            Route(
                .post, "/dossiers/{code}/applicant/erase",
                "Destroy what is kept of a dossier's applicant, for good",
                access: .roles([.manager]), body: ["reason"], answers: [200] + Route.refusals,
                gives: .json(Self.applicantState)
            ) { request, context, principal in
                try await erase(
                    request, try context.parameters.require("code"), by: try known(principal))
            },
        ] + applicantListRoutes
    }

    private var applicantListRoutes: [Route] {
        [
            Route(
                .put, "/applicants/search",
                "Dossiers of whoever has that name, number or phone, masked",
                access: .roles([.clerk, .manager]), body: ["words"],
                answers: [200, 400, 413, 422, 503],
                gives: .json(.object(["applicants": .list(of: Self.maskedApplicant)]))
            ) { request, _, principal in
                let actor = try known(principal).actor.name
                var body = try RequestBody(try await CommandDesk.body(request))
                let words = try body.requiredText("words")
                try body.finish()
                let found = try await vault {
                    try await $0.find(words, limit: Self.foundMax, by: actor, at: clock.now())
                }
                return JSONOutput.object(["applicants": .array(found.map(Self.json))]).response()
            },
            Route(
                .get, "/applicants/readings", "Who had to do with applicants' data, lately",
                access: .roles([.manager]), answers: [200, 503],
                gives: .json(.object(["readings": .list(of: Self.reading)]))
            ) { _, _, _ in
                let readings = try await vault { try await $0.readings(limit: Self.readingsMax) }
                let rows = readings.map { one in
                    JSONOutput.object([
                        "at": .string(one.at.rfc3339), "by": .string(one.by),
                        "code": .string(one.code), "deed": .string(one.deed.rawValue),
                        "reason": .string(one.reason),
                    ])
                }
                return JSONOutput.object(["readings": .array(rows)]).response()
            },
        ]
    }

    private static let foundMax = 50
    private static let readingsMax = 200

    /// Erased once and for all: nothing is written down of that dossier's applicant afterwards.
    private func erase(
        _ request: Request, _ code: String, by principal: Principal
    ) async throws -> Response {
        var reading = try await commands.read(request, principal)
        let reason = try reading.body.requiredText("reason")
        try reading.body.finish()
        return try await commands.once(by: principal, reading.claim) {
            let isErased = try await vault {
                try await $0.erase(
                    ofDossier: code, reason: reason, by: principal.actor.name, at: clock.now())
            }
            guard isErased else { throw Problem(.conflict, "wrong-state") }
            logger.notice("\(principal.actor.name): the applicant of \(code) was erased")
            return try await applicantState(of: code)
        }
    }

    private static func applicant(in request: Request) async throws -> Applicant {
        var body = try RequestBody(try await CommandDesk.body(request))
        let applicant = Applicant(
            name: try body.requiredText("name"), identity: try body.text("identity"),
            phone: try body.text("phone"), address: try body.text("address"),
            email: try body.text("email"))
        try body.finish()
        return applicant
    }

    /// Asks the vault; a value out of its bounds is told by its member.
    func vault<Value>(
        _ body: (any ApplicantVault) async throws -> Value
    ) async throws(Problem) -> Value {
        var member: String?
        do {
            return try await decided(applicants) { vault in
                do {
                    return try await body(vault)
                } catch let error as DossierError where error.code == .malformed {
                    member = error.cause
                    throw error
                }
            }
        } catch {
            if let member { throw .invalid(member) }
            throw error
        }
    }

    // MARK: Shapes

    private static let maskedApplicant = Schema.object([
        "code": .text, "name": .text, "identity": .orNull(.text), "phone": .orNull(.text),
    ])

    private static let applicantState = Schema.object([
        "state": .words(["none", "kept", "erased"]), "applicant": .orNull(maskedApplicant),
        "erasedAt": .orNull(.instant),
    ])

    private static let wholeApplicant = Schema.object([
        "name": .text, "identity": .orNull(.text), "phone": .orNull(.text),
        "address": .orNull(.text), "email": .orNull(.text),
    ])

    private static let reading = Schema.object([
        "at": .instant, "by": .text, "code": .text,
        "deed": Schema.words(ApplicantReading.Deed.self), "reason": .text,
    ])

    private func applicantState(of code: String) async throws(Problem) -> JSONOutput {
        switch try await vault({ try await $0.state(ofDossier: code) }) {
        case .none:
            .object(["state": .string("none"), "applicant": .null, "erasedAt": .null])
        case .kept(let masked):
            .object([
                "state": .string("kept"), "applicant": Self.json(masked), "erasedAt": .null,
            ])
        case .erased(let at):
            .object([
                "state": .string("erased"), "applicant": .null, "erasedAt": .string(at.rfc3339),
            ])
        }
    }

    private static func json(_ masked: MaskedApplicant) -> JSONOutput {
        .object([
            "code": .string(masked.code), "name": .string(masked.name),
            "identity": .optional(masked.identity), "phone": .optional(masked.phone),
        ])
    }

    private static func json(_ applicant: Applicant) -> JSONOutput {
        .object([
            "name": .string(applicant.name), "identity": .optional(applicant.identity),
            "phone": .optional(applicant.phone), "address": .optional(applicant.address),
            "email": .optional(applicant.email),
        ])
    }
}
