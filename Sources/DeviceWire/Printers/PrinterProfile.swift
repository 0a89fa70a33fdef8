/// What a family of ticket printers is like: data with a story, read from one file of
/// `Firmware-Protocols/printers/`.
///
/// No code asks for a maker or a model; it asks for what stands here.
package struct PrinterProfile: Hashable, Sendable {
    /// The language that the printer takes its dots in.
    package enum CommandSet: String, Hashable, Sendable, CaseIterable {
        /// `GS v 0` bands, `GS V` cuts.
        case escPos = "esc-pos"
        /// Star's raster mode: `ESC * r A`, a `b nL nH` a row, `ESC FF EOT` at the end.
        case starRaster = "star-raster"
    }

    /// How paper is parted behind a slip.
    package enum Cut: String, Hashable, Sendable, CaseIterable {
        /// Feeds past the knife and leaves one point (`GS V 66`).
        case feedAndPartial = "feed-and-partial"
        /// Feeds past the knife and parts it whole (`GS V 65`).
        case feedAndFull = "feed-and-full"
        /// No knife: feeds past the tear bar.
        case tearBar = "tear-bar"
        /// A presenter cuts and pushes the slip out.
        case presenter
    }

    /// One way of knowing how the printer is or whether a slip came out.
    package enum Ability: String, Hashable, Sendable, CaseIterable {
        /// DLE EOT 1…4.
        case realTimeStatus = "real-time-status"
        /// GS a: four bytes pushed at every change.
        case automaticStatus = "automatic-status"
        /// GS r 1: answered behind the data before it.
        case inOrderStatus = "in-order-status"
        /// GS ( H, function 48: says when everything before it is printed.
        case processID = "process-id"
        /// Star's automatic status, seven bytes or more.
        case starStatus = "star-status"
        /// Star's ETB counter: says how many marks behind slips were printed.
        case starCounter = "star-counter"
        /// DLE EOT 20: six bytes with the presenter's state.
        case presenterStatus = "presenter-status"
        /// GET_PORT_STATUS on the USB control pipe.
        case portStatus = "port-status"
        /// GS I: names itself.
        case identity
    }

    /// Something a family does that others do not.
    package enum Quirk: String, Hashable, Sendable, CaseIterable {
        /// Advertises a way back that hangs or garbles: only write.
        case oneWay = "one-way"
        /// Loses what comes after a job unless SOFT_RESET ends it.
        case resetAfterJob = "reset-after-job"
        /// Must stay open for a second behind a job.
        case closeSlowly = "close-slowly"
        /// Dislikes SET_CONFIGURATION and SET_INTERFACE.
        case leaveSettings = "leave-settings"
        /// A printer in an interface of the vendor's own class.
        case vendorClass = "vendor-class"
        /// Needs an empty packet behind a transfer that fills its last one.
        case emptyPacket = "empty-packet"
        /// `GS L` moves raster, so white at the left need not be sent.
        case marginMovesRaster = "margin-moves-raster"
    }

    /// Which printers a profile is for, by their IEEE 1284 device ID; both are compared without
    /// regard to case, `*` stands for any characters.
    package struct Match: Hashable, Sendable {
        package var maker: String
        package var model: String

        package init(maker: String, model: String) {
            self.maker = maker
            self.model = model
        }
    }

    /// Where in the files something stands: `printers/epson-tm-t20.yaml:12`.
    package typealias Place = String

    /// The file's name without its ending, as the configuration names it.
    package var name: String
    /// The family in words.
    package var title: String
    /// Whether someone printed with it on real hardware; the file says so to an installer.
    package var isTriedOnHardware: Bool
    package var matches: [Match]
    /// Where each of `matches` stands, so that a log can say which line won.
    package var matchPlaces: [Place]
    package var commandSet: CommandSet
    /// Printable dots in a row, a multiple of 8.
    package var widthDots: Int
    package var dotsPerInch: Int
    /// Rows in one band, 1…255.
    package var bandRows: Int
    package var cut: Cut
    /// Rows fed before the cut beyond what the cut itself feeds.
    package var feedRowsBeforeCut: Int
    /// The bytes that push a cut slip out; empty without a presenter.
    package var present: [UInt8]
    /// The bytes that take back a slip that nobody took; empty where the printer cannot.
    package var retract: [UInt8]
    package var abilities: Set<Ability>
    package var quirks: Set<Quirk>
    /// Millimetres printed in a second: how long a slip may take.
    package var millimetresPerSecond: Int

    /// The profile of a printer that nobody described: 80 mm, everything asked and nothing
    /// believed before it was answered.
    package static let generic80 = PrinterProfile(
        name: "generic-80mm", title: "80 mm ESC/POS", isTriedOnHardware: false,
        matches: [], matchPlaces: [], commandSet: .escPos, widthDots: 576, dotsPerInch: 203,
        bandRows: 64, cut: .feedAndPartial, feedRowsBeforeCut: 0, present: [], retract: [],
        abilities: [.realTimeStatus, .automaticStatus, .processID, .portStatus], quirks: [],
        millimetresPerSecond: 150)

    package init(
        name: String, title: String, isTriedOnHardware: Bool, matches: [Match],
        matchPlaces: [Place], commandSet: CommandSet, widthDots: Int, dotsPerInch: Int,
        bandRows: Int, cut: Cut, feedRowsBeforeCut: Int, present: [UInt8], retract: [UInt8],
        abilities: Set<Ability>, quirks: Set<Quirk>, millimetresPerSecond: Int
    ) {
        self.name = name
        self.title = title
        self.isTriedOnHardware = isTriedOnHardware
        self.matches = matches
        self.matchPlaces = matchPlaces
        self.commandSet = commandSet
        self.widthDots = widthDots
        self.dotsPerInch = dotsPerInch
        self.bandRows = bandRows
        self.cut = cut
        self.feedRowsBeforeCut = feedRowsBeforeCut
        self.present = present
        self.retract = retract
        self.abilities = abilities
        self.quirks = quirks
        self.millimetresPerSecond = millimetresPerSecond
    }
}
