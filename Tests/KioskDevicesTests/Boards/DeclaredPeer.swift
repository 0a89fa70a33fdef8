import DeviceWire
import Foundation
import Kiosk
import KioskDevices
import KioskSettings
import KioskTesting
import QueueCore
import Synchronization
import Testing

/// The shipped families of boards.
enum ShippedBoards {
    static let shelf: BoardShelf = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        let folder = root.appending(path: "Firmware-Protocols/boards").path(percentEncoded: false)
        let files = (try? ProtocolReader.read(folder: folder)) ?? []
        return BoardShelf(files.map(\.definition))
    }()

    static let families: [FrameProtocol] = shelf.names.compactMap(shelf.definition)
    static let answering = families.filter {
        $0.has(.show) && $0.sent.contains { $0.answer != nil }
    }

    /// A board of a family, at counter 6.
    static func settings(_ family: FrameProtocol, port: String) -> BoardSettings {
        BoardSettings(
            id: "board-6", view: .counter(6), port: port, baud: 9_600,
            wire: .declared(family: family.name, address: address(family)), digits: family.digits,
            answers: family.sent.contains { $0.answer != nil })
    }

    static func address(_ family: FrameProtocol) -> Int? { family.addresses?.range.lowerBound }

    /// The board's own side of the line.
    static func device(_ family: FrameProtocol) -> DeclaredBoardDevice? {
        DeclaredBoard(family, address: address(family), counter: 6).map(DeclaredBoardDevice.init)
    }
}

extension FrameProtocol: CustomTestStringConvertible {
    package var testDescription: String { name }
}

/// What goes wrong on a board's line.
enum WireFault: String, Sendable, CaseIterable {
    /// The answer comes when the next one is awaited.
    case late
    /// The answer comes byte by byte.
    case split
    case doubled
    /// A byte of the answer is wrong.
    case corrupted
    case missing
    /// The answer's end is missing.
    case torn
    /// The adapter hears itself.
    case echo
    /// Another board answers.
    case otherAddress
    /// Bytes that mean nothing come before the answer.
    case noise
    /// A byte of the request is wrong when it arrives.
    case spoiltRequest
    /// The request does not arrive.
    case lostRequest
}

/// A board's side of a line, made of its family's own file, with one fault when it is first told a
/// number.
final class DeclaredPeer: Sendable {
    private struct State {
        var device: DeclaredBoardDevice
        var fault: WireFault?
        var hangsUp = false
        /// Said before the next answer.
        var stray: [UInt8] = []
        var heardAt = ContinuousClock.now
    }

    /// The newest frame that the board shows; nil for a board that was told nothing.
    let shown = Watched<DecodedFrame?>(nil)
    /// Every frame that was meant for it.
    let heard = Watched<[String]>([])
    private let state: Mutex<State>
    /// Half a frame is forgotten after such a silence.
    private static let forgets = Duration.milliseconds(15)

    init(_ device: DeclaredBoardDevice, _ fault: WireFault? = nil) {
        state = Mutex(State(device: device, fault: fault))
    }

    func hangUpAtNextNumber() { state.withLock { $0.hangsUp = true } }

    var number: Int? { shown.value?.values.numbers[.number] }

    /// What comes back upon bytes; nil hangs up.
    func answer(_ bytes: [UInt8]) -> [[UInt8]]? {
        let (pieces, frames, now) = state.withLock { state in
            let pieces = Self.answer(bytes, &state)
            return (pieces.0, pieces.1, state.device.shown)
        }
        heard.change { $0 += frames }
        shown.change { $0 = now }
        return pieces
    }

    private static func answer(
        _ bytes: [UInt8], _ state: inout State
    ) -> ([[UInt8]]?, [String]) {
        if ContinuousClock.now - state.heardAt > forgets { state.device.silence() }
        state.heardAt = .now
        let echo = state.fault == .echo ? [bytes] : []
        var probe = state.device
        let isNumber = probe.receive(bytes).contains { $0.frame.values.numbers[.number] == 1_002 }
        guard isNumber else {
            let told = state.device.receive(bytes)
            let said = state.stray + told.flatMap(\.answer)
            state.stray = []
            return (echo + (said.isEmpty ? [] : [said]), told.map(\.frame.name))
        }
        if state.hangsUp {
            state.hangsUp = false
            return (nil, [])
        }
        let fault = state.fault
        if fault != .echo { state.fault = nil }
        switch fault {
        case .lostRequest: return ([], [])
        case .spoiltRequest:
            var spoilt = bytes
            spoilt[spoilt.count / 2] ^= 0x04
            let told = state.device.receive(spoilt)
            state.device.silence()
            return (told.map(\.answer), told.map(\.frame.name))
        default: break
        }
        let told = state.device.receive(bytes)
        let answer = state.stray + told.flatMap(\.answer)
        state.stray = []
        return (echo + Self.spoilt(answer, fault, &state), told.map(\.frame.name))
    }

    private static func spoilt(
        _ answer: [UInt8], _ fault: WireFault?, _ state: inout State
    ) -> [[UInt8]] {
        guard !answer.isEmpty else {
            return fault == .noise ? [[0x00, 0xFF, 0x7F, 0x10, 0xAA]] : []
        }
        switch fault {
        case .late:
            state.stray = answer
            return []
        case .split: return answer.map { [$0] }
        case .doubled: return [answer + answer]
        case .corrupted:
            var wrong = answer
            wrong[wrong.count / 2] ^= 0x40
            return [wrong]
        case .missing: return []
        case .torn: return [Array(answer.dropLast(2))]
        case .noise: return [[0x00, 0xFF, 0x7F, 0x10, 0xAA] + answer]
        case .otherAddress: return [state.device.answerOfAnother(than: answer)]
        default: return [answer]
        }
    }
}

extension DeclaredBoardDevice {
    /// The same answer from the next address; the answer itself in a family without addresses.
    fileprivate func answerOfAnother(than answer: [UInt8]) -> [UInt8] {
        var decoder = FrameDecoder(board.definition, .received)
        guard var frame = decoder.feed(answer).first, let address = frame.values.numbers[.address]
        else { return answer }
        var values = frame.values
        values.numbers[.address] = address + 1
        frame = DecodedFrame(name: frame.name, values: values)
        return (try? board.definition.encode(frame.name, with: values)) ?? answer
    }
}
