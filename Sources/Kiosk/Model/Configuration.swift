package import QueueCore

/// A centre's whole configuration, already checked: whatever reads it need not doubt it.
package struct Configuration: Sendable {
    package var centre: CentreSettings
    package var listen: ListenAddress
    /// Nil serves plain HTTP.
    package var tls: TLSSettings?
    package var signIn = SignInRules()
    /// The address under which citizens' phones reach the centre; nil prints no QR.
    package var publicBaseURL: String?
    package var plan: HallPlan
    package var lineNames: [LineID: LocalizedName]
    package var fieldNames: [FieldID: LocalizedName]
    package var priorityGroupNames: [String: LocalizedName]
    package var procedures: [ProcedureEntry]
    package var kiosks: [KioskSettings]
    package var printers: [PrinterSettings]
    package var boards: [BoardSettings]
    package var panels: [PanelSettings]
    package var keypads: [KeypadSettings] = []
    /// Serial ports that need more than their devices say; a port without an entry needs nothing.
    package var ports: [PortSettings] = []
    package var scanners: [ScannerSettings] = []
    package var accounts: [Account]
    package var deviceTokens: [DeviceToken]
    package var dossier: DossierSettings
    package var texts: Texts
    /// How slips look; a kind without one is its number alone.
    package var layouts: [Slip.Kind: SlipLayout] = [:]
    /// What is spoken; nil where the centre is silent.
    package var voice: VoiceSettings?

    package init(
        centre: CentreSettings, listen: ListenAddress, publicBaseURL: String?, plan: HallPlan,
        lineNames: [LineID: LocalizedName], fieldNames: [FieldID: LocalizedName],
        priorityGroupNames: [String: LocalizedName], procedures: [ProcedureEntry],
        kiosks: [KioskSettings], printers: [PrinterSettings], boards: [BoardSettings],
        panels: [PanelSettings], accounts: [Account], deviceTokens: [DeviceToken],
        dossier: DossierSettings, texts: Texts
    ) {
        self.centre = centre
        self.listen = listen
        self.publicBaseURL = publicBaseURL
        self.plan = plan
        self.lineNames = lineNames
        self.fieldNames = fieldNames
        self.priorityGroupNames = priorityGroupNames
        self.procedures = procedures
        self.kiosks = kiosks
        self.printers = printers
        self.boards = boards
        self.panels = panels
        self.accounts = accounts
        self.deviceTokens = deviceTokens
        self.dossier = dossier
        self.texts = texts
    }

    /// What URLs of this server begin with.
    package var scheme: String { tls == nil ? "http" : "https" }

    /// The kiosk for requests that name none.
    package var defaultKiosk: KioskID? { kiosks.first { $0.isDefault }?.id }

    /// The line of those whose results are ready, as the first scanner that has one names it.
    package var resultsLine: LineID? {
        scanners.lazy.compactMap { scanner -> LineID? in
            guard case .kiosk(_, let results) = scanner.position else { return nil }
            return results
        }.first
    }

    /// Clerks who may sit down by a PIN.
    package var pinAccounts: [PINAccount] {
        accounts.compactMap { account in
            guard account.role == .clerk, let hash = account.pinHash else { return nil }
            return PINAccount(clerk: ClerkID(account.user), hash: hash)
        }
    }
}

/// Who the centre is.
package struct CentreSettings: Hashable, Sendable {
    /// Code of the centre in the journal, such as `H53.12.3`.
    package var code: String
    /// Head of every slip, a line each.
    package var heading: [String]
    package var name: LocalizedName

    package init(code: String, heading: [String], name: LocalizedName) {
        self.code = code
        self.heading = heading
        self.name = name
    }
}

/// Where the server listens.
package struct ListenAddress: Hashable, Sendable {
    package var host: String
    package var port: Int
    /// Whether other machines may be served without encryption.
    package var allowsPlainHTTP: Bool

    package init(host: String, port: Int, allowsPlainHTTP: Bool = false) {
        self.host = host
        self.port = port
        self.allowsPlainHTTP = allowsPlainHTTP
    }

    /// The host as a URL has it: an IPv6 address in brackets.
    package var urlHost: String { host.contains(":") ? "[\(host)]" : host }

    /// Whether only this machine can reach it.
    package var isLoopback: Bool { ["127.0.0.1", "::1", "localhost"].contains(host) }
}

/// One administrative procedure, as the centre lists it.
package struct ProcedureEntry: Hashable, Sendable {
    package var code: ProcedureCode
    /// NFC; real names have up to 1,094 characters.
    package var name: String
    package var field: FieldID
    package var line: LineID
    /// Time limit as published: `7 working_day`, `1 other`, `none`; or `same_day`.
    package var limit: String
    /// The same for what is filed online or by post; nil where it is the counter's.
    package var onlineLimit: String?
    package var postalLimit: String?
    /// Fee in đồng, nil where none is published.
    package var feeVND: Int?
    /// Number of the decision that published it.
    package var decision: String
    /// Names of the papers to bring; empty where the centre lists none.
    package var papers: [String] = []
    /// What the applicant gets; empty where the centre does not say.
    package var result = ""

    package init(
        code: ProcedureCode, name: String, field: FieldID, line: LineID, limit: String,
        feeVND: Int?, decision: String
    ) {
        self.code = code
        self.name = name
        self.field = field
        self.line = line
        self.limit = limit
        self.feeVND = feeVND
        self.decision = decision
    }
}

