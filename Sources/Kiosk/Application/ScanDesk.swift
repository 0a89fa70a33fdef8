package import Logging
package import QueueCore

/// Says what a scan means: a number for a ready result, a card for the clerk, or nothing.
///
/// A citizen's card stays here, in memory: only the day's keyed hash of its number leaves, with the
/// press that follows. A log line names the scanner and the kind of scan, never what it said.
package actor ScanDesk {
    /// The same dossier scanned again so soon is the hand that holds it there.
    package static let repeatTime = Duration.seconds(5)
    /// So soon after an answer, what cannot be read is the paper's other code, or noise: it takes no
    /// answer away.
    package static let echoTime = Duration.seconds(2)
    /// For how long whoever came too early may say that a number is wanted all the same: as long as
    /// the screen asks, and as long again for an answer that got lost on its way.
    package static let earlyTime = ScanAnswer.lifetime * 2
    /// A scanner that reads nothing but noise is in the log this often at most.
    static let noiseInterval = Duration.seconds(30)

    private let controller: Controller
    private let dossiers: any DossierDesk
    private let identifiers: any IdentifierSource
    private let clock: any WallClock
    private let logger: Logger
    private let personName: (@Sendable (String, ServiceDay) -> String)?
    private var shelf = PrefillShelf()
    private var answers: [KioskID: ScanAnswer] = [:]
    private var lastCodes: [KioskID: (code: String, at: Instant)] = [:]
    private var noise: [DeviceID: Instant] = [:]
    private var sequence = 0
    private let marks: ScanMarks
    /// Dossiers whose results are not there yet, of those who may want a number all the same.
    private var early: [KioskID: (sequence: Int, code: String, at: Instant)] = [:]

    /// A desk for all scanners.
    ///
    /// - Parameters:
    ///   - controller: gives the numbers.
    ///   - dossiers: asked before one is given.
    ///   - identifiers: for tickets.
    ///   - clock: for how old a card is.
    ///   - logger: hears of kinds of scans.
    ///   - marks: told the number of each scan at a kiosk, for its screen.
    ///   - personName: the day's keyed hash of an identity number; nil where no rule needs it.
    package init(
        controller: Controller, dossiers: any DossierDesk, identifiers: any IdentifierSource,
        clock: any WallClock, logger: Logger, marks: ScanMarks = ScanMarks(),
        personName: (@Sendable (String, ServiceDay) -> String)? = nil
    ) {
        self.controller = controller
        self.dossiers = dossiers
        self.identifiers = identifiers
        self.clock = clock
        self.logger = logger
        self.marks = marks
        self.personName = personName
    }

    /// Reads one scanner until its stream ends.
    package func run(_ scanner: any Scanner, _ settings: ScannerSettings) async {
        for await scan in scanner.scans { await take(scan, at: settings.position) }
    }

    /// Forgets cards whose citizens were served, whenever the hall changed.
    package func forget(hub: SnapshotHub) async {
        guard let changes = hub.changes() else { return }
        for await _ in changes { await forgetServed() }
    }

    /// Takes one scan.
    package func take(_ scan: Scan, at position: ScannerSettings.Position) async {
        switch position {
        case .kiosk(let kiosk, let results):
            let former = marks[kiosk]
            await takeAtKiosk(scan, kiosk, results)
            // The kiosk's screen hears of it with the hall.
            if marks[kiosk] != former { await controller.refresh() }
        case .counter(let counter): await takeAtCounter(scan, counter)
        }
    }

    /// What the kiosk's screen says now; nil when nothing was scanned lately.
    package func answer(at kiosk: KioskID) -> ScanAnswer? {
        isAnswered(kiosk, within: ScanAnswer.lifetime) ? answers[kiosk] : nil
    }

    private func isAnswered(_ kiosk: KioskID, within time: Duration) -> Bool {
        guard let answer = answers[kiosk] else { return false }
        return (.zero..<time).contains(clock.now().since(answer.at))
    }
}

