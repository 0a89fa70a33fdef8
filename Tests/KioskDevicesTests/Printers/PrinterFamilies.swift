import DeviceWire
import Kiosk
import KioskDevices
import Testing

/// Printers that differ in what can be known of their slips.
enum PrinterFamily: String, CaseIterable, CustomTestStringConvertible {
    /// Says when a slip is printed.
    case epson
    /// Answers behind the data that it read it.
    case clone
    /// Says that the slip lies in its mouth.
    case presenter
    /// Counts the marks behind its slips, and says so by itself.
    case star
    /// Counts them, and says so when asked.
    case quietStar
    /// Has no way back.
    case oneWay

    var testDescription: String { rawValue }

    var profile: PrinterProfile {
        var profile = PrinterProfile.generic80
        profile.name = rawValue
        switch self {
        case .epson:
            profile.abilities.insert(.identity)
        case .clone:
            profile.abilities = [.realTimeStatus, .automaticStatus, .inOrderStatus, .portStatus]
        case .presenter:
            profile.abilities = [.realTimeStatus, .presenterStatus, .portStatus]
            profile.cut = .presenter
            profile.present = [0x1D, 0x65, 0x03, 0x03]
            profile.retract = [0x1D, 0x65, 0x02]
        case .star, .quietStar:
            profile.commandSet = .starRaster
            profile.abilities = [.starStatus, .starCounter, .portStatus]
            if self == .star { profile.abilities.insert(.automaticStatus) }
        case .oneWay:
            profile.abilities = [.portStatus]
            profile.quirks = [.oneWay]
        }
        return profile
    }

    /// What a slip that comes out is known as; over a line without a port status beside the data
    /// nothing is known of a printer without a way back.
    func outcome(hasPortStatus: Bool) -> PrintOutcome {
        switch self {
        case .epson, .presenter, .star, .quietStar: .confirmed
        case .clone: .probable
        case .oneWay:
            hasPortStatus ? .probable : .unknown(reason: "the printer gives no status")
        }
    }

    static let shelf = PrinterShelf(allCases.map(\.profile))
}
