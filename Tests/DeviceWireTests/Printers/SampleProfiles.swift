import DeviceWire
import Testing

/// One profile of each kind that a language differs for.
enum SampleProfiles {
    static let plain = PrinterProfile.generic80

    static let epson = changed("epson") {
        $0.abilities = [
            .realTimeStatus, .automaticStatus, .inOrderStatus, .processID, .portStatus, .identity,
        ]
        $0.quirks = [.marginMovesRaster]
    }

    static let narrow = changed("narrow") {
        $0.widthDots = 384
        $0.dotsPerInch = 180
        $0.bandRows = 16
        $0.cut = .tearBar
        $0.feedRowsBeforeCut = 300
        $0.abilities = [.realTimeStatus, .inOrderStatus]
    }

    static let presenter = changed("presenter") {
        $0.cut = .presenter
        $0.feedRowsBeforeCut = 16
        $0.present = [0x1D, 0x65, 0x03, 0x28]
        $0.retract = [0x1D, 0x65, 0x02]
        $0.abilities = [.presenterStatus, .portStatus]
        $0.quirks = [.marginMovesRaster]
    }

    static let star = changed("star") {
        $0.commandSet = .starRaster
        $0.abilities = [.starStatus, .starCounter, .portStatus]
    }

    static let starPresenter = changed("star-presenter") {
        $0.commandSet = .starRaster
        $0.cut = .presenter
        $0.abilities = [.starStatus, .starCounter, .automaticStatus]
    }

    static let all = [plain, epson, narrow, presenter, star, starPresenter]

    private static func changed(
        _ name: String, _ change: (inout PrinterProfile) -> Void
    ) -> PrinterProfile {
        var profile = PrinterProfile.generic80
        profile.name = name
        change(&profile)
        return profile
    }
}

extension PrinterProfile: CustomTestStringConvertible {
    package var testDescription: String { name }
}
