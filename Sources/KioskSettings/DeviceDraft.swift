import DeviceWire
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
    /// The counter that it shows; a board has either this or a row.
    let counter: Located<Int>?
    let row: Located<Int>?
    /// Digits of a row that tell the counter; nil: as many as the largest counter has.
    let counterDigits: Int?
    let port: String?
    let baud: Int?
    let digits: Int?
    let answers: Bool?
    let wire: Located<BoardSettings.Wire>?

    /// The board, with what its family says where it says nothing itself.
    ///
    /// - Parameters:
    ///   - shelf: the families that there are.
    ///   - usualCounterDigits: of a row that does not say how many.
    /// - Returns: nil when something needed is missing.
    func settings(_ shelf: BoardShelf?, usualCounterDigits: Int) -> BoardSettings? {
        let family = family(on: shelf)
        let view: BoardSettings.View? =
            if let row {
                .hallRow(row.value, counterDigits: counterDigits ?? usualCounterDigits)
            } else {
                counter.map { .counter($0.value) }
            }
        guard let id, let view, let port, let wire, let baud = baud ?? family?.line.baud,
            let digits = digits ?? family?.digits,
            let answers = answers ?? family.map(\.answersBoards)
        else { return nil }
        return BoardSettings(
            id: DeviceID(id.value), view: view, port: port, baud: baud,
            wire: wire.value, digits: digits, answers: answers)
    }
}

extension BoardDraft {
    /// The family that its file describes; nil for a board of a built-in one.
    func family(on shelf: BoardShelf?) -> FrameProtocol? {
        guard case .declared(let name, _) = wire?.value else { return nil }
        return shelf?.definition(named: name)
    }
}

extension FrameProtocol {
    /// Whether boards of the family answer a number.
    var answersBoards: Bool { frame(named: BoardFrame.show.rawValue)?.frame.answer != nil }
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
