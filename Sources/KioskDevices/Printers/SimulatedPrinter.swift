package import DeviceWire
package import Kiosk
import Synchronization

/// A printer that decodes what it receives instead of printing it, and answers as an Epson does.
package final class SimulatedPrinter: Sendable {
    /// Slips that are kept, the newest.
    package static let keptSlips = 20

    private struct State {
        var decoder: EscPosDecoder
        var slips: [DecodedSlip] = []
        var slipCount = 0
        var bytesReceived = 0
        var status = PrinterStatus()
        var automaticMask: UInt8 = 0
        var isPlugged = true
        var connection: SimulatedPrinterTransport?
    }

    package let id: DeviceID
    private let state: Mutex<State>

    package init(id: DeviceID, widthDots: Int) {
        self.id = id
        state = Mutex(State(decoder: EscPosDecoder(widthDots: widthDots)))
    }

    /// How many slips came out.
    package var slipCount: Int { state.withLock { $0.slipCount } }

    package var bytesReceived: Int { state.withLock { $0.bytesReceived } }

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
    package func set(_ status: PrinterStatus) {
        state.withLock { state in
            guard state.status != status else { return }
            state.status = status
            guard state.automaticMask != 0 else { return }
            state.connection?.inbox.push(status.automaticAnswer)
        }
    }

    /// Plugs the printer in or out.
    package func setPlugged(_ isPlugged: Bool) {
        let lost = state.withLock { state -> SimulatedPrinterTransport? in
            state.isPlugged = isPlugged
            guard !isPlugged else { return nil }
            defer { state.connection = nil }
            state.automaticMask = 0
            return state.connection
        }
        lost?.lose()
    }

    func open(onLoss: @escaping @Sendable () -> Void) -> SimulatedPrinterTransport? {
        state.withLock { state in
            guard state.isPlugged else { return nil }
            let transport = SimulatedPrinterTransport(self, onLoss: onLoss)
            state.connection = transport
            return transport
        }
    }

    /// Takes bytes from the bus; how many.
    func take(_ bytes: [UInt8]) -> Int {
        state.withLock { state in
            guard !state.status.paperEnd else { return 0 }
            state.bytesReceived += bytes.count
            for event in state.decoder.feed(bytes) {
                let answer = Self.answer(to: event, &state)
                if !answer.isEmpty { state.connection?.inbox.push(answer) }
            }
            return bytes.count
        }
    }

    var portStatus: UInt8 { state.withLock { $0.status.portStatusAnswer } }

    private static func answer(to event: EscPosDecoder.Event, _ state: inout State) -> [UInt8] {
        switch event {
        case .slip(let slip):
            state.slipCount += 1
            state.slips.append(slip)
            state.slips.removeFirst(max(0, state.slips.count - keptSlips))
            return []
        case .statusAsked(let question):
            return [state.status.realTimeAnswer(to: question)]
        case .automaticStatus(let mask):
            state.automaticMask = mask
            return mask == 0 ? [] : state.status.automaticAnswer
        case .paperAskedInOrder:
            return [state.status.paperEnd ? 0x0F : state.status.paperNearEnd ? 0x03 : 0x00]
        case .identityAsked(let question):
            return [0x5F] + Array("MOTCUA \(question.rawValue)".utf8) + [0]
        case .printedAsked(let id):
            return [0x37, 0x22] + id.digits + [0]
        }
    }
}
