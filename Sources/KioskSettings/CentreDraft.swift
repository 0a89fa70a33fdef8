import Kiosk
import QueueCore

/// All of `centre.yaml` as written: each part read, nothing compared with anything else yet.
///
/// A part is nil when it is absent where it may not be, or could not be read at all; both are
/// written down by then.
struct CentreDraft {
    let place: Place
    let centre: CentreSettings?
    let listen: ListenAddress?
    /// Where the listening is written; the whole file when it is not.
    let listenPlace: Place
    /// Nil where none is written.
    let tls: TLSDraft?
    let signIn: SignInRules?
    let publicBaseURL: String?
    let texts: Place?
    let layouts: Place?
    let procedures: Place?
    let hours: OpeningHours?
    let calendar: Place?
    let fields: [FieldDraft]?
    let lines: [LineDraft]?
    let counters: [CounterDraft]?
    let clerks: [ClerkDraft]?
    let priorityGroups: [PriorityGroupDraft]?
    let rules: HallRules?
    let kiosks: [KioskDraft]?
    let printers: [PrinterDraft]?
    let boards: [BoardDraft]?
    let panels: [PanelDraft]?
    let scanners: [ScannerDraft]?
    let keypads: [KeypadDraft]?
    let ports: [PortDraft]?
    let accounts: [AccountDraft]?
    let deviceTokens: [DeviceTokenDraft]?
    let dossier: DossierSettings?
    /// Nil where the centre is silent, and where it could not be read.
    let voice: VoiceDraft?

    /// The names that others refer to.
    let names: Names

    /// What is declared in one part and referred to in others.
    struct Names {
        let fields: DeclaredNames
        let lines: DeclaredNames
        let clerks: DeclaredNames
        let kiosks: DeclaredNames
        let printers: DeclaredNames
    }

    init?(_ root: Place) {
        let known = [
            "centre", "listen", "tls", "signIn", "publicBaseURL", "texts", "layouts", "procedures",
            "hours",
            "calendar", "fields", "lines", "counters", "clerks", "priorityGroups", "rules",
            "kiosks",
            "devices", "accounts", "deviceTokens", "dossier", "voice",
        ]
        guard let entries = root.entries(known) else { return nil }
        place = root
        centre = entries.required("centre", "{code, name, heading}").flatMap(CentreReader.centre)
        listen = entries["listen"].map(CentreReader.listen) ?? CentreReader.defaultListen
        listenPlace = entries["listen"] ?? root
        tls = entries["tls"].map(TransportReader.tls)
        signIn = entries["signIn"].map(SignInReader.rules) ?? SignInRules()
        publicBaseURL = entries["publicBaseURL"].flatMap(CentreReader.publicBaseURL)
        texts = entries["texts"]
        layouts = entries["layouts"]
        procedures = entries["procedures"]
        hours = entries.required("hours", "opening hours").flatMap(HoursReader.read)
        calendar = entries["calendar"]
        fields = entries.required("fields", "a list").flatMap(HallReader.fields)
        lines = entries.required("lines", "a list").flatMap(LineReader.lines)
        counters = entries.required("counters", "a list").flatMap(HallReader.counters)
        clerks = entries["clerks"].map(HallReader.clerks) ?? []
        priorityGroups = entries["priorityGroups"].map(HallReader.priorityGroups) ?? []
        rules = entries["rules"].map(RulesReader.rules) ?? HallRules()
        kiosks = entries["kiosks"].map(DeviceReader.kiosks) ?? []
        if let devices = entries["devices"] {
            let parts = devices.entries([
                "printers", "boards", "panels", "scanners", "keypads", "ports",
            ])
            printers = parts.flatMap { $0["printers"].map(PrinterReader.printers) ?? [] }
            boards = parts.flatMap { $0["boards"].map(BoardReader.boards) ?? [] }
            panels = parts.flatMap { $0["panels"].map(DeviceReader.panels) ?? [] }
            scanners = parts.flatMap { $0["scanners"].map(ScannerReader.scanners) ?? [] }
            keypads = parts.flatMap { $0["keypads"].map(KeypadReader.keypads) ?? [] }
            ports = parts.flatMap { $0["ports"].map(PortReader.ports) ?? [] }
        } else {
            (printers, boards, panels, scanners, keypads) = ([], [], [], [], [])
            ports = []
        }
        accounts = entries["accounts"].map(AccessReader.accounts) ?? []
        deviceTokens = entries["deviceTokens"].map(AccessReader.deviceTokens) ?? []
        dossier = DossierSettingsReader.dossier(entries["dossier"], centre: centre)
        voice = entries["voice"].flatMap(VoiceReader.voice)
        names = Names(
            fields: DeclaredNames("field", fields?.map(\.id)),
            lines: DeclaredNames("line", dated: lines?.map { ($0.id, $0.dates) }),
            clerks: DeclaredNames("clerk", dated: clerks?.map { ($0.id, $0.dates) }),
            kiosks: DeclaredNames("kiosk", kiosks?.map(\.id)),
            printers: DeclaredNames("printer", printers?.map(\.id)))
    }
}