/// A kiosk and its printers in the order in which they are tried.
package struct KioskSettings: Hashable, Sendable {
    package var id: KioskID
    /// What clerks call it; nil where its id says enough.
    package var name: LocalizedName?
    package var printers: [DeviceID]
    package var isDefault: Bool
    /// Whether a screen shows the number of a slip that did not come out; one of buttons alone has
    /// none.
    package var hasScreen: Bool

    package init(
        id: KioskID, name: LocalizedName? = nil, printers: [DeviceID], isDefault: Bool,
        hasScreen: Bool = true
    ) {
        self.id = id
        self.name = name
        self.printers = printers
        self.isDefault = isDefault
        self.hasScreen = hasScreen
    }
}

/// What a principal may do.
package enum Role: String, Hashable, Sendable, CaseIterable, Codable {
    case kiosk, display, rating
    /// A system that brings dossiers from the portal; it may do nothing else.
    case portal
    case clerk, manager, admin

    /// Roles of those who sign in by name.
    package static let people: Set<Role> = [.clerk, .manager, .admin]
    /// Roles of those who have to do with the hall.
    package static let halls = Set(allCases).subtracting([.portal])
}

/// A person who signs in.
package struct Account: Hashable, Sendable {
    package var user: String
    package var role: Role
    /// `scrypt$N$r$p$salt$hash`, salt and hash in base64.
    package var passwordHash: String
    /// Whether a manager may see figures by clerk.
    package var mayReadClerkFigures: Bool
    /// The PIN for keypads, hashed like the password; nil has none.
    package var pinHash: String?

    package init(user: String, role: Role, passwordHash: String, mayReadClerkFigures: Bool) {
        self.user = user
        self.role = role
        self.passwordHash = passwordHash
        self.mayReadClerkFigures = mayReadClerkFigures
    }
}

/// A device that may speak to the API: kiosk page, display, rating tablet.
package struct DeviceToken: Hashable, Sendable {
    package var name: String
    /// SHA-256 of the token, 64 hexadecimal digits; the token itself is nowhere.
    package var tokenSHA256: String
    package var roles: Set<Role>
    package var kiosk: KioskID?
    /// The counter at which a rating tablet stands; nil may rate at every counter.
    package var counter: CounterNumber?

    package init(
        name: String, tokenSHA256: String, roles: Set<Role>, kiosk: KioskID?,
        counter: CounterNumber? = nil
    ) {
        self.name = name
        self.tokenSHA256 = tokenSHA256
        self.roles = roles
        self.kiosk = kiosk
        self.counter = counter
    }
}

/// How dossier codes come about.
package struct DossierSettings: Hashable, Sendable {
    /// Who mints codes.
    package enum Authority: String, Hashable, Sendable, CaseIterable {
        /// The embedded core, by its pattern.
        case embedded
        /// A provincial system: nothing is minted here.
        case province
    }

    package var authority: Authority
    /// What stands before the date in a minted code, such as `H53.12.3`.
    package var agencyCode: String
    package var gateway: GatewaySettings
    /// Where fees are paid to by a bank's app; nil where nobody pays so.
    package var payment: PaymentAccount?
    /// How long after a dossier's end its applicant is kept, in months; nil for ever.
    package var retentionMonths: Int?
    /// A folder whose `inbox` brings dossiers from the portal; nil for none.
    package var intakeFolder: String?
    /// Who hears of every change; nil for nobody.
    package var sync: SyncSettings?

    package init(
        authority: Authority, agencyCode: String, gateway: GatewaySettings = .inProcess
    ) {
        self.authority = authority
        self.agencyCode = agencyCode
        self.gateway = gateway
    }
}

/// The centre's account for fees.
package struct PaymentAccount: Hashable, Sendable {
    /// The bank's number (BIN), six digits.
    package var bank: String
    /// 1…19 digits or letters.
    package var account: String

    package init(bank: String, account: String) {
        (self.bank, self.account) = (bank, account)
    }
}

/// The system of the province that hears of dossiers' changes.
package struct SyncSettings: Hashable, Sendable {
    /// Of its adapter, without a slash at its end.
    package var url: String
    /// As which unit the centre speaks (`madonvi`).
    package var unit: String
    /// A file with `username`, `password` and `destination`, which its owner alone can read.
    package var credentialFile: String

    package init(url: String, unit: String, credentialFile: String) {
        self.url = url
        self.unit = unit
        self.credentialFile = credentialFile
    }
}

/// Where the dossier core is, and how tickets' steps get there.
package enum GatewaySettings: Hashable, Sendable {
    /// The words that a configuration has for it.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case inProcess = "in-process"
        case http, folder
    }

    /// In this program.
    case inProcess
    /// Behind a URL, without a slash at its end.
    case http(url: String, keyFile: String)
    /// Through files in a folder that both sides reach.
    case folder(path: String, keyFile: String)
}

extension Configuration {
    /// The procedures that may be asked for on a day.
    package func procedures(on day: ServiceDay) -> [ProcedureEntry] {
        procedures(in: plan.effective(on: day))
    }

    /// The procedures that may be asked for under a plan of one day.
    package func procedures(in plan: HallPlan) -> [ProcedureEntry] {
        let today = Dictionary(plan.procedures.map { ($0.code, $0.line) }) { _, last in last }
        return procedures.filter { today[$0.code] == $0.line }
    }
}