// MARK: - Cards

extension ScanDesk {
    /// The day's keyed hash of who scanned a card at the kiosk just before; nil where nobody did,
    /// and where no rule of the hall needs it.
    package func person(at kiosk: KioskID) -> String? {
        let now = clock.now()
        guard let personName, let card = shelf.visitor(at: kiosk, now: now) else { return nil }
        return personName(card.identity, ServiceDay(at: now))
    }

    /// A press at the kiosk became a ticket: the card scanned just before is its citizen's.
    package func pressed(at kiosk: KioskID, ticket: TicketID) {
        shelf.move(from: kiosk, to: ticket, now: clock.now())
    }

    /// The card of a ticket's citizen, for the clerk who serves it and nobody else; nil for none.
    package func prefill(of ticket: TicketID?) async -> CitizenCard? {
        await forgetServed()
        guard let ticket else { return nil }
        return shelf.card(of: ticket, now: clock.now())
    }

    /// Forgets the card of a ticket's citizen at once, as its clerk asks.
    package func forget(cardOf ticket: TicketID) { shelf.forget(ticket) }

    /// Cards kept now.
    package var cardCount: Int {
        shelf.trim(clock.now())
        return shelf.count
    }

    private func forgetServed() async {
        shelf.trim(clock.now())
        let known = shelf.tickets
        guard !known.isEmpty else { return }
        let ended = await controller.read { book, _ in
            Set(known.filter { book.hall.tickets[$0]?.state.isEnded ?? true })
        }
        shelf.keepOnly { !ended.contains($0) }
    }

    private func takeAtCounter(_ scan: Scan, _ counter: CounterNumber) async {
        switch scan.content {
        case .card(let card):
            let ticket = await controller.read { book, _ in book.hall.counters[counter]?.serving }
            guard let ticket else {
                logger.info("\(scan.scanner): a card, and no citizen at counter \(counter)")
                return
            }
            shelf.keep(card, for: ticket, now: clock.now())
            logger.info("\(scan.scanner): a card for counter \(counter)")
        case .dossier, .statusLink:
            logger.info("\(scan.scanner): a code, which means nothing at a counter")
        case .refused(let reason): logRefused(scan.scanner, reason)
        }
    }
}

// MARK: - Kiosks

extension ScanDesk {
    private func takeAtKiosk(_ scan: Scan, _ kiosk: KioskID, _ results: LineID?) async {
        switch scan.content {
        case .card(let card):
            shelf.keep(card, at: kiosk, now: clock.now())
            say(.card, at: kiosk)
            logger.info("\(scan.scanner): a card")
        case .statusLink(let token):
            let ticket = await controller.read { book, _ in
                book.record(statusToken: token)?.ticket
            }
            guard let ticket else { return say(.unreadable, at: kiosk) }
            say(
                ticket.state.isEnded ? .ended : .held, at: kiosk, number: ticket.number,
                ticket: ticket.id)
        case .dossier(let code):
            guard !isRepeated(code, at: kiosk) else { return }
            await takeDossier(code, scan.scanner, kiosk, results)
        case .refused(let reason):
            logRefused(scan.scanner, reason)
            if !isAnswered(kiosk, within: Self.echoTime) { say(.unreadable, at: kiosk) }
        }
    }

    private func isRepeated(_ code: String, at kiosk: KioskID) -> Bool {
        let now = clock.now()
        let last = lastCodes[kiosk]
        lastCodes[kiosk] = (code, now)
        guard let last, last.code == code else { return false }
        return (.zero..<Self.repeatTime).contains(now.since(last.at))
    }

