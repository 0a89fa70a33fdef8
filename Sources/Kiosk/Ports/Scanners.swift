package import QueueCore

/// What a citizen's card said to a scanner; saves the clerk typing, proves nothing.
///
/// Lives in memory only, and never in a command, event, delivery, log or device's answer. Whoever
/// prints or dumps a value of this type sees none of it.
package struct CitizenCard: Hashable, Sendable {
    /// Twelve digits.
    package let identity: String
    /// Nine digits of the card before; nil where there was none.
    package let formerIdentity: String?
    /// NFC.
    package let name: String
    package let bornOn: ServiceDay
    /// `Nam` or `Nữ`, as on the card.
    package let sex: String
    package let address: String
    package let issuedOn: ServiceDay

    package init(
        identity: String, formerIdentity: String?, name: String, bornOn: ServiceDay, sex: String,
        address: String, issuedOn: ServiceDay
    ) {
        self.identity = identity
        self.formerIdentity = formerIdentity
        self.name = name
        self.bornOn = bornOn
        self.sex = sex
        self.address = address
        self.issuedOn = issuedOn
    }
}

extension CitizenCard: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a citizen's card" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// One scan.
package struct Scan: Hashable, Sendable {
    /// What was scanned.
    package enum Content: Hashable, Sendable {
        /// A dossier's code, by its shape.
        case dossier(code: String)
        /// The token of a ticket's status link.
        case statusLink(token: String)
        case card(CitizenCard)
        /// Nothing that means anything here, and why: a word for the log.
        case refused(String)
    }

    package let scanner: DeviceID
    package let content: Content
    package let at: Instant

    package init(scanner: DeviceID, content: Content, at: Instant) {
        self.scanner = scanner
        self.content = content
        self.at = at
    }
}

/// A barcode scanner at a kiosk or a counter.
package protocol Scanner: DeviceDriver {
    /// Every scan from now on; the newest eight are kept for a slow reader. One reader at a time;
    /// the stream ends with `run()`.
    var scans: AsyncStream<Scan> { get }
}
