package import DeviceWire
package import Kiosk

/// How one configured board is told its face: the only place that knows both settings and bytes.
package struct BoardCodec: Sendable {
    /// The board's protocol, with what its requests need.
    private enum Wire: Sendable {
        case modbus(unit: Int, register: Int, encoding: RegisterEncoding)
        case cd5220
    }

    private let wire: Wire
    private let digits: Int
    /// Whether the board answers what it is sent.
    package let isAnswered: Bool

    package init(_ settings: BoardSettings) {
        digits = settings.digits
        switch settings.wire {
        case .modbusRTU(let address, let register, let encoding):
            wire = .modbus(unit: address, register: register, encoding: .init(encoding))
            isAnswered = settings.answers && address != Int(ModbusWrite.broadcastUnit)
        case .cd5220:
            wire = .cd5220
            isAnswered = false
        }
    }

    /// The request that makes the board say `sign`, and how its answer is read.
    ///
    /// - Throws: `BoardSignError` when the board cannot say it.
    package func request(
        for sign: BoardSign
    ) throws(BoardSignError) -> (bytes: [UInt8], answer: ModbusAnswerParser?) {
        switch wire {
        case .cd5220: return (try CD5220.frame(for: sign, digits: digits), nil)
        case .modbus(let unit, let register, let encoding):
            let values = try encoding.registers(for: sign, digits: digits)
            let write = ModbusWrite(.writeMultiple, unit: unit, register: register, values: values)
            guard let write else { throw .unaddressable(unit: unit, register: register) }
            return (write.frame, isAnswered ? ModbusAnswerParser(to: write) : nil)
        }
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
            }
    }
}