    /// Looks the dossier up before anything is given: who came too early is spared the wait.
    private func takeDossier(
        _ code: String, _ scanner: DeviceID, _ kiosk: KioskID, _ results: LineID?
    ) async {
        let status: DossierStatus
        do throws(DossierError) {
            status = try await dossiers.status(ofDossier: code)
        } catch {
            logger.error("\(scanner): a dossier could not be looked up, \(error.code.rawValue)")
            // Whoever scans again asks again.
            lastCodes[kiosk] = nil
            return say(.unavailable, at: kiosk)
        }
        if status != .unknown, let held = await number(for: code) {
            return say(.held, at: kiosk, number: held.number, ticket: held.id)
        }
        let today = ServiceDay(at: clock.now())
        switch status {
        case .unknown: say(.unknownDossier, at: kiosk)
        case .awaitsClerk(let procedure):
            await giveNumber(code, scanner, kiosk, nil, procedure: procedure)
        case .inWork(let due?) where due <= today:
            // Promised by today: the citizen comes as told, and hears at the counter how it stands.
            await giveNumber(code, scanner, kiosk, results, due: due)
        case .inWork(let due):
            say(.notReady, at: kiosk, line: results, due: due)
            if results != nil { early[kiosk] = (sequence, code, clock.now()) }
        case .ready: await giveNumber(code, scanner, kiosk, results)
        }
    }

    /// The dossier of the scan that was answered "not ready" with this number.
    ///
    /// Whoever came too early may take a number all the same. Nil for any other scan, and after
    /// `earlyTime`.
    package func earlyDossier(at kiosk: KioskID, scan: Int) -> String? {
        guard let early = early[kiosk], early.sequence == scan,
            (.zero..<Self.earlyTime).contains(clock.now().since(early.at))
        else { return nil }
        return early.code
    }

    /// The ticket that was given for a dossier and is not over.
    private func number(for code: String) async -> Ticket? {
        await controller.read { book, _ in book.hall.ticket(boundTo: code) }
    }

    private func giveNumber(
        _ code: String, _ scanner: DeviceID, _ kiosk: KioskID, _ line: LineID?,
        procedure: ProcedureCode? = nil, due: ServiceDay? = nil
    ) async {
        // Without a line the procedure's own is meant.
        guard line != nil || procedure != nil else {
            return say(.refused, at: kiosk, reason: "no-results-line")
        }
        let id = identifiers.ticketID(at: clock.now())
        let issue = IssueRequest(
            id: id, statusToken: identifiers.token(), line: line, procedure: procedure,
            channel: .kiosk, kiosk: kiosk,
            language: Texts.defaultLanguage, boundDossier: code, person: person(at: kiosk))
        let reply = await controller.submit(
            Request(.issue(issue), by: Actor(.device, scanner.rawValue)))
        switch reply {
        case .done:
            pressed(at: kiosk, ticket: id)
            let number = await controller.read { book, _ in book.hall.tickets[id]?.number }
            say(.ticket, at: kiosk, number: number, ticket: id, due: due)
        case .refused(let refusal):
            say(.refused, at: kiosk, reason: refusal.code.rawValue)
            logger.notice("\(scanner): no ticket, \(refusal.code.rawValue)")
        case .replayed, .keyReused, .unavailable:
            say(.unavailable, at: kiosk)
            logger.error("\(scanner): a scan could not be answered")
        }
    }

    private func say(
        _ kind: ScanAnswer.Kind, at kiosk: KioskID, number: String? = nil,
        ticket: TicketID? = nil, line: LineID? = nil, due: ServiceDay? = nil,
        reason: String? = nil
    ) {
        sequence += 1
        answers[kiosk] = ScanAnswer(
            kind, sequence: sequence, at: clock.now(), number: number, ticket: ticket, line: line,
            due: due, reason: reason)
        marks[kiosk] = sequence
    }

    private func logRefused(_ scanner: DeviceID, _ reason: String) {
        let now = clock.now()
        if let last = noise[scanner], (.zero..<Self.noiseInterval).contains(now.since(last)) {
            return
        }
        noise[scanner] = now
        logger.notice("\(scanner): a scan was refused, \(reason)")
    }
}
