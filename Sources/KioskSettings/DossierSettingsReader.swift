import Foundation
import Kiosk

/// Reads how dossiers are numbered, and where the core is that has them.
enum DossierSettingsReader {
    /// Dossiers as written; without a section the embedded core numbers them by the centre's code.
    static func dossier(_ place: Place?, centre: CentreSettings?) -> DossierSettings? {
        guard let place else {
            return centre.map { DossierSettings(authority: .embedded, agencyCode: $0.code) }
        }
        guard
            let entries = place.entries([
                "authority", "agencyCode", "gateway", "intakeFolder", "sync", "retentionMonths",
                "payment",
            ])
        else {
            return nil
        }
        let authority = entries.required("authority", "embedded or province")?
            .choice(of: DossierSettings.Authority.self)
        let code = entries["agencyCode"].map(CentreReader.agencyCode) ?? centre?.code
        let gateway = entries["gateway"].map(gateway) ?? .inProcess
        guard let authority, let code, let gateway else { return nil }
        var settings = DossierSettings(
            authority: authority, agencyCode: code, gateway: gateway)
        settings.intakeFolder = entries["intakeFolder"].flatMap(path)
        settings.retentionMonths = entries["retentionMonths"]?.integer(in: 1...600)
        settings.payment = entries["payment"].flatMap(payment)
        if let place = entries["sync"] { settings.sync = sync(place) }
        return settings
    }

    private static func gateway(_ place: Place) -> GatewaySettings? {
        // Which other keys there may be, the kind says.
        guard let all = place.anyEntries("a mapping with kind"),
            let kind = all.required("kind", "in-process, http or folder")?
                .choice(of: GatewaySettings.Kind.self)
        else { return nil }
        switch kind {
        case .inProcess:
            return place.entries(["kind"]) == nil ? nil : .inProcess
        case .http:
            guard let entries = place.entries(["kind", "url", "keyFile"]) else { return nil }
            let url = entries.required("url", "the core's URL").flatMap(CentreReader.baseURL)
            let key = entries.required("keyFile", "the key's file").flatMap(path)
            guard let url, let key else { return nil }
            return .http(url: url, keyFile: key)
        case .folder:
            guard let entries = place.entries(["kind", "path", "keyFile"]) else { return nil }
            let folder = entries.required("path", "the folder's path").flatMap(path)
            let key = entries.required("keyFile", "the key's file").flatMap(path)
            guard let folder, let key else { return nil }
            return .folder(path: folder, keyFile: key)
        }
    }

    private static func payment(_ place: Place) -> PaymentAccount? {
        guard let entries = place.entries(["bank", "account"]) else { return nil }
        let bank = word(
            entries.required("bank", "the bank's number"), #/[0-9]{6}/#, "six digits in quotes")
        let account = word(
            entries.required("account", "the account"), #/[0-9A-Za-z]{1,19}/#,
            "1 to 19 digits or letters in quotes")
        guard let bank, let account else { return nil }
        return PaymentAccount(bank: bank, account: account)
    }

    private static func word(
        _ place: Place?, _ pattern: Regex<Substring>, _ expected: String
    ) -> String? {
        guard let place, let text = place.lineOfText(expected, limit: 40) else { return nil }
        if text.wholeMatch(of: pattern) != nil { return text }
        place.mistake(expected: expected)
        return nil
    }

    /// The whole dossiers of a centre pass there: nothing but TLS, or this machine.
    private static func sync(_ place: Place) -> SyncSettings? {
        guard let entries = place.entries(["url", "unit", "credentialFile"]) else { return nil }
        let urlPlace = entries.required("url", "the adapter's URL")
        let url = urlPlace.flatMap(CentreReader.baseURL)
        let isPrivate =
            ["https://", "http://127.0.0.1:", "http://localhost:"].contains { start in
                url?.hasPrefix(start) ?? true
            }
        if !isPrivate { urlPlace?.mistake(expected: "an https URL") }
        let unit = entries.required("unit", "the unit's code").flatMap { place in
            place.lineOfText("the unit's code", limit: 64)
        }
        let file = entries.required("credentialFile", "the credential's file").flatMap(path)
        guard let url, let unit, let file, isPrivate else { return nil }
        return SyncSettings(url: url, unit: unit, credentialFile: file)
    }

    private static func path(_ place: Place) -> String? {
        place.lineOfText("a path", limit: 1_000)
    }
}

extension GatewaySettings {
    /// The same, its paths resolved against the configuration's folder.
    func resolved(_ path: (String) -> String) -> GatewaySettings {
        switch self {
        case .inProcess: self
        case .http(let url, let key): .http(url: url, keyFile: path(key))
        case .folder(let folder, let key): .folder(path: path(folder), keyFile: path(key))
        }
    }
}
