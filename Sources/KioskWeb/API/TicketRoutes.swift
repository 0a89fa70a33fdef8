import HTTPTypes
import Hummingbird
import Kiosk
import QueueCore

extension API {
    /// Tickets: taken at a kiosk or desk, changed by clerks.
    var ticketRoutes: [Route] {
        [
            Route(
                .post, "/tickets", "Take a number", access: .roles([.kiosk, .clerk]),
                body: [
                    "line?", "procedure?", "priority?", "kiosk?", "channel?", "language?",
                    "dossier?", "appointment?", "person?", "scan?",
                ], answers: [201] + Route.refusals, gives: .json(.ticket)
            ) { request, context, principal in
                try await takeNumber(request, principal)
            },
            Route(
                .get, "/tickets", "Today's tickets of that number: one, or none",
                access: .roles([.clerk, .manager]), query: ["number"], answers: [200, 422],
                gives: .json(.object(["tickets": .list(of: .ticket)]))
            ) { request, _, _ in
                try await tickets(numbered: request.uri.queryParameters["number"])
            },
            Route(
                .get, "/tickets/{id}/slip", "What became of a ticket's slip",
                access: .roles([.kiosk, .clerk, .manager]), answers: [200, 404],
                gives: .json(.named("SlipFate"))
            ) { _, context, _ in
                try await slip(of: TicketID(try context.parameters.require("id")))
            },
            Route(
                .get, "/tickets/{id}", "One ticket", access: .roles([.clerk, .manager]),
                answers: [200, 404, 503], gives: .json(.ticket)
            ) { _, context, _ in
                try await oneTicket(TicketID(try context.parameters.require("id")))
            },
            Route(
                .post, "/tickets/{id}/priority", "Grant, verify or reject a priority group",
                access: .roles([.clerk]), body: ["group?", "verified?", "reason?"],
                answers: [200] + Route.refusals, gives: .json(.ticket)
            ) { request, context, principal in
                try await setPriority(request, context, principal)
            },
            ticketCommand("reprint", "Print the slip again, marked as a reprint", body: []) {
                id, _ in .reprint(id)
            },
            ticketCommand("return", "Let one who missed the call wait again", body: []) { id, _ in
                .returnTicket(id)
            },
            ticketCommand("cancel", "Cancel a waiting ticket", body: ["reason"]) { id, body in
                .cancel(id, note: try body.requiredText("reason"))
            },
        ]
    }

    private func ticketCommand(
        _ name: String, _ summary: String, body: [String],
        _ action: @escaping @Sendable (TicketID, inout RequestBody) throws -> Command.Action
    ) -> Route {
        Route(
            .post, "/tickets/{id}/\(name)", summary, access: .roles([.clerk]), body: body,
            answers: [200] + Route.refusals, gives: .json(.ticket)
        ) { request, context, principal in
            let principal = try self.known(principal)
            var reading = try await commands.read(request, principal)
            let id = TicketID(try context.parameters.require("id"))
            let command = try action(id, &reading.body)
            try reading.body.finish()
            return try await commands.submit(command, by: principal, reading.claim)
        }
    }

    private func takeNumber(_ request: Request, _ principal: Principal?) async throws -> Response {
        let principal = try known(principal)
        var reading = try await commands.read(request, principal)
        let given = try person(in: &reading.body)
        let isKiosk = principal.roles.contains(.kiosk)
        let channelWord = try reading.body.text("channel")
        let channel = channelWord.map(Channel.init(rawValue:)) ?? (isKiosk ? .kiosk : .desk)
        guard let channel else { throw Problem.invalid("channel") }
        let language = try reading.body.text("language") ?? Texts.defaultLanguage
        guard configuration.texts.languages.contains(language) else {
            throw Problem.invalid("language")
        }
        let kiosk = try reading.body.text("kiosk").map(KioskID.init(_:)) ?? principal.kiosk
        if let kiosk, !configuration.kiosks.contains(where: { $0.id == kiosk }) {
            throw Problem.invalid("kiosk")
        }
        let scannedAt = isKiosk ? kiosk ?? configuration.defaultKiosk : nil
        var person = given
        if !given.isGiven, let scannedAt {
            person.name = await scans?.person(at: scannedAt)
        }
        let dossier = try await boundDossier(in: &reading.body, scannedAt)
        let issue = IssueRequest(
            id: identifiers.ticketID(at: clock.now()), statusToken: identifiers.token(),
            line: try reading.body.text("line").map(LineID.init(_:)),
            procedure: try reading.body.text("procedure").map(ProcedureCode.init(_:)),
            priorityGroup: try reading.body.text("priority"), channel: channel,
            kiosk: kiosk ?? configuration.defaultKiosk, language: language, boundDossier: dossier,
            appointment: try appointment(in: &reading.body, principal), person: person.name)
        try reading.body.finish()
        let response = try await commands.submit(
            .issue(issue), by: principal,
            person.isGiven ? persons.covering(reading.claim) : reading.claim, status: .created)
        // An answer given again is not this press: there is no ticket of its name.
        if let scannedAt, let scans,
            await controller.read({ book, _ in book.hall.tickets[issue.id] != nil })
        {
            await scans.pressed(at: scannedAt, ticket: issue.id)
        }
        return response
    }

