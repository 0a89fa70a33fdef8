package import DeviceWire
package import Kiosk
import Synchronization

/// A printer that decodes what it receives instead of printing it, and answers what a printer of
/// its profile answers.
///
/// Knows nothing of how its bytes travel: a simulated bus, a socket or a pseudo-terminal hands
/// them over, and carries its answers back.
package final class SimulatedPrinter: Sendable {
    /// Slips that are kept, the newest.
    package static let keptSlips = 20

    /// When a trouble befalls a printer.
    package enum Moment: Sendable {
        /// Its slip is cut; what stands behind it is not read any more.
        case behindCut
        /// It reads the mark behind the slip, and does not answer it.
        case atMark
    }

    private struct State {
        var mind: SimulatedMind
        var slips: [DecodedSlip] = []
        var slipCount = 0
        var bytesReceived = 0
        /// Bytes that it still takes; nil for any number.
        var room: Int?
        var isPlugged = true
        var carry: (@Sendable ([UInt8]) -> Void)?
        var connection: SimulatedPrinterTransport?
        var onSlip: (@Sendable (Int) -> Void)?
    }

    package let id: DeviceID
    package let profile: PrinterProfile
    private let state: Mutex<State>

    /// A printer with its paper in.
    ///
    /// - Parameters:
    ///   - id: its name on the bench.
    ///   - profile: the family that it belongs to.
    ///   - widthDots: printable dots in a row; nil takes the profile's.
    package init(id: DeviceID, profile: PrinterProfile = .generic80, widthDots: Int? = nil) {
        self.id = id
        self.profile = profile
        let width = widthDots ?? profile.widthDots
        state = Mutex(State(mind: SimulatedMind(profile, widthDots: width)))
    }

    /// How many slips came out.
    package var slipCount: Int { state.withLock { $0.slipCount } }

    package var bytesReceived: Int { state.withLock { $0.bytesReceived } }

    /// Whether a slip lies in the presenter's mouth.
    package var isOutputOccupied: Bool { state.withLock { $0.mind.isOutputOccupied } }

    /// Slips that were pulled back because nobody took them.
    package var retractedSlips: Int { state.withLock { $0.mind.retractedSlips } }

    /// The slip that came out as `index`th, 1…; nil when there is none or it was forgotten.
    package func slip(_ index: Int) -> Raster? {
        decodedSlip(index).map {
            Raster(
                widthDots: $0.dots.widthDots, heightDots: $0.dots.heightDots, bytes: $0.dots.bytes)
        }
    }

    /// The same with the words that were sent as characters.
    package func decodedSlip(_ index: Int) -> DecodedSlip? {
        state.withLock { state in
            let position = index - (state.slipCount - state.slips.count) - 1
            return state.slips.indices.contains(position) ? state.slips[position] : nil
        }
    }

    /// What the printer says of itself from now on; one with the paper out takes no data.
    package func set(_ status: PrinterStatus) { tell { $0.mind.change(to: status) } }

    /// What the printer says of itself now.
    package var status: PrinterStatus { state.withLock { $0.mind.status } }

    /// Whether it is plugged in.
    package var isPlugged: Bool { state.withLock { $0.isPlugged } }

    /// Changes a part of what the printer says of itself.
    package func change(_ edit: (inout PrinterStatus) -> Void) {
        tell { state in
            var status = state.mind.status
            edit(&status)
            return state.mind.change(to: status)
        }
    }

    /// It says so of itself from the next such moment on.
    package func set(_ status: PrinterStatus, at moment: Moment) {
        state.withLock { $0.mind.trouble = (moment, status) }
    }

    /// Somebody takes the slip out of the presenter's mouth.
    package func takeSlip() { tell { $0.mind.takeSlip() } }

    /// Takes so many more bytes and then no more, until told nil.
    package func hold(after room: Int?) { state.withLock { $0.room = room } }

    /// Plugs the printer in or out.
    package func setPlugged(_ isPlugged: Bool) {
        let lost = state.withLock { state -> SimulatedPrinterTransport? in
            state.isPlugged = isPlugged
            guard !isPlugged else { return nil }
            defer { (state.connection, state.carry) = (nil, nil) }
            state.mind.switchOff()
            return state.connection
        }
        lost?.lose()
    }

    /// Calls `listener` with the number of slips whenever one came out; it must not call back.
    package func onSlip(_ listener: @escaping @Sendable (Int) -> Void) {
        state.withLock { $0.onSlip = listener }
    }

    /// From now on answers go to `carry`, which must not call back.
    package func connect(_ carry: @escaping @Sendable ([UInt8]) -> Void) {
        state.withLock { $0.carry = carry }
    }

    func open(onLoss: @escaping @Sendable () -> Void) -> SimulatedPrinterTransport? {
        state.withLock { state in
            guard state.isPlugged else { return nil }
            let transport = SimulatedPrinterTransport(
                self, canReceive: state.mind.canAnswer, onLoss: onLoss)
            state.connection = transport
            state.carry = { transport.inbox.push($0) }
            return transport
        }
    }

    /// Takes bytes from whatever carries them; how many.
    package func take(_ bytes: some Collection<UInt8>) -> Int {
        var count = 0
        tell { state in
            guard state.mind.takesData else { return [] }
            let taken = Array(bytes.prefix(state.room ?? .max))
            if let room = state.room { state.room = room - taken.count }
            count = taken.count
            state.bytesReceived += count
            let said = state.mind.hear(taken)
            state.slipCount += said.slips.count
            state.slips += said.slips
            state.slips.removeFirst(max(0, state.slips.count - Self.keptSlips))
            if !said.slips.isEmpty { state.onSlip?(state.slipCount) }
            return said.answers
        }
        return count
    }

    package var portStatus: UInt8 { state.withLock { $0.mind.portStatus } }

    private func tell(_ change: (inout sending State) -> [UInt8]) {
        state.withLock { state in
            let answers = change(&state)
            if !answers.isEmpty { state.carry?(answers) }
        }
    }
}
