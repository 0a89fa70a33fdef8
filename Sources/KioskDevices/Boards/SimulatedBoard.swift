package import DeviceWire
package import Kiosk
import QueueCore
import Synchronization

/// A counter board without hardware: it decodes the bytes that a real one would receive.
package final class SimulatedBoard: Sendable {
    fileprivate struct State {
        var modbus = ModbusRequestDecoder()
        var cd5220 = CD5220Decoder()
        /// Nil for a board of no declared family.
        var declared: DeclaredBoardDevice?
        var registers: [UInt16]
        var cells: [UInt8]
        var blink = BlinkWatch()
        var lastFrame: [UInt8] = []
        var hasPower = true
    }

    /// Modbus' exception code for a register that the board has not.
    private static let illegalDataAddress: UInt8 = 2
    /// Bytes of the last frame that are kept.
    package static let longestFrameKept = ModbusRequestDecoder.maximumFrame

    package let settings: BoardSettings
    private let cable: SimulatedCable
    /// As it is when its power comes.
    private let dark: State
    private let state: Mutex<State>

    /// A dark board with its power on.
    ///
    /// - Parameters:
    ///   - settings: as for a real one.
    ///   - shelf: where families that a file describes are.
    ///   - cable: of its line, shared with the boards beside it.
    package init(
        _ settings: BoardSettings, shelf: BoardShelf = BoardShelf(),
        cable: SimulatedCable = SimulatedCable()
    ) {
        self.settings = settings
        self.cable = cable
        var count = 1
        var declared: DeclaredBoardDevice?
        if case .declared(let family, let address) = settings.wire {
            declared = shelf.definition(named: family).flatMap {
                DeclaredBoard(
                    $0, address: address, counter: settings.counter ?? 0, digits: settings.digits)
            }.map(DeclaredBoardDevice.init)
        }
        if case .modbusRTU(_, _, let encoding) = settings.wire {
            count = RegisterEncoding(encoding).registerCount(digits: settings.digits)
        }
        dark = State(
            declared: declared,
            registers: Array(repeating: 0, count: count),
            cells: Array(repeating: UInt8(ascii: " "), count: settings.digits))
        state = Mutex(dark)
    }

    /// What the board shows, one ASCII character a digit.
    package var text: String { String(decoding: state.withLock { $0.cells }, as: UTF8.self) }

    /// The board as the bench page draws it; while it blinks, its lit half.
    package func picture(at now: ContinuousClock.Instant = .now) -> BenchSnapshot.Board {
        state.withLock { state in
            let blinks = state.blink.isBlinking(at: now) || state.declared?.blinks == true
            let cells = blinks ? state.blink.lit : state.cells
            return BenchSnapshot.Board(
                id: settings.id, view: settings.view, protocolName: protocolName,
                segments: cells.map(SevenSegment.segments), blinks: blinks,
                lastFrame: state.lastFrame)
        }
    }

    /// Takes bytes from the line as one burst between two silences.
    ///
    /// - Returns: what the board answers; nothing for most.
    package func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant = .now) -> [UInt8] {
        state.withLock { state in
            guard state.hasPower else { return [] }
            switch settings.wire {
            case .declared: return state.hear(bytes, answers: settings.answers, at: now)
            case .cd5220:
                guard state.cd5220.feed(bytes) else { return [] }
                state.keep(bytes)
                state.show(Array(state.cd5220.upper.suffix(settings.digits)), at: now)
                return []
            case .modbusRTU(let address, let register, let encoding):
                state.modbus.silence()
                var answers: [UInt8] = []
                for write in state.modbus.feed(bytes)
                where Int(write.unit) == address || !write.isAnswered {
                    state.keep(bytes)
                    let isTaken = state.store(write, base: register)
                    let cells = RegisterEncoding(encoding).cells(
                        of: state.registers, digits: settings.digits)
                    state.show(cells, at: now)
                    guard write.isAnswered, settings.answers else { continue }
                    answers += isTaken ? write.answer : write.exception(Self.illegalDataAddress)
                }
                return answers
            }
        }
    }

    /// Switches the board on or off; it remembers nothing.
    package func setPower(_ isOn: Bool) {
        state.withLock { state in
            guard state.hasPower != isOn else { return }
            state = dark
            state.hasPower = isOn
        }
    }

    private var protocolName: String {
        switch settings.wire {
        case .modbusRTU(_, _, let encoding): "Modbus RTU, \(encoding.rawValue)"
        case .cd5220: "CD5220"
        case .declared(let family, _): family
        }
    }
}

extension SimulatedBoard: Breakable {
    package var id: DeviceID { settings.id }

    package var breakages: [BenchBreakage] {
        [
            BenchBreakage(.unplugged, isOn: !cable.isPlugged),
            BenchBreakage(.dead, isOn: !state.withLock { $0.hasPower }),
        ]
    }

    package func set(_ fault: BenchFault, _ isOn: Bool) -> Bool {
        switch fault {
        case .unplugged: cable.setPlugged(!isOn)
        case .dead: setPower(!isOn)
        case .paperLow, .paperOut, .coverOpen: return false
        }
        return true
    }
}

extension SimulatedBoard.State {
    fileprivate mutating func keep(_ frame: [UInt8]) {
        lastFrame = Array(frame.suffix(SimulatedBoard.longestFrameKept))
    }

    /// What a board of a declared family does with a burst.
    fileprivate mutating func hear(
        _ bytes: [UInt8], answers: Bool, at now: ContinuousClock.Instant
    ) -> [UInt8] {
        guard let heard = declared?.receive(bytes), !heard.isEmpty else { return [] }
        keep(bytes)
        show(declared?.cells ?? [], at: now)
        return answers ? heard.flatMap(\.answer) : []
    }

    fileprivate mutating func show(_ cells: [UInt8], at now: ContinuousClock.Instant) {
        self.cells = cells
        blink.see(cells, at: now)
    }

    /// Writes registers that exist; false when one does not, and then nothing is written.
    fileprivate mutating func store(_ write: ModbusWrite, base: Int) -> Bool {
        let start = Int(write.register) - base
        guard start >= 0, start + write.values.count <= registers.count else { return false }
        registers.replaceSubrange(start..<start + write.values.count, with: write.values)
        return true
    }
}