    /// The dossier that the number is for: named, or scanned at the kiosk a moment ago.
    private func boundDossier(
        in body: inout RequestBody, _ kiosk: KioskID?
    ) async throws -> String? {
        let named = try body.text("dossier")
        if let named, !Self.mayBeCode(named) { throw Problem.invalid("dossier") }
        guard let scan = try body.number("scan") else { return named }
        guard named == nil, let kiosk,
            let scanned = await scans?.earlyDossier(at: kiosk, scan: scan)
        else { throw Problem.invalid("scan") }
        return scanned
    }

    /// The day's name of the person who asks; nil also where no rule of the hall needs it.
    private func person(in body: inout RequestBody) throws(Problem) -> (
        isGiven: Bool, name: String?
    ) {
        guard let identity = try body.text("person") else { return (false, nil) }
        guard PersonHash.mayBeIdentity(identity) else { throw .invalid("person") }
        guard configuration.plan.rules.oneNumberPerPerson else { return (true, nil) }
        return (true, persons.name(of: identity, on: ServiceDay(at: clock.now())))
    }

    /// A slot is known to a person who looked it up, not to whoever stands at a kiosk.
    private func appointment(in body: inout RequestBody, _ principal: Principal) throws
        -> Instant?
    {
        guard let text = try body.text("appointment") else { return nil }
        guard let slot = Instant(rfc3339: text), principal.isStaff else {
            throw Problem.invalid("appointment")
        }
        return slot
    }

    /// Codes only: what is written here goes into the journal, which is for ever.
    private static func mayBeCode(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.contains("-")
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || $0 == 45 || $0 == 46
            }
    }

    private func tickets(numbered text: Substring?) async throws -> Response {
        guard let text, (1...12).contains(text.utf8.count),
            text.utf8.allSatisfy({ (48...57).contains($0) })
        else { throw Problem.invalid("number") }
        let (number, shapes) = (String(text), shapes)
        let found = await controller.read { book, now in
            book.hall.ticket(numbered: number).flatMap { book.record($0.id) }
                .map { shapes.ticket($0, in: book.hall, forStaff: true, at: now) }
        }
        return JSONOutput.object(["tickets": .array(found.map { [$0] } ?? [])]).response()
    }

    /// What a kiosk's screen must know once the number was given: whether paper came.
    private func slip(of id: TicketID) async throws -> Response {
        let slip = await controller.read { book, _ in
            book.record(id).map { record in
                JSONOutput.object([
                    "number": .string(record.ticket.number),
                    "state": .string(record.ticket.state.rawValue),
                    "slip": .string(record.settlement.slip.rawValue),
                ])
            }
        }
        guard let slip else { throw Problem(Refusal(.unknownTicket)) }
        return slip.response()
    }

    private func oneTicket(_ id: TicketID) async throws -> Response {
        let shapes = shapes
        let today = await controller.read { book, now in
            book.record(id).map { shapes.ticket($0, in: book.hall, forStaff: true, at: now) }
        }
        if let today { return today.response() }
        let store = store
        guard let record = try await readStore({ try store.ticket(id) }) else {
            throw Problem(Refusal(.unknownTicket))
        }
        return shapes.ticket(record, in: Hall(), forStaff: true, at: clock.now()).response()
    }

    private func setPriority(
        _ request: Request, _ context: WebContext, _ principal: Principal?
    ) async throws -> Response {
        let principal = try known(principal)
        var reading = try await commands.read(request, principal)
        let id = TicketID(try context.parameters.require("id"))
        let group = try reading.body.text("group")
        let verified = try reading.body.flag("verified")
        let reason = try reading.body.text("reason")
        try reading.body.finish()
        let action: Command.Action
        switch (group, verified) {
        case (let group?, nil):
            action = .setPriority(id, PriorityClaim(group: group, verified: true), note: reason)
        case (nil, true?): action = .verifyPriority(id)
        case (nil, false?): action = .setPriority(id, nil, note: reason)
        default: throw Problem.invalid("group")
        }
        return try await commands.submit(action, by: principal, reading.claim)
    }
}
