import Kiosk
import QueueCore

/// A kiosk as written.
struct KioskDraft {
    let place: Place
    let id: Located<String>?
    let name: LocalizedName?
    let printers: [Located<String>]
    let hasScreen: Bool
    let isDefault: Bool

    var settings: KioskSettings? {
        id.map {
            KioskSettings(
                id: KioskID($0.value), name: name, printers: printers.map { DeviceID($0.value) },
                isDefault: isDefault, hasScreen: hasScreen)
        }
    }
}

/// A printer as written.
struct PrinterDraft {
    let place: Place
    let id: Located<String>?
    let connection: PrinterSettings.Connection?
    let widthDots: Int?
    let profile: Located<String>?
    let retractSeconds: Int?

    var settings: PrinterSettings? {
        guard let id, let connection else { return nil }
        return PrinterSettings(
            id: DeviceID(id.value), connection: connection, widthDots: widthDots,
            profile: profile?.value,
            retractSeconds: retractSeconds ?? PrinterSettings.defaultRetractSeconds)
    }
}

/// A counter board as written.
struct BoardDraft {
    let place: Place
    let id: Located<String>?
    let counter: Located<Int>?
    let port: String?
    let baud: Int?
    let digits: Int?
    let answers: Bool?
    let wire: Located<BoardSettings.Wire>?

    var settings: BoardSettings? {
        guard let id, let counter, let port, let baud, let digits, let answers, let wire else {
            return nil
        }
        return BoardSettings(
            id: DeviceID(id.value), counter: counter.value, port: port, baud: baud,
            wire: wire.value, digits: digits, answers: answers)
    }
}

/// A button panel as written.
struct PanelDraft {
    /// A button as written.
    struct Button {
        let code: Located<Int>?
        let line: Located<String>?
    }

    let id: Located<String>?
    let kiosk: Located<String>?
    let path: String?
    let name: String?
    let buttons: [Button]
    let repeatSeconds: Int?
    let stuckSeconds: Int?

    var settings: PanelSettings? {
        guard let id, let kiosk else { return nil }
        let known = buttons.compactMap { button in
            button.code.flatMap { code in
                button.line.map { ButtonSettings(code: code.value, line: LineID($0.value)) }
            }
        }
        var settings = PanelSettings(
            id: DeviceID(id.value), kiosk: KioskID(kiosk.value), path: path, name: name,
            buttons: known)
        settings.repeatSeconds = repeatSeconds ?? PanelSettings.defaultRepeatSeconds
        settings.stuckSeconds = stuckSeconds ?? PanelSettings.defaultStuckSeconds
        return settings
    }
}
