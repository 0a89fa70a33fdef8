package import DeviceWire
package import Kiosk

/// How one configured board is told its face: the only place that knows both settings and bytes.
package struct BoardCodec: Sendable {
    /// What makes a board say something.
    package struct Request: Sendable {
        package let bytes: [UInt8]
        /// Nil where nobody answers.
        package let answer: (any AnswerReader)?
        /// Why something else than what was asked for is shown, in words; nil when it is shown.
        package var fallback: String?
    }

    /// The board's protocol, with what its requests need.
    private enum Wire: Sendable {
        case modbus(unit: Int, register: Int, encoding: RegisterEncoding)
        case cd5220
        case declared(DeclaredBoard)
        /// A family without a file, or an address that it has not: nothing can be said.
        case unknown(String)
    }

    private let wire: Wire
    private let digits: Int
    /// Whether the board answers what it is sent.
    package let isAnswered: Bool
    /// Whether the board blinks a number by itself.
    package let blinksByItself: Bool
    /// Whether the board can be made dark, so that it can be blinked.
    package let canBeDark: Bool
    /// The family's own times and characters; those of 8N1 without any elsewhere.
    package let timing: FrameTiming
    package let characters: LineSettings

    /// The codec of a board.
    ///
    /// - Parameters:
    ///   - settings: the board.
    ///   - shelf: where families that a file describes are.
    package init(_ settings: BoardSettings, shelf: BoardShelf = BoardShelf()) {
        digits = settings.digits
        switch settings.wire {
        case .modbusRTU(let address, let register, let encoding):
            wire = .modbus(unit: address, register: register, encoding: .init(encoding))
            isAnswered = settings.answers && address != Int(ModbusWrite.broadcastUnit)
        case .cd5220:
            wire = .cd5220
            isAnswered = false
        case .declared(let family, let address):
            let board = shelf.definition(named: family).flatMap {
                DeclaredBoard(
                    $0, address: address, counter: settings.counter ?? 0, digits: settings.digits)
            }
            wire = board.map(Wire.declared) ?? .unknown(family)
            isAnswered = settings.answers && board?.isAnswered == true
        }
        if case .declared(let board) = wire {
            blinksByItself = board.blinksByItself
            canBeDark = board.canBeDark
            (timing, characters) = (board.definition.timing, board.definition.line)
        } else {
            (blinksByItself, canBeDark) = (false, true)
            timing = FrameTiming(silence: 0, answer: 0, turnaround: 0)
            characters = LineSettings()
        }
    }

    /// The request that makes the board say `sign`, and how its answer is read.
    ///
    /// - Parameters:
    ///   - sign: what it is to say.
    ///   - blinks: by itself, where it can.
    ///   - sequence: counts requests, for families that number them.
    /// - Returns: what goes out, and what is shown where it is something else.
    /// - Throws: `BoardSignError` when the board cannot say it.
    package func request(
        for sign: BoardSign, blinks: Bool = false, sequence: Int = 0
    ) throws(BoardSignError) -> Request {
        switch wire {
        case .unknown(let family): throw .unknownFamily(family)
        case .cd5220:
            return Request(bytes: try CD5220.frame(for: sign, digits: digits), answer: nil)
        case .modbus(let unit, let register, let encoding):
            let values = try encoding.registers(for: sign, digits: digits)
            let write = ModbusWrite(.writeMultiple, unit: unit, register: register, values: values)
            guard let write else { throw .unaddressable(unit: unit, register: register) }
            return Request(
                bytes: write.frame, answer: isAnswered ? ModbusAnswerParser(to: write) : nil)
        case .declared(let board):
            let telling = try board.telling(
                sign, blinks: blinks, sequence: sequence, isAnswered: isAnswered)
            return Request(
                bytes: telling.bytes, answer: telling.answer, fallback: telling.fallback)
        }
    }

    /// Frames that go out before a request, each by itself.
    package func preparation(isNew: Bool, sequence: Int) -> [[UInt8]] {
        guard case .declared(let board) = wire else { return [] }
        return board.preparation(isNew: isNew, sequence: sequence)
    }
}

extension RegisterEncoding {
    /// The encoding as configured.
    package init(_ configured: BoardSettings.ModbusEncoding) {
        self =
            switch configured {
            case .binary: .binary
            case .bcd: .bcd
            case .ascii: .ascii
            }
    }
}

extension BoardSign {
    /// The sign for a face.
    package init(_ content: BoardFace.Content) {
        self =
            switch content {
            case .blank: .blank
            case .number(let text): .number(text)
            case .closed: .closed
            case .paused: .paused
            }
    }
}
