import DeviceWire
package import Kiosk
import QueueCore
import Synchronization

/// A counter board without hardware: it decodes the bytes that a real one would receive.
package final class SimulatedBoard: Sendable {
    fileprivate struct State {
        var modbus = ModbusRequestDecoder()
        var cd5220 = CD5220Decoder()
        var registers: [UInt16]
        var cells: [UInt8]
        var blink = BlinkWatch()
        var lastFrame: [UInt8] = []
    }

    /// Modbus' exception code for a register that the board has not.
    private static let illegalDataAddress: UInt8 = 2
    /// Bytes of the last frame that are kept.
    package static let longestFrameKept = ModbusRequestDecoder.maximumFrame

    package let settings: BoardSettings
    private let state: Mutex<State>

    package init(_ settings: BoardSettings) {
        self.settings = settings
        var count = 1
        if case .modbusRTU(_, _, let encoding) = settings.wire {
            count = RegisterEncoding(encoding).registerCount(digits: settings.digits)
        }
        state = Mutex(
            State(
                registers: Array(repeating: 0, count: count),
                cells: Array(repeating: UInt8(ascii: " "), count: settings.digits)))
    }

    /// What the board shows, one ASCII character a digit.
    package var text: String { String(decoding: state.withLock { $0.cells }, as: UTF8.self) }

    /// The board as the bench page draws it; while it blinks, its lit half.
    package func picture(at now: ContinuousClock.Instant = .now) -> BenchSnapshot.Board {
        state.withLock { state in
            let blinks = state.blink.isBlinking(at: now)
            let cells = blinks ? state.blink.lit : state.cells
            return BenchSnapshot.Board(
                id: settings.id, counter: settings.counter, protocolName: protocolName,
                segments: cells.map(SevenSegment.segments), blinks: blinks,
                lastFrame: state.lastFrame)
        }
    }

    /// Takes bytes from the line as one burst between two silences.
    ///
    /// - Returns: what the board answers; nothing for most.
    package func receive(_ bytes: [UInt8], at now: ContinuousClock.Instant = .now) -> [UInt8] {
        state.withLock { state in
            switch settings.wire {
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

    private var protocolName: String {
        switch settings.wire {
        case .modbusRTU(_, _, let encoding): "Modbus RTU, \(encoding.rawValue)"
        case .cd5220: "CD5220"
        }
    }
}

extension SimulatedBoard.State {
    fileprivate mutating func keep(_ frame: [UInt8]) {
        lastFrame = Array(frame.suffix(SimulatedBoard.longestFrameKept))
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
