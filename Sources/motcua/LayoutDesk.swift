import DeviceWire
import Kiosk
import KioskSettings
import KioskWeb
import QueueCore
import Stationery

/// Draws sample slips by the layouts on disk, for whoever edits them beside the bench page.
///
/// However many look: one load at a time, and `freshFor` lies between two.
actor LayoutDesk: LayoutPreviewer {
    /// How long what was read is taken for what is on disk.
    static let freshFor = Duration.milliseconds(500)
    /// The time of day on every sample: a quarter past eight.
    private static let sampleTime = Duration.seconds(29_700)
    /// Rows of a band that is the whole slip.
    private static let wholeSlip = 10_000

    private enum Loaded {
        case configuration(Configuration)
        case mistakes([String])
    }

    private let executor = SerialQueueExecutor(label: "motcua.layouts")
    private let path: String
    private let clock: any WallClock
    /// What phones reach in the demonstration, so that samples have their QR.
    private let publicBaseURL: String?
    private let renderer = PangoSlipRenderer()
    private var loaded: (at: ContinuousClock.Instant, what: Loaded)?

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// - Parameters:
    ///   - path: of the centre's file.
    ///   - publicBaseURL: taken where the file has none.
    ///   - clock: whose time stands on the samples.
    init(path: String, publicBaseURL: String?, clock: any WallClock) {
        self.path = path
        self.publicBaseURL = publicBaseURL
        self.clock = clock
    }

    func preview(of kind: Slip.Kind, on paper: SlipPaper) -> LayoutPreview {
        let now = ContinuousClock.now
        if loaded.map({ now - $0.at >= Self.freshFor }) ?? true { loaded = (now, load()) }
        switch loaded?.what {
        case .configuration(let configuration): return draw(kind, paper, configuration)
        case .mistakes(let lines): return .mistakes(lines)
        case nil: return .mistakes([])
        }
    }

    private func load() -> Loaded {
        do {
            let names = try PrinterProfiles.shelf(besides: path).names
            var configuration = try ConfigurationLoader.load(
                path: path, printerProfiles: names,
                boards: BoardFamilies.shelf(besides: path), layouts: .stationery)
            configuration.publicBaseURL = configuration.publicBaseURL ?? publicBaseURL
            return .configuration(configuration)
        } catch {
            return .mistakes(error.description.split(separator: "\n").map(String.init))
        }
    }

    private func draw(
        _ kind: Slip.Kind, _ paper: SlipPaper, _ configuration: Configuration
    ) -> LayoutPreview {
        // One time all day: with the minute on it a picture would change by itself.
        let moment = ServiceDay(at: clock.now()).start + Self.sampleTime
        let samples = SlipSamples(configuration: configuration, now: moment)
        guard let line = configuration.plan.lines.first else { return .mistakes([]) }
        let slip = samples.slip(kind, number: SlipSamples.number(of: line), line: line.id)
        do {
            let bands = Array(
                try renderer.bands(
                    of: slip, widthDots: SlipSamples.widthDots(of: paper),
                    maxBandRows: Self.wholeSlip))
            return .picture(
                Raster(
                    widthDots: SlipSamples.widthDots(of: paper),
                    heightDots: bands.reduce(0) { $0 + $1.heightDots },
                    bytes: bands.flatMap(\.bytes)))
        } catch {
            return .mistakes(["\(kind.rawValue).yaml: \(error)"])
        }
    }
}
