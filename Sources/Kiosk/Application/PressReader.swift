package import Logging
package import QueueCore

/// Turns presses of a kiosk's buttons into tickets.
package struct PressReader: Sendable {
    private let settings: PanelSettings
    private let panel: any ButtonPanel
    private let identifiers: any IdentifierSource
    private let scans: ScanDesk?
    private let logger: Logger

    /// A reader of one panel; `scans` knows whose card was scanned before the press.
    package init(
        settings: PanelSettings, panel: any ButtonPanel, identifiers: any IdentifierSource,
        scans: ScanDesk? = nil, logger: Logger
    ) {
        self.settings = settings
        self.panel = panel
        self.identifiers = identifiers
        self.scans = scans
        self.logger = logger
    }

    /// Reads until cancelled.
    package func run(controller: Controller) async {
        for await press in panel.presses {
            guard let button = settings.buttons.first(where: { $0.code == press.code }) else {
                logger.info("\(press.panel): button \(press.code) is not configured")
                continue
            }
            let request = IssueRequest(
                id: identifiers.ticketID(at: press.at), statusToken: identifiers.token(),
                line: button.line, channel: .kiosk, kiosk: settings.kiosk,
                language: Texts.defaultLanguage, person: await scans?.person(at: settings.kiosk))
            let claim = IdempotencyClaim(
                principal: "panel:\(press.panel)", key: press.pressID,
                requestHash: "press \(press.code)")
            let reply = await controller.submit(
                Request(
                    .issue(request), by: Actor(.device, press.panel.rawValue), claim: claim,
                    render: { _, _, _ in StoredAnswer(status: 201, body: []) }))
            switch reply {
            case .done: await scans?.pressed(at: settings.kiosk, ticket: request.id)
            case .refused(let refusal):
                logger.notice(
                    "\(press.panel): no ticket in \(button.line), \(refusal.code.rawValue)")
            case .replayed: logger.info("\(press.panel): press \(press.pressID) came twice")
            case .keyReused, .unavailable:
                logger.error("\(press.panel): press \(press.pressID) could not be answered")
            }
        }
    }
}

/// Where names that nobody can guess come from: dice stay out of the core.
package protocol IdentifierSource: Sendable {
    /// A new ticket's name: a ULID, sortable by time.
    func ticketID(at now: Instant) -> TicketID
    /// 128 random bits for a status link, 22 characters of `A-Z a-z 0-9 - _`.
    func token() -> String
}
